package import KithCore

/// Counts that need no walk: from the exact statistics, which include the transaction's own changes, and from the
/// offsets of the neighbour lists.
extension GraphTransaction {
  /// The nodes with a label (nil: all). Constant time.
  package func nodeCount(label: LabelID?) throws(Diagnostic) -> Int {
    try checkOpen()
    return label.map { tables.counts.nodes(label: $0) } ?? tables.counts.nodeCount
  }

  /// Whether no node lacks a property. Constant time.
  package func everyNodeHas(_ key: PropertyKeyID) throws(Diagnostic) -> Bool {
    try checkOpen()
    return tables.counts.values(.node, key) == tables.counts.nodeCount
  }

  /// The relationships of a type from a node with one label to a node with another (nil: any node). Constant time.
  package func relationshipCount(
    type: RelationshipTypeID, start: LabelID?, end: LabelID?
  ) throws(Diagnostic) -> Int {
    try checkOpen()
    return tables.counts.relationships(type: type, start: start, end: end)
  }

  /// Adds each node's number of neighbours over one type in one direction; ids that no node has add nothing.
  ///
  /// Two loads a node once its chunk was touched: serves `MATCH (p)-[:KNOWS]->() RETURN p, count(*)`.
  package func addDegrees(
    of nodes: [NodeID], type: RelationshipTypeID, direction: Direction, to counts: inout [Int64]
  ) throws(Diagnostic) {
    var lists = try NeighbourCursor(self, type: type, direction: direction)
    for row in nodes.indices { counts[row] &+= Int64(try lists.degree(of: nodes[row])) }
  }

  /// Takes from each node's number that of its relationships of a type to itself. Logarithmic in the degree.
  package func subtractLoops(
    of nodes: [NodeID], type: RelationshipTypeID, from counts: inout [Int64]
  ) throws(Diagnostic) {
    var lists = try NeighbourCursor(self, type: type, direction: .outgoing)
    for row in nodes.indices {
      let slice = try lists.neighbours(of: nodes[row])
      if slice.count > 0 { counts[row] &-= Int64(slice.range(of: nodes[row]).count) }
    }
  }

  /// The number of relationships of a type from a node to itself. Logarithmic in the degree.
  package func loopCount(
    of node: NodeID, type: RelationshipTypeID
  ) throws(Diagnostic) -> Int {
    let slice = try neighbours(of: node, type: type, direction: .outgoing)
    return slice.range(of: node).count
  }
}

extension GraphCounts {
  /// Relationships of a type between nodes with these labels (nil: any node).
  func relationships(type: RelationshipTypeID, start: LabelID?, end: LabelID?) -> Int {
    guard Int(type.rawValue) < relationshipsByType.count else { return 0 }
    let ends = Ends(
      start: start.map { $0.rawValue + 1 } ?? 0, end: end.map { $0.rawValue + 1 } ?? 0)
    return relationshipsByType[Int(type.rawValue)][ends] ?? 0
  }
}

extension NeighbourSlice {
  /// Where the relationships to a neighbour stand; empty where there are none. Logarithmic in the degree.
  package func range(of neighbour: NodeID) -> Range<Int> {
    let wanted = neighbour.rawValue
    // Most lists lie wholly on one side of what is looked for. Safe because the list is not empty.
    guard count > 0, unsafe wanted >= neighbours[0], unsafe wanted <= neighbours[count &- 1] else {
      return 0..<0
    }
    var low = 0
    var high = count
    while low < high {
      let middle = (low &+ high) &>> 1
      // Safe because `middle` lies below `count`.
      if unsafe neighbours[middle] < wanted { low = middle &+ 1 } else { high = middle }
    }
    var end = low
    // Safe because `end` was compared with `count`.
    while end < count, unsafe neighbours[end] == wanted { end &+= 1 }
    return low..<end
  }
}
