import KithCore
import KithSyntax

/// Plans that run inside others: subquery expressions, CALL, FOREACH and MERGE.
extension StatementPlanner {
  /// The inside of a subquery expression, over an argument of all outer variables; the binder trims it.
  func planSubquery(_ body: ParsedSubqueryBody) throws(Diagnostic) -> LogicalPlan {
    let asked = binder.subqueryResult
    let plan = try planBody(body)
    binder.subqueryResult = asked
    let counted = countedSubquery(plan)
    guard options.isOptimised, binder.faults.all.isEmpty else { return counted }
    if case .exists = asked { return DistinctRule.apply(toExistence: counted) }
    return DistinctRule.apply(to: counted, needed: Set(counted.variables))
  }

  private func planBody(_ body: ParsedSubqueryBody) throws(Diagnostic) -> LogicalPlan {
    let argument = LogicalPlan(.argument(binder.visible), estimatedRows: 1)
    let (loaded, barrier) = (binder.loaded, binder.transactionsBarrier)
    binder.transactionsBarrier = barrier ?? "in a subquery"
    defer { (binder.loaded, binder.transactionsBarrier) = (loaded, barrier) }
    switch body {
    case .patterns(let patterns, let predicate, let collect):
      return try planPatterns(patterns, predicate, collect, over: argument)
    case .query(let query, let isCollected):
      let planned = try plan(query, over: argument, in: .expression)
      if isCollected, planned.columns.count != 1 {
        throw PlannerMessages.collectedColumns(planned.columns.count, at: query.span)
      }
      if planned.plan.hasWrites {
        throw PlannerMessages.invalidClauseComposition(
          "a subquery in an expression cannot change the graph", at: query.span,
          advice: "use 'CALL { … }'")
      }
      return planned.plan
    }
  }

  private func planPatterns(
    _ patterns: [ParsedPathPattern], _ predicate: ParsedExpression?, _ collect: ParsedExpression?,
    over argument: LogicalPlan
  ) throws(Diagnostic) -> LogicalPlan {
    var graph = try binder.bindPatterns(patterns)
    if let predicate { graph.add(try binder.bindPredicate(predicate)) }
    let plan = planner(for: graph).plan(over: argument)
    guard let collect else { return noted(plan, graph, over: argument, isOptional: false) }
    let value = try binder.bind(collect)
    let variable = binder.newVariable()
    return LogicalPlan(
      .extend([BoundColumn(variable, value)]), inputs: [plan], estimatedRows: plan.estimatedRows)
  }

  // MARK: CALL { … }

  func planCallSubquery(
    _ call: ParsedCallSubquery, over input: LogicalPlan
  ) throws(Diagnostic) -> LogicalPlan {
    let (outer, outerFixed) = (binder.scope, binder.fixed)
    let imported = try explicitScope(of: call, outer)
    binder.scope = imported ?? Scope()
    binder.fixed = imported ?? Scope()
    let argument = LogicalPlan(.argument(input.variables), estimatedRows: 1)
    let (loaded, barrier) = (binder.loaded, binder.transactionsBarrier)
    binder.transactionsBarrier = barrier ?? "in a subquery"
    let planned = try plan(
      call.query, over: argument, in: .call,
      // `CALL { WITH x … }`: only the importing WITH sees the row.
      partScope: imported == nil ? { $0.importsByWith ? outer : Scope() } : nil)
    binder.scope = outer
    binder.fixed = outerFixed
    (binder.loaded, binder.transactionsBarrier) = (loaded, barrier)
    if planned.columns.isEmpty {
      if let transactions = call.transactions {
        return try planTransactions(transactions, over: input, planned.plan, returnsRows: false)
      }
      return LogicalPlan(
        .unitApply, inputs: [input, planned.plan], estimatedRows: input.estimatedRows)
    }
    var right = planned.plan
    // A returned variable gets a number of its own: the row may have it already.
    let columns = planned.columns.map { item in
      BoundColumn(
        binder.newVariable(named: item.name),
        BoundExpression(.variable(item.variable), type: item.type, span: item.expression.span))
    }
    right = LogicalPlan(.project(columns), inputs: [right], estimatedRows: right.estimatedRows)
    for (item, column) in zip(planned.columns, columns) {
      if outer[item.name] != nil {
        throw PlannerMessages.variableAlreadyBound(item.name, at: item.expression.span)
      }
      binder.scope.add(
        BoundVariable(id: column.variable, name: item.name, type: item.type))
    }
    if let transactions = call.transactions {
      return try planTransactions(transactions, over: input, right, returnsRows: true)
    }
    return LogicalPlan(
      call.isOptional ? .optionalApply : .apply, inputs: [input, right],
      estimatedRows: input.estimatedRows * max(right.estimatedRows, 1))
  }

  /// The variables of `CALL (x, y) { … }`; nil where the subquery has none before its brace.
  private func explicitScope(
    of call: ParsedCallSubquery, _ outer: Scope
  ) throws(Diagnostic) -> Scope? {
    if call.importsAll { return outer }
    guard let imports = call.imports else { return nil }
    var scope = Scope()
    for name in imports { scope.add(try binder.resolve(name)) }
    return scope
  }

  // MARK: FOREACH

  func planForeach(
    _ variable: ParsedName, _ list: ParsedExpression, _ body: [ParsedClause],
    over input: LogicalPlan
  ) throws(Diagnostic) -> LogicalPlan {
    let bound = try binder.bind(list)
    try binder.expectList(bound, of: "FOREACH")
    let outer = binder.scope
    let id = binder.declare(variable.text, binder.elementType(of: bound))
    var plan = LogicalPlan(.argument(input.variables + [id]), estimatedRows: 1)
    for clause in body {
      switch clause.kind {
      case .create, .merge, .set, .remove, .delete, .foreach:
        plan = try self.plan(clause, over: plan)
      case .match, .unwind, .loadCSV, .with, .let, .filter, .page, .return, .finish, .call,
        .subquery, .show:
        throw PlannerMessages.invalidClauseComposition(
          "\(clause.kind.keyword) cannot stand in FOREACH", at: clause.span,
          advice: "FOREACH takes CREATE, MERGE, SET, REMOVE, DELETE and FOREACH")
      }
    }
    binder.scope = outer
    return LogicalPlan(
      .foreach(list: bound, variable: id), inputs: [input, plan],
      estimatedRows: input.estimatedRows)
  }

  // MARK: MERGE

  func planMerge(
    _ merge: ParsedMerge, over input: LogicalPlan, span: SourceSpan
  ) throws(Diagnostic) -> LogicalPlan {
    let create = try binder.bindCreate([merge.pattern], isMerge: true)
    let graph = matchGraph(of: create, merge.pattern)
    let argument = LogicalPlan(.argument(input.variables), estimatedRows: 1)
    let right = planner(for: graph).plan(over: argument)
    let bound = LogicalMerge(
      create: create, onCreate: try binder.bindSetItems(merge.onCreate),
      onMatch: try binder.bindSetItems(merge.onMatch), span: span)
    return LogicalPlan(
      .merge(bound), inputs: [input, right],
      estimatedRows: input.estimatedRows * max(1, right.estimatedRows))
  }

  /// What `MERGE` looks for: what it would create.
  private func matchGraph(
    of create: LogicalCreate, _ pattern: ParsedPathPattern
  ) -> QueryGraph {
    var graph = QueryGraph()
    for node in create.nodes {
      graph.add(node: node.variable, labels: node.labels)
      add(node.properties, of: node.variable, .node, to: &graph)
      for labels in node.computedLabels { add(name: labels, of: node.variable, .node, to: &graph) }
    }
    for (parsed, relationship) in zip(pattern.relationships, create.relationships) {
      graph.add(node: relationship.start, labels: [])
      graph.add(node: relationship.end, labels: [])
      graph.relationships.append(
        QueryGraph.Relationship(
          variable: relationship.variable, left: relationship.start, right: relationship.end,
          types: relationship.computedType == nil ? [relationship.type] : [],
          direction: parsed.arrow == .either ? .both : .outgoing,
          length: nil, isBound: false, properties: [], stepPredicate: nil, stepRelationship: nil))
      add(relationship.properties, of: relationship.variable, .relationship, to: &graph)
      if let type = relationship.computedType {
        add(name: type, of: relationship.variable, .relationship, to: &graph)
      }
    }
    graph.paths = create.paths
    return graph
  }

  /// The condition that an entity has the labels or the type that an expression gives.
  private func add(
    name: BoundExpression, of variable: VariableID, _ type: StaticType, to graph: inout QueryGraph
  ) {
    let subject = BoundExpression(.variable(variable), type: type, span: name.span)
    graph.add(
      BoundExpression(
        .hasLabel(subject, .dynamic(name, isAny: false)), type: .boolean, span: name.span))
  }

  private func add(
    _ properties: BoundExpression?, of variable: VariableID, _ type: StaticType,
    to graph: inout QueryGraph
  ) {
    guard let properties, case .map(let keys, let values) = properties.kind else { return }
    let subject = BoundExpression(.variable(variable), type: type, span: properties.span)
    for (key, value) in zip(keys, values) {
      let left = BoundExpression(.property(subject, key: key), type: .any, span: value.span)
      graph.add(
        BoundExpression(.comparison(.equal, left, value), type: .boolean, span: value.span))
    }
  }
}

extension ParsedSingleQuery {
  /// Whether its first clause is a `WITH` of plain variables.
  var importsByWith: Bool {
    guard case .with(let projection)? = clauses.first?.kind else { return false }
    return projection.items.allSatisfy {
      if case .variable = $0.expression.kind { true } else { false }
    }
  }
}
