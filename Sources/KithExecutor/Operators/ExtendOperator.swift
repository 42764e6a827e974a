import KithColumns
import KithCore
import KithPlanner

/// The input's rows with more columns, each computed from the row.
final class ExtendOperator: PhysicalOperator {
  private let columns: [CompiledExpression]

  init(_ columns: [BoundColumn], input: PhysicalOperator) throws(Diagnostic) {
    var layout = input.layout
    var compiled: [CompiledExpression] = []
    for column in columns {
      compiled.append(try ExpressionCompiler.compile(column.expression, layout: layout))
      layout = layout.appending([column.variable])
    }
    self.columns = compiled
    super.init(input: input, layout: layout)
  }

  override func produce() throws(Diagnostic) -> Batch? {
    guard var batch = try input.next() else { return nil }
    for column in columns { batch = batch.appending(try column.evaluate(batch, context)) }
    return batch
  }
}
