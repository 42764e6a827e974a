import KithCore

/// Sorts the relationships of a bulk load into adjacency chunks.
extension GraphTransaction {
  /// Sorts what is pending, so that it can be read. Linear in it and in the number of nodes.
  @inline(__always)
  func flushPending() throws(Diagnostic) {
    if !changes.pending.isEmpty { try flushAllPending() }
  }

  @inline(never)
  private func flushAllPending() throws(Diagnostic) {
    let pending = changes.pending
    changes.pending = [:]
    for (type, relationships) in pending.sorted(by: { $0.key < $1.key }) {
      try flush(type, .outgoing, relationships.ids, relationships.starts, relationships.ends)
      try flush(type, .incoming, relationships.ids, relationships.ends, relationships.starts)
    }
  }

  /// Puts relationships into the lists of the nodes `of`, by `neighbours` and then by id.
  private func flush(
    _ type: RelationshipTypeID, _ direction: Direction, _ ids: [UInt32], _ of: [UInt32],
    _ neighbours: [UInt32]
  ) throws(Diagnostic) {
    let bound = Int(tables.header.nodeBound)
    // Few relationships among many nodes are not worth arrays over all nodes.
    guard ids.count >= 1024, ids.count * 16 >= bound else {
      for index in ids.indices {
        try insert(type, direction, ids[index], of[index], neighbours[index])
      }
      return
    }
    let byNeighbour = CountingSort.order(neighbours, of: nil, bound: bound)
    let order = CountingSort.order(of, of: byNeighbour, bound: bound)
    let sorted = SortedRelationships(
      of: order.map { of[Int($0)] }, neighbours: order.map { neighbours[Int($0)] },
      ids: order.map { ids[Int($0)] })
    var first = 0
    while first < sorted.of.count {
      let chunk = Int(sorted.of[first]) >> ChunkSize.adjacencyShift
      var end = first
      while end < sorted.of.count, Int(sorted.of[end]) >> ChunkSize.adjacencyShift == chunk {
        end += 1
      }
      try fill(type, direction, chunk: chunk, from: sorted, first..<end)
      first = end
    }
  }

  private func insert(
    _ type: RelationshipTypeID, _ direction: Direction, _ id: UInt32, _ node: UInt32,
    _ neighbour: UInt32
  ) throws(Diagnostic) {
    let chunk = try mutableAdjacency(
      type, direction, chunk: ChunkSize.adjacency(node).chunk)
    chunk.append(
      ChunkSize.adjacency(node).row, neighbour: neighbour, relationship: id)
  }

  /// Makes a new chunk of sorted relationships, or adds them to the one that is there.
  private func fill(
    _ type: RelationshipTypeID, _ direction: Direction, chunk: Int,
    from sorted: SortedRelationships, _ range: Range<Int>
  ) throws(Diagnostic) {
    let table = tables.adjacency(type, direction)
    guard try table.isAbsent(chunk, in: snapshot) else {
      for index in range {
        try insert(
          type, direction, sorted.ids[index], sorted.of[index], sorted.neighbours[index])
      }
      return
    }
    let key = table.key.with(chunk: chunk)
    if let blob = sorted.blob(range, chunk: chunk, key: key) { seal(table, chunk: chunk, blob) }
  }
}

/// Relationships sorted by node, neighbour and id.
private struct SortedRelationships {
  let of: [UInt32]
  let neighbours: [UInt32]
  let ids: [UInt32]

  /// The adjacency blob of a range that holds one chunk's nodes.
  func blob(_ range: Range<Int>, chunk: Int, key: BlobKey) -> HeapBlob? {
    var bounds = [Int](repeating: range.lowerBound, count: ChunkSize.adjacencyNodes + 1)
    var index = range.lowerBound
    for row in 0..<ChunkSize.adjacencyNodes {
      bounds[row] = index
      let node = UInt32(chunk << ChunkSize.adjacencyShift + row)
      while index < range.upperBound, of[index] == node { index += 1 }
    }
    bounds[ChunkSize.adjacencyNodes] = index
    // Safe because the slices are read only while both arrays are held.
    return unsafe neighbours.withUnsafeBufferPointer { neighbours in
      unsafe ids.withUnsafeBufferPointer { ids in
        AdjacencyChunk.blob(key: key) { row in
          guard let neighbour = neighbours.baseAddress, let id = ids.baseAddress else {
            return .empty
          }
          return unsafe NeighbourSlice(
            neighbours: neighbour + bounds[row], relationships: id + bounds[row],
            count: bounds[row + 1] - bounds[row])
        }
      }
    }
  }
}

/// Stable counting sort.
enum CountingSort {
  /// The indices of `keys`, all below `bound`, in ascending order of their keys; equal ones stay in the order `previous`
  /// (nil: of their indices). Linear in both.
  static func order(_ keys: [UInt32], of previous: [UInt32]?, bound: Int) -> [UInt32] {
    var places = [UInt32](repeating: 0, count: bound + 1)
    for key in keys { places[Int(key) + 1] += 1 }
    for index in 0..<bound { places[index + 1] += places[index] }
    var order = [UInt32](repeating: 0, count: keys.count)
    for index in 0..<keys.count {
      let item = previous?[index] ?? UInt32(index)
      let key = Int(keys[Int(item)])
      order[Int(places[key])] = item
      places[key] += 1
    }
    return order
  }
}
