import KithCore
import KithStorage

/// The relationships that a search for reachable nodes may go over.
struct SearchEdges {
  let steps: [ExpandStep]
  /// Relationships that the row has met already.
  let forbidden: Set<RelationshipID>
  let conditions: PreparedStepConditions
  /// The row that the conditions read.
  let row: Int

  /// Whether every relationship will do.
  var isPlain: Bool { forbidden.isEmpty && conditions.isEmpty }

  /// The same relationships as seen from their other ends.
  var reversed: SearchEdges {
    SearchEdges(
      steps: steps.map(\.reversed), forbidden: forbidden, conditions: conditions, row: row)
  }

  /// The lists of each step.
  func lists(_ transaction: GraphTransaction) throws(Diagnostic) -> [NeighbourCursor] {
    try steps.map { step throws(Diagnostic) in
      try NeighbourCursor(transaction, type: step.type, direction: step.direction)
    }
  }
}

/// Relationships with the nodes that they lead to.
struct FoundEdges {
  private(set) var relationships: [RelationshipID] = []
  private(set) var nodes: [NodeID] = []

  var count: Int { nodes.count }

  mutating func removeAll() {
    relationships.removeAll(keepingCapacity: true)
    nodes.removeAll(keepingCapacity: true)
  }

  /// Appends those of one node, whatever they are.
  mutating func append(
    from node: NodeID, _ edges: SearchEdges, _ lists: inout [NeighbourCursor]
  ) throws(Diagnostic) {
    for index in lists.indices {
      let slice = try lists[index].neighbours(of: node)
      for entry in 0..<slice.count {
        let neighbour = slice.neighbour(at: entry)
        if edges.steps[index].skipsLoops, neighbour.rawValue == node.rawValue { continue }
        relationships.append(slice.relationship(at: entry))
        nodes.append(neighbour)
      }
    }
  }

  /// Keeps those that the search may go over.
  mutating func keep(_ edges: SearchEdges) throws(Diagnostic) {
    if !edges.forbidden.isEmpty {
      let all = relationships
      keep(
        (0..<UInt32(count)).filter { !edges.forbidden.contains(all[Int($0)]) })
    }
    if !edges.conditions.isEmpty, count > 0 {
      keep(try edges.conditions.kept(relationships, row: edges.row))
    }
  }

  /// Keeps those that lead to one of some nodes.
  mutating func keep(endingIn nodes: NodeSet) {
    let all = self.nodes
    keep((0..<UInt32(count)).filter { nodes.contains(all[Int($0)]) })
  }

  private mutating func keep(_ kept: [UInt32]) {
    if kept.count == count { return }
    relationships = kept.map { relationships[Int($0)] }
    nodes = kept.map { nodes[Int($0)] }
  }
}
