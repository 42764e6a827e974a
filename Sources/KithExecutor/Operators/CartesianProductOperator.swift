import KithColumns
import KithCore

/// Every row of the left input with every row of the right.
///
/// The right side is kept in memory and never copied: rows of the product point into it.
final class CartesianProductOperator: PhysicalOperator {
  private let rightColumns: [Int]
  private let rightIsIndependent: Bool
  private let leftHasWrites: Bool
  private var right: Batch?
  private var buffer = RowBuffer(columnCount: 0)
  private var left = Batch(rowCount: 0)
  private var leftRow = 0
  private var rightRow = 0

  /// An independent right side does not see the argument. A left side that changes the graph runs to its end even
  /// where the right one is empty.
  init(
    left: PhysicalOperator, right: PhysicalOperator, rightIsIndependent: Bool,
    leftHasWrites: Bool
  ) {
    self.leftHasWrites = leftHasWrites
    self.rightIsIndependent = rightIsIndependent
    rightColumns = left.layout.columnsMissing(from: right.layout)
    let added = rightColumns.map { right.layout.variables[$0] }
    super.init(
      inputs: [left, right], layout: left.layout.appending(added), context: left.context)
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try inputs[0].open(argument)
    try inputs[1].open(rightIsIndependent ? .singleRow : argument)
    buffer.release(context)
    right = nil
    left = Batch(rowCount: 0)
    leftRow = 0
  }

  override func produce() throws(Diagnostic) -> Batch? {
    if leftRow >= left.rowCount {
      guard let next = try inputs[0].next() else { return nil }
      left = next
      leftRow = 0
      rightRow = 0
    }
    // Only now: the left side may be what changes the graph before the right side reads it.
    if right == nil { right = try rightRows() }
    guard let right else { return nil }
    if right.rowCount == 0 {
      while leftHasWrites, try inputs[0].next() != nil {}
      left = Batch(rowCount: 0)
      return nil
    }
    return combined(right)
  }

  private func rightRows() throws(Diagnostic) -> Batch {
    buffer = RowBuffer(columnCount: rightColumns.count)
    while let batch = try inputs[1].next() {
      try buffer.append(batch.keeping(rightColumns), context)
    }
    return buffer.batch()
  }

  private func combined(_ right: Batch) -> Batch {
    let limit = context.options.batchRowCount
    var lefts: [UInt32] = []
    var rights: [UInt32] = []
    while leftRow < left.rowCount, lefts.count < limit {
      let end = min(right.rowCount, rightRow + limit - lefts.count)
      lefts.append(contentsOf: repeatElement(UInt32(leftRow), count: end - rightRow))
      rights.append(contentsOf: UInt32(rightRow)..<UInt32(end))
      rightRow = end
      if end == right.rowCount {
        leftRow += 1
        rightRow = 0
      }
    }
    return left.selecting(lefts).joining(
      right.selecting(rights), keeping: Array(rightColumns.indices))
  }
}
