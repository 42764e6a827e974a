import KithCore

/// A graph of dictionaries that does slowly and plainly what the store must do.
struct ReferenceGraph {
  struct Node {
    var labels: Set<String> = []
    var properties: [String: Value] = [:]
  }

  struct Relationship {
    var type: String
    var start: UInt32
    var end: UInt32
    var properties: [String: Value] = [:]
  }

  var nodes: [UInt32: Node] = [:]
  var relationships: [UInt32: Relationship] = [:]
  var nodeBound: UInt32 = 0
  var relationshipBound: UInt32 = 0

  mutating func createNode(labels: [String], properties: ValueMap) -> UInt32 {
    var node = Node(labels: Set(labels))
    for (key, value) in properties.entries where !value.isNull { node.properties[key] = value }
    nodes[nodeBound] = node
    nodeBound += 1
    return nodeBound - 1
  }

  mutating func createRelationship(
    type: String, start: UInt32, end: UInt32, properties: ValueMap
  ) -> UInt32 {
    var relationship = Relationship(type: type, start: start, end: end)
    for (key, value) in properties.entries where !value.isNull {
      relationship.properties[key] = value
    }
    relationships[relationshipBound] = relationship
    relationshipBound += 1
    return relationshipBound - 1
  }

  func relationships(of node: UInt32) -> [UInt32] {
    relationships.filter { $0.value.start == node || $0.value.end == node }.keys.sorted()
  }

  /// Everything as lines of text, in a fixed order.
  var lines: [String] {
    let nodeLines = nodes.sorted { $0.key < $1.key }.map { id, node in
      Self.line(id, node.labels.sorted().joined(separator: ":"), node.properties)
    }
    let relationshipLines = relationships.sorted { $0.key < $1.key }.map { id, it in
      Self.line(id, "\(it.type) \(it.start)->\(it.end)", it.properties)
    }
    return nodeLines + relationshipLines
  }

  static func line(_ id: UInt32, _ head: String, _ properties: [String: Value]) -> String {
    let texts = properties.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return "\(id) \(head) {\(texts.joined(separator: ", "))}"
  }
}
