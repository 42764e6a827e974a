import KithCore

/// A path that grows and shrinks at its end, and what its mode forbids it to take next.
struct PathTrace {
  /// Up to this length the path itself is searched: faster than hashing.
  private static let searchedLength = 24

  let mode: PathMode
  private(set) var nodes: [NodeID]
  private(set) var relationships: [RelationshipID] = []
  private var usedNodes: Set<NodeID> = []
  private var usedRelationships: Set<RelationshipID> = []
  /// Relationships that the path may not use at all.
  private let forbidden: [RelationshipID]

  init(from start: NodeID, mode: PathMode, forbidden: [RelationshipID] = []) {
    self.mode = mode
    self.forbidden = forbidden
    nodes = [start]
  }

  /// Whether the path has come back to where it began, so that a simple path ends here.
  var isClosed: Bool { mode == .simple && nodes.count > 1 && nodes[nodes.count - 1] == nodes[0] }

  /// Takes a relationship to a node, unless the mode forbids it; gives whether it did.
  mutating func append(_ relationship: RelationshipID, _ node: NodeID) -> Bool {
    guard admits(relationship, node) else { return false }
    relationships.append(relationship)
    nodes.append(node)
    guard mode != .walk, relationships.count > Self.searchedLength else { return true }
    if usedRelationships.isEmpty {
      usedRelationships = Set(relationships)
      usedNodes = Set(nodes)
    } else {
      usedRelationships.insert(relationship)
      usedNodes.insert(node)
    }
    return true
  }

  mutating func removeLast(_ count: Int) {
    for _ in 0..<count {
      let (relationship, node) = (relationships.removeLast(), nodes.removeLast())
      guard !usedRelationships.isEmpty else { continue }
      if relationships.count > Self.searchedLength {
        usedRelationships.remove(relationship)
        // A closed simple path ends at the node that it began at, which stays.
        if mode == .trail || !nodes.contains(node) { usedNodes.remove(node) }
      } else {
        usedRelationships = []
        usedNodes = []
      }
    }
  }

  private func admits(_ relationship: RelationshipID, _ node: NodeID) -> Bool {
    if forbidden.contains(relationship) { return false }
    switch mode {
    case .walk: return true
    case .trail: return !uses(relationship)
    case .acyclic: return !uses(node)
    case .simple:
      return !isClosed && !uses(relationship) && (!uses(node) || node == nodes[0])
    }
  }

  private func uses(_ relationship: RelationshipID) -> Bool {
    usedRelationships.isEmpty
      ? relationships.contains(relationship) : usedRelationships.contains(relationship)
  }

  private func uses(_ node: NodeID) -> Bool {
    usedNodes.isEmpty ? nodes.contains(node) : usedNodes.contains(node)
  }
}
