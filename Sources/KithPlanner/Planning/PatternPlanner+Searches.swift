import KithCore

/// Paths that are searched: repeated parts, path modes and selections.
extension PatternPlanner {
  /// The rows with every path that a search finds for them.
  ///
  /// Of which paths only some are selected, the other end is looked up first where that is cheap: a search between two
  /// nodes goes from both ends.
  ///
  /// ```
  /// ANY SHORTEST (a {id: 1})-->+(b {id: 2})     look up a, look up b, search from both ends
  /// ```
  func searched(
    _ partial: Partial, _ edge: QueryGraph.Relationship, _ search: QueryGraph.PathSearch,
    _ index: Int, fromLeft: Bool
  ) -> Partial {
    let (from, to) = ends(edge, fromLeft: fromLeft)
    let direct = searched(partial, edge, search, index, from: from, to: to)
    guard options.isOptimised, search.selection.isSelective, !partial.bound.contains(to),
      seek(for: to, row: partial.bound) != nil
    else { return direct }
    let both = searched(scanned(partial, node: to), edge, search, index, from: from, to: to)
    return both.cost < direct.cost ? both : direct
  }

  private func searched(
    _ partial: Partial, _ edge: QueryGraph.Relationship, _ search: QueryGraph.PathSearch,
    _ index: Int, from: VariableID, to: VariableID
  ) -> Partial {
    let isToBound = partial.bound.contains(to)
    let isReversed = from != edge.left
    let toLabels = isToBound ? [] : labels(of: to)
    let operation = LogicalPathSearch(
      from: from, to: to, isToBound: isToBound,
      pattern: isReversed ? search.pattern.reversed : search.pattern, isReversed: isReversed,
      selection: search.selection, mode: search.mode, relationships: edge.variable,
      outputs: search.outputs, toLabels: toLabels,
      differsFrom: conflicting(with: index, among: partial.solved))
    let (found, examined) = estimate(search, edge, isToBound: isToBound, toLabels: labels(of: to))
    let rows = min(partial.plan.estimatedRows * found, 1e15)
    var grown = partial
    grown.bound.formUnion([edge.variable, to] + search.outputs.map(\.variable))
    grown.solved.insert(index)
    grown.plan = LogicalPlan(.pathSearch(operation), inputs: [partial.plan], estimatedRows: rows)
    grown.cost += partial.plan.estimatedRows * (1 + examined) + rows
    return applyingConditions(grown)
  }

  /// How many paths a row has, and how many steps it takes to find them.
  private func estimate(
    _ search: QueryGraph.PathSearch, _ edge: QueryGraph.Relationship, isToBound: Bool,
    toLabels: [String]
  ) -> (found: Double, examined: Double) {
    let ends = max(1, estimator.nodes(labels: toLabels))
    if search.selection.isSelective {
      // A search visits each node at most once, or, between two nodes, few of them.
      let all = max(1, estimator.nodes(labels: []))
      return isToBound ? (1, min(all, 1000)) : (ends, all)
    }
    let degree = max(
      0.01,
      estimator.degree(from: [], types: edge.types, direction: .outgoing, to: []))
    let length = edge.length ?? (minimum: 1, maximum: 1)
    let last = length.maximum ?? max(length.minimum, CardinalityEstimator.Guess.steps)
    var walks = length.minimum == 0 ? 1.0 : 0.0
    var level = 1.0
    for step in 1...max(1, min(last, 12)) {
      level *= degree
      if step >= length.minimum { walks += level }
    }
    return (isToBound ? walks / ends : walks, walks)
  }
}
