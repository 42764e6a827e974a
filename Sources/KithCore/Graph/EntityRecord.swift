/// A node as it is shown: labels and properties by name.
package struct NodeRecord: Sendable {
  package var id: NodeID
  /// In the order of the symbol table.
  package var labels: [String]
  package var properties: ValueMap

  package init(id: NodeID, labels: [String], properties: ValueMap) {
    self.id = id
    self.labels = labels
    self.properties = properties
  }
}

/// A relationship as it is shown.
package struct RelationshipRecord: Sendable {
  package var id: RelationshipID
  package var type: String
  package var start: NodeID
  package var end: NodeID
  package var properties: ValueMap

  package init(
    id: RelationshipID, type: String, start: NodeID, end: NodeID, properties: ValueMap
  ) {
    self.id = id
    self.type = type
    self.start = start
    self.end = end
    self.properties = properties
  }
}

/// Tells what an entity id stands for while its transaction lasts.
///
/// Cost: one look-up per label and property.
package protocol EntityResolver {
  /// The node, or nil where none has this id.
  func node(_ id: NodeID) throws -> NodeRecord?
  /// The relationship, or nil where none has this id.
  func relationship(_ id: RelationshipID) throws -> RelationshipRecord?
}
