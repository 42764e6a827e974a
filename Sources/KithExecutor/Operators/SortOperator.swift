import KithColumns
import KithCore
import KithPlanner

/// The input's rows in the order of some keys: `ORDER BY`. Rows whose keys are the same stay in their order.
///
/// Keeps all rows in memory. Hands them out through index lists: no row is moved.
final class SortOperator: PhysicalOperator {
  private let keys: SortKeys
  private var sorted: PendingRows?

  init(_ keys: [BoundSortKey], input: PhysicalOperator) throws(Diagnostic) {
    self.keys = try SortKeys(keys, layout: input.layout)
    super.init(input: input, layout: input.layout)
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    sorted = nil
  }

  override func produce() throws(Diagnostic) -> Batch? {
    if sorted == nil { sorted = PendingRows(try sortedRows()) }
    return sorted?.next(context.options.batchRowCount)
  }

  private func sortedRows() throws(Diagnostic) -> Batch {
    let width = layout.variables.count
    var buffer = RowBuffer(columnCount: width + keys.count)
    defer { buffer.release(context) }
    while let batch = try input.next() {
      try buffer.append(batch, with: try keys.columns(batch, context), context)
    }
    let rows = buffer.batch()
    let keyColumns = rows.columns[width...].map(\.vector)
    let order = keys.order(of: Array(keyColumns), rowCount: rows.rowCount)
    return rows.keeping(Array(0..<width)).selecting(order)
  }
}
