import KithColumns
import KithCore
import KithPlanner

/// The first rows of the input: `LIMIT`.
///
/// Stops pulling when it has them, unless the input changes the graph: changes are made in full whatever is returned.
final class LimitOperator: PhysicalOperator {
  private let count: RowCountExpression
  private let drainsInput: Bool
  private var remaining: Int?

  init(
    _ count: BoundExpression, input: PhysicalOperator, drainsInput: Bool
  ) throws(Diagnostic) {
    self.count = try RowCountExpression(count, clause: "LIMIT")
    self.drainsInput = drainsInput
    super.init(input: input, layout: input.layout)
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    remaining = nil
  }

  override func produce() throws(Diagnostic) -> Batch? {
    let left = try rowsLeft()
    remaining = left
    guard left > 0 else {
      if drainsInput { while try input.next() != nil {} }
      return nil
    }
    guard let batch = try input.next() else { return nil }
    let taken = min(left, batch.rowCount)
    remaining = left - taken
    return batch.slice(0, taken)
  }

  private func rowsLeft() throws(Diagnostic) -> Int {
    if let remaining { return remaining }
    return try count.value(context)
  }
}
