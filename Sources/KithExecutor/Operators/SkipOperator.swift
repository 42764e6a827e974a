import KithColumns
import KithCore
import KithPlanner

/// The input's rows but for the first ones: `SKIP`.
final class SkipOperator: PhysicalOperator {
  private let count: RowCountExpression
  private var remaining: Int?

  init(_ count: BoundExpression, input: PhysicalOperator) throws(Diagnostic) {
    self.count = try RowCountExpression(count, clause: "SKIP")
    super.init(input: input, layout: input.layout)
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    remaining = nil
  }

  override func produce() throws(Diagnostic) -> Batch? {
    var left = try rowsLeft()
    defer { remaining = left }
    while let batch = try input.next() {
      let skipped = min(left, batch.rowCount)
      left -= skipped
      if skipped < batch.rowCount { return batch.slice(skipped, batch.rowCount) }
    }
    return nil
  }

  private func rowsLeft() throws(Diagnostic) -> Int {
    if let remaining { return remaining }
    return try count.value(context)
  }
}
