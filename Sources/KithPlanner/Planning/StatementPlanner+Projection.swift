import KithCore

extension StatementPlanner {
  /// `WITH` and `RETURN` as operations.
  ///
  /// Without grouping, what the order and the condition do not read is computed after the limit:
  /// ```
  /// RETURN p.name, p.born ORDER BY p.born LIMIT 3
  /// extend born -> top 3 by born -> project name, born
  /// ```
  func project(_ bound: BoundProjection, over input: LogicalPlan) -> LogicalPlan {
    if bound.isAggregating || bound.isDistinct { return projectClosed(bound, over: input) }
    var reads: Set<VariableID> = []
    for key in bound.sortKeys { reads.formUnion(key.expression.freeVariables) }
    if let predicate = bound.predicate { reads.formUnion(predicate.freeVariables) }
    let known = Set(input.variables)
    let early = bound.items.filter { reads.contains($0.variable) && !known.contains($0.variable) }
    var plan = input
    if !early.isEmpty {
      plan = LogicalPlan(
        .extend(early.map { BoundColumn($0.variable, $0.expression) }), inputs: [plan],
        estimatedRows: plan.estimatedRows)
    }
    plan = tail(bound, over: plan)
    let computed = Set(early.map(\.variable))
    let columns = bound.items.map { item in
      computed.contains(item.variable)
        ? BoundColumn(
          item.variable,
          BoundExpression(.variable(item.variable), type: item.type, span: item.expression.span))
        : BoundColumn(item.variable, item.expression)
    }
    return LogicalPlan(.project(columns), inputs: [plan], estimatedRows: plan.estimatedRows)
  }

  /// With grouping or DISTINCT, nothing of the input row is left behind it.
  private func projectClosed(_ bound: BoundProjection, over input: LogicalPlan) -> LogicalPlan {
    var plan = input
    if bound.isAggregating {
      let rows = bound.keys.isEmpty ? 1 : max(1, plan.estimatedRows.squareRoot())
      plan =
        countedAggregate(bound, over: plan)
        ?? LogicalPlan(
          .aggregate(keys: bound.keys, aggregates: bound.aggregates), inputs: [plan],
          estimatedRows: rows)
      let known = Set(plan.variables)
      let computed = bound.items.filter { !known.contains($0.variable) }
      if !computed.isEmpty {
        plan = LogicalPlan(
          .extend(computed.map { BoundColumn($0.variable, $0.expression) }), inputs: [plan],
          estimatedRows: rows)
      }
    } else {
      plan = LogicalPlan(
        .project(bound.items.map { BoundColumn($0.variable, $0.expression) }), inputs: [plan],
        estimatedRows: plan.estimatedRows)
    }
    let variables = bound.items.map(\.variable)
    if bound.isDistinct {
      plan = LogicalPlan(
        .distinct(variables), inputs: [plan], estimatedRows: plan.estimatedRows)
    }
    plan = tail(bound, over: plan)
    guard plan.variables != variables else { return plan }
    let columns = bound.items.map { item in
      BoundColumn(
        item.variable,
        BoundExpression(.variable(item.variable), type: item.type, span: item.expression.span))
    }
    return LogicalPlan(.project(columns), inputs: [plan], estimatedRows: plan.estimatedRows)
  }

  /// ORDER BY, SKIP, LIMIT and WHERE, in this order.
  private func tail(_ bound: BoundProjection, over input: LogicalPlan) -> LogicalPlan {
    var plan = input
    if !bound.sortKeys.isEmpty {
      plan = LogicalPlan(
        .sort(bound.sortKeys), inputs: [plan], estimatedRows: plan.estimatedRows)
    }
    if let skip = bound.skip {
      plan = LogicalPlan(.skip(skip), inputs: [plan], estimatedRows: plan.estimatedRows)
    }
    if let limit = bound.limit {
      var rows = plan.estimatedRows
      if case .constant(.integer(let count)) = limit.kind { rows = min(rows, Double(count)) }
      plan = LogicalPlan(.limit(limit), inputs: [plan], estimatedRows: rows)
    }
    guard let predicate = bound.predicate else { return plan }
    return LogicalPlan(
      .filter(predicate), inputs: [plan],
      estimatedRows: plan.estimatedRows * estimator.selectivity(of: predicate))
  }
}
