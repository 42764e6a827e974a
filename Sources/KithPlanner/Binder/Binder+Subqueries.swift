import KithCore
import KithSyntax

/// Expressions that run a plan for each row.
extension Binder {
  func bindSubquery(_ expression: ParsedExpression) throws(Diagnostic) -> BoundExpression {
    let span = expression.span
    switch expression.kind {
    case .pattern(let pattern):
      try checkNames(of: pattern)
      return try subquery(
        .patterns([pattern], predicate: nil, collect: nil), result: .exists, type: .boolean, span)
    case .patternComprehension(let it):
      return try subquery(
        .patterns([it.pattern], predicate: it.predicate, collect: it.projection), result: nil,
        type: .list, span)
    case .exists(let inner):
      return try subquery(inner.body, result: .exists, type: .boolean, span)
    case .count(let inner):
      return try subquery(inner.body, result: .count, type: .integer, span)
    case .collect(.query(let query)):
      return try subquery(.query(query, isCollected: true), result: nil, type: .list, span)
    case .collect(.pattern): throw PlannerMessages.collectedColumns(0, at: span)
    default:
      return try bind(expression)
    }
  }

  /// `shortestPath(…)` where a value is wanted: a path or null; of `allShortestPaths(…)`, a list. Both ends are known.
  func bindShortestPathValue(
    _ pattern: ParsedPathPattern, _ span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    for node in pattern.nodes {
      guard let name = node.variable else {
        throw PlannerMessages.unboundShortestPath(at: node.span)
      }
      _ = try resolve(name)
    }
    var named = pattern
    // No text can hold this name.
    let name = ParsedName("\u{0}path", span)
    named.variable = name
    let paths = try subquery(
      .patterns([named], predicate: nil, collect: ParsedExpression(.variable(name), span)),
      result: nil, type: .list, span)
    guard pattern.selector == .shortestPath else { return paths }
    let first = BoundExpression(.constant(.integer(0)), type: .integer, span: span)
    return BoundExpression(.subscripted(paths, index: first), type: .path, span: span)
  }

  /// A pattern by itself is a condition: `WHERE (n)-[r]->()` throws `UndefinedVariable` for the first name that
  /// is new.
  private func checkNames(of pattern: ParsedPathPattern) throws(Diagnostic) {
    let names = pattern.nodes.map(\.variable) + pattern.relationships.map(\.variable)
    let unknown = names.compactMap { $0 }.filter { scope[$0.text] == nil }
    guard let first = unknown.min(by: { $0.span.start < $1.span.start }) else { return }
    throw PlannerMessages.newNameInCondition(
      first.text, at: first.span,
      suggestion: nearestName(to: first.text, among: scope.variables.map(\.name)))
  }

  /// `result` nil collects the plan's only column.
  private func subquery(
    _ body: ParsedSubqueryBody, result: BoundSubquery.Result?, type: StaticType, _ span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    guard let planSubquery else {
      throw PlannerMessages.unexpectedSyntax("a subquery cannot stand here", at: span)
    }
    let outer = Set(visible)
    captures.append(CaptureFrame(outer: outer))
    let (saved, savedFixed) = (scope, fixed)
    fixed = scope
    defer { fixed = savedFixed }
    let plan: LogicalPlan
    subqueryResult = result
    do throws(Diagnostic) {
      plan = try withoutAggregation { () throws(Diagnostic) -> LogicalPlan in
        try planSubquery(body, self)
      }
    } catch {
      captures.removeLast()
      scope = saved
      throw error
    }
    scope = saved
    let used = captures.removeLast().used
    let imports = used.sorted()
    let trimmed = plan.trimmingArguments(outer: outer, to: used)
    return BoundExpression(
      .subquery(
        BoundSubquery(
          result: subqueryResult ?? .collect(plan.variables.last ?? VariableID(0)), plan: trimmed,
          imports: imports)),
      type: type, span: span)
  }
}

extension ParsedSubquery {
  var body: ParsedSubqueryBody {
    switch self {
    case .pattern(let patterns, let predicate):
      .patterns(patterns, predicate: predicate, collect: nil)
    case .query(let query): .query(query, isCollected: false)
    }
  }
}

extension LogicalPlan {
  /// This plan reading and handing on only what is used of the outer row.
  func trimmingArguments(outer: Set<VariableID>, to used: Set<VariableID>) -> LogicalPlan {
    let inputs = inputs.map { $0.trimmingArguments(outer: outer, to: used) }
    func isKept(_ variable: VariableID) -> Bool {
      !outer.contains(variable) || used.contains(variable)
    }
    let trimmed: LogicalOperation =
      switch operation {
      case .argument(let variables): .argument(variables.filter(isKept))
      case .recall(let variables): .recall(variables.filter(isKept))
      case .project(let columns):
        .project(columns.filter { isKept($0.variable) || !$0.expression.isVariable($0.variable) })
      default: operation
      }
    return LogicalPlan(trimmed, inputs: inputs, estimatedRows: estimatedRows)
  }
}

extension BoundExpression {
  /// Whether it is the variable by itself.
  fileprivate func isVariable(_ variable: VariableID) -> Bool {
    if case .variable(variable) = kind { true } else { false }
  }
}
