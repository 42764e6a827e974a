import KithCore
import KithStorage

/// Goes through all walks from one node in depth-first order, a walk a call.
///
/// ```
/// frames       | a | b |             the nodes on the way that are being walked from
/// candidates   | a's | b's … |       their relationships; each frame has a range of its own
/// trail        | r1 | r4 |           the relationships of the walk that was given last
/// ```
struct WalkCursor {
  private struct Frame {
    var next: Int
    var end: Int
  }

  private struct Candidate {
    var relationship: RelationshipID
    var node: NodeID
  }

  private let row: Int
  private let start: NodeID
  private let steps: [ExpandStep]
  private let maximum: Int
  private let conditions: PreparedStepConditions
  private let context: ExecutionContext
  private(set) var trail: RelationshipTrail
  private var frames: [Frame] = []
  private var candidates: [Candidate] = []
  private var hasStarted = false
  /// Whether the last step of the trail still has to be taken back.
  private var isLeaf = false
  private var stepCount = 0

  /// Walks from `start` of up to `maximum` relationships that meet the conditions of `row`.
  init(
    from start: NodeID, row: Int, steps: [ExpandStep], maximum: Int?,
    forbidden: [RelationshipID], conditions: PreparedStepConditions, context: ExecutionContext
  ) {
    self.row = row
    self.start = start
    self.steps = steps
    self.maximum = maximum ?? .max
    self.conditions = conditions
    self.context = context
    trail = RelationshipTrail(forbidden: forbidden)
  }

  /// The end of the next walk, whose relationships are `trail`; nil when there are no more.
  ///
  /// The first is the empty walk, which ends where it starts.
  mutating func next() throws(Diagnostic) -> NodeID? {
    if !hasStarted {
      hasStarted = true
      if maximum > 0 { try push(start) }
      return start
    }
    if isLeaf {
      trail.removeLast()
      isLeaf = false
    }
    while let frame = frames.last {
      guard frame.next < frame.end else {
        pop()
        continue
      }
      frames[frames.count - 1].next += 1
      let candidate = candidates[frame.next]
      guard trail.admits(candidate.relationship) else { continue }
      trail.append(candidate.relationship)
      if trail.count < maximum { try push(candidate.node) } else { isLeaf = true }
      return candidate.node
    }
    return nil
  }

  private mutating func pop() {
    frames.removeLast()
    candidates.removeLast(candidates.count - (frames.last?.end ?? 0))
    if !frames.isEmpty { trail.removeLast() }
  }

  /// Begins to walk from a node.
  private mutating func push(_ node: NodeID) throws(Diagnostic) {
    stepCount += 1
    if stepCount % 1024 == 0 { try context.checkCancelled() }
    let begin = candidates.count
    for step in steps {
      let slice = try context.transaction.neighbours(
        of: node, type: step.type, direction: step.direction)
      for index in 0..<slice.count {
        let neighbour = slice.neighbour(at: index)
        if step.skipsLoops, neighbour == node { continue }
        candidates.append(
          Candidate(relationship: slice.relationship(at: index), node: neighbour))
      }
    }
    if !conditions.isEmpty, begin < candidates.count {
      let found = Array(candidates[begin...])
      let kept = try conditions.kept(found.map(\.relationship), row: row)
      candidates.removeLast(found.count)
      candidates.append(contentsOf: kept.map { found[Int($0)] })
    }
    frames.append(Frame(next: begin, end: candidates.count))
  }
}
