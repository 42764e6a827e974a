package import KithCore

/// What to draw: nodes, and relationships between them. Both ascending, each once.
///
/// Both ends of every relationship are among the nodes.
package struct DrawingSelection: Sendable, Hashable {
  package private(set) var nodes: [NodeID]
  package private(set) var relationships: [RelationshipID]

  /// The nodes and relationships as they come, in any order and with repetitions. The caller makes
  /// sure that the ends of the relationships are among the nodes.
  package init(nodes: some Sequence<NodeID>, relationships: some Sequence<RelationshipID>) {
    self.nodes = Set(nodes).sorted()
    self.relationships = Set(relationships).sorted()
  }

  private init(ascendingNodes: [NodeID], ascendingRelationships: [RelationshipID]) {
    nodes = ascendingNodes
    relationships = ascendingRelationships
  }

  package var isEmpty: Bool { nodes.isEmpty }

  /// The whole graph.
  package static func all(of graph: any GraphReader) throws -> DrawingSelection {
    DrawingSelection(
      ascendingNodes: try graph.nodes(label: nil),
      ascendingRelationships: try graph.relationships())
  }

  /// The node, whatever is at most `depth` steps away in either direction, and all relationships among these.
  ///
  /// Cost: one look at every relationship of every node that is drawn.
  package static func around(
    _ node: NodeID, depth: Int, in graph: any GraphReader
  ) throws -> DrawingSelection {
    var found: Set<NodeID> = [node]
    var ring = [node]
    for _ in 0..<max(0, depth) where !ring.isEmpty {
      var next: [NodeID] = []
      for near in ring {
        for relationship in try graph.relationships(of: near, direction: nil, type: nil) {
          guard let record = try graph.relationship(relationship) else { continue }
          let other = record.start == near ? record.end : record.start
          if found.insert(other).inserted { next.append(other) }
        }
      }
      ring = next
    }
    return try among(found, in: graph)
  }

  /// The nodes, relationships and paths in the rows of a query, also inside of lists and maps.
  ///
  /// A relationship brings its two ends along. Rows that hold only nodes are drawn with all
  /// relationships among these nodes: `MATCH (p:Person) RETURN p` shows how they are connected.
  package static func rows(
    _ rows: some Sequence<[Value]>, of graph: any GraphReader
  ) throws -> DrawingSelection {
    var nodes: Set<NodeID> = []
    var relationships: Set<RelationshipID> = []
    for row in rows {
      for value in row { collect(value, into: &nodes, &relationships) }
    }
    if relationships.isEmpty { return try among(nodes, in: graph) }
    for relationship in relationships {
      guard let record = try graph.relationship(relationship) else { continue }
      nodes.insert(record.start)
      nodes.insert(record.end)
    }
    return DrawingSelection(nodes: nodes, relationships: relationships)
  }

  /// The nodes and every relationship whose two ends are among them.
  package static func among(
    _ nodes: Set<NodeID>, in graph: any GraphReader
  ) throws -> DrawingSelection {
    var relationships: [RelationshipID] = []
    for node in nodes {
      for relationship in try graph.relationships(of: node, direction: .outgoing, type: nil) {
        guard let record = try graph.relationship(relationship) else { continue }
        if nodes.contains(record.end) { relationships.append(relationship) }
      }
    }
    return DrawingSelection(nodes: nodes, relationships: relationships)
  }

  private static func collect(
    _ value: Value, into nodes: inout Set<NodeID>, _ relationships: inout Set<RelationshipID>
  ) {
    switch value {
    case .node(let node): nodes.insert(node)
    case .relationship(let relationship): relationships.insert(relationship)
    case .path(let path):
      nodes.formUnion(path.nodes)
      relationships.formUnion(path.relationships)
    case .list(let values):
      for element in values { collect(element, into: &nodes, &relationships) }
    case .map(let map):
      for element in map.values { collect(element, into: &nodes, &relationships) }
    case .null, .boolean, .integer, .float, .string, .date, .localTime, .time, .localDateTime,
      .dateTime, .duration, .point:
      break
    }
  }
}
