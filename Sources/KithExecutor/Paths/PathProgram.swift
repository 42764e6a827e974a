import KithColumns
import KithCore
import KithPlanner

/// A path pattern made ready for a search: which steps are taken at once, and which conditions are checked where.
///
/// ```
/// ((a)-[r]->(b)-[s]->(c) WHERE a.x < c.x AND s.y > 1){1,3}
/// steps      r        s
/// groups   |-- one ----|       a condition reads both ends: a repetition is taken at once
/// checks     after r: –   after s: a.x < c.x, s.y > 1
/// ```
///
/// Between groups a search remembers nothing but the state and the node, so that a condition which reads variables of
/// more than one group waits for the whole path.
struct PathProgram {
  /// A condition on variables that a search has just bound; each is one more column behind the row's.
  struct Condition {
    enum Slot {
      case node(Int)
      case step(Int)
    }

    var expression: CompiledExpression
    var slots: [Slot]
  }

  /// Steps that are taken at once.
  struct Group {
    var steps: Range<Int>
    /// On the node that it begins at.
    var entry: [Condition] = []
    /// For each step, what is checked behind it.
    var checks: [[Condition]]
  }

  struct Segment {
    var steps: [BoundPathPattern.Step]
    var groups: [Group]
    var minimum: UInt32
    /// Nil without a bound.
    var maximum: UInt32?
  }

  let segments: [Segment]
  /// Conditions on the node at each boundary.
  let boundaries: [[Condition]]
  /// What only a whole path can tell.
  let pathConditions: [BoundExpression]

  /// `layout` is the input's: what it holds is known before the search.
  init(_ pattern: BoundPathPattern, layout: RowLayout) throws(Diagnostic) {
    var boundaries = Array(repeating: [Condition](), count: pattern.boundaries.count)
    var local = Array(repeating: [LocalCondition](), count: pattern.segments.count)
    var whole: [BoundExpression] = []
    for condition in pattern.conditions {
      let reads = condition.freeVariables.filter { layout.column(of: $0) == nil }
      if reads.count == 1, let variable = reads.first,
        let boundary = pattern.boundaries.firstIndex(of: variable)
      {
        let expression = try ExpressionCompiler.compile(
          condition, layout: layout.appending([variable]))
        boundaries[boundary].append(Condition(expression: expression, slots: [.node(0)]))
      } else if !reads.isEmpty,
        let index = pattern.segments.firstIndex(where: { reads.isSubset(of: $0.variables) })
      {
        local[index].append(
          try LocalCondition(condition, reads.sorted(), in: pattern.segments[index], layout))
      } else {
        whole.append(condition)
      }
    }
    self.boundaries = boundaries
    pathConditions = whole
    segments = zip(pattern.segments, local).map(Segment.init)
  }

  /// Whether the same path can match in more than one way.
  var isAmbiguous: Bool { segments.filter { $0.minimum != $0.maximum }.count > 1 }
}

extension PathProgram {
  /// A condition within one segment, with the positions that it spans: node `i` stands at `i`.
  struct LocalCondition {
    var condition: Condition
    var first: Int
    var last: Int

    init(
      _ expression: BoundExpression, _ reads: [VariableID],
      in segment: BoundPathPattern.Segment, _ layout: RowLayout
    ) throws(Diagnostic) {
      let compiled = try ExpressionCompiler.compile(expression, layout: layout.appending(reads))
      var slots: [Condition.Slot] = []
      var (first, last) = (Int.max, 0)
      for variable in reads {
        if let node = segment.nodes.firstIndex(of: variable) {
          slots.append(.node(node))
          (first, last) = (min(first, node), max(last, node))
        } else if let step = segment.steps.firstIndex(where: { $0.variable == variable }) {
          slots.append(.step(step))
          (first, last) = (min(first, step), max(last, step + 1))
        }
      }
      condition = Condition(expression: compiled, slots: slots)
      self.first = first
      self.last = last
    }
  }
}

extension PathProgram.Segment {
  fileprivate init(
    _ segment: BoundPathPattern.Segment, _ conditions: [PathProgram.LocalCondition]
  ) {
    steps = segment.steps
    minimum = UInt32(clamping: segment.minimum)
    maximum = segment.maximum.map { UInt32(clamping: $0) }
    groups = []
    var begin = 0
    for end in 1...max(1, steps.count) {
      // A group ends where no condition reads both sides.
      if conditions.contains(where: { $0.first < end && $0.last > end }) { continue }
      var group = PathProgram.Group(
        steps: begin..<end, checks: Array(repeating: [], count: end - begin))
      for it in conditions {
        if it.last == 0, begin == 0 { group.entry.append(it.condition) }
        if it.last > begin, it.last <= end {
          group.checks[it.last - begin - 1].append(it.condition)
        }
      }
      groups.append(group)
      begin = end
    }
  }
}
