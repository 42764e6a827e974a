package import KithCore

extension GraphTransaction {
  /// Verifies the whole graph: both directions of adjacency, endpoints, bitmaps, properties and statistics agree.
  ///
  /// Gives one sentence a fault, at most twenty; empty where the graph is whole. Linear in the graph.
  /// Throws where a blob is damaged.
  package func checkInvariants() throws(Diagnostic) -> [String] {
    try checkOpen()
    var check = InvariantCheck(transaction: self)
    try check.run()
    return check.faults
  }
}

/// The state of `checkInvariants`.
private struct InvariantCheck {
  private static let mostFaults = 20

  let transaction: GraphTransaction
  private(set) var faults: [String] = []
  /// The counts as they are found.
  private var recount = GraphCounts()

  init(transaction: GraphTransaction) { self.transaction = transaction }

  private var tables: SnapshotTables { transaction.tables }

  private mutating func require(_ condition: Bool, _ fault: @autoclosure () -> String) {
    if !condition, faults.count < Self.mostFaults { faults.append(fault()) }
  }

  mutating func run() throws(Diagnostic) {
    try checkNodes()
    try checkRelationships()
    for type in 0..<tables.schema.relationshipTypes.count {
      try checkAdjacency(RelationshipTypeID(UInt32(type)))
    }
    for key in 0..<tables.schema.propertyKeys.count {
      try checkColumn(.node, PropertyKeyID(UInt32(key)))
      try checkColumn(.relationship, PropertyKeyID(UInt32(key)))
    }
    checkCounts()
    for index in tables.schema.catalogue.indexes { try checkIndex(index) }
  }

  /// The index holds what it holds when it is made anew.
  private mutating func checkIndex(_ index: PropertyIndex) throws(Diagnostic) {
    guard let wire = SchemaWiring.wire(index, tables.schema) else {
      require(false, "index '\(index.name)' has names that the graph does not know")
      return
    }
    let state = try transaction.indexState(index.number)
    let isRight = try state.directoryIsRight(in: transaction)
    require(isRight, "the directory of index '\(index.name)' is wrong")
    var found: [(key: [UInt8], id: UInt32)] = []
    try state.forEachKey(in: transaction) { key, ids in found += ids.map { (key, $0) } }
    for (last, next) in zip(found, found.dropFirst()) {
      let ascends =
        last.key == next.key
        ? last.id < next.id : last.key.lexicographicallyPrecedes(next.key)
      require(ascends, "index '\(index.name)' is not sorted")
    }
    let expected = try transaction.indexEntries(wire, index.target.kind)
    let isWhole =
      expected.count == found.count
      && zip(expected, found).allSatisfy { $0.key == $1.key && $0.id == $1.id }
    require(
      isWhole,
      "index '\(index.name)' has \(found.count) entries and the graph \(expected.count)")
  }

  private mutating func checkNodes() throws(Diagnostic) {
    for id in 0..<UInt32(transaction.nodeUpperBound) {
      let isAlive = try transaction.isAlive(NodeID(id))
      let labels = try transaction.labels(of: NodeID(id))
      if isAlive { recount.add(nodes: 1) }
      for label in labels { recount.add(1, label: label) }
      require(isAlive || labels.isEmpty, "dead node \(id) has labels")
    }
  }

  private mutating func checkRelationships() throws(Diagnostic) {
    for id in 0..<UInt32(transaction.relationshipUpperBound) {
      let relationship = RelationshipID(id)
      guard let (type, start, end) = try transaction.endpoints(of: relationship) else { continue }
      let hasStart = try transaction.isAlive(start)
      let hasEnd = try transaction.isAlive(end)
      require(hasStart && hasEnd, "relationship \(id) has an end that does not exist")
      let outgoing = try transaction.neighbours(of: start, type: type, direction: .outgoing)
        .relationships(to: end)
      require(outgoing.contains(relationship), "relationship \(id) is not in its start's list")
      let incoming = try transaction.neighbours(of: end, type: type, direction: .incoming)
        .relationships(to: start)
      require(incoming.contains(relationship), "relationship \(id) is not in its end's list")
      recount.add(
        relationships: 1, type: type, starts: try transaction.labels(of: start),
        ends: try transaction.labels(of: end))
    }
  }

  private mutating func checkAdjacency(_ type: RelationshipTypeID) throws(Diagnostic) {
    let expected = recount.relationships(type: type)
    for direction in Direction.allCases {
      var count = 0
      for id in 0..<UInt32(transaction.nodeUpperBound) {
        let node = NodeID(id)
        let slice = try transaction.neighbours(of: node, type: type, direction: direction)
        count += slice.count
        let degree = try transaction.degree(of: node, type: type, direction: direction)
        require(degree == slice.count, "the degree of node \(id) is not the length of its list")
        for index in 1..<max(1, slice.count) {
          let last = (slice.neighbour(at: index - 1), slice.relationship(at: index - 1))
          let next = (slice.neighbour(at: index), slice.relationship(at: index))
          require(last < next, "the list of node \(id) is not sorted")
        }
      }
      require(
        count == expected,
        "type \(type.rawValue) has \(expected) relationships and \(count) \(direction) neighbours")
    }
  }

  private mutating func checkColumn(
    _ kind: EntityKind, _ key: PropertyKeyID
  ) throws(Diagnostic) {
    let bound =
      kind == .node ? transaction.nodeUpperBound : transaction.relationshipUpperBound
    for id in 0..<UInt32(bound) {
      guard try !transaction.value(kind, id, key).isNull else { continue }
      recount.add(1, values: kind, key)
      let isAlive =
        try kind == .node
        ? transaction.isAlive(NodeID(id)) : transaction.isAlive(RelationshipID(id))
      require(isAlive, "dead \(kind) \(id) has a property")
    }
  }

  private mutating func checkCounts() {
    let kept = tables.counts.statistics
    let found = recount.statistics
    require(kept.nodeCount == found.nodeCount, "the count of nodes is wrong")
    require(
      kept.relationshipCount == found.relationshipCount, "the count of relationships is wrong")
    require(kept.nodesByLabel == found.nodesByLabel, "the counts of nodes by label are wrong")
    require(
      kept.relationshipsByTriple == found.relationshipsByTriple,
      "the counts of relationships by the labels of their ends are wrong")
    require(
      kept.valuesByProperty == found.valuesByProperty, "the counts of values by property are wrong")
  }
}
