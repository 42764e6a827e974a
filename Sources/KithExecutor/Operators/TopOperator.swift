import KithColumns
import KithCore
import KithPlanner

/// The first rows of an order: `ORDER BY … LIMIT`, in memory for the rows that it keeps and a few batches.
///
/// Collects until there are twice as many rows as asked for, and then keeps the first of them.
final class TopOperator: PhysicalOperator {
  private let keys: SortKeys
  private let count: RowCountExpression
  private var kept: PendingRows?

  init(
    _ keys: [BoundSortKey], count: BoundExpression, input: PhysicalOperator
  ) throws(Diagnostic) {
    self.keys = try SortKeys(keys, layout: input.layout)
    self.count = try RowCountExpression(count, clause: "LIMIT")
    super.init(input: input, layout: input.layout)
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    kept = nil
  }

  override func produce() throws(Diagnostic) -> Batch? {
    if kept == nil { kept = PendingRows(try firstRows()) }
    return kept?.next(context.options.batchRowCount)
  }

  private func firstRows() throws(Diagnostic) -> Batch {
    let limit = try count.value(context)
    let width = layout.variables.count
    var buffer = RowBuffer(columnCount: width + keys.count)
    defer { buffer.release(context) }
    while let batch = try input.next() {
      // Without rows to keep, the input still runs: it may change the graph.
      if limit == 0 { continue }
      try buffer.append(batch, with: try keys.columns(batch, context), context)
      let most = max(limit, Batch.standardRowCount).multipliedReportingOverflow(by: 2)
      if !most.overflow, buffer.rowCount > most.partialValue {
        try buffer.keep(first(limit, of: buffer, width), context)
      }
    }
    return buffer.batch().keeping(Array(0..<width)).selecting(first(limit, of: buffer, width))
  }

  private func first(_ limit: Int, of buffer: RowBuffer, _ width: Int) -> [UInt32] {
    keys.order(
      of: Array(buffer.columns()[width...]), rowCount: buffer.rowCount, first: limit)
  }
}
