import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// Where a search stands in a pattern: before a group of a segment, in some repetition of it.
struct PathState: Hashable {
  var segment: UInt32
  var group: UInt32 = 0
  /// How often the segment has come; no higher than its minimum where it has no bound.
  var iteration: UInt32 = 0
}

/// The ways that lead on from a state at a node: relationships and nodes of the next group, a column a step.
struct PathMoves {
  /// A move and the state that it leads to.
  struct Arrival {
    var move: Int
    var state: PathState
  }

  var relationships: [[RelationshipID]] = []
  /// The nodes behind each relationship.
  var nodes: [[NodeID]] = []
  var arrivals: [Arrival] = []
  /// Whether a move ends a repetition of the segment that it is in.
  var endsIteration = false

  /// How many steps a move has.
  var stride: Int { relationships.count }
}

/// A pattern with the values that one row gives, as an automaton over the graph's nodes.
struct PreparedPathSearch {
  let program: PathProgram
  let search: LogicalPathSearch
  let context: ExecutionContext
  /// The lists to walk, for each step of each segment.
  let lists: [[[ExpandStep]]]
  let labels: ResolvedNames<LabelID>
  let batch: Batch
  let row: Int
  let from: NodeID
  /// Where paths must end; nil where they may end anywhere.
  let target: NodeID?

  private var final: PathState { PathState(segment: UInt32(program.segments.count)) }

  func isFinal(_ state: PathState) -> Bool { Int(state.segment) == program.segments.count }

  /// The states before the first step.
  func start() throws(Diagnostic) -> [PathState] {
    var states = [PathState(segment: 0)]
    if program.segments[0].minimum == 0 {
      states += try exits(from: 0, [from]).map(\.state)
    }
    return states
  }

  /// All moves from a state at a node, with where they lead.
  func moves(from state: PathState, at node: NodeID) throws(Diagnostic) -> PathMoves {
    let segment = program.segments[Int(state.segment)]
    let group = segment.groups[Int(state.group)]
    var moves = PathMoves()
    var first: [NodeID] = [node]
    for condition in group.entry {
      guard try !kept(condition, 1, at: group.steps.lowerBound, [node], moves).isEmpty else {
        return moves
      }
    }
    for step in group.steps {
      let parents = try take(step, of: Int(state.segment), from: first, &moves)
      first = parents.map { first[Int($0)] }
      for condition in group.checks[step - group.steps.lowerBound] where !first.isEmpty {
        let kept = try kept(condition, first.count, at: group.steps.lowerBound, first, moves)
        if kept.count == first.count { continue }
        first = kept.map { first[Int($0)] }
        moves.keep(kept)
      }
      if first.isEmpty { return moves }
    }
    try arrive(from: state, segment, &moves)
    return moves
  }

  /// One more step for all moves; gives for each new move the one that it prolongs.
  private func take(
    _ step: Int, of segment: Int, from first: [NodeID], _ moves: inout PathMoves
  ) throws(Diagnostic) -> [UInt32] {
    var parents: [UInt32] = []
    var relationships: [RelationshipID] = []
    var nodes: [NodeID] = []
    for (parent, node) in (moves.nodes.last ?? first).enumerated() {
      if parent % 1024 == 1023 { try context.checkCancelled() }
      for list in lists[segment][step] {
        let slice = try context.transaction.neighbours(
          of: node, type: list.type, direction: list.direction)
        for index in 0..<slice.count {
          let neighbour = slice.neighbour(at: index)
          if list.skipsLoops, neighbour == node { continue }
          parents.append(UInt32(parent))
          relationships.append(slice.relationship(at: index))
          nodes.append(neighbour)
        }
      }
    }
    moves.keep(parents)
    moves.relationships.append(relationships)
    moves.nodes.append(nodes)
    return parents
  }

  /// The positions at which a condition holds, ascending. `begin` is the position of the nodes `first`.
  private func kept(
    _ condition: PathProgram.Condition, _ count: Int, at begin: Int, _ first: [NodeID],
    _ moves: PathMoves
  ) throws(Diagnostic) -> [UInt32] {
    var rows = batch.selecting(Array(repeating: UInt32(row), count: count))
    for slot in condition.slots {
      switch slot {
      case .node(let position) where position <= begin:
        rows = rows.appending(ColumnVector(.nodes(first)))
      case .node(let position):
        rows = rows.appending(ColumnVector(.nodes(moves.nodes[position - begin - 1])))
      case .step(let position):
        rows = rows.appending(ColumnVector(.relationships(moves.relationships[position - begin])))
      }
    }
    return selection(ofTrue: try condition.expression.evaluate(rows, context))
  }

  // MARK: states

  private func arrive(
    from state: PathState, _ segment: PathProgram.Segment, _ moves: inout PathMoves
  ) throws(Diagnostic) {
    guard let ends = moves.nodes.last else { return }
    if Int(state.group) + 1 < segment.groups.count {
      var next = state
      next.group += 1
      moves.arrivals = ends.indices.map { PathMoves.Arrival(move: $0, state: next) }
      return
    }
    moves.endsIteration = true
    let count = state.iteration + 1
    if segment.maximum.map({ count < $0 }) ?? true {
      let next = PathState(
        segment: state.segment,
        iteration: segment.maximum == nil ? min(count, segment.minimum) : count)
      moves.arrivals += ends.indices.map { PathMoves.Arrival(move: $0, state: next) }
    }
    if count >= segment.minimum {
      moves.arrivals += try exits(from: Int(state.segment), ends)
    }
  }

  /// Where nodes lead behind a segment: on to the next, over those that need not come, to the end.
  private func exits(
    from segment: Int, _ nodes: [NodeID]
  ) throws(Diagnostic) -> [PathMoves.Arrival] {
    var found: [PathMoves.Arrival] = []
    var kept = Array(0..<UInt32(nodes.count))
    for boundary in (segment + 1)..<program.boundaries.count {
      for condition in program.boundaries[boundary] where !kept.isEmpty {
        let here = kept.map { nodes[Int($0)] }
        let holding = try self.kept(condition, here.count, at: 0, here, PathMoves())
        kept = holding.map { kept[Int($0)] }
      }
      if boundary == program.segments.count { kept = try endings(kept, nodes) }
      let state = PathState(segment: UInt32(boundary))
      found += kept.map { PathMoves.Arrival(move: Int($0), state: state) }
      if boundary < program.segments.count, program.segments[boundary].minimum > 0 { break }
    }
    return found
  }

  /// Those of the nodes at which a path may end.
  private func endings(_ kept: [UInt32], _ nodes: [NodeID]) throws(Diagnostic) -> [UInt32] {
    if let target { return kept.filter { nodes[Int($0)] == target } }
    switch labels {
    case .none: return kept
    case .unknown: return []
    case .known(let labels):
      let ends = kept.map { nodes[Int($0)] }
      return try context.transaction.indices(of: ends, having: labels).map { kept[Int($0)] }
    }
  }
}

extension PathMoves {
  /// Keeps the moves at these positions, which may repeat.
  fileprivate mutating func keep(_ kept: [UInt32]) {
    for column in relationships.indices {
      relationships[column] = kept.map { relationships[column][Int($0)] }
      nodes[column] = kept.map { nodes[column][Int($0)] }
    }
  }
}
