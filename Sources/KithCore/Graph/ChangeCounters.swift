/// What a statement changed, as the shell reports it.
///
/// A property that was set twice counts twice; a label that a node had already does not count.
package struct ChangeCounters: Sendable, Hashable {
  package var nodesCreated = 0
  package var nodesDeleted = 0
  package var relationshipsCreated = 0
  package var relationshipsDeleted = 0
  /// Properties set or removed.
  package var propertiesSet = 0
  package var labelsAdded = 0
  package var labelsRemoved = 0
  package var indexesAdded = 0
  package var indexesRemoved = 0
  package var constraintsAdded = 0
  package var constraintsRemoved = 0

  package init() {}

  /// Whether the graph is as it was.
  package var isEmpty: Bool { self == ChangeCounters() }
}
