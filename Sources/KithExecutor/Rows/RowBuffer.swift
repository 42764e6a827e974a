import KithColumns
import KithCore

/// Rows of many batches in one: flat columns that grow, charged to the statement's memory.
struct RowBuffer {
  private(set) var rowCount = 0
  private var builders: [ColumnBuilder]
  private var charged = 0

  init(columnCount: Int) {
    builders = Array(repeating: ColumnBuilder(), count: columnCount)
  }

  /// Appends the columns of a batch, then more vectors with as many rows. Linear in what is appended.
  mutating func append(
    _ batch: Batch, with more: [ColumnVector] = [], _ context: ExecutionContext
  ) throws(Diagnostic) {
    var bytes = 0
    let vectors = batch.columns.indices.map(batch.flat) + more
    for (index, vector) in vectors.enumerated() {
      bytes += vector.estimatedByteCount
      builders[index].append(vector)
    }
    rowCount += batch.rowCount
    charged += bytes
    try context.memory.charge(bytes)
  }

  /// The columns as they stand.
  func columns() -> [ColumnVector] { builders.map { $0.finished() } }

  /// All rows, as one batch.
  func batch() -> Batch {
    Batch(rowCount: rowCount, columns: columns().map { BatchColumn(vector: $0) })
  }

  /// Keeps the rows at `kept`, in that order.
  mutating func keep(_ kept: [UInt32], _ context: ExecutionContext) throws(Diagnostic) {
    let columns = columns().map { $0.gathered(kept) }
    self.release(context)
    builders = columns.map { column in
      var builder = ColumnBuilder()
      builder.append(column)
      return builder
    }
    rowCount = kept.count
    charged = columns.reduce(0) { $0 + $1.estimatedByteCount }
    try context.memory.charge(charged)
  }

  /// Gives the memory back to the statement; what was handed out stays valid.
  mutating func release(_ context: ExecutionContext) {
    context.memory.release(charged)
    charged = 0
  }
}

extension ColumnVector {
  /// About how much memory the column takes. Linear for values of mixed types.
  var estimatedByteCount: Int {
    let entries =
      switch storage {
      case .booleans(let rows): rows.count
      case .integers(let rows), .dates(let rows): rows.count * 8
      case .floats(let rows): rows.count * 8
      case .texts(let rows): rows.count * 16
      case .nodes(let rows): rows.count * 4
      case .relationships(let rows): rows.count * 4
      case .values(let rows): rows.reduce(0) { $0 + $1.estimatedByteCount }
      }
    return entries + (isNull?.count ?? 0)
  }
}

extension Value {
  /// About how much memory the value takes. Linear in its size.
  var estimatedByteCount: Int {
    switch self {
    case .null, .boolean, .integer, .float, .date, .localTime, .time, .node, .relationship: 24
    case .string(let text): 24 + (text.utf8.count > 15 ? text.utf8.count + 32 : 0)
    case .localDateTime, .dateTime, .duration, .point: 80
    case .list(let elements): elements.reduce(56) { $0 + $1.estimatedByteCount }
    case .map(let map):
      zip(map.keys, map.values).reduce(80) {
        $0 + 16 + $1.0.utf8.count + $1.1.estimatedByteCount
      }
    case .path(let path): 120 + path.nodes.count * 8
    }
  }
}
