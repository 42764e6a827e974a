import KithColumns
import KithCore

/// The groups of an aggregation, numbered in the order in which they first come, with their keys.
struct GroupTable {
  private let keys: [CompiledExpression]
  private var nodes: NodeGroups?
  private var table = KeyTable()
  private var keyRows: RowBuffer

  init(_ keys: [CompiledExpression]) {
    self.keys = keys
    nodes = NodeGroups(keys)
    keyRows = RowBuffer(columnCount: keys.count)
  }

  /// Without keys there is one group, even of no rows.
  var count: Int { keys.isEmpty ? 1 : nodes?.count ?? table.count }

  var byteCount: Int { table.byteCount + (nodes?.byteCount ?? 0) }

  /// The group of each row.
  mutating func groups(
    of batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> [UInt32] {
    if keys.isEmpty { return Array(repeating: 0, count: batch.rowCount) }
    if nodes != nil {
      if let groups = try nodes?.groups(of: batch, context) { return groups }
      try goOnByKeys(context)
    }
    let columns = try keys.map { key throws(Diagnostic) in try key.evaluate(batch, context) }
    return try insert(columns, rowCount: batch.rowCount, context)
  }

  /// Takes the groups that nodes have told apart; their keys differ.
  private mutating func goOnByKeys(_ context: ExecutionContext) throws(Diagnostic) {
    guard let known = nodes else { return }
    nodes = nil
    guard known.count > 0 else { return }
    _ = try insert(try known.keyColumns(context), rowCount: known.count, context)
  }

  private mutating func insert(
    _ columns: [ColumnVector], rowCount: Int, _ context: ExecutionContext
  ) throws(Diagnostic) -> [UInt32] {
    var next = UInt32(table.count)
    let groups = table.insert(columns, rowCount: rowCount)
    var new: [UInt32] = []
    for row in groups.indices where groups[row] == next {
      new.append(UInt32(row))
      next += 1
    }
    if !new.isEmpty {
      let added = columns.map { BatchColumn(vector: $0.gathered(new)) }
      try keyRows.append(Batch(rowCount: new.count, columns: added), context)
    }
    return groups
  }

  /// The keys of each group.
  func keyColumns(_ context: ExecutionContext) throws(Diagnostic) -> [ColumnVector] {
    try nodes?.keyColumns(context) ?? keyRows.columns()
  }

  /// Gives the memory of the keys back to the statement.
  mutating func release(_ context: ExecutionContext) { keyRows.release(context) }
}
