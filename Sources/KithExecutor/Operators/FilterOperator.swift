import KithColumns
import KithCore
import KithPlanner

/// The rows on which a condition is true; neither false nor null will do.
final class FilterOperator: PhysicalOperator {
  private let predicate: CompiledExpression

  init(_ predicate: BoundExpression, input: PhysicalOperator) throws(Diagnostic) {
    self.predicate = try ExpressionCompiler.compile(predicate, layout: input.layout)
    super.init(input: input, layout: input.layout)
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while let batch = try input.next() {
      let kept = selection(ofTrue: try predicate.evaluate(batch, context))
      if kept.count == batch.rowCount { return batch }
      if !kept.isEmpty { return batch.selecting(kept) }
    }
    return nil
  }
}
