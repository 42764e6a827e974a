import KithColumns
import KithCore
import KithPlanner

/// `CALL { … } IN TRANSACTIONS OF n ROWS`: runs the right side for the rows of the left, and commits after each n.
///
/// ```
/// left rows   0 … 999 | 1000 … 1999 | 2000 …
///             commit    commit        an error: these rows are undone; with ON ERROR CONTINUE the next follow
/// ```
///
/// What a transaction has read is gone with it. So the left side is read to its end first, unless it does not read the
/// graph; texts are copied; the right side is made anew for each batch; and no row goes on before the last commit.
final class TransactionsOperator: PhysicalOperator {
  private let spec: LogicalTransactions
  private let right: LogicalPlan
  private let batchSize: RowCountExpression
  private let isIndependent: Bool
  /// The right side's columns that rows get.
  private let newVariables: [VariableID]
  private var pending: PendingRows?
  /// Left rows that have been read and wait for their transaction.
  private var waiting = PendingRows()
  private var number = 0
  private var isBroken = false

  init(
    _ spec: LogicalTransactions, left: PhysicalOperator, leftPlan: LogicalPlan, right: LogicalPlan
  ) throws(Diagnostic) {
    self.spec = spec
    self.right = right
    batchSize = try RowCountExpression(spec.batchSize, clause: "OF … ROWS")
    isIndependent = !leftPlan.touchesGraph
    let side = try left.context.makeOperator(for: right, argument: left.layout)
    newVariables =
      spec.returnsRows
      ? left.layout.columnsMissing(from: side.layout).map { side.layout.variables[$0] } : []
    let status = spec.status.map { [$0] } ?? []
    super.init(
      inputs: [left], layout: left.layout.appending(newVariables + status), context: left.context)
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    pending = nil
    waiting = PendingRows()
    number = 0
    isBroken = false
  }

  override func produce() throws(Diagnostic) -> Batch? {
    if pending == nil { pending = PendingRows(try runAll()) }
    return pending?.next(context.options.batchRowCount)
  }

  private func runAll() throws(Diagnostic) -> Batch {
    let size = try batchSize.value(context)
    guard size > 0 else { throw .noRowsInTransaction(at: spec.batchSize.span) }
    if !isIndependent { waiting = PendingRows(try allRows()) }
    var results = RowBuffer(columnCount: layout.variables.count)
    while let rows = try nextRows(size) {
      let done = try run(rows)
      if spec.keepsRows { try results.append(done, context) }
    }
    defer { results.release(context) }
    return results.batch()
  }

  // MARK: left rows

  private func allRows() throws(Diagnostic) -> Batch {
    var all = RowBuffer(columnCount: input.layout.variables.count)
    while let batch = try input.next() { try all.append(batch.withOwnTexts, context) }
    return all.batch()
  }

  /// The rows of the next transaction; nil where none are left.
  private func nextRows(_ size: Int) throws(Diagnostic) -> Batch? {
    var rows = RowBuffer(columnCount: input.layout.variables.count)
    defer { rows.release(context) }
    while rows.rowCount < size {
      if let piece = waiting.next(size - rows.rowCount) {
        try rows.append(piece, context)
      } else if isIndependent, let batch = try input.next() {
        waiting = PendingRows(batch.withOwnTexts)
      } else {
        break
      }
    }
    return rows.rowCount > 0 ? rows.batch() : nil
  }

  // MARK: transactions

  /// The rows with what the right side gave for them, committed or undone.
  private func run(_ rows: Batch) throws(Diagnostic) -> Batch {
    number += 1
    if isBroken { return failed(rows, status(started: false, committed: false, error: nil)) }
    let counters = context.counters
    do throws(Diagnostic) {
      let results = try rightRows(of: rows)
      try context.renewTransaction(isKept: true)
      return reported(results, status(started: true, committed: true, error: nil))
    } catch {
      guard spec.onError != .fail, error.category != .cancelled else { throw error }
      context.counters = counters
      try context.renewTransaction(isKept: false)
      isBroken = spec.onError == .stop
      return failed(rows, status(started: true, committed: false, error: error))
    }
  }

  private func rightRows(of rows: Batch) throws(Diagnostic) -> Batch {
    let side = try context.makeOperator(for: right, argument: input.layout)
    var parents: [UInt32] = []
    var columns = newVariables.map { _ in ColumnBuilder() }
    let sources = try newVariables.map { variable throws(Diagnostic) in
      try side.layout.requiredColumn(of: variable)
    }
    for row in 0..<rows.rowCount {
      try side.open(rows.selecting([UInt32(row)]))
      if !spec.returnsRows { parents.append(UInt32(row)) }
      while let batch = try side.next() {
        guard spec.returnsRows else { continue }
        parents.append(contentsOf: repeatElement(UInt32(row), count: batch.rowCount))
        for (index, source) in sources.enumerated() {
          columns[index].append(batch.flat(source).withOwnTexts)
        }
      }
    }
    return columns.reduce(rows.selecting(parents)) { $0.appending($1.finished()) }
  }

  /// The rows once, with nulls for what the right side would have given.
  private func failed(_ rows: Batch, _ status: Value) -> Batch {
    let widened = newVariables.reduce(rows) { batch, _ in
      batch.appending(.allNull(rows.rowCount))
    }
    return reported(widened, status)
  }

  private func reported(_ rows: Batch, _ status: Value) -> Batch {
    guard spec.status != nil else { return rows }
    return rows.appending(.constant(status, count: rows.rowCount))
  }

  private func status(started: Bool, committed: Bool, error: Diagnostic?) -> Value {
    .map(
      ValueMap([
        (key: "started", value: .boolean(started)), (key: "committed", value: .boolean(committed)),
        (key: "transactionId", value: started ? .string("transaction-\(number)") : .null),
        (key: "errorMessage", value: error.map { .string($0.message) } ?? .null)
      ]))
  }
}

extension ExecutionContext {
  /// Keeps or undoes what the statement has changed, and goes on in a new transaction.
  func renewTransaction(isKept: Bool) throws(Diagnostic) {
    guard let renewal else { throw .noTransactionOfItsOwn }
    transaction = try renewal.renewed(transaction, isKept: isKept)
    deletedEnds = [:]
  }
}

extension LogicalPlan {
  /// Whether its rows come from the graph, or hold anything that does.
  var touchesGraph: Bool {
    switch operation {
    case .singleRow, .argument, .unwind, .loadTable, .filter, .extend, .project, .aggregate,
      .distinct, .sort, .top, .skip, .limit:
      operation.expressions.contains { !$0.subqueries.isEmpty }
        || inputs.contains(where: \.touchesGraph)
    default: true
    }
  }
}

extension Batch {
  /// The rows without references into the file's map: these are valid only while their transaction lasts.
  fileprivate var withOwnTexts: Batch {
    Batch(
      rowCount: rowCount,
      columns: columns.indices.map { BatchColumn(vector: flat($0).withOwnTexts) })
  }
}

extension ColumnVector {
  fileprivate var withOwnTexts: ColumnVector {
    guard case .texts = storage else { return self }
    return ColumnVector(.values(values))
  }
}

extension Diagnostic {
  static func noRowsInTransaction(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "NumberOutOfRange",
      "a transaction takes at least one row", at: span, advice: "write 'OF 1000 ROWS'")
  }

  static var noTransactionOfItsOwn: Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime,
      "this statement has no transaction of its own that it could commit")
  }
}
