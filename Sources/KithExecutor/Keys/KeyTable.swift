import KithColumns
import KithCore

/// Different rows of key columns, numbered in the order in which they first came: for grouping, `DISTINCT` and joins.
///
/// Keys are the same by equivalence. Columns that fit into 64 bits together (two nodes, or one integer) are kept as
/// words; when a batch comes that does not fit, all keys move into the general form.
struct KeyTable {
  private enum Form {
    case empty
    case words(WordKeyTable, KeyWords)
    case bytes(ByteKeyTable)
  }

  private var form = Form.empty

  /// How many different keys there are.
  var count: Int {
    switch form {
    case .empty: 0
    case .words(let table, _): table.count
    case .bytes(let table): table.count
    }
  }

  /// About how much memory it takes.
  var byteCount: Int {
    switch form {
    case .empty: 0
    case .words(let table, _): table.byteCount
    case .bytes(let table): table.byteCount
    }
  }

  /// The number of each row's key. New keys get the next numbers, in the order of the rows.
  mutating func insert(_ columns: [ColumnVector], rowCount: Int) -> [UInt32] {
    prepare(for: columns)
    switch form {
    case .empty: return Array(repeating: 0, count: rowCount)
    case .words(var table, let packing):
      form = .empty
      defer { form = .words(table, packing) }
      return table.insert(packing.words(of: columns, rowCount: rowCount))
    case .bytes(var table):
      form = .empty
      defer { form = .bytes(table) }
      return (0..<rowCount).map { table.insert(columns, row: $0) }
    }
  }

  /// The number of each row's key; `UInt32.max` where it is not there.
  mutating func find(_ columns: [ColumnVector], rowCount: Int) -> [UInt32] {
    if count == 0 { return Array(repeating: .max, count: rowCount) }
    prepare(for: columns)
    switch form {
    case .empty: return Array(repeating: .max, count: rowCount)
    case .words(let table, let packing):
      return table.find(packing.words(of: columns, rowCount: rowCount))
    case .bytes(var table):
      form = .empty
      defer { form = .bytes(table) }
      return (0..<rowCount).map { table.find(columns, row: $0) }
    }
  }

  /// Takes the form that these columns need.
  private mutating func prepare(for columns: [ColumnVector]) {
    let packing = KeyWords(columns)
    switch form {
    case .empty:
      form = packing.map { .words(WordKeyTable(), $0) } ?? .bytes(ByteKeyTable())
    case .words(let table, let present) where packing != present:
      var general = ByteKeyTable()
      let columns = present.columns(of: table.words)
      for row in 0..<table.count { _ = general.insert(columns, row: row) }
      form = .bytes(general)
    case .words, .bytes: break
    }
  }
}

/// How key columns are packed into one word a row.
struct KeyWords: Equatable {
  private enum Kind { case node, relationship, boolean, integer, date }

  private let kinds: [Kind]

  /// Nil where the columns do not fit into 64 bits, or are of types that cannot be packed.
  init?(_ columns: [ColumnVector]) {
    var kinds: [Kind] = []
    var bits = 0
    for column in columns {
      switch column.storage {
      case .nodes:
        kinds.append(.node)
        bits += 32
      case .relationships:
        kinds.append(.relationship)
        bits += 32
      case .booleans where column.isNull == nil:
        kinds.append(.boolean)
        bits += 32
      case .integers where column.isNull == nil:
        kinds.append(.integer)
        bits += 64
      case .dates where column.isNull == nil:
        kinds.append(.date)
        bits += 64
      case .booleans, .integers, .dates, .floats, .texts, .values: return nil
      }
    }
    guard bits <= 64, !kinds.isEmpty else { return nil }
    self.kinds = kinds
  }

  /// One word a row. The id of a null is `UInt32.max`, which no entity has.
  func words(of columns: [ColumnVector], rowCount: Int) -> [UInt64] {
    let parts = columns.map { column -> [UInt64] in
      switch column.storage {
      case .nodes(let rows): Self.words(rows, column.isNull) { UInt64($0.rawValue) }
      case .relationships(let rows): Self.words(rows, column.isNull) { UInt64($0.rawValue) }
      case .booleans(let rows): rows.map { $0 ? 1 : 0 }
      case .integers(let rows), .dates(let rows): rows.map { UInt64(bitPattern: $0) }
      case .floats, .texts, .values: []
      }
    }
    guard parts.count == 2 else { return parts[0] }
    return zip(parts[0], parts[1]).map { $0 << 32 | $1 }
  }

  private static func words<ID>(
    _ rows: [ID], _ mask: [Bool]?, _ word: (ID) -> UInt64
  ) -> [UInt64] {
    guard let mask else { return rows.map(word) }
    return zip(rows, mask).map { $1 ? UInt64(UInt32.max) : word($0) }
  }

  /// The columns that these words stand for.
  func columns(of words: [UInt64]) -> [ColumnVector] {
    kinds.indices.map { index in
      let shift = kinds.count == 2 && index == 0 ? 32 : 0
      let isHalf = kinds.count == 2
      let parts = words.map { isHalf ? ($0 >> shift) & 0xFFFF_FFFF : $0 }
      let mask = parts.map { $0 == UInt64(UInt32.max) }
      switch kinds[index] {
      case .node:
        return ColumnVector(
          .nodes(parts.map { NodeID(UInt32(truncatingIfNeeded: $0)) }), isNull: mask)
      case .relationship:
        return ColumnVector(
          .relationships(parts.map { RelationshipID(UInt32(truncatingIfNeeded: $0)) }),
          isNull: mask)
      case .boolean: return ColumnVector(.booleans(parts.map { $0 == 1 }))
      case .integer: return ColumnVector(.integers(parts.map { Int64(bitPattern: $0) }))
      case .date: return ColumnVector(.dates(parts.map { Int64(bitPattern: $0) }))
      }
    }
  }
}
