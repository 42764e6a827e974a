import KithColumns
import KithCore
import KithExecutor
import KithPlanner
import KithStorage
import KithSyntax
import Testing

/// A graph in memory, and queries on it from text to rows.
final class TestGraph {
  private let file: GraphFile

  /// A graph with what the statements make.
  init(_ statements: String...) throws {
    file = try GraphFile(inMemory: ())
    for statement in statements { try execute(statement) }
  }

  /// Runs a statement and keeps its changes.
  @discardableResult
  func execute(
    _ statement: String, _ parameters: [String: Value] = [:], batchRowCount: Int = 2048
  ) throws -> ChangeCounters {
    let transaction = try file.beginWrite()
    defer { transaction.abort() }
    let run = try run(
      statement, parameters, in: transaction,
      Variant(batchRowCount: batchRowCount, isOptimised: true))
    try transaction.commit()
    return run.counters
  }

  /// One way to run a query.
  struct Variant: CustomStringConvertible {
    var batchRowCount: Int
    var isOptimised: Bool

    var description: String {
      "batches of \(batchRowCount), \(isOptimised ? "optimised" : "as written")"
    }

    static let all = [2048, 3, 1].flatMap { count in
      [true, false].map { Variant(batchRowCount: count, isOptimised: $0) }
    }
  }

  struct Run {
    var rows: [String] = []
    var counters = ChangeCounters()
  }

  /// The rows of a query, cells joined by ` | `, whose changes are dropped.
  ///
  /// Runs it with batches of 2,048, 3 and 1 rows, and with patterns planned and as written. All must give the same
  /// rows; for one plan, in the same order.
  func rows(
    _ query: String, _ parameters: [String: Value] = [:],
    at location: SourceLocation = #_sourceLocation
  ) throws -> [String] {
    var first: [Bool: [String]] = [:]
    for variant in Variant.all {
      let rows = try self.rows(query, parameters, variant)
      if let known = first[variant.isOptimised] {
        #expect(rows == known, "\(variant)", sourceLocation: location)
      } else {
        first[variant.isOptimised] = rows
      }
    }
    let planned = first[true] ?? []
    #expect(
      (first[false] ?? []).sorted() == planned.sorted(), "as written", sourceLocation: location)
    return planned
  }

  /// The rows of a query run in one way.
  func rows(
    _ query: String, _ parameters: [String: Value] = [:], _ variant: Variant
  ) throws -> [String] {
    let transaction = try file.beginWrite()
    defer { transaction.abort() }
    return try run(query, parameters, in: transaction, variant).rows
  }

  /// The first error that a query gives: category, detail and message.
  func failure(_ query: String, _ parameters: [String: Value] = [:]) throws -> String {
    do {
      _ = try rows(query, parameters, Variant.all[0])
      return "no error"
    } catch let error as Diagnostic {
      return error.summary
    } catch let errors as Diagnostics {
      return errors.all[0].summary
    }
  }

  /// Runs a plan that was built by hand; its columns are the cells.
  func rows(
    of plan: LogicalPlan, _ columns: [VariableID], _ options: ExecutionOptions
  ) throws -> [String] {
    let transaction = try file.beginWrite()
    defer { transaction.abort() }
    let statement = StatementPlan(
      root: plan, columns: columns.map { (name: "v\($0.rawValue)", variable: $0) },
      isReadOnly: true, warnings: [], variableNames: [:])
    let context = ExecutionContext(transaction: transaction, options: options)
    var rows: [String] = []
    try StatementExecutor.run(statement, context: context) { batch in
      rows += batch.map { $0.map(\.plainText).joined(separator: " | ") }
    }
    return rows
  }

  /// Gives a read transaction to a test that looks at the graph itself.
  func reading<Result>(_ body: (GraphTransaction) throws -> Result) throws -> Result {
    let transaction = try file.beginRead()
    defer { transaction.abort() }
    return try body(transaction)
  }

  /// Gives a write transaction to a test that makes its own context.
  func writing<Result>(_ body: (GraphTransaction) throws -> Result) throws -> Result {
    let transaction = try file.beginWrite()
    defer { transaction.abort() }
    return try body(transaction)
  }

  private func run(
    _ text: String, _ parameters: [String: Value], in transaction: GraphTransaction,
    _ variant: Variant
  ) throws -> Run {
    var options = PlannerOptions()
    options.isOptimised = variant.isOptimised
    let plan = try StatementPlanner.plan(
      try QueryParser.parse(text), schema: transaction.schema,
      statistics: transaction.statistics, options: options,
      procedures: ProcedureRegistry.standard.signatures)
    var execution = ExecutionOptions()
    execution.batchRowCount = variant.batchRowCount
    let context = ExecutionContext(
      transaction: transaction, parameters: parameters, options: execution)
    var run = Run()
    try StatementExecutor.run(plan, context: context) { batch in
      #expect(batch.count > 0)
      for row in batch {
        run.rows.append(
          try row.map { try $0.text(.literal, resolving: transaction) }.joined(separator: " | "))
      }
    }
    let faults = try transaction.checkInvariants()
    #expect(faults == [])
    run.counters = context.counters
    return run
  }
}

extension Diagnostic {
  /// `TypeError InvalidArgumentType: message`.
  var summary: String {
    "\(category.rawValue) \(detail): \(message)\(advice.map { " [\($0)]" } ?? "")"
  }
}
