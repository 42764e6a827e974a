import KithCore

/// One step from a thing to another.
struct GraphStep {
  var relationship: RelationshipRecord
  var from: NodeID
  var to: NodeID

  /// `HEADS →`, or `← HEADS` where the relationship points back.
  var text: String {
    relationship.start == from ? "\(relationship.type) →" : "← \(relationship.type)"
  }
}

/// Walks over a graph in both directions.
struct GraphWalk {
  private let reader: any GraphReader

  init(_ reader: any GraphReader) { self.reader = reader }

  /// The steps from one thing, by type, then in the order of the relationships.
  func steps(from node: NodeID) throws -> [GraphStep] {
    try reader.relationships(of: node, direction: nil, type: nil).compactMap { id in
      guard let relationship = try reader.relationship(id) else { return nil }
      let other = relationship.start == node ? relationship.end : relationship.start
      return GraphStep(relationship: relationship, from: node, to: other)
    }
  }

  /// All steps from things that are fewer than `depth` steps away, with their distance; each relationship once.
  ///
  /// Stops after `limit` steps; `isCut` tells so.
  func neighbourhood(
    of start: NodeID, depth: Int, limit: Int
  ) throws -> (steps: [(distance: Int, step: GraphStep)], isCut: Bool) {
    var seenNodes: Set<NodeID> = [start]
    var seenRelationships: Set<RelationshipID> = []
    var found: [(distance: Int, step: GraphStep)] = []
    var border = [start]
    for distance in 1...max(1, depth) {
      var next: [NodeID] = []
      for node in border {
        for step in try steps(from: node)
        where seenRelationships.insert(step.relationship.id).inserted {
          if found.count == limit { return (found, true) }
          found.append((distance, step))
          if seenNodes.insert(step.to).inserted { next.append(step.to) }
        }
      }
      border = next
    }
    return (found, false)
  }

  /// A shortest way between two things, whichever way its relationships point; nil where there is none.
  func shortestPath(from start: NodeID, to end: NodeID) throws -> [GraphStep]? {
    var cameBy: [NodeID: GraphStep] = [:]
    var border = [start]
    var seen: Set<NodeID> = [start]
    while !border.isEmpty, !seen.contains(end) {
      var next: [NodeID] = []
      for node in border {
        for step in try steps(from: node) where seen.insert(step.to).inserted {
          cameBy[step.to] = step
          next.append(step.to)
        }
      }
      border = next
    }
    guard seen.contains(end) else { return nil }
    var path: [GraphStep] = []
    var node = end
    while node != start, let step = cameBy[node] {
      path.append(step)
      node = step.from
    }
    return path.reversed()
  }
}
