import KithColumns
import KithCore
import KithPlanner

/// Every row of the input with every row that the procedure gives for it: `CALL db.labels() YIELD label`.
///
/// A procedure without columns that are asked for runs all the same, and the row stays once.
final class ProcedureCallOperator: PhysicalOperator {
  private let call: LogicalProcedureCall
  private let arguments: [CompiledExpression]
  private var pending = PendingRows()

  init(_ call: LogicalProcedureCall, input: PhysicalOperator) throws(Diagnostic) {
    self.call = call
    arguments = try call.arguments.map { argument throws(Diagnostic) in
      try ExpressionCompiler.compile(argument, layout: input.layout)
    }
    super.init(input: input, layout: input.layout.appending(call.yields.map(\.variable)))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    pending = PendingRows()
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if let piece = pending.next(context.options.batchRowCount) { return piece }
      guard let batch = try input.next() else { return nil }
      pending = PendingRows(try called(batch))
    }
  }

  private func called(_ batch: Batch) throws(Diagnostic) -> Batch {
    let columns = try arguments.map { argument throws(Diagnostic) in
      try argument.evaluate(batch, context)
    }
    var parents: [UInt32] = []
    var yielded = call.yields.map { _ in ColumnBuilder() }
    for row in 0..<batch.rowCount {
      let found = try ProcedureLibrary.rows(
        of: call.name, columns.map { $0.value(at: row) }, context)
      if call.yields.isEmpty {
        parents.append(UInt32(row))
        continue
      }
      for values in found {
        parents.append(UInt32(row))
        for (index, yield) in call.yields.enumerated() {
          yielded[index].append(values[yield.column])
        }
      }
    }
    return yielded.reduce(batch.selecting(parents)) { $0.appending($1.finished()) }
  }
}
