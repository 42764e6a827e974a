import KithColumns
import KithCore
import KithPlanner

/// Every row of the input with every row that the procedure gives for it: `CALL db.labels() YIELD label`.
///
/// Pulls the procedure's rows as they are asked for. A procedure that yields nothing runs to its end, and the row
/// stays once.
final class ProcedureCallOperator: PhysicalOperator {
  private let call: LogicalProcedureCall
  private let procedure: any Procedure
  private let arguments: [CompiledExpression]
  /// The input's batch whose rows are being called with, and their arguments.
  private var batch = Batch(rowCount: 0)
  private var values: [ColumnVector] = []
  private var row = 0
  /// The call of that row, once it has begun.
  private var running: (any ProcedureRows)?

  init(_ call: LogicalProcedureCall, input: PhysicalOperator) throws(Diagnostic) {
    guard let procedure = input.context.procedures[call.name] else {
      throw .procedureNotBuilt(call.name)
    }
    self.call = call
    self.procedure = procedure
    arguments = try call.arguments.map { argument throws(Diagnostic) in
      try ExpressionCompiler.compile(argument, layout: input.layout)
    }
    super.init(input: input, layout: input.layout.appending(call.yields.map(\.variable)))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    batch = Batch(rowCount: 0)
    row = 0
    running = nil
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if row == batch.rowCount {
        guard let next = try input.next() else { return nil }
        try begin(next)
      }
      if let rows = try calledRows() { return rows }
    }
  }

  private func begin(_ next: Batch) throws(Diagnostic) {
    values = try arguments.map { argument throws(Diagnostic) in
      try argument.evaluate(next, context)
    }
    batch = next
    row = 0
  }

  /// The next rows that stem from this batch, as many as one batch holds; nil where there are none left.
  private func calledRows() throws(Diagnostic) -> Batch? {
    let limit = context.options.batchRowCount
    var parents: [UInt32] = []
    var yielded = call.yields.map { _ in ColumnBuilder() }
    while row < batch.rowCount, parents.count < limit {
      if running == nil { running = try start() }
      guard let rows = running else { break }
      if let columns = try next(of: rows, limit - parents.count) {
        guard let count = columns.first?.count else { throw .procedureNotBuilt(call.name) }
        parents.append(contentsOf: repeatElement(UInt32(row), count: count))
        for (index, yield) in call.yields.enumerated() {
          yielded[index].append(columns[yield.column])
        }
      } else {
        if procedure.signature.columns.isEmpty { parents.append(UInt32(row)) }
        running = nil
        row += 1
      }
    }
    guard !parents.isEmpty else { return nil }
    return yielded.reduce(batch.selecting(parents)) { $0.appending($1.finished()) }
  }

  private func start() throws(Diagnostic) -> any ProcedureRows {
    try context.checkCancelled()
    var given = values.map { $0.value(at: row) }
    for (index, name) in call.impliedDefaults {
      if let value = context.parameters[name] { given[index] = value }
    }
    let taken = try procedure.signature.taking(given, at: arguments.map(\.span))
    return try located { () throws(Diagnostic) in try procedure.call(taken, context) }
  }

  private func next(
    of rows: any ProcedureRows, _ limit: Int
  ) throws(Diagnostic) -> [ColumnVector]? {
    try located { () throws(Diagnostic) in try rows.next(limit) }
  }

  /// Errors of the procedure's own point at its first argument.
  private func located<Result>(
    _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(Diagnostic) {
      return try body()
    } catch {
      throw arguments.first.map { error.located(at: $0.span) } ?? error
    }
  }
}
