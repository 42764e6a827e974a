package import KithCore

extension GraphTransaction {
  /// The neighbours over one type in one direction; a loop is in both directions. Two loads once its chunk was touched.
  package func neighbours(
    of node: NodeID, type: RelationshipTypeID, direction: Direction
  ) throws(Diagnostic) -> NeighbourSlice {
    let row = ChunkSize.adjacency(node.rawValue).row
    guard let chunk = try adjacencyChunk(node, type, direction) else { return .empty }
    let slice = chunk.slice(row)
    if slice.count == 0, chunk.isInMemory {
      return changedAdjacency(node, type, direction)?.slice(row) ?? .empty
    }
    return slice
  }

  /// The number of neighbours, without looking at them.
  package func degree(
    of node: NodeID, type: RelationshipTypeID, direction: Direction
  ) throws(Diagnostic) -> Int {
    let row = ChunkSize.adjacency(node.rawValue).row
    guard let chunk = try adjacencyChunk(node, type, direction) else { return 0 }
    if chunk.isInMemory { return changedAdjacency(node, type, direction)?.degree(row) ?? 0 }
    let (first, end) = chunk.bounds(row)
    return end &- first
  }

  @inline(__always)
  private func adjacencyChunk(
    _ node: NodeID, _ type: RelationshipTypeID, _ direction: Direction
  ) throws(Diagnostic) -> AdjacencyChunk? {
    try checkOpen()
    guard node.rawValue < tables.header.nodeBound,
      Int(type.rawValue) &* 2 < tables.adjacency.count
    else { return nil }
    if isWritable { try flushPending() }
    let table = tables.adjacency(type, direction)
    let index = ChunkSize.adjacency(node.rawValue).chunk
    return unsafe AdjacencyChunk(try table.blob(index, in: snapshot))
  }

  private func changedAdjacency(
    _ node: NodeID, _ type: RelationshipTypeID, _ direction: Direction
  ) -> MutableAdjacencyChunk? {
    let key = tables.adjacency(type, direction).key
    let chunk = ChunkSize.adjacency(node.rawValue).chunk
    return tables.recent.adjacency[key.with(chunk: chunk).bits]
  }

  /// Type and ends of a live relationship; nil where there is none. Constant time.
  package func endpoints(
    of relationship: RelationshipID
  ) throws(Diagnostic) -> (type: RelationshipTypeID, start: NodeID, end: NodeID)? {
    guard try isAlive(relationship) else { return nil }
    let (index, row) = ChunkSize.column(relationship.rawValue)
    let chunk = unsafe EndpointChunk(try tables.endpoints.blob(index, in: snapshot))
    if chunk.isInMemory, let it = tables.recent.endpoints[index], row < it.rows {
      return (RelationshipTypeID(it.types[row]), NodeID(it.starts[row]), NodeID(it.ends[row]))
    }
    guard row < chunk.rows else {
      throw StorageMessages.damagedPart(name, contents: "relationship table")
    }
    return (
      RelationshipTypeID(chunk.type(row)), NodeID(chunk.startNode(row)), NodeID(chunk.endNode(row))
    )
  }

  /// The number of relationships of a node over all types; a loop counts once. Linear in the number of types.
  func degree(of node: NodeID) throws(Diagnostic) -> Int {
    var count = 0
    for type in typesInUse {
      count += try degree(of: node, type: type, direction: .outgoing)
      let incoming = try neighbours(of: node, type: type, direction: .incoming)
      count += incoming.count - incoming.relationships(to: node).count
    }
    return count
  }

  /// The types that have relationships.
  var typesInUse: [RelationshipTypeID] {
    (0..<tables.schema.relationshipTypes.count).map { RelationshipTypeID(UInt32($0)) }
      .filter { tables.counts.relationships(type: $0) > 0 }
  }
}

extension NeighbourSlice {
  /// The relationships to one neighbour, ascending. Logarithmic in the slice.
  package func relationships(to node: NodeID) -> [RelationshipID] {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if neighbour(at: middle) < node { low = middle + 1 } else { high = middle }
    }
    var result: [RelationshipID] = []
    while low < count, neighbour(at: low) == node {
      result.append(relationship(at: low))
      low += 1
    }
    return result
  }
}
