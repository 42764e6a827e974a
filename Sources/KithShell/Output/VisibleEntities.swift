import KithCore

/// Nodes and relationships without the properties by which the fact loader knows its own facts: for people to read.
struct VisibleEntities: EntityResolver {
  private let entities: any EntityResolver

  init(_ entities: any EntityResolver) { self.entities = entities }

  func node(_ id: NodeID) throws -> NodeRecord? {
    guard var record = try entities.node(id) else { return nil }
    record.properties.hideBookkeeping()
    return record
  }

  func relationship(_ id: RelationshipID) throws -> RelationshipRecord? {
    guard var record = try entities.relationship(id) else { return nil }
    record.properties.hideBookkeeping()
    return record
  }
}

extension ValueMap {
  fileprivate mutating func hideBookkeeping() {
    for key in FactProperties.hidden { self[key] = nil }
  }
}
