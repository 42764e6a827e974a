import KithCore
import KithStorage

/// Shortest paths between two nodes, by breadth-first search from both ends in turn.
///
/// The side with the smaller frontier takes the next step, until a step reaches a node of the other side:
///
/// ```
/// forward levels   from 0 -> 1 -> 2 |
///                                   m  where they meet: 2 from one end, 1 from the other
/// backward levels           to 0 -> 1
/// ```
///
/// All shortest paths go through such nodes; on either side they descend the levels to the end.
struct BidirectionalSearch {
  private struct Side {
    var levels = NodeLevels()
    var frontier: [NodeID]
    var depth = 0
    let steps: [ExpandStep]

    init(_ start: NodeID, steps: [ExpandStep]) {
      frontier = [start]
      self.steps = steps
      _ = levels.insert(start, level: 0)
    }
  }

  private var forward: Side
  private var backward: Side
  private let graph: SearchedGraph

  /// `from` and `to` differ.
  init(
    from: NodeID, to: NodeID, row: Int, steps: [ExpandStep],
    conditions: PreparedStepConditions, context: ExecutionContext
  ) {
    forward = Side(from, steps: steps)
    backward = Side(to, steps: steps.map(\.reversed))
    graph = SearchedGraph(row: row, conditions: conditions, context: context)
  }

  /// The relationships of the shortest paths of at most `maximum` steps, or of one of them; always in the same order.
  mutating func paths(
    maximum: Int?, findsAll: Bool
  ) throws(Diagnostic) -> [[RelationshipID]] {
    while forward.depth + backward.depth < maximum ?? .max {
      if forward.frontier.isEmpty || backward.frontier.isEmpty { return [] }
      let meetings =
        forward.frontier.count <= backward.frontier.count
        ? try Self.advance(&forward, towards: backward.levels, graph)
        : try Self.advance(&backward, towards: forward.levels, graph)
      if !meetings.isEmpty { return try paths(through: meetings, findsAll: findsAll) }
    }
    return []
  }

  /// Whether there is a path of at most `maximum` steps.
  mutating func meets(maximum: Int?) throws(Diagnostic) -> Bool {
    while forward.depth + backward.depth < maximum ?? .max {
      if forward.frontier.isEmpty || backward.frontier.isEmpty { return false }
      let meetings =
        forward.frontier.count <= backward.frontier.count
        ? try Self.advance(&forward, towards: backward.levels, graph)
        : try Self.advance(&backward, towards: forward.levels, graph)
      if !meetings.isEmpty { return true }
    }
    return false
  }

  /// One step of a side; gives the nodes where it met the other, ascending.
  private static func advance(
    _ side: inout Side, towards other: NodeLevels, _ graph: SearchedGraph
  ) throws(Diagnostic) -> [NodeID] {
    var next: [NodeID] = []
    var meetings: [NodeID] = []
    for (index, node) in side.frontier.enumerated() {
      if index % 1024 == 0 { try graph.context.checkCancelled() }
      for step in try graph.steps(from: node, side.steps)
      where side.levels.insert(step.node, level: side.depth + 1) {
        next.append(step.node)
        if other.level(of: step.node) != nil { meetings.append(step.node) }
      }
    }
    side.frontier = next
    side.depth += 1
    return meetings.sorted()
  }

  private func paths(
    through meetings: [NodeID], findsAll: Bool
  ) throws(Diagnostic) -> [[RelationshipID]] {
    var found: [[RelationshipID]] = []
    for node in meetings {
      // A step leads back over the relationships by which it was reached.
      let heads = try descents(
        from: node, forward.levels, forward.steps.map(\.reversed), findsAll: findsAll)
      let tails = try descents(
        from: node, backward.levels, backward.steps.map(\.reversed), findsAll: findsAll)
      for head in heads {
        let start = Array(head.reversed())
        try graph.context.memory.charge(tails.count * (start.count + 8) * 8)
        found += tails.map { start + $0 }
      }
      if !findsAll { break }
    }
    return found
  }

  /// The ways from a node down the levels to their end, depth first.
  private func descents(
    from node: NodeID, _ levels: NodeLevels, _ steps: [ExpandStep], findsAll: Bool
  ) throws(Diagnostic) -> [[RelationshipID]] {
    guard let top = levels.level(of: node), top > 0 else { return [[]] }
    var found: [[RelationshipID]] = []
    var way: [RelationshipID] = []
    var open = [try lower(node, levels, steps)]
    while let step = open.last?.first {
      open[open.count - 1].removeFirst()
      way.append(step.relationship)
      if levels.level(of: step.node) == 0 {
        try graph.context.memory.charge((way.count + 4) * 8)
        found.append(way)
        if !findsAll { return found }
        way.removeLast()
      } else {
        open.append(ArraySlice(try lower(step.node, levels, steps)))
      }
      while open.last?.isEmpty == true {
        open.removeLast()
        _ = way.popLast()
      }
    }
    return found
  }

  /// The steps from a node to the next lower level.
  private func lower(
    _ node: NodeID, _ levels: NodeLevels, _ steps: [ExpandStep]
  ) throws(Diagnostic) -> ArraySlice<SearchStep> {
    guard let level = levels.level(of: node) else { return [] }
    return try graph.steps(from: node, steps).filter { levels.level(of: $0.node) == level - 1 }[...]
  }
}

/// A relationship and the node that it leads to.
private struct SearchStep {
  var relationship: RelationshipID
  var node: NodeID
}

/// The relationships that a search may go over.
private struct SearchedGraph {
  let row: Int
  let conditions: PreparedStepConditions
  let context: ExecutionContext

  /// The relationships of a node that meet the conditions.
  func steps(from node: NodeID, _ steps: [ExpandStep]) throws(Diagnostic) -> [SearchStep] {
    var found: [SearchStep] = []
    for step in steps {
      let slice = try context.transaction.neighbours(
        of: node, type: step.type, direction: step.direction)
      for index in 0..<slice.count {
        found.append(
          SearchStep(
            relationship: slice.relationship(at: index), node: slice.neighbour(at: index)))
      }
    }
    if conditions.isEmpty || found.isEmpty { return found }
    return try conditions.kept(found.map(\.relationship), row: row).map { found[Int($0)] }
  }
}
