import KithCore

/// Aggregations over a `MATCH` that count more than they read.
extension StatementPlanner {
  /// `WITH` or `RETURN`'s grouping, planned together with the `MATCH` below it where that saves rows; nil where not.
  func countedAggregate(_ bound: BoundProjection, over input: LogicalPlan) -> LogicalPlan? {
    guard options.isOptimised, binder.faults.all.isEmpty,
      let match = plannedMatch.match(of: input), match.graph.shortestPaths.isEmpty
    else { return nil }
    if let plan = StatisticsCountRule(match: match, bound: bound).plan() { return plan }
    guard let uses = CountedUses(bound, of: match) else { return nil }
    let planner = CountPlanner(match: match, uses: uses, planner: self)
    guard let counted = planner.plan() else { return nil }
    return aggregate(bound, over: counted, uses)
  }

  /// The inside of `EXISTS` or `COUNT`, of whose match nothing but the number of its rows is asked.
  ///
  /// ```
  /// WHERE COUNT { (p)-[:KNOWS]-() } > 3      the degree of p
  /// ```
  func countedSubquery(_ plan: LogicalPlan) -> LogicalPlan {
    switch binder.subqueryResult {
    case .exists, .count: break
    case .collect, .total, nil: return plan
    }
    guard options.isOptimised, binder.faults.all.isEmpty,
      let match = plannedMatch.match(of: plan), !match.isOptional,
      match.graph.shortestPaths.isEmpty,
      let counted = CountPlanner(match: match, uses: CountedUses(of: match), planner: self).plan()
    else { return plan }
    if case .count = binder.subqueryResult { binder.subqueryResult = .total(counted.weight) }
    return counted.plan
  }

  /// The grouping over rows with a weight.
  ///
  /// Where each row is a group of its own there is nothing left to group:
  /// ```
  /// MATCH (p:Person)-[:KNOWS]-() RETURN p, count(*)      p comes once: its degree is the count
  /// ```
  private func aggregate(
    _ bound: BoundProjection, over counted: CountPlanner.Counted, _ uses: CountedUses
  ) -> LogicalPlan {
    let aggregates = bound.aggregates.map { uses.weighed($0, by: counted) }
    let rows = bound.keys.isEmpty ? 1 : max(1, counted.plan.estimatedRows.squareRoot())
    if let node = counted.distinctNode, bound.keys.contains(where: { $0.expression.isOf(node) }),
      aggregates.allSatisfy({ $0.function == .sum && !$0.isDistinct })
    {
      let sums = aggregates.map { BoundColumn($0.variable, $0.arguments[0]) }
      return LogicalPlan(
        .project(bound.keys + sums), inputs: [counted.plan],
        estimatedRows: counted.plan.estimatedRows)
    }
    return LogicalPlan(
      .aggregate(keys: bound.keys, aggregates: aggregates), inputs: [counted.plan],
      estimatedRows: rows)
  }
}

/// What a grouping reads of a `MATCH`, and what it only counts.
struct CountedUses {
  /// Variables whose values are read.
  let read: Set<VariableID>
  /// Variables of the pattern: none of them is null in a row of it.
  let pattern: Set<VariableID>

  /// Nothing of it is read.
  init(of match: PlannedMatch.Match) {
    read = []
    pattern = match.graph.variables
  }

  /// Nil where an aggregation depends on how often a value comes in another way than by counting.
  init?(_ bound: BoundProjection, of match: PlannedMatch.Match) {
    let pattern = match.graph.variables
    var read = bound.keys.reads
    var counts = false
    for aggregate in bound.aggregates {
      switch aggregate.function {
      case .countRows: counts = true
      case .count where !aggregate.isDistinct:
        counts = true
        if aggregate.arguments.contains(where: { !$0.isOneOf(pattern) }) {
          read.formUnion(aggregate.arguments.reads)
        }
      case .min, .max: read.formUnion(aggregate.arguments.reads)
      case .count, .sum, .avg, .collect, .stDev, .stDevP, .percentileCont, .percentileDisc:
        guard aggregate.isDistinct else { return nil }
        read.formUnion(aggregate.arguments.reads)
      }
    }
    guard counts || !bound.aggregates.isEmpty else { return nil }
    self.read = read
    self.pattern = pattern
  }

  /// The aggregation over rows of which each stands for as many as its weight.
  func weighed(
    _ aggregate: BoundAggregate, by counted: CountPlanner.Counted
  ) -> BoundAggregate {
    var weighed = aggregate
    switch aggregate.function {
    case .countRows: weighed.arguments = [counted.rows(span: aggregate.span)]
    case .count where !aggregate.isDistinct:
      let argument = aggregate.arguments[0]
      weighed.arguments = [
        argument.isOneOf(pattern)
          ? counted.matches(of: argument, span: aggregate.span)
          : counted.rows(span: aggregate.span).unlessNull(argument)
      ]
    default: return aggregate
    }
    weighed.function = .sum
    return weighed
  }
}

extension BoundExpression {
  /// Whether it is this variable by itself.
  func isOf(_ variable: VariableID) -> Bool {
    if case .variable(variable) = kind { true } else { false }
  }

  func isOneOf(_ variables: Set<VariableID>) -> Bool {
    if case .variable(let variable) = kind { variables.contains(variable) } else { false }
  }

  /// 0 where the condition's value is null.
  func unlessNull(_ other: BoundExpression) -> BoundExpression {
    let isNull = BoundExpression(.isNull(other, negated: false), type: .boolean, span: span)
    return BoundExpression(
      .caseWhen(
        BoundCase(
          subject: nil, branches: [(when: isNull, then: .integer(0, span: span))], otherwise: self)),
      type: .integer, span: span)
  }

  static func integer(_ number: Int64, span: SourceSpan) -> BoundExpression {
    BoundExpression(.constant(.integer(number)), type: .integer, span: span)
  }
}

extension QueryGraph {
  /// Everything that a row of the pattern has, in no order.
  var variables: Set<VariableID> {
    Set(nodes.map(\.variable) + relationships.map(\.variable) + paths.map(\.variable))
  }
}
