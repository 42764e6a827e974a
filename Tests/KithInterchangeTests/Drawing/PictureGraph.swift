import KithCore

/// A graph in memory for the tests of drawing, in the order in which it is built.
struct PictureGraph: GraphReader {
  private(set) var schema = Schema()
  private var nodeRecords: [NodeRecord] = []
  private var relationshipRecords: [RelationshipRecord] = []

  /// Adds a node; its text properties in pairs, `id` first where it has one.
  @discardableResult
  mutating func add(_ labels: [String], _ properties: [(key: String, value: Value)]) -> NodeID {
    for label in labels { _ = schema.labels.insert(label) }
    let id = NodeID(UInt32(nodeRecords.count))
    nodeRecords.append(NodeRecord(id: id, labels: labels, properties: ValueMap(properties)))
    return id
  }

  @discardableResult
  mutating func add(
    _ start: NodeID, _ type: String, _ end: NodeID, _ properties: [(key: String, value: Value)] = []
  ) -> RelationshipID {
    _ = schema.relationshipTypes.insert(type)
    let id = RelationshipID(UInt32(relationshipRecords.count))
    relationshipRecords.append(
      RelationshipRecord(
        id: id, type: type, start: start, end: end, properties: ValueMap(properties)))
    return id
  }

  var statistics: Statistics { Statistics() }

  func node(_ id: NodeID) throws -> NodeRecord? {
    Int(id.rawValue) < nodeRecords.count ? nodeRecords[Int(id.rawValue)] : nil
  }

  func relationship(_ id: RelationshipID) throws -> RelationshipRecord? {
    Int(id.rawValue) < relationshipRecords.count ? relationshipRecords[Int(id.rawValue)] : nil
  }

  func nodes(label: String?) throws -> [NodeID] {
    nodeRecords.filter { label.map($0.labels.contains) ?? true }.map(\.id)
  }

  func nodes(key: String, equals value: Value) throws -> [NodeID] {
    nodeRecords.filter { $0.properties[key]?.plainText == value.plainText }.map(\.id)
  }

  func relationships(of node: NodeID, direction: Direction?, type: String?) throws
    -> [RelationshipID]
  {
    relationshipRecords.filter { record in
      let isOut = record.start == node && direction != .incoming
      let isIn = record.end == node && direction != .outgoing
      return (isOut || isIn) && (type == nil || record.type == type)
    }.map(\.id)
  }

  func relationships() throws -> [RelationshipID] { relationshipRecords.map(\.id) }

  func property(_ key: String, ofNode node: NodeID) throws -> Value {
    try self.node(node)?.properties[key] ?? .null
  }

  func property(_ key: String, ofRelationship relationship: RelationshipID) throws -> Value {
    try self.relationship(relationship)?.properties[key] ?? .null
  }
}
