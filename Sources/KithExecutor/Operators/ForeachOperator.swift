import KithColumns
import KithCore
import KithPlanner

/// For each row and each element of its list, runs the changes of the right side; hands on the rows: `FOREACH`.
///
/// The list is computed when its row comes, so that it sees the changes made for the rows before it.
final class ForeachOperator: PhysicalOperator {
  private let list: CompiledExpression
  private let span: SourceSpan

  init(
    list: BoundExpression, variable: VariableID, left: PhysicalOperator, right: LogicalPlan
  ) throws(Diagnostic) {
    self.list = try ExpressionCompiler.compile(list, layout: left.layout)
    span = list.span
    let side = try left.context.makeOperator(
      for: right, argument: left.layout.appending([variable]))
    super.init(inputs: [left, side], layout: left.layout, context: left.context)
  }

  override func open(_ argument: Batch) throws(Diagnostic) { try inputs[0].open(argument) }

  override func produce() throws(Diagnostic) -> Batch? {
    guard let batch = try inputs[0].next() else { return nil }
    for row in 0..<batch.rowCount {
      let single = batch.selecting([UInt32(row)])
      for element in try elements(single) {
        try inputs[1].open(single.appending(.constant(element, count: 1)))
        while try inputs[1].next() != nil {}
      }
    }
    return batch
  }

  private func elements(_ row: Batch) throws(Diagnostic) -> [Value] {
    switch try list.evaluate(row, context).value(at: 0) {
    case .list(let elements): return elements
    case .null: return []
    case let other: throw .foreachOverNoList(other, at: span)
    }
  }
}
