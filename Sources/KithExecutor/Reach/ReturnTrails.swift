import KithCore
import KithStorage

/// Which of the nodes that an undirected search starts from are ends of trails themselves: where a way leads to them from
/// another one, or back without taking a relationship twice.
///
/// Every node is marked by the source that it was reached from, and by the relationship over which that was left. Where a
/// relationship joins two marks, there is a way:
///
/// ```
///       r1   x — y   r2          r1 ≠ r2: s — x — y — s is a way back; its length is the two levels and one
///       s —/       \— s
/// ```
///
/// The shortest way back has such a relationship whose sum is no greater than its length; and so has the shortest way
/// from one source to the nearest other. Levels beyond half of the greatest length are not needed.
struct ReturnTrails {
  private struct Mark {
    var source: UInt32
    /// Over which the source was left; nil at the source itself.
    var branch: RelationshipID?
    /// Over which the node was reached.
    var taken: RelationshipID?
    var level: Int
  }

  private let context: ExecutionContext
  private let edges: SearchEdges
  private var lists: [NeighbourCursor]
  private let maximum: Int
  private var marks: [UInt32: Mark] = [:]
  private var returned: Set<UInt32> = []

  init(
    _ edges: SearchEdges, lists: [NeighbourCursor], maximum: Int?, _ context: ExecutionContext
  ) {
    self.edges = edges
    self.lists = lists
    self.maximum = maximum ?? .max
    self.context = context
  }

  /// The sources that trails of 1 to `maximum` relationships end at, in their order.
  mutating func ends(among sources: [NodeID]) throws(Diagnostic) -> [NodeID] {
    guard maximum > 0 else { return [] }
    for source in sources {
      marks[source.rawValue] = Mark(source: source.rawValue, branch: nil, taken: nil, level: 0)
    }
    var frontier = sources
    var level = 0
    var visited = 0
    while !frontier.isEmpty, level <= (maximum - 1) / 2, returned.count < sources.count {
      var next: [NodeID] = []
      for node in frontier {
        visited += 1
        if visited % 1024 == 0 { try context.checkCancelled() }
        try walk(from: node, level, &next)
        if returned.count == sources.count { break }
      }
      frontier = next
      level += 1
    }
    return sources.filter { returned.contains($0.rawValue) }
  }

  private mutating func walk(
    from node: NodeID, _ level: Int, _ next: inout [NodeID]
  ) throws(Diagnostic) {
    guard let mark = marks[node.rawValue] else { return }
    var found = FoundEdges()
    try found.append(from: node, edges, &lists)
    try found.keep(edges)
    for index in 0..<found.count {
      if index % 16_384 == 16_383 { try context.checkCancelled() }
      let (relationship, neighbour) = (found.relationships[index], found.nodes[index])
      if relationship == mark.taken { continue }
      let branch = mark.branch ?? relationship
      guard let other = marks[neighbour.rawValue] else {
        marks[neighbour.rawValue] = Mark(
          source: mark.source, branch: branch, taken: relationship, level: level + 1)
        next.append(neighbour)
        continue
      }
      if other.taken == relationship { continue }
      meet(mark, branch, other, over: relationship, isLoop: neighbour == node)
    }
  }

  private mutating func meet(
    _ mark: Mark, _ branch: RelationshipID, _ other: Mark, over relationship: RelationshipID,
    isLoop: Bool
  ) {
    if isLoop {
      if mark.level == 0 { returned.insert(mark.source) }
      return
    }
    guard mark.level + other.level < maximum else { return }
    if other.source != mark.source || (other.branch ?? relationship) != branch {
      returned.insert(mark.source)
      returned.insert(other.source)
    }
  }
}
