import KithCore
import KithStorage

/// The ways from some nodes of a breadth-first search down its levels to where it began.
///
/// ```
/// level 0   1       2
///       s — a — — — m         of m's neighbours those of level 1, of these those of level 0
///         \ b — — /
/// ```
struct Descent {
  /// A relationship and the node that it leads to.
  private struct Step {
    var relationship: RelationshipID
    var node: NodeID
  }

  /// From each node that ways go through, the steps to the level below.
  private var steps: [UInt32: [Step]] = [:]
  private let depth: Int
  private let findsAll: Bool
  private let context: ExecutionContext

  /// `levels` lie below those of the nodes; a step leads back over the relationships by which a node was reached. `marks`
  /// is used, and left empty.
  init(
    from nodes: [NodeID], levels: [ArraySlice<UInt32>], _ edges: SearchEdges, marks: NodeSet,
    findsAll: Bool, _ context: ExecutionContext
  ) throws(Diagnostic) {
    depth = levels.count
    self.findsAll = findsAll
    self.context = context
    var lists = try edges.lists(context.transaction)
    var open = nodes
    for level in levels.reversed() {
      marks.removeAll()
      for id in level { marks.insert(NodeID(id)) }
      var next: [NodeID] = []
      for (index, node) in open.enumerated() {
        if index % 1024 == 0 { try context.checkCancelled() }
        for step in try lower(node, edges, &lists, marks) {
          if self.steps[step.node.rawValue] == nil {
            self.steps[step.node.rawValue] = []
            next.append(step.node)
          }
        }
      }
      open = next
    }
    marks.removeAll()
  }

  /// Finds and notes the steps of one node.
  private mutating func lower(
    _ node: NodeID, _ edges: SearchEdges, _ lists: inout [NeighbourCursor], _ marks: NodeSet
  ) throws(Diagnostic) -> [Step] {
    var found = FoundEdges()
    try found.append(from: node, edges, &lists)
    found.keep(endingIn: marks)
    try found.keep(edges)
    var steps = (0..<found.count).map {
      Step(relationship: found.relationships[$0], node: found.nodes[$0])
    }
    if !findsAll { steps = Array(steps.prefix(1)) }
    self.steps[node.rawValue] = steps
    return steps
  }

  /// The relationships of each way from a node, from there on; depth first.
  func ways(from node: NodeID) throws(Diagnostic) -> [[RelationshipID]] {
    if depth == 0 { return [[]] }
    var found: [[RelationshipID]] = []
    var way: [RelationshipID] = []
    var open = [steps[node.rawValue, default: []][...]]
    while let step = open.last?.first {
      open[open.count - 1].removeFirst()
      way.append(step.relationship)
      if way.count == depth {
        try context.memory.charge((way.count + 4) * 8)
        found.append(way)
        if found.count % 4096 == 0 { try context.checkCancelled() }
        if !findsAll { return found }
        way.removeLast()
      } else {
        open.append(steps[step.node.rawValue, default: []][...])
      }
      while open.last?.isEmpty == true {
        open.removeLast()
        _ = way.popLast()
      }
    }
    return found
  }
}
