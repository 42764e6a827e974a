import KithColumns

/// Rows that are found but not handed out yet: hands them out in batches of the standard size.
struct PendingRows {
  private var rows: Batch
  private var row = 0

  init(_ rows: Batch = Batch(rowCount: 0)) { self.rows = rows }

  /// The next rows, at most `limit` of them; nil where none are left.
  mutating func next(_ limit: Int) -> Batch? {
    guard row < rows.rowCount else { return nil }
    let end = min(rows.rowCount, row + limit)
    let piece = rows.slice(row, end)
    row = end
    if row == rows.rowCount { self = PendingRows() }
    return piece
  }
}
