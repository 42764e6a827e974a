import KithColumns
import KithCore
import KithPlanner

/// For each row of the left input the rows of a right side that sees it; both sides' columns.
///
/// Hands whole batches to the right side, which must be row-wise. Where `keepsUnmatched`, a left row without any on
/// the right stays once, with nulls.
final class ApplyOperator: PhysicalOperator {
  private let right: ApplyRightSide
  private let keepsUnmatched: Bool
  private var left: Batch?
  /// The first left row that has not come out yet.
  private var nextRow = 0

  init(
    left: PhysicalOperator, right: LogicalPlan, keepsUnmatched: Bool
  ) throws(Diagnostic) {
    self.right = try ApplyRightSide(right, left: left.layout, context: left.context)
    self.keepsUnmatched = keepsUnmatched
    super.init(
      inputs: [left] + self.right.operators,
      layout: left.layout.appending(self.right.newVariables), context: left.context)
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try inputs[0].open(argument)
    left = nil
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      guard let left else {
        guard let next = try inputs[0].next() else { return nil }
        try right.open(next)
        left = next
        nextRow = 0
        continue
      }
      if let rows = try right.next() { return joined(left, rows) }
      self.left = nil
      if keepsUnmatched, nextRow < left.rowCount { return unmatchedRest(of: left) }
    }
  }

  private func joined(_ left: Batch, _ rows: ApplyRightSide.Rows) -> Batch {
    guard keepsUnmatched else {
      return left.selecting(rows.parents).joining(rows.batch, keeping: right.newColumns)
    }
    var parents: [UInt32] = []
    var positions: [UInt32] = []
    for (position, parent) in rows.parents.enumerated() {
      appendUnmatched(before: Int(parent), &parents, &positions)
      parents.append(parent)
      positions.append(UInt32(position))
      nextRow = Int(parent) + 1
    }
    if parents.count == rows.parents.count {
      return left.selecting(parents).joining(rows.batch, keeping: right.newColumns)
    }
    return right.newColumns.reduce(left.selecting(parents)) { batch, column in
      batch.appending(rows.batch.flat(column).gatheredOrNull(positions))
    }
  }

  private func appendUnmatched(
    before row: Int, _ parents: inout [UInt32], _ positions: inout [UInt32]
  ) {
    while nextRow < row {
      parents.append(UInt32(nextRow))
      positions.append(.max)
      nextRow += 1
    }
  }

  private func unmatchedRest(of left: Batch) -> Batch {
    let rest = left.slice(nextRow, left.rowCount)
    return right.newColumns.reduce(rest) { batch, _ in batch.appending(.allNull(rest.rowCount)) }
  }
}
