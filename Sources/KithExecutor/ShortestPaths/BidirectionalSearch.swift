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
/// All shortest paths go through such nodes; on either side they descend the levels to the end. What a side has found
/// stands in a set of bits, whose members are its levels one after the other.
struct BidirectionalSearch {
  private struct Side {
    let found: NodeSet
    let edges: SearchEdges
    var lists: [NeighbourCursor]
    /// Where each level begins among the members.
    var starts = [0]

    var depth: Int { starts.count - 1 }
    var frontier: ArraySlice<UInt32> { found.members[starts[depth]...] }

    func level(_ number: Int) -> ArraySlice<UInt32> {
      let end = number == depth ? found.members.count : starts[number + 1]
      return found.members[starts[number]..<end]
    }
  }

  private var forward: Side
  private var backward: Side
  private let space: SearchSpace
  private let context: ExecutionContext

  /// How many neighbours are looked at between two questions whether the statement was stopped.
  private static let checkedWork = 1 << 18

  /// `from` and `to` differ. Empties the space.
  init(
    from: NodeID, to: NodeID, _ edges: SearchEdges, in space: SearchSpace,
    _ context: ExecutionContext
  ) throws(Diagnostic) {
    space.removeAll()
    space.forward.insert(from)
    space.backward.insert(to)
    self.space = space
    self.context = context
    forward = Side(
      found: space.forward, edges: edges, lists: try edges.lists(context.transaction))
    let reversed = edges.reversed
    backward = Side(
      found: space.backward, edges: reversed, lists: try reversed.lists(context.transaction))
  }

  /// Whether there is a path of at most `maximum` steps.
  mutating func meets(maximum: Int?) throws(Diagnostic) -> Bool {
    try !meetings(maximum: maximum, findsAll: false).isEmpty
  }

  /// The relationships of the shortest paths of at most `maximum` steps, or of one of them; always in the same order.
  mutating func paths(
    maximum: Int?, findsAll: Bool
  ) throws(Diagnostic) -> [[RelationshipID]] {
    var nodes = try meetings(maximum: maximum, findsAll: findsAll)
    if nodes.isEmpty { return [] }
    if !findsAll { nodes = [nodes[0]] }
    let heads = try descent(forward, from: nodes, findsAll: findsAll)
    let tails = try descent(backward, from: nodes, findsAll: findsAll)
    var found: [[RelationshipID]] = []
    for node in nodes {
      let ends = try tails.ways(from: node)
      for head in try heads.ways(from: node) {
        let start = Array(head.reversed())
        try context.memory.charge(ends.count * (start.count + 8) * 8)
        found += ends.map { start + $0 }
      }
    }
    return found
  }

  /// Where the sides meet first, they meet in the last level of each: a path over an earlier one would have been found.
  private func descent(
    _ side: Side, from nodes: [NodeID], findsAll: Bool
  ) throws(Diagnostic) -> Descent {
    try Descent(
      from: nodes, levels: (0..<side.depth).map { side.level($0) }, side.edges.reversed,
      marks: space.level, findsAll: findsAll, context)
  }

  /// The nodes where the sides meet, ascending; not all of them where one is enough.
  private mutating func meetings(
    maximum: Int?, findsAll: Bool
  ) throws(Diagnostic) -> [NodeID] {
    while forward.depth + backward.depth < maximum ?? .max {
      if forward.frontier.isEmpty || backward.frontier.isEmpty { return [] }
      let nodes =
        forward.frontier.count <= backward.frontier.count
        ? try advance(&forward, towards: backward.found, findsAll: findsAll)
        : try advance(&backward, towards: forward.found, findsAll: findsAll)
      if !nodes.isEmpty { return nodes.sorted() }
    }
    return []
  }

  /// One step of a side; gives the nodes where it met the other.
  private func advance(
    _ side: inout Side, towards other: NodeSet, findsAll: Bool
  ) throws(Diagnostic) -> [NodeID] {
    let level = side.frontier
    side.starts.append(side.found.members.count)
    var meetings: [NodeID] = []
    var seen = side.found.members.count
    var batch = FoundEdges()
    var slices: [NeighbourSlice] = []
    var work = 0
    for id in level {
      if side.edges.isPlain {
        slices.removeAll(keepingCapacity: true)
        for index in side.lists.indices {
          slices.append(try side.lists[index].neighbours(of: NodeID(id)))
          work &+= slices[index].count
        }
        side.found.insert(slices)
      } else {
        batch.removeAll()
        try batch.append(from: NodeID(id), side.edges, &side.lists)
        work &+= batch.count
        try batch.keep(side.edges)
        for node in batch.nodes { side.found.insert(node) }
      }
      let members = side.found.members
      for index in seen..<members.count where other.contains(NodeID(members[index])) {
        meetings.append(NodeID(members[index]))
      }
      seen = members.count
      if !findsAll, !meetings.isEmpty { break }
      if work > Self.checkedWork {
        try context.checkCancelled()
        work = 0
      }
    }
    return meetings
  }
}
