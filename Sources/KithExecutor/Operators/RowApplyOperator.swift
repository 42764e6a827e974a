import KithColumns
import KithCore
import KithPlanner

/// As `ApplyOperator`, for right sides that aggregate, sort, limit or write: opened with one left row at a time.
///
/// Their few rows a time are gathered into batches.
final class RowApplyOperator: PhysicalOperator {
  private let keepsUnmatched: Bool
  private let newColumns: [Int]
  private var left = Batch(rowCount: 0)
  private var row = 0
  private var isOpen = false
  private var hasMatched = false

  init(
    left: PhysicalOperator, right: LogicalPlan, keepsUnmatched: Bool
  ) throws(Diagnostic) {
    self.keepsUnmatched = keepsUnmatched
    let right = try left.context.makeOperator(for: right, argument: left.layout)
    newColumns = left.layout.columnsMissing(from: right.layout)
    let added = newColumns.map { right.layout.variables[$0] }
    super.init(
      inputs: [left, right], layout: left.layout.appending(added), context: left.context)
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try inputs[0].open(argument)
    left = Batch(rowCount: 0)
    row = 0
    isOpen = false
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if row >= left.rowCount {
        guard let next = try inputs[0].next() else { return nil }
        left = next
        row = 0
      }
      var parents: [UInt32] = []
      var columns = newColumns.map { _ in ColumnBuilder() }
      while row < left.rowCount, parents.count < context.options.batchRowCount {
        try advance(&parents, &columns)
      }
      if parents.isEmpty { continue }
      return columns.reduce(left.selecting(parents)) { $0.appending($1.finished()) }
    }
  }

  /// Takes the next right batch of the present left row, or goes to the next row.
  private func advance(
    _ parents: inout [UInt32], _ columns: inout [ColumnBuilder]
  ) throws(Diagnostic) {
    if !isOpen {
      try inputs[1].open(left.selecting([UInt32(row)]))
      isOpen = true
      hasMatched = false
    }
    if let batch = try inputs[1].next() {
      hasMatched = true
      parents.append(contentsOf: repeatElement(UInt32(row), count: batch.rowCount))
      for (index, column) in newColumns.enumerated() { columns[index].append(batch.flat(column)) }
      return
    }
    if keepsUnmatched, !hasMatched {
      parents.append(UInt32(row))
      for index in columns.indices { columns[index].appendNulls(1) }
    }
    isOpen = false
    row += 1
  }
}
