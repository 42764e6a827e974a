package import KithColumns
package import KithCore

extension GraphTransaction {
  /// The property of each node in turn: a typed vector where the types agree, `.values` else.
  ///
  /// Texts point into the map and are valid until the transaction ends. Linear in the nodes.
  package func gather(nodes: [NodeID], key: PropertyKeyID) throws(Diagnostic) -> ColumnVector {
    let bound = tables.header.nodeBound
    return try gather(.node, key, count: nodes.count, bound: bound) { nodes[$0].rawValue }
  }

  /// The property of each relationship in turn, as for nodes.
  package func gather(
    relationships: [RelationshipID], key: PropertyKeyID
  ) throws(Diagnostic) -> ColumnVector {
    let bound = tables.header.relationshipBound
    return try gather(.relationship, key, count: relationships.count, bound: bound) {
      relationships[$0].rawValue
    }
  }

  @inline(__always)
  private func gather(
    _ kind: EntityKind, _ key: PropertyKeyID, count: Int, bound: UInt32, id: (Int) -> UInt32
  ) throws(Diagnostic) -> ColumnVector {
    try checkOpen()
    guard Int(key.rawValue) < tables.nodeColumns.count else { return .nulls(count) }
    let cursor = ColumnCursor(tables.column(kind, key), bound: bound, snapshot)
    switch try cursor.firstForm(count: count, id: id) {
    case .empty: return .nulls(count)
    case .integers:
      if let (rows, isNull) = try cursor.rows(.integers, count, Int64(0), id, { $0.integer($1) }) {
        return ColumnVector(.integers(rows), isNull: isNull)
      }
    case .dates:
      if let (rows, isNull) = try cursor.rows(.dates, count, Int64(0), id, { $0.integer($1) }) {
        return ColumnVector(.dates(rows), isNull: isNull)
      }
    case .floats:
      if let (rows, isNull) = try cursor.rows(.floats, count, 0.0, id, { $0.float($1) }) {
        return ColumnVector(.floats(rows), isNull: isNull)
      }
    case .booleans:
      if let (rows, isNull) = try cursor.rows(.booleans, count, false, id, { $0.boolean($1) }) {
        return ColumnVector(.booleans(rows), isNull: isNull)
      }
    case .texts, .codes:
      let empty = unsafe TextReference(start: EmptyText.start, count: 0)
      if let (rows, isNull) = try cursor.rows(.texts, count, empty, id, { $0.bytes($1) }) {
        return ColumnVector(.texts(rows), isNull: isNull)
      }
    case .mixed, .points, .inMemory: break
    }
    return try gatherValues(kind, key, count: count, bound: bound, id: id)
  }

  private func gatherValues(
    _ kind: EntityKind, _ key: PropertyKeyID, count: Int, bound: UInt32, id: (Int) -> UInt32
  ) throws(Diagnostic) -> ColumnVector {
    var values: [Value] = []
    values.reserveCapacity(count)
    var hasNull = false
    for index in 0..<count {
      let id = id(index)
      let value = id < bound ? try value(kind, id, key) : .null
      if value.isNull { hasNull = true }
      values.append(value)
    }
    return ColumnVector(.values(values), isNull: hasNull ? values.map(\.isNull) : nil)
  }
}

extension ColumnVector {
  /// A column without values.
  fileprivate static func nulls(_ count: Int) -> ColumnVector {
    ColumnVector(
      .values(Array(repeating: .null, count: count)),
      isNull: count == 0 ? nil : Array(repeating: true, count: count))
  }
}

/// Walks the chunks of a column for a list of ids.
private struct ColumnCursor {
  private let table: ChunkTable
  private let bound: UInt32
  private let snapshot: Snapshot

  init(_ table: ChunkTable, bound: UInt32, _ snapshot: Snapshot) {
    self.table = table
    self.bound = bound
    self.snapshot = snapshot
  }

  /// The form of the first chunk that has rows.
  func firstForm(count: Int, id: (Int) -> UInt32) throws(Diagnostic) -> ColumnChunk.Form {
    var last = -1
    for index in 0..<count {
      let id = id(index)
      let chunk = ChunkSize.column(id).chunk
      guard id < bound, chunk != last else { continue }
      last = chunk
      let form = unsafe ColumnChunk(try table.blob(chunk, in: snapshot)).form
      if form != .empty { return form }
    }
    return .empty
  }

  /// The rows where all chunks have this form (codes count as texts), else nil.
  @inline(__always)
  func rows<Element>(
    _ form: ColumnChunk.Form, _ count: Int, _ placeholder: Element, _ id: (Int) -> UInt32,
    _ read: (ColumnChunk, Int) -> Element
  ) throws(Diagnostic) -> ([Element], isNull: [Bool]?)? {
    var rows: [Element] = []
    rows.reserveCapacity(count)
    var isNull: [Bool]?
    // The first id of the chunk, or one that no id has.
    var first = Int.min / 2
    var chunk = unsafe ColumnChunk(StaticBlobs.of(.column).absent.start)
    for index in 0..<count {
      let id = id(index)
      guard id < bound else {
        if isNull == nil { isNull = Array(repeating: false, count: count) }
        isNull?[index] = true
        rows.append(placeholder)
        continue
      }
      if UInt(bitPattern: Int(id) &- first) >= UInt(ChunkSize.columnRows) {
        let number = ChunkSize.column(id).chunk
        first = number &* ChunkSize.columnRows
        chunk = unsafe ColumnChunk(try table.blob(number, in: snapshot))
        let found: ColumnChunk.Form = chunk.form == .codes ? .texts : chunk.form
        guard found == form || found == .empty else { return nil }
      }
      let row = Int(id) &- first
      if chunk.isPresent(row) {
        rows.append(read(chunk, row))
      } else {
        if isNull == nil { isNull = Array(repeating: false, count: count) }
        isNull?[index] = true
        rows.append(placeholder)
      }
    }
    return (rows, isNull)
  }
}
