import KithCore
import KithPlanner
import KithStorage

/// Whether a path can lead back to the node that it began at without taking a relationship twice.
///
/// A breadth-first search that marks each node by the relationship over which it left the first one: where two marks
/// meet, there is a way back. It keeps an undirected search from trying all trails of a graph for a way back that does
/// not exist.
struct ClosedTrail {
  private let search: PreparedPathSearch

  init(_ search: PreparedPathSearch) { self.search = search }

  /// True also where the pattern is too involved to tell.
  func exists() throws(Diagnostic) -> Bool {
    let segments = search.program.segments
    guard segments.count == 1, segments[0].steps.count == 1, segments[0].steps[0].direction == .both
    else { return true }
    let state = PathState(segment: 0)
    var marks: [NodeID: RelationshipID] = [:]
    var taken: [NodeID: RelationshipID] = [:]
    var frontier: [NodeID] = [search.from]
    var visited = 0
    while !frontier.isEmpty {
      var next: [NodeID] = []
      for node in frontier {
        visited += 1
        if visited % 1024 == 0 { try search.context.checkCancelled() }
        let moves = try search.moves(from: state, at: node)
        guard moves.stride == 1 else { continue }
        for (relationship, neighbour) in zip(moves.relationships[0], moves.nodes[0]) {
          if relationship == taken[node] { continue }
          if neighbour == search.from { return true }
          let mark = marks[node] ?? relationship
          if let known = marks[neighbour] {
            if known != mark { return true }
          } else {
            marks[neighbour] = mark
            taken[neighbour] = relationship
            next.append(neighbour)
          }
        }
      }
      frontier = next
    }
    return false
  }
}
