import KithCore
import KithSyntax

/// The steps by which a plan grows: scans, seeks, expands, anchors and filters.
extension PatternPlanner {
  func labels(of node: VariableID) -> [String] {
    graph.nodes.first { $0.variable == node }?.labels ?? []
  }

  // MARK: leaves

  /// An equality of a property of the node with something that the row alone tells.
  func seek(for node: VariableID, row: Set<VariableID>) -> (condition: Int, seek: LogicalNodeSeek)?
  {
    guard options.isOptimised else { return nil }
    for (index, predicate) in graph.predicates.enumerated() {
      guard case .comparison(.equal, let left, let right) = predicate.expression.kind else {
        continue
      }
      for (side, value) in [(left, right), (right, left)] {
        guard case .property(let subject, let key) = side.kind,
          case .variable(node) = subject.kind, value.freeVariables.isSubset(of: row),
          !value.containsSubquery
        else { continue }
        let labels = estimator.rarestFirst(labels(of: node))
        return (index, LogicalNodeSeek(node: node, labels: labels, key: key, value: value))
      }
    }
    return nil
  }

  /// The rows with every node that the pattern allows, found by a look-up where there is one.
  func scanned(_ partial: Partial, node: VariableID) -> Partial {
    let labels = options.isOptimised ? estimator.rarestFirst(labels(of: node)) : labels(of: node)
    let inputs: [LogicalPlan]
    if case .singleRow = partial.plan.operation { inputs = [] } else { inputs = [partial.plan] }
    let scanRows = estimator.nodes(labels: labels)
    var grown = partial
    grown.bound.insert(node)
    let before = partial.plan.estimatedRows
    let match = indexMatch(for: node, row: partial.bound)
    let found = seek(for: node, row: partial.bound)
    let scanCost = found == nil ? before * scanRows : scanRows * 0.2 + 1
    if let match, before * match.cost <= scanCost {
      return sought(partial, node: node, by: match)
    }
    if let found {
      let share = estimator.selectivity(of: graph.predicates[found.condition].expression)
      let rows = before * scanRows * share
      grown.plan = LogicalPlan(.nodeSeek(found.seek), inputs: inputs, estimatedRows: rows)
      grown.checked.insert(found.condition)
      // Without an index a batch of look-ups still reads the column once.
      grown.cost += scanRows * 0.2 + rows
    } else {
      let rows = before * scanRows
      grown.plan = LogicalPlan(
        .nodeScan(LogicalNodeScan(node: node, labels: labels)), inputs: inputs, estimatedRows: rows)
      grown.cost += rows
    }
    return applyingConditions(grown)
  }

  /// Starts from a relationship that the row has: its ends, as the pattern directs them.
  func anchored(_ partial: Partial, at index: Int) -> Partial {
    let relationship = graph.relationships[index]
    guard relationship.length == nil else { return scanned(partial, node: relationship.left) }
    let span = SourceSpan(start: 0, end: 0)
    let subject = BoundExpression(
      .variable(relationship.variable), type: .relationship, span: span)
    func end(_ name: String) -> BoundExpression {
      BoundExpression(.call(name, [subject]), type: .node, span: span)
    }
    let (start, finish) = (end("startNode"), end("endNode"))
    func list(_ items: [BoundExpression]) -> BoundExpression {
      BoundExpression(.list(items), type: .list, span: span)
    }
    let ends: BoundExpression
    switch relationship.direction {
    case .outgoing: ends = list([start])
    case .incoming: ends = list([finish])
    case .both:
      // A loop has one end only.
      let isLoop = BoundExpression(
        .comparison(.equal, start, finish), type: .boolean, span: span)
      ends = BoundExpression(
        .caseWhen(
          BoundCase(
            subject: nil, branches: [(when: isLoop, then: list([start]))],
            otherwise: list([start, finish]))), type: .list, span: span)
    }
    let rows = partial.plan.estimatedRows * (relationship.direction == .both ? 2 : 1)
    var grown = partial
    grown.bound.insert(relationship.left)
    grown.plan = LogicalPlan(
      .unwind(list: ends, variable: relationship.left), inputs: [partial.plan],
      estimatedRows: rows)
    grown.cost += rows
    return applyingConditions(checkingLabels(grown, of: relationship.left))
  }

  // MARK: expands

  func expanded(_ partial: Partial, by index: Int) -> Partial {
    let relationship = graph.relationships[index]
    let fromLeft: Bool
    if partial.bound.contains(relationship.left), partial.bound.contains(relationship.right) {
      fromLeft = true
    } else {
      fromLeft = partial.bound.contains(relationship.left)
    }
    if let search = relationship.search {
      return searched(partial, relationship, search, index, fromLeft: fromLeft)
    }
    return relationship.length == nil
      ? expandedOnce(partial, relationship, index, fromLeft: fromLeft)
      : expandedRepeatedly(partial, relationship, index, fromLeft: fromLeft)
  }

  private func expandedOnce(
    _ partial: Partial, _ relationship: QueryGraph.Relationship, _ index: Int, fromLeft: Bool
  ) -> Partial {
    let (from, to) = ends(relationship, fromLeft: fromLeft)
    let isToBound = partial.bound.contains(to)
    let direction = fromLeft ? relationship.direction : relationship.direction.reversed
    let toLabels = isToBound ? [] : labels(of: to)
    let expand = LogicalExpand(
      from: from, relationship: relationship.variable, to: to, types: relationship.types,
      direction: direction, isToBound: isToBound, isRelationshipBound: relationship.isBound,
      toLabels: toLabels, differsFrom: conflicting(with: index, among: partial.solved),
      isRelationshipNeeded: true)
    var degree = estimator.degree(
      from: labels(of: from), types: relationship.types, direction: direction, to: labels(of: to))
    if isToBound { degree /= max(1, estimator.nodes(labels: labels(of: to))) }
    if relationship.isBound { degree = min(degree, 1) }
    let rows = partial.plan.estimatedRows * degree
    var grown = partial
    grown.bound.formUnion([relationship.variable, to])
    grown.solved.insert(index)
    grown.plan = LogicalPlan(.expand(expand), inputs: [partial.plan], estimatedRows: rows)
    grown.cost += partial.plan.estimatedRows + rows
    return applyingConditions(grown)
  }

  private func expandedRepeatedly(
    _ partial: Partial, _ relationship: QueryGraph.Relationship, _ index: Int, fromLeft: Bool
  ) -> Partial {
    let (from, to) = ends(relationship, fromLeft: fromLeft)
    let isToBound = partial.bound.contains(to)
    let direction = fromLeft ? relationship.direction : relationship.direction.reversed
    let length = relationship.length ?? (minimum: 1, maximum: 1)
    let expand = LogicalVariableExpand(
      from: from, relationships: relationship.variable, to: to, types: relationship.types,
      direction: direction, minimum: length.minimum, maximum: length.maximum,
      isToBound: isToBound, isListBound: relationship.isBound, isReversed: !fromLeft,
      relationshipProperties: relationship.properties, stepPredicate: relationship.stepPredicate,
      stepRelationship: relationship.stepRelationship, toLabels: isToBound ? [] : labels(of: to),
      differsFrom: conflicting(with: index, among: partial.solved))
    let degree = estimator.degree(
      from: [], types: relationship.types, direction: direction, to: [])
    var walks = 0.0
    var level = length.minimum == 0 ? 1.0 : 0.0
    walks += level
    level = 1
    let last = length.maximum ?? max(length.minimum, CardinalityEstimator.Guess.steps)
    for step in 1...max(1, min(last, 12)) {
      level *= max(degree, 0.01)
      if step >= length.minimum { walks += level }
    }
    if isToBound { walks /= max(1, estimator.nodes(labels: labels(of: to))) }
    let rows = min(partial.plan.estimatedRows * walks, 1e15)
    var grown = partial
    grown.bound.formUnion([relationship.variable, to])
    grown.solved.insert(index)
    grown.plan = LogicalPlan(.variableExpand(expand), inputs: [partial.plan], estimatedRows: rows)
    grown.cost += partial.plan.estimatedRows + rows * 2
    return applyingConditions(grown)
  }

  func ends(
    _ relationship: QueryGraph.Relationship, fromLeft: Bool
  ) -> (from: VariableID, to: VariableID) {
    fromLeft
      ? (relationship.left, relationship.right) : (relationship.right, relationship.left)
  }

  /// Solved relationships of this `MATCH` that could be the same one: those which share a type.
  func conflicting(with index: Int, among solved: Set<Int>) -> [VariableID] {
    let mine = graph.relationships[index]
    guard mine.isDifferent else { return [] }
    return solved.sorted().compactMap { other in
      let theirs = graph.relationships[other]
      let isDisjoint =
        !mine.types.isEmpty && !theirs.types.isEmpty
        && Set(mine.types).isDisjoint(with: theirs.types)
      return isDisjoint || !theirs.isDifferent ? nil : theirs.variable
    }
  }

  // MARK: shortest paths

  func searching(_ search: QueryGraph.ShortestPath, _ partial: Partial) -> Partial {
    let relationship = search.relationship
    let length = relationship.length ?? (minimum: 1, maximum: 1)
    let own: Set<VariableID> = Set([relationship.variable] + (search.path.map { [$0] } ?? []))
    let bound = partial.bound.union(own)
    var grown = partial
    var conditions: [BoundExpression] =
      relationship.stepPredicate.map { [stepwise($0, relationship)] } ?? []
    for (index, predicate) in graph.predicates.enumerated()
    where !grown.checked.contains(index) && !predicate.variables.isDisjoint(with: own)
      && predicate.variables.isSubset(of: bound)
    {
      conditions.append(predicate.expression)
      grown.checked.insert(index)
    }
    let condition = conditions.reduce(BoundExpression?.none) { whole, next in
      whole.map { BoundExpression(.binary(.and, $0, next), type: .boolean, span: next.span) }
        ?? next
    }
    let operation = LogicalShortestPath(
      from: relationship.left, to: relationship.right, relationships: relationship.variable,
      types: relationship.types, direction: relationship.direction, minimum: length.minimum,
      maximum: length.maximum, findsAll: search.findsAll,
      relationshipProperties: relationship.properties, predicate: condition, path: search.path)
    grown.bound = bound
    let rows = partial.plan.estimatedRows * (search.findsAll ? 3 : 1)
    grown.plan = LogicalPlan(.shortestPath(operation), inputs: [partial.plan], estimatedRows: rows)
    grown.cost += partial.plan.estimatedRows * 100
    return grown
  }

  /// A condition on each step as a condition on the whole list.
  func stepwise(
    _ condition: BoundExpression, _ relationship: QueryGraph.Relationship
  ) -> BoundExpression {
    guard let step = relationship.stepRelationship else { return condition }
    let list = BoundExpression(
      .variable(relationship.variable), type: .relationshipList, span: condition.span)
    return BoundExpression(
      .quantifier(
        BoundQuantifier(quantifier: .all, variable: step, list: list, predicate: condition)),
      type: .boolean, span: condition.span)
  }

  // MARK: conditions

  /// Checks every condition whose variables are all there. Unoptimised, that waits for the end.
  func applyingConditions(
    _ partial: Partial, isLast: Bool = false, isForced: Bool = false
  ) -> Partial {
    guard options.isOptimised || isLast || isForced else { return partial }
    let shortest = Set(
      graph.shortestPaths.flatMap { [$0.relationship.variable] + ($0.path.map { [$0] } ?? []) })
    let named = Set(graph.paths.map(\.variable)).subtracting(shortest)
    var grown = partial
    var ready: [(share: Double, index: Int)] = []
    for (index, predicate) in graph.predicates.enumerated() where !grown.checked.contains(index) {
      guard predicate.variables.isSubset(of: partial.bound.union(named)) else { continue }
      if !predicate.variables.isSubset(of: partial.bound), !isLast { continue }
      ready.append((estimator.selectivity(of: predicate.expression), index))
    }
    // The most selective first; subqueries last, since they cost most.
    if options.isOptimised {
      ready.sort { first, second in
        let (a, b) = (
          graph.predicates[first.index].expression, graph.predicates[second.index].expression
        )
        if a.containsSubquery != b.containsSubquery { return b.containsSubquery }
        return (first.share, first.index) < (second.share, second.index)
      }
    }
    var conditions: [(condition: BoundExpression, share: Double)] = []
    var rows = partial.plan.estimatedRows
    for (share, index) in ready {
      let predicate = graph.predicates[index]
      let paths = graph.paths.filter {
        predicate.variables.contains($0.variable) && !grown.bound.contains($0.variable)
      }
      if !paths.isEmpty {
        let filtered = filtering(grown.plan, by: conditions)
        conditions = []
        grown.plan = LogicalPlan(
          .extend(paths), inputs: [filtered], estimatedRows: filtered.estimatedRows)
        grown.bound.formUnion(paths.map(\.variable))
      }
      grown.checked.insert(index)
      grown.cost += rows * 0.1
      rows *= share
      conditions.append((predicate.expression, share))
    }
    grown.plan = filtering(grown.plan, by: conditions)
    return grown
  }

  /// Labels that the pattern asks of nodes which the row has already.
  func checkingBoundNodes(_ partial: Partial) -> Partial {
    graph.nodes.filter { partial.bound.contains($0.variable) }
      .reduce(partial) { checkingLabels($0, of: $1.variable) }
  }

  func checkingLabels(_ partial: Partial, of node: VariableID) -> Partial {
    let span = SourceSpan(start: 0, end: 0)
    let subject = BoundExpression(.variable(node), type: .node, span: span)
    var conditions = labels(of: node).map { label in
      BoundExpression(.hasLabel(subject, .name(label)), type: .boolean, span: span)
    }
    if graph.relationships.allSatisfy({ $0.left != node && $0.right != node }),
      partial.plan.variables.contains(node)
    {
      // `MATCH (n)` on a row whose n is null matches nothing.
      conditions.append(
        BoundExpression(.isNull(subject, negated: true), type: .boolean, span: span))
    }
    var checked = partial
    checked.plan = filtering(
      partial.plan, by: conditions.map { ($0, estimator.selectivity(of: $0)) })
    return checked
  }
}

extension ExpandDirection {
  var reversed: ExpandDirection {
    switch self {
    case .outgoing: .incoming
    case .incoming: .outgoing
    case .both: .both
    }
  }
}

extension BoundExpression {
  var containsSubquery: Bool {
    if case .subquery = kind { return true }
    return children.contains { $0.containsSubquery }
  }
}
