package import KithCore

/// Changes by number.
extension GraphTransaction {
  /// A new node with these labels. Its id is the least that was never given out.
  package func createNode(labelIDs: [LabelID]) throws(Diagnostic) -> NodeID {
    try checkWritable()
    let node = NodeID(tables.header.nodeBound)
    guard node.rawValue < UInt32.max else { throw StorageMessages.tooManyEntities("node") }
    tables.noteChange()
    tables.header.nodeBound += 1
    try reviveNode(node)
    record.append(.nodeMade(node))
    undoLog?.append(.nodeCreated(node))
    for label in labelIDs { try setLabel(label, of: node, to: true) }
    return node
  }

  /// Makes a node live, without labels and properties.
  func reviveNode(_ node: NodeID) throws(Diagnostic) {
    try setBit(tables.nodeAlive, node.rawValue, to: true)
    tables.counts.add(nodes: 1)
    tables.noteChange()
  }

  /// A new relationship. Throws where an end does not exist.
  package func createRelationship(
    typeID: RelationshipTypeID, start: NodeID, end: NodeID
  ) throws(Diagnostic) -> RelationshipID {
    try checkWritable()
    for node in [start, end] {
      guard try isAlive(node) else { throw StorageMessages.noNode(node) }
    }
    let relationship = RelationshipID(tables.header.relationshipBound)
    guard relationship.rawValue < UInt32.max else {
      throw StorageMessages.tooManyEntities("relationship")
    }
    tables.header.relationshipBound += 1
    try settle(relationship, typeID, start, end)
    record.append(.relationshipMade(relationship, typeID, start: start, end: end))
    undoLog?.append(.relationshipCreated(relationship))
    return relationship
  }

  /// Makes a relationship whose id was given out just now.
  func settle(
    _ relationship: RelationshipID, _ type: RelationshipTypeID, _ start: NodeID, _ end: NodeID
  ) throws(Diagnostic) {
    let (chunk, row) = ChunkSize.column(relationship.rawValue)
    try mutableEndpoints(chunk: chunk)
      .set(row, type: type.rawValue, start: start.rawValue, end: end.rawValue)
    try connect(relationship, type, start, end)
    if !tables.wiring.isEmpty { noteType(type, of: relationship) }
  }

  /// Makes a deleted relationship live again, without properties.
  func reviveRelationship(_ relationship: RelationshipID) throws(Diagnostic) {
    let (chunk, row) = ChunkSize.column(relationship.rawValue)
    let endpoints = try mutableEndpoints(chunk: chunk)
    try connect(
      relationship, RelationshipTypeID(endpoints.types[row]), NodeID(endpoints.starts[row]),
      NodeID(endpoints.ends[row]))
  }

  private func connect(
    _ relationship: RelationshipID, _ type: RelationshipTypeID, _ start: NodeID, _ end: NodeID
  ) throws(Diagnostic) {
    try flushPending()
    try setBit(tables.relationshipAlive, relationship.rawValue, to: true)
    try changeLists(relationship, type, start, end, isAddition: true)
    tables.counts.add(
      relationships: 1, type: type, starts: try labels(of: start), ends: try labels(of: end))
    tables.noteChange()
  }

  /// Adds the relationship to the lists of its two ends, or takes it out of them.
  private func changeLists(
    _ relationship: RelationshipID, _ type: RelationshipTypeID, _ start: NodeID, _ end: NodeID,
    isAddition: Bool
  ) throws(Diagnostic) {
    for direction in Direction.allCases {
      let (node, other) = direction == .outgoing ? (start, end) : (end, start)
      let (chunk, row) = ChunkSize.adjacency(node.rawValue)
      let step = AdjacencyStep(
        row: row, neighbour: other.rawValue, relationship: relationship.rawValue,
        isAddition: isAddition)
      let table = tables.adjacency(type, direction)
      if isReplaying, unsafe table.known(chunk) == nil {
        tables.recent.waiting[table.key.with(chunk: chunk).bits, default: []].append(step)
      } else {
        step.apply(to: try mutableAdjacency(type, direction, chunk: chunk))
      }
    }
  }

  /// Sets a node's property; `.null` removes it.
  ///
  /// Throws `.typeError` (InvalidPropertyType) for what no property can hold: maps, entities, paths.
  package func setProperty(
    _ key: PropertyKeyID, ofNode node: NodeID, to value: Value
  ) throws(Diagnostic) {
    try checkWritable()
    guard try isAlive(node) else { throw StorageMessages.noNode(node) }
    try set(.node, node.rawValue, key, to: value)
  }

  /// Sets a relationship's property; as for nodes.
  package func setProperty(
    _ key: PropertyKeyID, ofRelationship relationship: RelationshipID, to value: Value
  ) throws(Diagnostic) {
    try checkWritable()
    guard try isAlive(relationship) else { throw StorageMessages.noRelationship(relationship) }
    try set(.relationship, relationship.rawValue, key, to: value)
  }

  func set(
    _ kind: EntityKind, _ id: UInt32, _ key: PropertyKeyID, to value: Value
  ) throws(Diagnostic) {
    guard ValueCoding.isStorable(value) else {
      throw StorageMessages.notStorable(ValueCoding.offendingTypeName(value))
    }
    let (chunk, row) = ChunkSize.column(id)
    if value.isNull, try self.value(kind, id, key).isNull { return }
    record.append(.property(kind, id, key, value))
    let column = try mutableColumn(kind, key, chunk: chunk)
    let old = column[row]
    column[row] = value
    if undoLog != nil { undoLog?.append(.propertySet(kind, id, key, old: old)) }
    if !value.isNull {
      try tables.changeSketch(kind, key, in: snapshot) { $0.insert(value) }
    }
    if old.isNull != value.isNull { tables.counts.add(old.isNull ? 1 : -1, values: kind, key) }
    tables.noteChange()
    if !tables.wiring.isEmpty { try noteProperty(kind, id, key, old: old, new: value) }
  }

  /// Gives a node a label; nothing where it has it. Linear in its relationships, whose counts change.
  package func addLabel(_ label: LabelID, to node: NodeID) throws(Diagnostic) {
    try checkWritable()
    guard try isAlive(node) else { throw StorageMessages.noNode(node) }
    try setLabel(label, of: node, to: true)
  }

  /// Takes a label from a node; nothing where it does not have it. Linear in its relationships.
  package func removeLabel(_ label: LabelID, from node: NodeID) throws(Diagnostic) {
    try checkWritable()
    guard try isAlive(node) else { throw StorageMessages.noNode(node) }
    try setLabel(label, of: node, to: false)
  }

  func setLabel(_ label: LabelID, of node: NodeID, to isSet: Bool) throws(Diagnostic) {
    guard try hasLabel(label, node) != isSet else { return }
    record.append(.label(label, node, isSet: isSet))
    try recountRelationships(of: node, gaining: label, isSet ? 1 : -1)
    try setBit(tables.labels[Int(label.rawValue)], node.rawValue, to: isSet)
    tables.counts.add(isSet ? 1 : -1, label: label)
    tables.noteChange()
    if !tables.wiring.isEmpty { try noteLabel(label, of: node, isSet: isSet) }
    undoLog?.append(isSet ? .labelAdded(label, node) : .labelRemoved(label, node))
  }

  /// Counts a node's relationships for a label that it is about to gain (1) or to lose (-1).
  private func recountRelationships(
    of node: NodeID, gaining label: LabelID, _ sign: Int
  ) throws(Diagnostic) {
    let own = try labels(of: node)
    let after = sign > 0 ? own + [label] : own.filter { $0 != label }
    for type in typesInUse {
      for direction in Direction.allCases {
        let slice = try neighbours(of: node, type: type, direction: direction)
        for index in 0..<slice.count {
          let other = slice.neighbour(at: index)
          if other == node {
            // A loop changes at both ends at once, and is in both lists.
            if direction == .incoming { continue }
            tables.counts.add(relationships: -1, type: type, starts: own, ends: own)
            tables.counts.add(relationships: 1, type: type, starts: after, ends: after)
          } else {
            tables.counts.add(
              sign, type: type, gained: label, at: direction, others: try labels(of: other))
          }
        }
      }
    }
  }
}

/// `GraphWriter`: changes by name.
extension GraphTransaction {
  package func createNode(labels: [String], properties: ValueMap) throws(Diagnostic) -> NodeID {
    try checkWritable()
    try checkStorable(properties)
    var numbers: [LabelID] = []
    for label in labels { numbers.append(try newLabel(label)) }
    let node = try createNode(labelIDs: numbers)
    for (key, value) in properties.entries {
      try set(.node, node.rawValue, try newKey(key), to: value)
    }
    return node
  }

  package func createRelationship(
    type: String, start: NodeID, end: NodeID, properties: ValueMap
  ) throws(Diagnostic) -> RelationshipID {
    try checkWritable()
    try checkStorable(properties)
    let relationship = try createRelationship(typeID: try newType(type), start: start, end: end)
    for (key, value) in properties.entries {
      try set(.relationship, relationship.rawValue, try newKey(key), to: value)
    }
    return relationship
  }

  /// Nothing is made where one of the properties cannot be.
  private func checkStorable(_ properties: ValueMap) throws(Diagnostic) {
    for value in properties.values where !ValueCoding.isStorable(value) {
      throw StorageMessages.notStorable(ValueCoding.offendingTypeName(value))
    }
  }

  package func setProperty(_ key: String, ofNode node: NodeID, to value: Value) throws(Diagnostic) {
    try setProperty(try newKey(key), ofNode: node, to: value)
  }

  package func setProperty(
    _ key: String, ofRelationship relationship: RelationshipID, to value: Value
  ) throws(Diagnostic) {
    try setProperty(try newKey(key), ofRelationship: relationship, to: value)
  }

  package func addLabel(_ label: String, to node: NodeID) throws(Diagnostic) {
    try addLabel(try newLabel(label), to: node)
  }

  package func removeLabel(_ label: String, from node: NodeID) throws(Diagnostic) {
    try checkWritable()
    guard let number = try labelID(label) else { return }
    try removeLabel(number, from: node)
  }

  /// Throws `.constraintVerificationFailed` (DeleteConnectedNode) where relationships remain.
  /// Linear in the numbers of labels, types and keys.
  package func deleteNode(_ node: NodeID) throws(Diagnostic) {
    try checkWritable()
    guard try isAlive(node) else { throw StorageMessages.noNode(node) }
    let degree = try degree(of: node)
    guard degree == 0 else { throw StorageMessages.connected(node, count: degree) }
    for label in try labels(of: node) { try setLabel(label, of: node, to: false) }
    for key in keysInUse(.node) { try set(.node, node.rawValue, key, to: .null) }
    try buryNode(node)
    record.append(.nodeDeleted(node))
    undoLog?.append(.nodeDeleted(node))
  }

  /// Makes a node dead that has no labels, properties and relationships any more.
  func buryNode(_ node: NodeID) throws(Diagnostic) {
    try setBit(tables.nodeAlive, node.rawValue, to: false)
    tables.counts.add(nodes: -1)
    tables.noteChange()
  }

  /// Linear in the number of keys, and in the neighbours of its ends.
  package func deleteRelationship(_ relationship: RelationshipID) throws(Diagnostic) {
    try checkWritable()
    guard let (type, start, end) = try endpoints(of: relationship) else {
      throw StorageMessages.noRelationship(relationship)
    }
    try flushPending()
    for key in keysInUse(.relationship) {
      try set(.relationship, relationship.rawValue, key, to: .null)
    }
    try disconnect(relationship, type, start, end)
    record.append(.relationshipDeleted(relationship))
    undoLog?.append(.relationshipDeleted(relationship))
  }

  /// Makes a relationship dead that has no properties any more.
  func disconnect(
    _ relationship: RelationshipID, _ type: RelationshipTypeID, _ start: NodeID, _ end: NodeID
  ) throws(Diagnostic) {
    try changeLists(relationship, type, start, end, isAddition: false)
    try setBit(tables.relationshipAlive, relationship.rawValue, to: false)
    tables.counts.add(
      relationships: -1, type: type, starts: try labels(of: start), ends: try labels(of: end))
    tables.noteChange()
  }

  func newLabel(_ name: String) throws(Diagnostic) -> LabelID {
    guard let it = try labelID(name, createIfMissing: true) else {
      throw StorageMessages.tooManySymbols("labels")
    }
    return it
  }

  func newType(_ name: String) throws(Diagnostic) -> RelationshipTypeID {
    guard let it = try relationshipTypeID(name, createIfMissing: true) else {
      throw StorageMessages.tooManySymbols("relationship types")
    }
    return it
  }

  func newKey(_ name: String) throws(Diagnostic) -> PropertyKeyID {
    guard let it = try propertyKeyID(name, createIfMissing: true) else {
      throw StorageMessages.tooManySymbols("property keys")
    }
    return it
  }
}
