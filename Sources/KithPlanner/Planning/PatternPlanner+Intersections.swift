import KithCore

/// Growing by a node and all the relationships that lead to it at once.
extension PatternPlanner {
  /// About what it costs to look at one neighbour of an intersection, in rows.
  static let probeCost = 0.05

  /// The plan with the new node that a relationship leads to, where others lead there too; nil where none does.
  ///
  /// Of several relationships to the same node only the first gives a plan.
  func intersected(_ partial: Partial, by index: Int, among open: [Int]) -> Partial? {
    let first = graph.relationships[index]
    let ends = [first.left, first.right].filter { !partial.bound.contains($0) }
    guard ends.count == 1, let node = ends.first else { return nil }
    let legs = open.filter { number in
      let it = graph.relationships[number]
      return !partial.solved.contains(number) && it.isPlainStep
        && (it.left == node || it.right == node) && partial.bound.contains(it.other(than: node))
    }
    guard legs.count > 1, legs.first == index else { return nil }
    let intersect = LogicalIntersect(
      to: node, toLabels: labels(of: node),
      legs: intersectionLegs(to: node, legs, solved: partial.solved), meetingPoints: [])
    let before = partial.plan.estimatedRows
    let rows = before * matches(of: intersect)
    var grown = partial
    grown.bound.formUnion(legs.map { graph.relationships[$0].variable } + [node])
    grown.solved.formUnion(legs)
    grown.plan = LogicalPlan(.intersect(intersect), inputs: [partial.plan], estimatedRows: rows)
    grown.cost += before * cost(of: intersect) + rows
    return applyingConditions(grown)
  }

  /// Relationships as legs to a node that is new.
  func intersectionLegs(
    to node: VariableID, _ numbers: [Int], solved: Set<Int>
  ) -> [LogicalIntersect.Leg] {
    numbers.enumerated().map { position, number in
      let it = graph.relationships[number]
      let from = it.other(than: node)
      return LogicalIntersect.Leg(
        from: from, fromLabels: labels(of: from), relationship: it.variable, types: it.types,
        direction: it.left == from ? it.direction : it.direction.reversed,
        differsFrom: conflicting(with: number, among: solved),
        differsFromLegs: (0..<position).filter { graph.relationships[numbers[$0]].mayMeet(it) })
    }
  }

  /// How many bindings one row has.
  func matches(of intersect: LogicalIntersect) -> Double {
    let all = max(1, estimator.nodes(labels: intersect.toLabels))
    return intersect.legs.reduce(all) { matches, leg in
      matches
        * estimator.degree(
          from: leg.fromLabels, types: leg.types, direction: leg.direction,
          to: intersect.toLabels) / all
    }
  }

  /// About what the bindings of one row cost, in rows.
  func cost(of intersect: LogicalIntersect) -> Double {
    let degrees = intersect.legs.map {
      estimator.degree(from: $0.fromLabels, types: $0.types, direction: $0.direction, to: [])
    }
    return 1 + (degrees.min() ?? 0) * Self.probeCost * Double(degrees.count - 1)
  }
}

extension QueryGraph.Relationship {
  /// Whether it is one relationship between two nodes, and new.
  var isPlainStep: Bool { length == nil && search == nil && !isBound && left != right }
}
