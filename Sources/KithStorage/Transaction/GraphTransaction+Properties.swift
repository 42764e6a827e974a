package import KithCore

extension GraphTransaction {
  /// A node's property, `.null` where it is not set.
  package func value(node: NodeID, key: PropertyKeyID) throws(Diagnostic) -> Value {
    guard node.rawValue < tables.header.nodeBound else { return .null }
    return try value(.node, node.rawValue, key)
  }

  /// A relationship's property, `.null` where it is not set.
  package func value(relationship: RelationshipID, key: PropertyKeyID) throws(Diagnostic) -> Value {
    guard relationship.rawValue < tables.header.relationshipBound else { return .null }
    return try value(.relationship, relationship.rawValue, key)
  }

  func value(_ kind: EntityKind, _ id: UInt32, _ key: PropertyKeyID) throws(Diagnostic) -> Value {
    try checkOpen()
    guard Int(key.rawValue) < tables.nodeColumns.count else { return .null }
    let table = tables.column(kind, key)
    let (index, row) = ChunkSize.column(id)
    let chunk = unsafe ColumnChunk(try table.blob(index, in: snapshot))
    if chunk.form == .inMemory {
      return tables.recent.columns[table.key.with(chunk: index).bits]?[row] ?? .null
    }
    return chunk.value(row)
  }

  /// All properties, in the order of the symbol table. Linear in the number of keys.
  package func properties(ofNode node: NodeID) throws(Diagnostic) -> ValueMap {
    guard node.rawValue < tables.header.nodeBound else { return ValueMap() }
    return try properties(.node, node.rawValue)
  }

  /// All properties, in the order of the symbol table. Linear in the number of keys.
  package func properties(
    ofRelationship relationship: RelationshipID
  ) throws(Diagnostic) -> ValueMap {
    guard relationship.rawValue < tables.header.relationshipBound else { return ValueMap() }
    return try properties(.relationship, relationship.rawValue)
  }

  private func properties(_ kind: EntityKind, _ id: UInt32) throws(Diagnostic) -> ValueMap {
    var map = ValueMap()
    for key in keysInUse(kind) {
      let value = try value(kind, id, key)
      if !value.isNull { map[tables.schema.propertyKeys.name(of: key.rawValue)] = value }
    }
    return map
  }

  /// The keys that nodes or relationships have.
  func keysInUse(_ kind: EntityKind) -> [PropertyKeyID] {
    (0..<tables.schema.propertyKeys.count).map { PropertyKeyID(UInt32($0)) }
      .filter { tables.counts.values(kind, $0) > 0 }
  }
}
