import KithCore
import KithSyntax

/// `WITH` or `RETURN`, bound: what it computes, and over which row each of its parts is computed.
struct BoundProjection {
  struct Item {
    var name: String
    var variable: VariableID
    /// Over the input row; over keys and aggregates where `isAggregating`.
    var expression: BoundExpression
    var type: StaticType
  }

  var items: [Item] = []
  var isDistinct = false
  var isAggregating = false
  /// Grouping keys over the input row; each is the variable of its item.
  var keys: [BoundColumn] = []
  var aggregates: [BoundAggregate] = []
  /// Over the input row and the items' variables; where it aggregates or is distinct, over the latter alone.
  var sortKeys: [BoundSortKey] = []
  var predicate: BoundExpression?
  var skip: BoundExpression?
  var limit: BoundExpression?

  /// What can be named behind it.
  var outputScope: Scope {
    var scope = Scope()
    for item in items {
      scope.add(BoundVariable(id: item.variable, name: item.name, type: item.type))
    }
    return scope
  }
}

extension Binder {
  /// Binds the body of `WITH` or `RETURN`; the scope stays the input's.
  func bindProjection(
    _ it: ParsedProjection, isReturn: Bool, span: SourceSpan
  ) throws(Diagnostic) -> BoundProjection {
    var bound = BoundProjection()
    bound.isDistinct = it.isDistinct
    bound.isAggregating = it.items.contains { containsAggregate($0.expression) }
    if it.includesAll { try addAll(to: &bound, span: span, mustHave: it.items.isEmpty, isReturn) }
    try bindItems(it.items, into: &bound)
    try checkNames(bound, it, span)
    try checkShadowing(bound, it)
    bound.skip = try bindCount(it.skip, of: "SKIP")
    bound.limit = try bindCount(it.limit, of: "LIMIT")
    try bindTail(it, of: &bound)
    if !isReturn { try checkAliases(it.items) }
    return bound
  }

  /// `*`: every variable in scope, by name.
  private func addAll(
    to bound: inout BoundProjection, span: SourceSpan, mustHave: Bool, _ isReturn: Bool
  ) throws(Diagnostic) {
    // What a subquery has from outside need not be returned to where it is.
    let variables = scope.variables.filter { !isReturn || fixed[$0.name]?.id != $0.id }
    if variables.isEmpty, mustHave, isReturn {
      throw PlannerMessages.noVariablesInScope(at: span)
    }
    for variable in variables.sorted(by: { $0.name < $1.name }) {
      note(variable.id)
      let expression = BoundExpression(.variable(variable.id), type: variable.type, span: span)
      bound.items.append(
        BoundProjection.Item(
          name: variable.name, variable: variable.id, expression: expression, type: variable.type))
      if bound.isAggregating { bound.keys.append(BoundColumn(variable.id, expression)) }
    }
  }

  private func bindItems(
    _ items: [ParsedProjectionItem], into bound: inout BoundProjection
  ) throws(Diagnostic) {
    // Keys first, so that items which aggregate find them whatever the order of the text.
    var expressions: [Int: BoundExpression] = [:]
    let frame = AggregationFrame()
    for (index, item) in items.enumerated() where !containsAggregate(item.expression) {
      expressions[index] = try bind(item.expression)
    }
    aggregation = frame
    defer { aggregation = nil }
    for (index, item) in items.enumerated() where containsAggregate(item.expression) {
      expressions[index] = try bind(item.expression)
    }
    bound.aggregates = frame.aggregates
    for (index, item) in items.enumerated() {
      guard let expression = expressions[index] else { continue }
      let name = columnName(of: item)
      let variable = outputVariable(of: expression, named: name, in: bound)
      if bound.isAggregating, !containsAggregate(item.expression) {
        bound.keys.append(BoundColumn(variable, expression))
      }
      bound.items.append(
        BoundProjection.Item(
          name: name, variable: variable, expression: expression, type: expression.type))
    }
    guard bound.isAggregating else { return }
    let keys = Set(bound.keys.map(\.variable))
    for index in bound.items.indices {
      let item = bound.items[index]
      bound.items[index].expression =
        keys.contains(item.variable)
        ? BoundExpression(.variable(item.variable), type: item.type, span: item.expression.span)
        : try overGroups(item.expression, bound)
    }
  }

  private func columnName(of item: ParsedProjectionItem) -> String {
    if let alias = item.alias { return alias.text }
    if case .variable(let name) = item.expression.kind { return name.text }
    return item.text
  }

  /// In `WITH`, everything but a plain variable needs a name.
  private func checkAliases(_ items: [ParsedProjectionItem]) throws(Diagnostic) {
    for item in items where item.alias == nil {
      if case .variable = item.expression.kind { continue }
      throw PlannerMessages.noExpressionAlias(at: item.expression.span)
    }
  }

  /// A plain variable under its own name stays itself; everything else becomes a new variable.
  private func outputVariable(
    of expression: BoundExpression, named name: String, in bound: BoundProjection
  ) -> VariableID {
    if case .variable(let variable) = expression.kind, scope[name]?.id == variable,
      !bound.items.contains(where: { $0.variable == variable })
    {
      return variable
    }
    // An aggregation is the column that the grouping gives.
    if case .variable(let variable) = expression.kind,
      bound.aggregates.contains(where: { $0.variable == variable }),
      !bound.items.contains(where: { $0.variable == variable })
    {
      self.name(variable, name)
      return variable
    }
    return newVariable(named: name)
  }

  private func checkNames(
    _ bound: BoundProjection, _ it: ParsedProjection, _ span: SourceSpan
  ) throws(Diagnostic) {
    var seen: Set<String> = []
    for item in bound.items {
      guard seen.insert(item.name).inserted else {
        let place = it.items.last { $0.alias?.text == item.name || $0.text == item.name }
        throw PlannerMessages.columnNameConflict(
          item.name, at: place.map { $0.alias?.span ?? $0.expression.span } ?? span)
      }
    }
  }

  /// A name that a subquery has from outside keeps its meaning there.
  private func checkShadowing(
    _ bound: BoundProjection, _ it: ParsedProjection
  ) throws(Diagnostic) {
    for item in bound.items {
      guard let outer = fixed[item.name], outer.id != item.variable else { continue }
      let place = it.items.last { $0.alias?.text == item.name }?.alias?.span
      throw PlannerMessages.shadowedVariable(item.name, at: place ?? item.expression.span)
    }
  }

  /// An expression of the input row, rewritten over grouping keys and aggregates.
  ///
  /// Wholly equal to a key it becomes the key; inside of it only keys that are a variable or a property of one count.
  /// Throws `AmbiguousAggregationExpression` where something else of the input row is left.
  private func overGroups(
    _ expression: BoundExpression, _ bound: BoundProjection
  ) throws(Diagnostic) -> BoundExpression {
    func variable(_ key: BoundColumn) -> BoundExpression {
      BoundExpression(
        .variable(key.variable), type: key.expression.type, span: expression.span)
    }
    if let key = bound.keys.first(where: { $0.expression.isSame(as: expression) }) {
      return variable(key)
    }
    let simple = bound.keys.filter(\.expression.isSimpleKey)
    let rewritten = expression.rewritten { part in
      simple.first { $0.expression.isSame(as: part) }.map(variable)
    }
    let known = Set(bound.keys.map(\.variable) + bound.aggregates.map(\.variable))
    guard rewritten.freeVariables.isSubset(of: known) else {
      throw PlannerMessages.ambiguousAggregation(at: expression.span)
    }
    return rewritten
  }

  // MARK: ORDER BY, WHERE, SKIP, LIMIT

  /// `ORDER BY` and `WHERE` see the variables before and behind the projection; those behind shadow.
  private func bindTail(
    _ it: ParsedProjection, of bound: inout BoundProjection
  ) throws(Diagnostic) {
    let isClosed = bound.isAggregating || bound.isDistinct
    let frame = AggregationFrame()
    frame.aggregates = bound.aggregates
    let tail = scope.overlaid(with: bound.outputScope)
    let saved = scope
    scope = tail
    defer { scope = saved }
    for item in it.ordering {
      aggregation = bound.isAggregating ? frame : nil
      defer { aggregation = nil }
      var expression = try bind(item.expression)
      if isClosed { expression = try overOutput(expression, bound, frame, before: saved) }
      bound.sortKeys.append(BoundSortKey(expression, isDescending: item.isDescending))
    }
    bound.aggregates = frame.aggregates
    guard let parsed = it.predicate else { return }
    var predicate = try bindPredicate(parsed)
    if isClosed { predicate = try overOutput(predicate, bound, frame, before: saved) }
    bound.predicate = predicate
  }

  /// An expression behind an aggregation or DISTINCT, over the projected columns alone.
  private func overOutput(
    _ expression: BoundExpression, _ bound: BoundProjection, _ frame: AggregationFrame,
    before: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let output = Set(bound.items.map(\.variable))
    let sources =
      bound.isAggregating
      ? bound.keys
      : bound.items.map {
        BoundColumn($0.variable, $0.expression)
      }
    func replaced(_ part: BoundExpression, isWhole: Bool) -> BoundExpression? {
      sources.first { $0.expression.isSame(as: part) && (isWhole || $0.expression.isSimpleKey) }
        .map {
          BoundExpression(.variable($0.variable), type: $0.expression.type, span: part.span)
        }
    }
    let rewritten =
      replaced(expression, isWhole: true)
      ?? expression.rewritten { part in replaced(part, isWhole: false) }
    let aggregates = Set(frame.aggregates.map(\.variable))
    let keys = Set(bound.keys.map(\.variable))
    try checkNewAggregates(frame, bound, before)
    let known = output.union(aggregates).union(keys)
    guard let missing = rewritten.freeVariables.subtracting(known).min() else { return rewritten }
    let grouped = bound.keys.map(\.expression).reads
    if !rewritten.freeVariables.isDisjoint(with: aggregates), grouped.contains(missing) {
      throw PlannerMessages.ambiguousAggregation(at: expression.span)
    }
    throw outOfReach(missing, before, at: expression.span)
  }

  /// An aggregation that stands in ORDER BY alone cannot read what the projection leaves behind.
  private func checkNewAggregates(
    _ frame: AggregationFrame, _ bound: BoundProjection, _ before: Scope
  ) throws(Diagnostic) {
    for aggregate in frame.aggregates.dropFirst(bound.aggregates.count) {
      guard let missing = aggregate.arguments.reads.min() else { continue }
      throw outOfReach(missing, before, at: aggregate.span)
    }
  }

  private func outOfReach(
    _ variable: VariableID, _ before: Scope, at span: SourceSpan
  ) -> Diagnostic {
    let name = before.variables.first { $0.id == variable }?.name ?? "?"
    return PlannerMessages.undefinedVariable(name, at: span, suggestion: nil)
  }

  /// The number of `SKIP` or `LIMIT`: without variables. Throws `NonConstantExpression`,
  /// `NegativeIntegerArgument`, `InvalidArgumentType`.
  func bindCount(
    _ expression: ParsedExpression?, of clause: String
  ) throws(Diagnostic) -> BoundExpression? {
    guard let expression else { return nil }
    let bound: BoundExpression
    do throws(Diagnostic) {
      bound = try throwingErrors { () throws(Diagnostic) -> BoundExpression in
        try withScope(Scope()) { () throws(Diagnostic) -> BoundExpression in
          try bind(expression)
        }
      }
    } catch {
      guard error.detail == "UndefinedVariable" else { throw error }
      throw PlannerMessages.nonConstant(clause, at: expression.span)
    }
    if case .unary(.negate, let inner) = bound.kind, inner.type == .integer {
      throw PlannerMessages.negativeInteger(clause, at: expression.span)
    }
    if case .constant(.integer(let count)) = bound.kind, count < 0 {
      throw PlannerMessages.negativeInteger(clause, at: expression.span)
    }
    guard [.any, .integer, .number].contains(bound.type) else {
      throw PlannerMessages.invalidArgumentType(
        clause, wanted: "whole number", got: bound.type, at: expression.span)
    }
    return bound
  }
}

extension BoundExpression {
  /// A variable, or a property of one.
  var isSimpleKey: Bool {
    switch kind {
    case .variable: return true
    case .property(let subject, _):
      if case .variable = subject.kind { return true }
      return false
    default: return false
    }
  }
}
