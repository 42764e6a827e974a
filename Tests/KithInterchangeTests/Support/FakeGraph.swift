import KithColumns
import KithCore

/// A graph of simple arrays: what the loader's protocols promise, in the plainest way.
final class FakeGraph: GraphWriter, BulkGraphWriter {
  struct Refusal: Error { var reason: String }

  private(set) var nodeRecords: [NodeRecord?] = []
  private(set) var relationshipRecords: [RelationshipRecord?] = []
  private(set) var schema = Schema()
  /// How many calls changed something.
  private(set) var changeCount = 0

  var statistics: Statistics {
    var statistics = Statistics()
    statistics.nodeCount = nodeRecords.count { $0 != nil }
    statistics.relationshipCount = relationshipRecords.count { $0 != nil }
    return statistics
  }

  // MARK: Reading

  func node(_ id: NodeID) throws -> NodeRecord? { nodeRecords[Int(id.rawValue)] }

  func relationship(_ id: RelationshipID) throws -> RelationshipRecord? {
    relationshipRecords[Int(id.rawValue)]
  }

  func nodes(label: String?) throws -> [NodeID] {
    nodeRecords.compactMap { $0 }.filter { record in label.map(record.labels.contains) ?? true }
      .map(\.id)
  }

  func nodes(key: String, equals value: Value) throws -> [NodeID] {
    nodeRecords.compactMap { $0 }
      .filter { $0.properties[key]?.isEquivalent(to: value) ?? false }.map(\.id)
  }

  func relationships(of node: NodeID, direction: Direction?, type: String?) throws
    -> [RelationshipID]
  {
    relationshipRecords.compactMap { $0 }.filter { record in
      let isAtStart = record.start == node && direction != .incoming
      let isAtEnd = record.end == node && direction != .outgoing
      return (isAtStart || isAtEnd) && (type.map { $0 == record.type } ?? true)
    }.map(\.id)
  }

  func relationships() throws -> [RelationshipID] { relationshipRecords.compactMap { $0?.id } }

  func property(_ key: String, ofNode node: NodeID) throws -> Value {
    nodeRecords[Int(node.rawValue)]?.properties[key] ?? .null
  }

  func property(_ key: String, ofRelationship relationship: RelationshipID) throws -> Value {
    relationshipRecords[Int(relationship.rawValue)]?.properties[key] ?? .null
  }

  // MARK: Writing

  func createNode(labels: [String], properties: ValueMap) throws -> NodeID {
    changeCount += 1
    let id = NodeID(UInt32(nodeRecords.count))
    for label in labels { _ = schema.labels.insert(label) }
    for key in properties.keys { _ = schema.propertyKeys.insert(key) }
    nodeRecords.append(NodeRecord(id: id, labels: labels, properties: properties))
    return id
  }

  func createRelationship(
    type: String, start: NodeID, end: NodeID, properties: ValueMap
  ) throws -> RelationshipID {
    changeCount += 1
    let id = RelationshipID(UInt32(relationshipRecords.count))
    _ = schema.relationshipTypes.insert(type)
    for key in properties.keys { _ = schema.propertyKeys.insert(key) }
    relationshipRecords.append(
      RelationshipRecord(id: id, type: type, start: start, end: end, properties: properties))
    return id
  }

  func setProperty(_ key: String, ofNode node: NodeID, to value: Value) throws {
    changeCount += 1
    _ = schema.propertyKeys.insert(key)
    nodeRecords[Int(node.rawValue)]?.properties[key] = value.isNull ? nil : value
  }

  func setProperty(
    _ key: String, ofRelationship relationship: RelationshipID, to value: Value
  ) throws {
    changeCount += 1
    _ = schema.propertyKeys.insert(key)
    relationshipRecords[Int(relationship.rawValue)]?.properties[key] = value.isNull ? nil : value
  }

  func addLabel(_ label: String, to node: NodeID) throws {
    changeCount += 1
    _ = schema.labels.insert(label)
    nodeRecords[Int(node.rawValue)]?.labels.append(label)
  }

  func removeLabel(_ label: String, from node: NodeID) throws {
    changeCount += 1
    nodeRecords[Int(node.rawValue)]?.labels.removeAll { $0 == label }
  }

  func deleteNode(_ node: NodeID) throws {
    guard try relationships(of: node, direction: nil, type: nil).isEmpty else {
      throw Refusal(reason: "it still has relationships")
    }
    changeCount += 1
    nodeRecords[Int(node.rawValue)] = nil
  }

  func deleteRelationship(_ relationship: RelationshipID) throws {
    changeCount += 1
    relationshipRecords[Int(relationship.rawValue)] = nil
  }

  // MARK: Bulk

  func appendNodes(labels: [String], count: Int, columns: [BulkColumn]) throws -> NodeID {
    let first = NodeID(UInt32(nodeRecords.count))
    for row in 0..<count {
      _ = try createNode(labels: labels, properties: Self.properties(columns, row: row))
    }
    return first
  }

  func appendRelationships(
    type: String, starts: [NodeID], ends: [NodeID], columns: [BulkColumn]
  ) throws -> RelationshipID {
    let first = RelationshipID(UInt32(relationshipRecords.count))
    for row in starts.indices {
      _ = try createRelationship(
        type: type, start: starts[row], end: ends[row],
        properties: Self.properties(columns, row: row))
    }
    return first
  }

  private static func properties(_ columns: [BulkColumn], row: Int) -> ValueMap {
    ValueMap(
      columns.compactMap { column in
        let value = column.vector.value(at: row)
        return value.isNull ? nil : (column.key, value)
      })
  }

  // MARK: As text

  /// The nodes as openCypher would write them, a line each, without what the loader keeps for itself.
  var nodeText: String { text(hidden: FactProperties.hidden, nodes: true) }

  /// The relationships, with the `id` or number of their ends.
  var relationshipText: String { text(hidden: FactProperties.hidden, nodes: false) }

  /// All properties of everything.
  var fullText: String { text(hidden: [], nodes: true) + "\n" + text(hidden: [], nodes: false) }

  private func text(hidden: Set<String>, nodes: Bool) -> String {
    func map(_ properties: ValueMap) -> String {
      let kept = properties.entries.filter { !hidden.contains($0.key) }
      return kept.isEmpty ? "" : " " + Value.map(ValueMap(kept)).plainText
    }
    func end(_ id: NodeID) -> String {
      let record = nodeRecords[Int(id.rawValue)]
      return record?.properties["id"].map { "(\($0.plainText))" } ?? "(#\(id.rawValue))"
    }
    if nodes {
      return nodeRecords.compactMap { $0 }.map { record in
        let labels = record.labels.map { ":\($0)" }.joined()
        let properties = map(record.properties)
        return "(\(labels)\(labels.isEmpty ? String(properties.dropFirst()) : properties))"
      }.joined(separator: "\n")
    }
    return relationshipRecords.compactMap { $0 }.map { record in
      "\(end(record.start))-[:\(record.type)\(map(record.properties))]->\(end(record.end))"
    }.joined(separator: "\n")
  }
}
