package import KithCore

/// The neighbours of one node over one relationship type in one direction, sorted by neighbour id and then by
/// relationship id; two parallel arrays.
///
/// ```
/// neighbours     | 3 | 7 | 7 | 9 |
/// relationships  | 0 | 4 | 8 | 2 |    relationships[i] leads to neighbours[i]
/// ```
///
/// It points into the file's map or into the transaction's memory: valid until the transaction's next change or end.
/// Whoever changes the graph while walking a slice copies it first.
@safe
package struct NeighbourSlice {
  // Safe because both buffers are readable for `count` numbers as long as the rule above is kept.
  package let neighbours: UnsafeBufferPointer<UInt32>
  package let relationships: UnsafeBufferPointer<UInt32>

  @inlinable
  package init(
    neighbours: UnsafePointer<UInt32>?, relationships: UnsafePointer<UInt32>?, count: Int
  ) {
    unsafe self.neighbours = UnsafeBufferPointer(start: neighbours, count: count)
    unsafe self.relationships = UnsafeBufferPointer(start: relationships, count: count)
  }

  /// No neighbours.
  @inlinable
  package static var empty: NeighbourSlice {
    unsafe NeighbourSlice(neighbours: nil, relationships: nil, count: 0)
  }

  /// The number of relationships: the node's degree over this type and direction.
  @inlinable
  package var count: Int {
    // Safe because reading the count touches no memory behind the pointer.
    unsafe neighbours.count
  }

  /// The node at the other end of the relationship at `index`.
  @inlinable
  package func neighbour(at index: Int) -> NodeID {
    precondition(index >= 0 && index < count, "neighbour index out of range")
    // Safe because the index was checked.
    return unsafe NodeID(neighbours[index])
  }

  /// The relationship at `index`.
  @inlinable
  package func relationship(at index: Int) -> RelationshipID {
    precondition(index >= 0 && index < count, "relationship index out of range")
    // Safe because the index was checked.
    return unsafe RelationshipID(relationships[index])
  }
}
