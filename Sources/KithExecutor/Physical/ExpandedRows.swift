import KithColumns
import KithCore
import KithStorage

/// What an expand found: relationships with the nodes that they lead to, and the input rows that they start from.
struct ExpandedRows {
  private(set) var parents: [UInt32] = []
  private(set) var nodes: [NodeID] = []
  private(set) var relationships: [RelationshipID] = []

  var count: Int { parents.count }

  init(capacity: Int) {
    parents.reserveCapacity(capacity)
    nodes.reserveCapacity(capacity)
    relationships.reserveCapacity(capacity)
  }

  mutating func append(_ parent: Int, _ relationship: RelationshipID, _ node: NodeID) {
    parents.append(UInt32(parent))
    relationships.append(relationship)
    nodes.append(node)
  }

  /// Appends a part of a neighbour list as it stands.
  mutating func append(_ parent: Int, _ slice: NeighbourSlice, _ range: Range<Int>) {
    parents.append(contentsOf: repeatElement(UInt32(parent), count: range.count))
    // Safe because NodeID and RelationshipID are laid out as the one UInt32 that they hold, and the
    // slice stays readable until the transaction's next change.
    unsafe UnsafeBufferPointer(rebasing: slice.neighbours[range])
      .withMemoryRebound(to: NodeID.self) { unsafe nodes.append(contentsOf: $0) }
    unsafe UnsafeBufferPointer(rebasing: slice.relationships[range])
      .withMemoryRebound(to: RelationshipID.self) { unsafe relationships.append(contentsOf: $0) }
  }

  /// Keeps the rows at these positions, ascending.
  mutating func keep(_ kept: [UInt32]) {
    if kept.count == count { return }
    parents = kept.map { parents[Int($0)] }
    nodes = kept.map { nodes[Int($0)] }
    relationships = kept.map { relationships[Int($0)] }
  }

  /// The input's rows with what was found beside them.
  func joined(to batch: Batch, withRelationships: Bool, withNodes: Bool) -> Batch {
    var joined = batch.selecting(parents)
    if withRelationships { joined = joined.appending(ColumnVector(.relationships(relationships))) }
    if withNodes { joined = joined.appending(ColumnVector(.nodes(nodes))) }
    return joined
  }
}
