import KithCore

/// A path pattern that is searched as a whole: nodes with segments between them.
///
/// ```
/// (s) ((a)-[:R]->(b)){1,3} (t)-[q]->(u)-[:S]->(v)
/// boundaries  s             t                  v        one more than segments
/// segments     a-[:R]->b x3  t-[q]->u-[:S]->v
/// ```
///
/// A repeated segment has nodes of its own, which stand for the nodes of each repetition. The nodes of a segment that is
/// not repeated begin and end with the boundaries on either side.
package struct BoundPathPattern: Sendable {
  package struct Step: Sendable {
    package var variable: VariableID
    /// Empty for all types.
    package var types: [String]
    /// As seen from the node before it.
    package var direction: ExpandDirection

    package init(variable: VariableID, types: [String], direction: ExpandDirection) {
      self.variable = variable
      self.types = types
      self.direction = direction
    }
  }

  package struct Segment: Sendable {
    /// One more than steps.
    package var nodes: [VariableID]
    package var steps: [Step]
    package var minimum: Int
    /// Nil without a bound.
    package var maximum: Int?
    /// Whether it has a quantifier: its variables are lists outside, even where it comes once.
    package var isRepeated: Bool

    package init(
      nodes: [VariableID], steps: [Step], minimum: Int, maximum: Int?, isRepeated: Bool
    ) {
      self.nodes = nodes
      self.steps = steps
      self.minimum = minimum
      self.maximum = maximum
      self.isRepeated = isRepeated
    }

    /// Its nodes and relationships.
    package var variables: Set<VariableID> { Set(nodes + steps.map(\.variable)) }
  }

  package var boundaries: [VariableID]
  package var segments: [Segment]
  /// What must hold of its nodes and relationships before paths are selected.
  package var conditions: [BoundExpression]

  package init(
    boundaries: [VariableID], segments: [Segment], conditions: [BoundExpression]
  ) {
    self.boundaries = boundaries
    self.segments = segments
    self.conditions = conditions
  }

  /// The same paths from their other end.
  package var reversed: BoundPathPattern {
    let segments = self.segments.reversed().map { segment in
      var turned = segment
      turned.nodes.reverse()
      turned.steps = segment.steps.reversed().map {
        Step(variable: $0.variable, types: $0.types, direction: $0.direction.reversed)
      }
      return turned
    }
    return BoundPathPattern(
      boundaries: boundaries.reversed(), segments: segments, conditions: conditions)
  }

  /// The variables that only a search binds.
  package var variables: Set<VariableID> {
    segments.reduce(into: Set(boundaries)) { $0.formUnion($1.variables) }
  }

  /// What its conditions read of the row, or of the path's ends.
  package var outerReads: Set<VariableID> {
    conditions.reads.subtracting(
      variables.subtracting([boundaries.first, boundaries.last].compactMap { $0 }))
  }

  /// Whether a path may be longer than any number.
  package var isUnbounded: Bool { segments.contains { $0.maximum == nil } }
}

/// Which of the paths between the same two nodes are taken.
package enum BoundPathSelection: Sendable {
  case all
  /// The shortest; `SHORTEST k`, and `ANY k`, which any will do for.
  case shortest(count: BoundExpression)
  /// Those of the smallest lengths, all of each length: `SHORTEST k GROUPS`.
  case shortestGroups(count: BoundExpression)

  package var isSelective: Bool { if case .all = self { false } else { true } }

  /// The number; none where all are taken.
  package var count: BoundExpression? {
    switch self {
    case .all: nil
    case .shortest(let count), .shortestGroups(let count): count
    }
  }
}

/// A column that a search gives besides the path's relationships.
///
/// Segments, boundaries and positions are those of the pattern as written. What stands in a repeated segment is a list.
package struct BoundPathOutput: Sendable {
  package enum Source: Sendable, Hashable {
    case boundary(Int)
    case node(segment: Int, position: Int)
    case step(segment: Int, position: Int)
    /// The path from one boundary to another.
    case path(from: Int, to: Int)
  }

  package var variable: VariableID
  package var source: Source

  package init(_ variable: VariableID, _ source: Source) {
    self.variable = variable
    self.source = source
  }
}
