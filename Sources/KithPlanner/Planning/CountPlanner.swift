import KithCore

/// Plans a `MATCH` of which some nodes are only counted: the others first, then a weight for each of their rows.
///
/// A node is only counted where nothing reads it, its relationships or a path with them, and no condition does.
/// ```
/// MATCH (a)-[:KNOWS]->(b)-[:KNOWS]->(c) RETURN count(*)
/// b is planned; a and c are counted at it: incoming × outgoing relationships, without those that would be both
/// ```
struct CountPlanner {
  let match: PlannedMatch.Match
  let uses: CountedUses
  let planner: StatementPlanner

  /// Beyond this many nodes that could be counted, only each by itself and all together are tried.
  static let pairLimit = 4
  /// What counting the bindings of an intersection costs beside making them.
  static let countedShare = 0.5

  /// Rows with a weight.
  struct Counted {
    var plan: LogicalPlan
    var weight: VariableID
    /// Rows with a weight of 0 stand for one row in which the counted variables are null.
    var keepsEmpty = false
    /// The variables that are null in such a row.
    var counted: Set<VariableID> = []
    /// A node that comes in one row at most.
    var distinctNode: VariableID?
    var cost = 0.0

    /// How many rows a row stands for.
    func rows(span: SourceSpan) -> BoundExpression {
      guard keepsEmpty else { return weightExpression(span) }
      let weight = weightExpression(span)
      let none = BoundExpression(
        .comparison(.equal, weight, .integer(0, span: span)), type: .boolean, span: span)
      return BoundExpression(
        .caseWhen(
          BoundCase(
            subject: nil, branches: [(when: none, then: .integer(1, span: span))],
            otherwise: weight)),
        type: .integer, span: span)
    }

    /// In how many of them a variable of the pattern is not null.
    func matches(of variable: BoundExpression, span: SourceSpan) -> BoundExpression {
      guard keepsEmpty else { return weightExpression(span) }
      return variable.isOneOf(counted)
        ? weightExpression(span) : rows(span: span).unlessNull(variable)
    }

    private func weightExpression(_ span: SourceSpan) -> BoundExpression {
      BoundExpression(.variable(weight), type: .integer, span: span)
    }
  }

  /// The cheapest plan with counted nodes; nil where the plan with a row for each match costs no more.
  func plan() -> Counted? {
    if match.isOptional { return optional() }
    let countable = match.graph.nodes.map(\.variable).filter(isCountable)
    guard !countable.isEmpty else { return nil }
    let before = cost(of: match.plan)
    return choices(of: countable).compactMap { counted(Set($0)) }
      .min { $0.cost < $1.cost }.flatMap { $0.cost < before ? $0 : nil }
  }

  // MARK: what can be counted

  /// What is read of the pattern, and what comes from before it.
  private var needed: Set<VariableID> {
    let graph = match.graph
    var needed = uses.read.union(match.input.variables)
    for predicate in graph.predicates { needed.formUnion(predicate.variables) }
    for path in graph.paths where needed.contains(path.variable) {
      needed.formUnion(path.expression.freeVariables)
    }
    return needed
  }

  private func relationships(of node: VariableID) -> [Int] {
    match.graph.relationships.indices.filter {
      match.graph.relationships[$0].left == node || match.graph.relationships[$0].right == node
    }
  }

  /// Whether nothing reads the node and its relationships, and they end at other nodes.
  private func isCountable(_ node: VariableID) -> Bool {
    let relationships = relationships(of: node)
    let needed = needed
    return !needed.contains(node) && !relationships.isEmpty
      && relationships.allSatisfy { index in
        let it = match.graph.relationships[index]
        return it.isPlainStep && !needed.contains(it.variable)
      }
  }

  /// Sets of nodes to count together: neighbours of one another are never in one.
  private func choices(of countable: [VariableID]) -> [[VariableID]] {
    var all: [VariableID] = []
    for node in countable where all.allSatisfy({ !areNeighbours($0, node) }) { all.append(node) }
    var choices = countable.map { [$0] }
    if countable.count <= Self.pairLimit {
      for (index, first) in countable.enumerated() {
        for second in countable[(index + 1)...] where !areNeighbours(first, second) {
          choices.append([first, second])
        }
      }
    }
    if all.count > 2 || (all.count == 2 && countable.count > Self.pairLimit) { choices.append(all) }
    return choices
  }

  private func areNeighbours(_ first: VariableID, _ second: VariableID) -> Bool {
    relationships(of: first).contains {
      match.graph.relationships[$0].other(than: first) == second
    }
  }

  // MARK: plans

  /// Nil where relationships of the nodes may not meet in a way that cannot be counted.
  private func counted(_ nodes: Set<VariableID>) -> Counted? {
    let graph = match.graph
    let legs = nodes.sorted().flatMap { node in relationships(of: node).map { (node, $0) } }
    let indices = Set(legs.map(\.1))
    let core = graph.indices.filter { !indices.contains($0) }
    let circles = nodes.sorted().filter { relationships(of: $0).count > 1 }
    let conflicts = CountConflicts(
      graph: graph, core: core, legs: legs.filter { !circles.contains($0.0) })
    guard let anchors = conflicts.anchors(), circles.allSatisfy({ isCountableCircle($0, legs) })
    else { return nil }
    var part = graph
    part.nodes.removeAll { nodes.contains($0.variable) }
    part.relationships = core.map { graph.relationships[$0] }
    // From a null of the row nothing is counted: that needs no condition of its own.
    part.nodes.removeAll { node in
      match.input.variables.contains(node.variable) && node.labels.isEmpty
        && legs.contains { graph.relationships[$0.1].other(than: $0.0) == node.variable }
        && part.relationships.allSatisfy {
          $0.left != node.variable && $0.right != node.variable
        }
    }
    let needed = needed
    part.paths.removeAll { !needed.contains($0.variable) }
    var plan = planner.planner(for: part).plan(over: match.input)
    let distinctNode = plan.distinctNode
    var cost = cost(of: plan)
    var weight: VariableID?
    for anchor in anchors {
      let next = planner.binder.newVariable()
      let rows = plan.estimatedRows
      for leg in anchor.factors.flatMap(\.legs) { cost += rows * legCost(leg, from: anchor.from) }
      plan = LogicalPlan(
        .countNeighbours(
          LogicalCountNeighbours(
            from: anchor.from, fromLabels: graph.labels(of: anchor.from),
            factors: anchor.factors, weight: next, earlier: weight, keepsEmpty: false)),
        inputs: [plan], estimatedRows: rows)
      weight = next
    }
    for node in circles {
      let next = planner.binder.newVariable()
      let intersect = intersection(to: node, core, .init(weight: next, earlier: weight))
      let rows = plan.estimatedRows
      cost += rows * planner.planner(for: graph).cost(of: intersect) * Self.countedShare
      plan = LogicalPlan(.intersect(intersect), inputs: [plan], estimatedRows: rows)
      weight = next
    }
    return weight.map {
      Counted(plan: plan, weight: $0, distinctNode: distinctNode, cost: cost)
    }
  }

  // MARK: circles

  /// Whether the relationships of a node that several lead to differ from all others but planned single ones by their types.
  private func isCountableCircle(
    _ node: VariableID, _ legs: [(node: VariableID, relationship: Int)]
  ) -> Bool {
    let graph = match.graph
    return relationships(of: node).allSatisfy { number in
      let mine = graph.relationships[number]
      return graph.relationships.enumerated().allSatisfy { other, theirs in
        if other == number || !theirs.mayMeet(mine) { return true }
        if let leg = legs.first(where: { $0.relationship == other }) { return leg.node == node }
        return theirs.length == nil && theirs.search == nil
      }
    }
  }

  private func intersection(
    to node: VariableID, _ core: [Int], _ counting: LogicalIntersect.Counting
  ) -> LogicalIntersect {
    let graph = match.graph
    let numbers = relationships(of: node)
    var points: Set<VariableID> = []
    for number in numbers {
      let mine = graph.relationships[number]
      let from = mine.other(than: node)
      // Where this one and a planned one are the same, they have the same ends.
      for theirs in core.map({ graph.relationships[$0] }) where theirs.mayMeet(mine) {
        if theirs.left != from || theirs.right == from { points.insert(theirs.left) }
        if theirs.right != from || theirs.left == from { points.insert(theirs.right) }
      }
    }
    return LogicalIntersect(
      to: node, toLabels: graph.labels(of: node),
      legs: planner.planner(for: graph)
        .intersectionLegs(to: node, numbers, solved: Set(core)),
      meetingPoints: points.sorted(), counting: counting)
  }

  /// `OPTIONAL MATCH` of one relationship from a known node.
  private func optional() -> Counted? {
    let graph = match.graph
    guard graph.relationships.count == 1, graph.predicates.isEmpty,
      let relationship = graph.relationships.first
    else { return nil }
    for node in [relationship.left, relationship.right] where isCountable(node) {
      let from = relationship.other(than: node)
      guard match.input.variables.contains(from), graph.labels(of: from).isEmpty,
        graph.nodes.count == 2, graph.paths.allSatisfy({ !needed.contains($0.variable) })
      else { continue }
      let conflicts = CountConflicts(graph: graph, core: [], legs: [(node, 0)])
      guard let factors = conflicts.anchors()?.first?.factors else { continue }
      let weight = planner.binder.newVariable()
      let count = LogicalCountNeighbours(
        from: from, fromLabels: [], factors: factors, weight: weight, earlier: nil,
        keepsEmpty: true)
      let plan = LogicalPlan(
        .countNeighbours(count), inputs: [match.input], estimatedRows: match.input.estimatedRows)
      let counted = graph.variables.subtracting(match.input.variables)
      return Counted(
        plan: plan, weight: weight, keepsEmpty: true, counted: counted,
        distinctNode: match.input.distinctNode)
    }
    return nil
  }

  // MARK: cost

  /// The rows that are made on top of the input, and what intersections look at.
  private func cost(of plan: LogicalPlan) -> Double {
    if plan === match.input { return 0 }
    var cost = plan.estimatedRows
    if case .intersect(let intersect) = plan.operation {
      cost += plan.inputs[0].estimatedRows * planner.planner(for: match.graph).cost(of: intersect)
    }
    return plan.inputs.reduce(cost) { $0 + self.cost(of: $1) }
  }

  /// About what a degree costs, in rows; where each neighbour's labels must be looked at, more.
  private func legCost(_ leg: LogicalCountNeighbours.Leg, from: VariableID) -> Double {
    let estimator = planner.estimator
    let labels = match.graph.labels(of: from)
    let all = estimator.degree(from: labels, types: leg.types, direction: leg.direction, to: [])
    let some = estimator.degree(
      from: labels, types: leg.types, direction: leg.direction, to: leg.toLabels)
    return some < all ? 0.2 + all * 0.2 : 0.2
  }
}

extension QueryGraph {
  func labels(of node: VariableID) -> [String] {
    nodes.first { $0.variable == node }?.labels ?? []
  }

  /// The numbers of its relationships.
  var indices: Range<Int> { relationships.indices }
}

extension LogicalCountNeighbours.Factor {
  var legs: [LogicalCountNeighbours.Leg] {
    switch self {
    case .leg(let leg): [leg]
    case .pair(let first, let second, _): [first, second]
    }
  }
}

extension LogicalPlan {
  /// A node that no two rows share; nil where that is not plain.
  var distinctNode: VariableID? {
    switch operation {
    case .nodeScan(let scan) where isAlone: scan.node
    case .filter: inputs[0].distinctNode
    default: nil
    }
  }

  /// Whether it works on a single row, and not on those that something else hands in.
  private var isAlone: Bool {
    guard let input = inputs.first else { return true }
    if case .singleRow = input.operation { return true }
    return false
  }
}
