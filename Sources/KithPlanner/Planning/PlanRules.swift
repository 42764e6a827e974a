import KithCore

/// Rewrites of a finished plan that give the same rows for less work.
enum PlanRules {
  /// Applies all rules, from the root down. `needed`: what is read of the rows above.
  static func apply(to plan: LogicalPlan, needed: Set<VariableID>) -> LogicalPlan {
    let rewritten = DistinctRule.apply(to: TopRule.apply(to: plan), needed: needed)
    return NeededColumnsRule.apply(to: rewritten, needed: needed)
  }
}

/// A sort of which only the first rows are kept need not order the rest.
///
/// ```
/// limit 10            top 10 by x
/// └ sort by x    ->   └ input
///   └ input
/// ```
enum TopRule {
  static func apply(to plan: LogicalPlan) -> LogicalPlan {
    let inputs = plan.inputs.map(apply)
    if case .limit(let count) = plan.operation, case .sort(let keys)? = inputs.first?.operation,
      let input = inputs.first
    {
      return LogicalPlan(
        .top(keys, count: count), inputs: input.inputs, estimatedRows: plan.estimatedRows)
    }
    return LogicalPlan(plan.operation, inputs: inputs, estimatedRows: plan.estimatedRows)
  }
}

/// Marks expands whose relationship nothing reads, so that its column is not filled.
///
/// ```
/// MATCH (a)-[:KNOWS]->(b) RETURN b      the relationship is anonymous and met only once
/// ```
enum NeededColumnsRule {
  static func apply(to plan: LogicalPlan, needed: Set<VariableID>) -> LogicalPlan {
    var operation = plan.operation
    if case .expand(var expand) = operation {
      expand.isRelationshipNeeded =
        needed.contains(expand.relationship)
        || (expand.ends?.conditions ?? []).reads.contains(expand.relationship)
      operation = .expand(expand)
    }
    if case .intersect(var intersect) = operation {
      for leg in intersect.legs.indices {
        intersect.legs[leg].isRelationshipNeeded = needed.contains(
          intersect.legs[leg].relationship)
      }
      operation = .intersect(intersect)
    }
    let below = plan.operation.reads(above: needed)
    // A right side hands all it binds to the row, and reads the row through its argument.
    let inputs = plan.inputs.map { input in
      var read = below
      for other in plan.inputs where other !== input { read.formUnion(other.allReads) }
      return apply(to: input, needed: read)
    }
    return LogicalPlan(operation, inputs: inputs, estimatedRows: plan.estimatedRows)
  }
}
