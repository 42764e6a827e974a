import KithCore

/// Plans that begin with all relationships of some types.
///
/// ```
/// MATCH (a)-[r:FUNDS]->(b) RETURN a, b      few of the nodes fund anything
/// ```
extension PatternPlanner {
  /// What a relationship that is read with both its ends costs, in rows of a scan of nodes.
  private static let relationshipCost = 1.5
  /// What one costs that is passed over, as its type is another.
  private static let passedCost = 0.02

  /// None where something is looked up by the row, or where the order of the text is kept.
  func relationshipScans(
    _ partial: Partial, over open: [Int], correlated: Bool
  ) -> [Partial] {
    guard options.isOptimised, !correlated else { return [] }
    return open.compactMap { number in
      let it = graph.relationships[number]
      guard it.isPlainStep, !partial.bound.contains(it.left), !partial.bound.contains(it.right),
        let pairs = conflicts(of: number, with: partial.solved)
      else { return nil }
      return scanned(partial, number, pairs)
    }
  }

  private func scanned(
    _ partial: Partial, _ number: Int, _ pairs: [(VariableID, VariableID)]
  ) -> Partial {
    let it = graph.relationships[number]
    let (start, end) = it.direction == .incoming ? (it.right, it.left) : (it.left, it.right)
    let inputs: [LogicalPlan]
    if case .singleRow = partial.plan.operation { inputs = [] } else { inputs = [partial.plan] }
    let before = partial.plan.estimatedRows
    let all = estimator.relationships(from: [], types: it.types, direction: it.direction, to: [])
    let labels = labels(of: start).count + labels(of: end).count
    var grown = partial
    grown.bound.formUnion([it.variable, start, end])
    grown.solved.insert(number)
    grown.plan = LogicalPlan(
      .relationshipScan(
        LogicalRelationshipScan(
          relationship: it.variable, start: start, end: end, types: it.types,
          isUndirected: it.direction == .both)),
      inputs: inputs, estimatedRows: before * all)
    let passed = Double(estimator.statistics.relationshipCount) * Self.passedCost
    grown.cost += before * (all * (Self.relationshipCost + 0.1 * Double(labels)) + passed)
    grown = differing(grown, pairs)
    return applyingConditions([start, end].reduce(grown) { checkingLabels($0, of: $1) })
  }
}
