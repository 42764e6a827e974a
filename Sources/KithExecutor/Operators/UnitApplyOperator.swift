import KithColumns
import KithCore
import KithPlanner

/// Runs the right side for each row of the left input, for its changes, and hands on the left rows: `CALL { … }`
/// that returns nothing.
final class UnitApplyOperator: PhysicalOperator {
  init(left: PhysicalOperator, right: LogicalPlan) throws(Diagnostic) {
    let side = try left.context.makeOperator(for: right, argument: left.layout)
    super.init(inputs: [left, side], layout: left.layout, context: left.context)
  }

  override func open(_ argument: Batch) throws(Diagnostic) { try inputs[0].open(argument) }

  override func produce() throws(Diagnostic) -> Batch? {
    guard let batch = try inputs[0].next() else { return nil }
    for row in 0..<batch.rowCount {
      try inputs[1].open(batch.selecting([UInt32(row)]))
      while try inputs[1].next() != nil {}
    }
    return batch
  }
}
