import KithColumns
import KithCore
import KithPlanner

/// Sets properties and labels for each row, and hands the rows on as they are: `SET`.
final class SetOperator: WriteOperator {
  private let items: SetItems

  init(_ items: [BoundSetItem], input: PhysicalOperator) throws(Diagnostic) {
    self.items = try SetItems(items, layout: input.layout)
    super.init(input: input, layout: input.layout)
  }

  override func change(_ batches: [Batch]) throws(Diagnostic) -> [Batch] {
    for batch in batches {
      try context.checkCancelled()
      try items.apply(to: batch, context)
    }
    return batches
  }
}
