import KithCore

extension FakeGraph {
  /// Adds a node; in-memory writing does not fail.
  @discardableResult
  func add(_ labels: [String], _ properties: [(key: String, value: Value)]) -> NodeID {
    (try? createNode(labels: labels, properties: ValueMap(properties))) ?? NodeID(0)
  }

  /// Adds a relationship.
  @discardableResult
  func add(
    _ start: NodeID, _ type: String, _ end: NodeID, _ properties: [(key: String, value: Value)] = []
  ) -> RelationshipID {
    let map = ValueMap(properties)
    let added = try? createRelationship(type: type, start: start, end: end, properties: map)
    return added ?? RelationshipID(0)
  }
}
