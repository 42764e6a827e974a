package import KithCore

/// Reads many neighbour lists over one type in one direction: what is the same for all of them is asked once.
///
/// Keeps the chunks that it has touched, so that a list costs a few loads. Valid until the transaction's next change or end.
package struct NeighbourCursor {
  private let transaction: GraphTransaction
  private let type: RelationshipTypeID
  private let direction: Direction
  /// Ids from here on have no neighbours.
  private let bound: UInt32
  /// By number; nil where it was not touched yet.
  private var chunks: [AdjacencyChunk?]

  package init(
    _ transaction: GraphTransaction, type: RelationshipTypeID, direction: Direction
  ) throws(Diagnostic) {
    try transaction.checkOpen()
    if transaction.isWritable { try transaction.flushPending() }
    self.transaction = transaction
    self.type = type
    self.direction = direction
    let tables = transaction.tables
    let isKnown = Int(type.rawValue) &* 2 < tables.adjacency.count
    bound = isKnown ? tables.header.nodeBound : 0
    let count = bound == 0 ? 0 : ChunkSize.adjacency(bound - 1).chunk + 1
    chunks = Array(repeating: nil, count: count)
  }

  /// As `GraphTransaction.neighbours`.
  package mutating func neighbours(of node: NodeID) throws(Diagnostic) -> NeighbourSlice {
    guard node.rawValue < bound else { return .empty }
    let (index, row) = ChunkSize.adjacency(node.rawValue)
    let chunk: AdjacencyChunk
    if let known = chunks[index] { chunk = known } else { chunk = try touch(index) }
    if chunk.isInMemory {
      return try transaction.neighbours(of: node, type: type, direction: direction)
    }
    return chunk.slice(row)
  }

  /// The number of neighbours.
  package mutating func degree(of node: NodeID) throws(Diagnostic) -> Int {
    guard node.rawValue < bound else { return 0 }
    let (index, row) = ChunkSize.adjacency(node.rawValue)
    let chunk: AdjacencyChunk
    if let known = chunks[index] { chunk = known } else { chunk = try touch(index) }
    if chunk.isInMemory {
      return try transaction.degree(of: node, type: type, direction: direction)
    }
    let (first, end) = chunk.bounds(row)
    return end &- first
  }

  @inline(never)
  private mutating func touch(_ index: Int) throws(Diagnostic) -> AdjacencyChunk {
    let table = transaction.tables.adjacency(type, direction)
    let chunk = unsafe AdjacencyChunk(try table.blob(index, in: transaction.snapshot))
    chunks[index] = chunk
    return chunk
  }
}
