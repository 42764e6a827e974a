package import KithCore

/// A graph as two arrays: what the reference evaluator reads and writes. Ids are places; what is deleted leaves a gap.
package struct ReferenceGraph: Sendable, EntityResolver {
  /// A node.
  struct Node: Sendable {
    var labels: Set<String> = []
    var properties: [String: Value] = [:]
  }

  /// A relationship with its ends.
  struct Relationship: Sendable {
    var type: String
    var start: Int
    var end: Int
    var properties: [String: Value] = [:]
  }

  var nodes: [Node?] = []
  var relationships: [Relationship?] = []

  package init() {}

  /// The places of what is not deleted.
  var liveNodes: [Int] { nodes.indices.filter { nodes[$0] != nil } }
  var liveRelationships: [Int] { relationships.indices.filter { relationships[$0] != nil } }

  package func node(_ id: NodeID) -> NodeRecord? {
    guard let node = nodes[Int(id.rawValue)] else { return nil }
    return NodeRecord(
      id: id, labels: node.labels.sorted(), properties: Self.map(node.properties))
  }

  package func relationship(_ id: RelationshipID) -> RelationshipRecord? {
    guard let it = relationships[Int(id.rawValue)] else { return nil }
    return RelationshipRecord(
      id: id, type: it.type, start: NodeID(UInt32(it.start)), end: NodeID(UInt32(it.end)),
      properties: Self.map(it.properties))
  }

  /// All live entities, for a comparison of whole graphs.
  package var entities: [Value] {
    liveNodes.map { .node(NodeID(UInt32($0))) }
      + liveRelationships.map { .relationship(RelationshipID(UInt32($0))) }
  }

  private static func map(_ properties: [String: Value]) -> ValueMap {
    ValueMap(properties.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }
}
