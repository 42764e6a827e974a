import KithColumns
package import KithCore

/// `GraphReader`: reads by name.
extension GraphTransaction {
  /// The node with its labels and properties, or nil where there is none.
  package func node(_ id: NodeID) throws(Diagnostic) -> NodeRecord? {
    guard try isAlive(id) else { return nil }
    let labels = try labels(of: id).map { tables.schema.labels.name(of: $0.rawValue) }
    return NodeRecord(id: id, labels: labels, properties: try properties(ofNode: id))
  }

  /// The relationship with its properties, or nil where there is none.
  package func relationship(_ id: RelationshipID) throws(Diagnostic) -> RelationshipRecord? {
    guard let (type, start, end) = try endpoints(of: id) else { return nil }
    return RelationshipRecord(
      id: id, type: tables.schema.relationshipTypes.name(of: type.rawValue), start: start,
      end: end, properties: try properties(ofRelationship: id))
  }

  package func nodes(label: String?) throws(Diagnostic) -> [NodeID] {
    var number: LabelID?
    if let label {
      guard let known = try labelID(label) else { return [] }
      number = known
    }
    var found: [NodeID] = []
    found.reserveCapacity(number.map { tables.counts.nodes(label: $0) } ?? tables.counts.nodeCount)
    _ = try scanNodes(label: number, from: NodeID(0), limit: .max, into: &found)
    return found
  }

  package func nodes(key: String, equals value: Value) throws(Diagnostic) -> [NodeID] {
    guard let number = try propertyKeyID(key), !value.isNull else { return [] }
    let wanted = WantedValue(value)
    if let index = tables.schema.catalogue.automaticIndex(on: key) {
      return try nodes(in: index, key: number, equal: wanted)
    }
    var found: [NodeID] = []
    let table = tables.nodeColumns[Int(number.rawValue)]
    for chunk in 0..<ChunkSize.columnChunks(of: nodeUpperBound) {
      let column = unsafe ColumnChunk(try table.blob(chunk, in: snapshot))
      let changed =
        column.form == .inMemory ? tables.recent.columns[table.key.with(chunk: chunk).bits] : nil
      for row in 0..<(changed == nil ? column.rows : ChunkSize.columnRows) {
        let matches = changed.map { wanted.equals($0[row]) } ?? wanted.equals(column, row)
        if matches { found.append(NodeID(UInt32(chunk * ChunkSize.columnRows + row))) }
      }
    }
    return found
  }

  private func nodes(
    in index: PropertyIndex, key: PropertyKeyID, equal wanted: WantedValue
  ) throws(Diagnostic) -> [NodeID] {
    var ids: [UInt32] = []
    guard let range = IndexRange(equals: [wanted.value]) else { return [] }
    _ = try indexedIDs(index.name, in: range, into: &ids)
    var found: [NodeID] = []
    for id in ids where wanted.equals(try value(.node, id, key)) { found.append(NodeID(id)) }
    return found
  }

  package func relationships(
    of node: NodeID, direction: Direction?, type: String?
  ) throws(Diagnostic) -> [RelationshipID] {
    var types = typesInUse
    if let type {
      guard let known = try relationshipTypeID(type) else { return [] }
      types = [known]
    }
    var found: [RelationshipID] = []
    for type in types {
      for way in Direction.allCases where direction == nil || direction == way {
        let slice = try neighbours(of: node, type: type, direction: way)
        for index in 0..<slice.count {
          // A loop is in both lists, and is given once.
          if direction == nil, way == .incoming, slice.neighbour(at: index) == node { continue }
          found.append(slice.relationship(at: index))
        }
      }
    }
    return found.sorted()
  }

  package func relationships() throws(Diagnostic) -> [RelationshipID] {
    var found: [RelationshipID] = []
    found.reserveCapacity(tables.counts.relationshipCount)
    _ = try scanRelationships(type: nil, from: RelationshipID(0), limit: .max, into: &found)
    return found
  }

  package func property(_ key: String, ofNode node: NodeID) throws(Diagnostic) -> Value {
    guard let number = try propertyKeyID(key) else { return .null }
    return try value(node: node, key: number)
  }

  package func property(
    _ key: String, ofRelationship relationship: RelationshipID
  ) throws(Diagnostic) -> Value {
    guard let number = try propertyKeyID(key) else { return .null }
    return try value(relationship: relationship, key: number)
  }
}

/// A value that rows are compared with: numbers by amount, texts by bytes, everything else by type and content.
private struct WantedValue {
  let value: Value
  private let encoded: [UInt8]
  private let text: [UInt8]?

  init(_ value: Value) {
    self.value = value
    encoded = Self.encoding(value)
    if case .string(let it) = value { text = Array(it.utf8) } else { text = nil }
  }

  private static func encoding(_ value: Value) -> [UInt8] {
    var bytes: [UInt8] = []
    ValueCoding.append(value, to: &bytes)
    return bytes
  }

  func equals(_ other: Value) -> Bool {
    switch (value, other) {
    case (.integer(let left), .integer(let right)): left == right
    case (.float(let left), .float(let right)): left == right
    case (.integer(let left), .float(let right)): Double(left) == right
    case (.float(let left), .integer(let right)): left == Double(right)
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    default: other.isNull ? false : encoded == Self.encoding(other)
    }
  }

  func equals(_ chunk: ColumnChunk, _ row: Int) -> Bool {
    guard chunk.isPresent(row) else { return false }
    switch chunk.form {
    case .texts, .codes:
      guard let text else { return false }
      let bytes = chunk.bytes(row)
      guard bytes.count == text.count else { return false }
      // Safe because the text is readable for `count` bytes.
      return unsafe UnsafeBufferPointer(start: bytes.start, count: bytes.count)
        .elementsEqual(text)
    case .empty, .booleans, .integers, .floats, .dates, .mixed, .points, .inMemory:
      return equals(chunk.value(row))
    }
  }
}
