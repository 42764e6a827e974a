import KithCore

/// Finds a cheap order in which to follow the patterns of one `MATCH`.
///
/// The query graph falls into components. Each is planned by dynamic programming over the sets of its
/// relationships (Moerkotte and Neumann, 2006, restricted to growing by one relationship and to hash joins of two halves):
/// the cheapest plan for a set is kept, and grown by every relationship that touches it. What the row already
/// binds is the starting point of its component; other components join by a cartesian product.
///
/// ```
/// MATCH (o:Organisation {id: 7})-[:FUNDS]->(x)<-[:WORKS_ON]-(a:Person)
/// {}: seek o   {FUNDS}: seek o, expand x   {FUNDS, WORKS_ON}: … expand a
/// ```
struct PatternPlanner {
  let graph: QueryGraph
  let estimator: CardinalityEstimator
  let options: PlannerOptions
  /// Makes variables for helper columns.
  let binder: Binder

  /// Beyond this many relationships in one component, plans grow greedily: 2^n sets are too many.
  static let exhaustiveLimit = 9

  /// A plan for a part of the query graph.
  struct Partial {
    var plan: LogicalPlan
    var cost: Double
    var bound: Set<VariableID>
    /// Indices of conditions that are checked already.
    var checked: Set<Int>
    var solved: Set<Int>
  }

  /// The rows of `input` joined with all matches.
  func plan(over input: LogicalPlan) -> LogicalPlan {
    let bound = Set(input.variables)
    if let later = checkingStepsLater(bound: bound) { return later.plan(over: input) }
    var current = Partial(plan: input, cost: 0, bound: bound, checked: [], solved: [])
    current = checkingBoundNodes(current)
    current = applyingConditions(current)
    var components = self.components(bound: bound)
    // Components that the row touches come first: they need no product.
    components.sort { first, second in
      first.touchesRow != second.touchesRow ? first.touchesRow : first.order < second.order
    }
    for component in components {
      current = component.touchesRow ? grow(current, component) : joined(current, component)
    }
    // A search needs its two ends settled, whatever the options.
    if !graph.shortestPaths.isEmpty { current = applyingConditions(current, isForced: true) }
    for search in graph.shortestPaths { current = searching(search, current) }
    current = applyingConditions(current, isLast: true)
    let missing = graph.paths.filter { !current.bound.contains($0.variable) }
    guard !missing.isEmpty else { return current.plan }
    return LogicalPlan(
      .extend(missing), inputs: [current.plan], estimatedRows: current.plan.estimatedRows)
  }

  // MARK: components

  struct Component {
    var nodes: [VariableID]
    var relationships: [Int]
    var touchesRow: Bool
    /// The place of its first node in the text.
    var order: Int
  }

  private func components(bound: Set<VariableID>) -> [Component] {
    var found: [Component] = []
    for (order, node) in graph.nodes.enumerated() {
      let touching = graph.relationships.indices.filter {
        graph.relationships[$0].left == node.variable
          || graph.relationships[$0].right == node.variable
      }
      var merged = Component(
        nodes: [node.variable], relationships: touching,
        touchesRow: bound.contains(node.variable)
          || touching.contains { graph.relationships[$0].isBound }, order: order)
      found.removeAll { other in
        guard !Set(other.relationships).isDisjoint(with: merged.relationships) else { return false }
        merged.nodes = other.nodes + merged.nodes
        merged.relationships = Set(merged.relationships + other.relationships).sorted()
        merged.touchesRow = merged.touchesRow || other.touchesRow
        merged.order = min(merged.order, other.order)
        return true
      }
      found.append(merged)
    }
    // A component of one node that the row has already is done.
    return found.filter { !$0.relationships.isEmpty || !bound.contains($0.nodes[0]) }
  }

  // MARK: growing

  /// Grows a plan by all relationships of a component that it touches.
  private func grow(_ start: Partial, _ component: Component) -> Partial {
    let open = component.relationships.filter { !start.solved.contains($0) }
    var starts: [Partial] = [start]
    if component.nodes.allSatisfy({ !start.bound.contains($0) }) {
      starts = open.filter { graph.relationships[$0].isBound }.map { anchored(start, at: $0) }
    }
    return cheapest(from: starts, over: open)
  }

  /// The cheapest plan that solves all of `open`, from one of the starts.
  private func cheapest(from starts: [Partial], over open: [Int]) -> Partial {
    let isExhaustive = options.isOptimised && open.count <= Self.exhaustiveLimit
    var frontier = starts
    for _ in 0..<open.count {
      var best: [Set<Int>: Partial] = [:]
      for partial in frontier {
        let candidates = open.filter { !partial.solved.contains($0) && touches(partial, $0) }
        // One that began with a relationship is done a step earlier than those that began with a node.
        if candidates.isEmpty, best[partial.solved].map({ $0.cost > partial.cost }) ?? true {
          best[partial.solved] = partial
        }
        for index in options.isOptimised ? candidates : Array(candidates.prefix(1)) {
          var grown = [expanded(partial, by: index)]
          if options.isOptimised, let closed = intersected(partial, by: index, among: open) {
            grown.append(closed)
          }
          for next in grown where best[next.solved].map({ next.cost < $0.cost }) ?? true {
            best[next.solved] = next
          }
        }
      }
      if best.isEmpty { break }
      frontier = best.values.sorted { $0.cost < $1.cost || ($0.cost == $1.cost && $0.isBefore($1)) }
      if !isExhaustive { frontier = Array(frontier.prefix(1)) }
    }
    return frontier.min { $0.cost < $1.cost } ?? starts[0]
  }

  private func touches(_ partial: Partial, _ index: Int) -> Bool {
    let relationship = graph.relationships[index]
    return partial.bound.contains(relationship.left) || partial.bound.contains(relationship.right)
  }

  /// A component that the row does not touch, planned by itself and joined to the row's plan.
  private func joined(_ current: Partial, _ component: Component) -> Partial {
    // Where its first look-up reads the row, or the row is single, the row's plan is its start.
    let isSingle = isSingleRow(current.plan)
    let correlated = component.nodes.contains { seek(for: $0, row: current.bound) != nil }
    let conflicts = self.conflicts(of: component, with: current.solved)
    if isSingle || correlated || readsRow(component, current.bound) || !options.isOptimised
      || component.relationships.isEmpty || conflicts == nil
    {
      let starts = startNodes(of: component, row: current.bound, correlated: correlated)
        .map { scanned(current, node: $0) }
      let byIndex =
        relationshipStarts(current, over: component.relationships)
        + relationshipScans(current, over: component.relationships, correlated: correlated)
      return cheapest(from: starts + byIndex, over: component.relationships)
    }
    let nothing = LogicalPlan(.singleRow, estimatedRows: 1)
    let empty = Partial(plan: nothing, cost: 0, bound: [], checked: current.checked, solved: [])
    let starts =
      component.nodes.map { scanned(empty, node: $0) }
      + relationshipStarts(empty, over: component.relationships)
      + relationshipScans(empty, over: component.relationships, correlated: false)
    let right = cheapest(from: starts, over: component.relationships)
    let rows = current.plan.estimatedRows * right.plan.estimatedRows
    let product = LogicalPlan(
      .cartesianProduct, inputs: [current.plan, right.plan], estimatedRows: rows)
    let both = Partial(
      plan: product, cost: current.cost + right.cost + rows,
      bound: current.bound.union(right.bound), checked: current.checked.union(right.checked),
      solved: current.solved.union(right.solved))
    return applyingConditions(differing(both, conflicts ?? []))
  }

  /// Whether conditions on the steps of a variable-length relationship read the row.
  private func readsRow(_ component: Component, _ row: Set<VariableID>) -> Bool {
    component.relationships.contains { index in
      let relationship = graph.relationships[index]
      let read = relationship.properties.map(\.value).reads
        .union(relationship.stepPredicate?.freeVariables ?? [])
        .union(relationship.search?.pattern.conditions.reads ?? [])
      return !read.isDisjoint(with: row)
    }
  }

  private func startNodes(
    of component: Component, row: Set<VariableID>, correlated: Bool
  ) -> [VariableID] {
    guard options.isOptimised else { return Array(component.nodes.prefix(1)) }
    guard correlated else { return component.nodes }
    return component.nodes.filter { seek(for: $0, row: row) != nil }
  }

  private func isSingleRow(_ plan: LogicalPlan) -> Bool {
    switch plan.operation {
    case .singleRow, .argument: true
    default: plan.estimatedRows <= 1
    }
  }
}

extension PatternPlanner.Partial {
  /// A stable order among plans of one cost.
  func isBefore(_ other: Self) -> Bool {
    solved.sorted().lexicographicallyPrecedes(other.solved.sorted())
  }
}
