package import KithColumns
package import KithCore
package import KithExecutor
import KithInterchange
import KithPlanner
package import KithStorage
import KithSyntax

/// A session on a graph in this process: a file, or memory.
///
/// It holds no snapshot while it is idle: each statement outside a transaction opens one of its own.
package final class EmbeddedSession: Session {
  package let name: String
  package var isReadOnly: Bool { file.isReadOnly }
  package var isInTransaction: Bool { open != nil }
  /// How statements are planned and run; tests change it.
  package var settings = SessionSettings()
  package var formatVersion: Int? { name == "memory" ? nil : GraphFile.formatVersion }
  package var memoryLimitBytes: Int {
    get { settings.executionOptions.memoryLimitBytes }
    set { settings.executionOptions.memoryLimitBytes = newValue }
  }
  package var threadLimit: Int {
    get { WorkerThreads.limit }
    set { WorkerThreads.limit = newValue }
  }
  /// What `CALL` can run; a program adds its own.
  package var procedures = ProcedureRegistry.standard {
    didSet { statements.forgetPlans() }
  }

  /// Where `LOAD CSV` finds its tables.
  private let tables: any TableSource = CSVTableSource()
  private let file: GraphFile
  /// The explicit transaction, between `begin` and `commit` or `rollback`.
  private var open: GraphTransaction?
  private let cancellation = CancellationToken()
  private let onNotice: (String) -> Void
  private var statements = StatementCache()

  /// Opens a file, or without one a graph in memory that is gone with the session.
  ///
  /// `recordLimit` says how much small commits leave beside the chunks. `onNotice` gets a sentence when a statement has to wait for another writer.
  package init(
    path: String?, isReadOnly: Bool = false, createsIfMissing: Bool = true,
    recordLimit: RecordLimit = .standard, onNotice: @escaping (String) -> Void = { _ in }
  ) throws(Diagnostic) {
    self.onNotice = onNotice
    if let path {
      name = path
      file = try GraphFile(
        path: path,
        mode: isReadOnly ? .readOnly : .readWrite(createIfMissing: createsIfMissing),
        recordLimit: recordLimit)
    } else {
      name = "memory"
      file = try GraphFile(inMemory: (), recordLimit: recordLimit)
    }
  }

  deinit { open?.abort() }

  package func cancel() { cancellation.cancel() }

  // MARK: transactions

  package func begin() throws(Diagnostic) {
    guard open == nil else { throw DatabaseMessages.alreadyInTransaction }
    cancellation.reset()
    open = try isReadOnly ? file.beginRead() : beginWrite()
  }

  package func commit() throws(Diagnostic) {
    guard let transaction = open else { throw DatabaseMessages.notInTransaction("commit") }
    open = nil
    guard transaction.isWritable else { return transaction.abort() }
    try transaction.commit()
  }

  package func rollback() throws(Diagnostic) {
    guard let transaction = open else { throw DatabaseMessages.notInTransaction("roll back") }
    open = nil
    transaction.abort()
  }

  private func beginWrite() throws(Diagnostic) -> GraphTransaction {
    guard !isReadOnly else { throw DatabaseMessages.readOnly(name) }
    let token = cancellation
    return try file.beginWrite(onWait: onNotice, isCancelled: { token.isCancelled })
  }

  // MARK: statements

  package func run(
    _ statement: String, parameters: [String: Value], into sink: any ResultSink
  ) throws(Diagnostics) -> StatementSummary {
    cancellation.reset()
    let clock = ContinuousClock()
    let began = clock.now
    let parsed = try statements.tree(of: statement)
    let parseEnd = clock.now
    var run = try planned(parsed, statement)
    let planEnd = clock.now
    var summary = StatementSummary(columns: run.plan.columns.map(\.name), rowCount: 0)
    summary.warnings = run.plan.warnings
    summary.parseMicroseconds = (parseEnd - began).microseconds
    summary.planMicroseconds = (planEnd - parseEnd).microseconds
    if parsed.mode == .explain {
      run.finish()
      summary.columns = []
      summary.plan = PlanReport(of: run.plan, measuredBy: nil)
    } else {
      do {
        let isProfile = parsed.mode == .profile
        try execute(parsed, &run, parameters, into: isProfile ? nil : sink, &summary)
      } catch {
        throw wrapped(error)
      }
    }
    summary.executeMicroseconds = (clock.now - planEnd).microseconds
    summary.totalMicroseconds = (clock.now - began).microseconds
    return summary
  }

  /// A statement's plan and the transaction that it is to run in.
  private struct PlannedRun {
    var plan: StatementPlan
    var transaction: GraphTransaction
    /// Whether the transaction ends with the statement.
    var isOwn: Bool

    /// Gives an own read transaction back.
    func finish() { if isOwn { transaction.abort() } }
  }

  private func planned(
    _ parsed: ParsedStatement, _ text: String
  ) throws(Diagnostics) -> PlannedRun {
    // What changed the graph the last time will change it again: it is spared a read transaction.
    let isWriting = open == nil && parsed.mode != .explain && statements.isWriting(text)
    let transaction = try wrapping { () throws(Diagnostic) in
      try isWriting ? beginWrite() : currentOrReading()
    }
    var run: PlannedRun
    do throws(Diagnostics) {
      let plan = try plan(parsed, text, in: transaction)
      run = PlannedRun(plan: plan, transaction: transaction, isOwn: open == nil)
    } catch {
      if open == nil { transaction.abort() }
      throw error
    }
    guard !run.plan.isReadOnly, parsed.mode != .explain, !isWriting else { return run }
    if !run.isOwn {
      if let place = run.plan.transactions {
        throw Diagnostics(DatabaseMessages.transactionsInTransaction(at: place))
      }
      guard transaction.isWritable else { throw Diagnostics(DatabaseMessages.readOnly(name)) }
      return run
    }
    // A plan may rest on what was true of the graph that it was made for: another writer may have come between.
    transaction.abort()
    run.transaction = try wrapping { () throws(Diagnostic) in try beginWrite() }
    do throws(Diagnostics) {
      run.plan = try plan(parsed, text, in: run.transaction)
    } catch {
      run.transaction.abort()
      throw error
    }
    return run
  }

  /// The plan of a statement for the graph as a transaction sees it.
  private func plan(
    _ parsed: ParsedStatement, _ text: String, in transaction: GraphTransaction
  ) throws(Diagnostics) -> StatementPlan {
    // A graph that was changed and not committed is like no other.
    guard !transaction.isChanged else { return try newPlan(parsed, in: transaction) }
    let basis = StatementCache.Basis(
      commit: transaction.baseCommit, options: settings.plannerOptions)
    if let known = statements.plan(of: text, on: basis) { return known }
    let plan = try newPlan(parsed, in: transaction)
    statements.keep(plan, of: text, on: basis)
    return plan
  }

  private func newPlan(
    _ parsed: ParsedStatement, in transaction: GraphTransaction
  ) throws(Diagnostics) -> StatementPlan {
    try StatementPlanner.plan(
      parsed, schema: transaction.schema, statistics: transaction.statistics,
      options: settings.plannerOptions, procedures: procedures.signatures)
  }

  private func currentOrReading() throws(Diagnostic) -> GraphTransaction {
    if let open { return open }
    return try file.beginRead()
  }

  /// Without a sink the statement is measured, and its rows are only counted.
  private func execute(
    _ parsed: ParsedStatement, _ run: inout PlannedRun, _ parameters: [String: Value],
    into sink: (any ResultSink)?,
    _ summary: inout StatementSummary
  ) throws {
    let transaction = run.transaction
    if !run.isOwn, transaction.isWritable { transaction.beginStatement() }
    let context = ExecutionContext(
      transaction: transaction, parameters: parameters, options: settings.executionOptions,
      cancellation: cancellation, procedures: procedures)
    context.tables = tables
    if run.isOwn { context.renewal = self }
    do {
      try checkParameters(run.plan, parameters)
      if sink == nil { context.profile = PlanProfile() }
      try sink?.begin(columns: summary.columns)
      var rowCount = 0
      try StatementExecutor.run(run.plan, context: context) { rows in
        rowCount += rows.count
        try sink?.receive(rows, entities: context.transaction)
      }
      if let profile = context.profile {
        summary.columns = []
        summary.plan = PlanReport(of: run.plan, measuredBy: profile)
      }
      summary.rowCount = rowCount
      summary.counters = context.counters
      if case .schema(let command) = parsed.body {
        summary.counters = try SchemaStatement.run(command, in: transaction)
      }
      try transaction.verifyConstraints()
    } catch {
      if run.isOwn {
        context.transaction.abort()
      } else if transaction.isWritable {
        try transaction.rollbackStatement()
      }
      throw error
    }
    if !run.isOwn {
      if transaction.isWritable { transaction.endStatement() }
    } else if context.transaction.isWritable {
      try context.transaction.commit()
    } else {
      transaction.abort()
    }
  }

  /// Throws `MissingParameter` for the first parameter in the text that has no value.
  private func checkParameters(
    _ plan: StatementPlan, _ given: [String: Value]
  ) throws(Diagnostic) {
    let missing = plan.parameters.filter { given[$0.key] == nil }
      .min { $0.value.start < $1.value.start }
    guard let missing else { return }
    throw DatabaseMessages.missingParameter(
      missing.key, at: missing.value,
      suggestion: nearestName(to: missing.key, among: given.keys.sorted()))
  }

  // MARK: without a query

  package func read<T>(_ body: (any GraphReader) throws -> T) throws -> T {
    if let open { return try body(open) }
    let transaction = try file.beginRead()
    defer { transaction.abort() }
    return try body(transaction)
  }

  package func write<T>(_ body: (any GraphWriter & BulkGraphWriter) throws -> T) throws -> T {
    cancellation.reset()
    if let open {
      guard open.isWritable else { throw DatabaseMessages.readOnly(name) }
      open.beginStatement()
      do {
        let result = try body(open)
        try open.verifyConstraints()
        open.endStatement()
        return result
      } catch {
        try open.rollbackStatement()
        throw error
      }
    }
    let transaction = try beginWrite()
    do {
      let result = try body(transaction)
      try transaction.commit()
      return result
    } catch {
      transaction.abort()
      throw error
    }
  }

  // MARK: errors

  private func wrapping<T>(_ body: () throws(Diagnostic) -> T) throws(Diagnostics) -> T {
    do throws(Diagnostic) { return try body() } catch { throw Diagnostics(error) }
  }

  private func wrapped(_ error: any Error) -> Diagnostics {
    switch error {
    case let several as Diagnostics: several
    case let one as Diagnostic: Diagnostics(one)
    default: Diagnostics(DatabaseMessages.outputFailed(error))
    }
  }
}

extension EmbeddedSession: TransactionRenewal {
  package func renewed(
    _ transaction: GraphTransaction, isKept: Bool
  ) throws(Diagnostic) -> GraphTransaction {
    if isKept { try transaction.commit() } else { transaction.abort() }
    return try beginWrite()
  }
}

extension Duration {
  /// Whole microseconds.
  var microseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
  }
}
