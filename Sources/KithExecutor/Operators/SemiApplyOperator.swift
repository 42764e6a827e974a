import KithColumns
import KithCore
import KithPlanner

/// The rows of the left input for which a right side that sees them gives a row; negated, those for which it gives none.
final class SemiApplyOperator: PhysicalOperator {
  private enum Right {
    /// Takes whole batches.
    case batches(ApplyRightSide)
    /// Takes one row at a time.
    case rows(PhysicalOperator)
  }

  private let right: Right
  private let isNegated: Bool

  init(left: PhysicalOperator, right: LogicalPlan, isNegated: Bool) throws(Diagnostic) {
    self.isNegated = isNegated
    if isRowWise(right) {
      let side = try ApplyRightSide(right, left: left.layout, context: left.context)
      self.right = .batches(side)
      super.init(inputs: [left] + side.operators, layout: left.layout, context: left.context)
    } else {
      let side = try left.context.makeOperator(for: right, argument: left.layout)
      self.right = .rows(side)
      super.init(inputs: [left, side], layout: left.layout, context: left.context)
    }
  }

  override func open(_ argument: Batch) throws(Diagnostic) { try inputs[0].open(argument) }

  override func produce() throws(Diagnostic) -> Batch? {
    while let batch = try inputs[0].next() {
      let isMatched = try matched(batch)
      let kept = (0..<UInt32(batch.rowCount)).filter { isMatched[Int($0)] != isNegated }
      if kept.count == batch.rowCount { return batch }
      if !kept.isEmpty { return batch.selecting(kept) }
    }
    return nil
  }

  /// For each left row whether the right side gives a row.
  private func matched(_ batch: Batch) throws(Diagnostic) -> [Bool] {
    var isMatched = Array(repeating: false, count: batch.rowCount)
    switch right {
    case .batches(let side):
      try side.open(batch)
      var missing = batch.rowCount
      while missing > 0, let rows = try side.next() {
        for parent in rows.parents where !isMatched[Int(parent)] {
          isMatched[Int(parent)] = true
          missing -= 1
        }
      }
    case .rows(let side):
      for row in isMatched.indices {
        try side.open(batch.selecting([UInt32(row)]))
        isMatched[row] = try side.next() != nil
      }
    }
    return isMatched
  }
}
