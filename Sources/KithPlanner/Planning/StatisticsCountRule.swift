import KithCore

/// Counts that the statistics have already.
///
/// ```
/// MATCH (:Person)-[r:KNOWS]->() RETURN count(r)
///
/// aggregate count                      count (:Person)-[:KNOWS]->() from statistics
/// └ expand (…)-[r:KNOWS]->(…)    ->
///   └ label scan
/// ```
struct StatisticsCountRule {
  let match: PlannedMatch.Match
  let bound: BoundProjection

  /// Nil where the statistics do not tell.
  func plan() -> LogicalPlan? {
    guard isWholePattern, bound.keys.isEmpty, !bound.aggregates.isEmpty, let parts = parts(),
      bound.aggregates.allSatisfy({ isCount($0, parts) })
    else { return nil }
    let count = LogicalStatisticsCount(
      parts: parts, outputs: bound.aggregates.map(\.variable))
    return LogicalPlan(.statisticsCount(count), estimatedRows: 1)
  }

  /// Whether each row of the input is matched with the same rows.
  private var isWholePattern: Bool {
    // An argument may hand in any number of rows.
    guard case .singleRow = match.input.operation else { return false }
    return !match.isOptional && match.graph.predicates.isEmpty
      && match.graph.variables.isDisjoint(with: match.input.variables)
      && match.graph.relationships.allSatisfy {
        $0.length == nil && $0.search == nil && !$0.isBound && $0.left != $0.right
      }
  }

  private func isCount(
    _ aggregate: BoundAggregate, _ parts: [LogicalStatisticsCount.Part]
  ) -> Bool {
    switch aggregate.function {
    case .countRows: return true
    case .count:
      guard case .variable(let variable)? = aggregate.arguments.first?.kind,
        match.graph.variables.contains(variable)
      else { return false }
      return !aggregate.isDistinct || isDistinct(variable, parts)
    case .sum, .avg, .min, .max, .collect, .stDev, .stDevP, .percentileCont, .percentileDisc:
      return false
    }
  }

  /// Whether no two rows have the same value of a variable.
  private func isDistinct(
    _ variable: VariableID, _ parts: [LogicalStatisticsCount.Part]
  ) -> Bool {
    guard parts.count == 1, let part = parts.first else { return false }
    switch part {
    case .nodes(let node, _): return node == variable
    case .relationships(let it):
      return it.direction != .both && match.graph.relationships.first?.variable == variable
    }
  }

  /// Single nodes and single relationships, of which none can meet another's.
  private func parts() -> [LogicalStatisticsCount.Part]? {
    let graph = match.graph
    var parts: [LogicalStatisticsCount.Part] = []
    var joined: Set<VariableID> = []
    for (index, relationship) in graph.relationships.enumerated() {
      guard let left = labels(relationship.left), let right = labels(relationship.right),
        joined.isDisjoint(with: [relationship.left, relationship.right]),
        graph.relationships[..<index].allSatisfy({ !$0.mayMeet(relationship) })
      else { return nil }
      joined.formUnion([relationship.left, relationship.right])
      parts.append(
        .relationships(
          LogicalStatisticsCount.Relationships(
            left: relationship.left, leftLabel: left.first, types: relationship.types,
            direction: relationship.direction, right: relationship.right,
            rightLabel: right.first)))
    }
    for node in graph.nodes where !joined.contains(node.variable) {
      guard let labels = labels(node.variable) else { return nil }
      parts.append(.nodes(node.variable, label: labels.first))
    }
    return parts
  }

  /// Nil where there are more than the statistics know together.
  private func labels(_ node: VariableID) -> [String]? {
    let labels = match.graph.nodes.first { $0.variable == node }?.labels ?? []
    return labels.count > 1 ? nil : labels
  }
}

extension QueryGraph.Relationship {
  /// Whether the two may not be the same relationship, but otherwise could be.
  func mayMeet(_ other: QueryGraph.Relationship) -> Bool {
    guard isDifferent, other.isDifferent else { return false }
    return types.isEmpty || other.types.isEmpty
      || !Set(types).isDisjoint(with: other.types)
  }
}
