package import KithCore
package import KithSyntax

/// Turns a parsed statement into a plan, clause by clause: binds the clause, then puts its operations on top.
///
/// Reads the schema and the statistics as values; the same plan serves as long as they have not changed much.
package struct StatementPlanner {
  let binder: Binder
  let estimator: CardinalityEstimator
  let options: PlannerOptions
  /// What `CALL` may name.
  let procedures: ProcedureSignatures
  let plannedMatch = PlannedMatch()

  /// Plans a statement. Throws every error that can be known before it runs.
  package static func plan(
    _ statement: ParsedStatement, schema: Schema, statistics: Statistics,
    options: PlannerOptions = PlannerOptions(),
    procedures: ProcedureSignatures = ProcedureSignatures()
  ) throws(Diagnostics) -> StatementPlan {
    let planner = StatementPlanner(
      binder: Binder(schema: schema),
      estimator: CardinalityEstimator(schema: schema, statistics: statistics), options: options,
      procedures: procedures)
    let plan: StatementPlan
    do throws(Diagnostic) {
      plan = try planner.plan(statement)
    } catch {
      throw planner.binder.faults.ending(with: error)
    }
    let faults = planner.binder.faults.inOrder
    guard faults.isEmpty else { throw Diagnostics(faults) }
    return plan
  }

  private func plan(_ statement: ParsedStatement) throws(Diagnostic) -> StatementPlan {
    binder.planSubquery = { [self] (body, _) throws(Diagnostic) in try planSubquery(body) }
    defer { binder.planSubquery = nil }
    let start = LogicalPlan(.singleRow, estimatedRows: 1)
    guard let query = statement.query else {
      return StatementPlan(
        root: LogicalPlan(.drain, inputs: [start], estimatedRows: 0), columns: [],
        isReadOnly: false, warnings: [], variableNames: [:])
    }
    let planned = try plan(query, over: start, in: .statement)
    var root = planned.plan
    let columns = planned.columns.map { (name: $0.name, variable: $0.variable) }
    if columns.isEmpty { root = LogicalPlan(.drain, inputs: [root.withoutRows], estimatedRows: 0) }
    if options.isOptimised, binder.faults.all.isEmpty {
      root = PlanRules.apply(to: root, needed: Set(columns.map(\.variable)))
    }
    var whole = StatementPlan(
      root: root, columns: columns, isReadOnly: !root.hasWrites, warnings: binder.warnings,
      variableNames: binder.variableNames, parameters: binder.parameters)
    whole.transactions = binder.transactions
    return whole
  }

  /// A query's plan and its columns; a query that returns nothing has none.
  struct PlannedQuery {
    var plan: LogicalPlan
    var columns: [BoundProjection.Item]
  }

  // MARK: queries

  /// Where a query stands.
  enum QueryPlace {
    case statement
    case call
    /// In `EXISTS`, `COUNT` or `COLLECT`.
    case expression
  }

  /// Queries joined by `NEXT`.
  ///
  /// `partScope` gives what one of the united parts of the first can name; without it, that is what is in scope.
  func plan(
    _ query: ParsedQuery, over input: LogicalPlan, in place: QueryPlace,
    partScope: ((ParsedSingleQuery) -> Scope)? = nil
  ) throws(Diagnostic) -> PlannedQuery {
    var planned = try planUnion(query, over: input, in: place, partScope: partScope)
    for next in query.following {
      binder.scope = binder.fixed
      binder.loaded = nil
      for item in planned.columns {
        binder.scope.add(BoundVariable(id: item.variable, name: item.name, type: item.type))
      }
      let table = recallingFixed(planned.plan)
      guard next.parts.count > 1 else {
        planned = try planUnion(next, over: table, in: place)
        continue
      }
      // All parts see all rows, which are made only once.
      let argument = LogicalPlan(
        .argument(table.variables), estimatedRows: table.estimatedRows)
      let right = try planUnion(next, over: argument, in: place)
      planned = PlannedQuery(
        plan: LogicalPlan(
          .pipe, inputs: [table, right.plan], estimatedRows: right.plan.estimatedRows),
        columns: right.columns)
    }
    return planned
  }

  /// Gives rows the variables from outside that stay in scope throughout a subquery, and that an operation dropped.
  private func recallingFixed(_ plan: LogicalPlan) -> LogicalPlan {
    let missing = binder.fixed.ids.filter { !plan.variables.contains($0) }
    guard !missing.isEmpty else { return plan }
    return LogicalPlan(.recall(missing), inputs: [plan], estimatedRows: plan.estimatedRows)
  }

  /// A `WITH` that leaves out nothing of what comes from outside.
  private func keepingFixed(
    _ plan: LogicalPlan, of bound: BoundProjection, span: SourceSpan
  ) -> LogicalPlan {
    guard !bound.isAggregating, !bound.isDistinct, case .project(let columns) = plan.operation
    else {
      binder.loaded = nil
      return recallingFixed(plan)
    }
    let missing = binder.fixed.variables.filter { !plan.variables.contains($0.id) }
    var kept = missing.map {
      BoundColumn($0.id, BoundExpression(.variable($0.id), type: $0.type, span: span))
    }
    // `linenumber()` and `file()` go on to tell of the row.
    if let loaded = binder.loaded {
      kept += [loaded.line, loaded.file].map {
        BoundColumn($0, BoundExpression(.variable($0), type: .any, span: span))
      }
    }
    return LogicalPlan(
      .project(columns + kept), inputs: plan.inputs, estimatedRows: plan.estimatedRows)
  }

  /// Single queries joined by `UNION`.
  private func planUnion(
    _ query: ParsedQuery, over input: LogicalPlan, in place: QueryPlace,
    partScope: ((ParsedSingleQuery) -> Scope)? = nil
  ) throws(Diagnostic) -> PlannedQuery {
    try checkWeight(query)
    let (outer, outerLoaded, barrier) =
      (binder.scope, binder.loaded, binder.transactionsBarrier)
    if query.parts.count > 1 { binder.transactionsBarrier = barrier ?? "in a UNION" }
    defer { binder.transactionsBarrier = barrier }
    binder.scope = partScope?(query.parts[0]) ?? outer
    var planned = try plan(query.parts[0], over: input, in: place)
    let kinds = Set(query.unions.map(\.keepsDuplicates))
    if kinds.count > 1, let last = query.unions.last {
      throw PlannerMessages.invalidClauseComposition(
        "UNION and UNION ALL cannot be mixed", at: last.span,
        advice: "use one of them throughout")
    }
    for (index, union) in query.unions.enumerated() {
      binder.scope = partScope?(query.parts[index + 1]) ?? outer
      binder.loaded = outerLoaded
      let right = try plan(query.parts[index + 1], over: input, in: place)
      planned = try united(planned, right, union)
    }
    // All of them drop duplicates or none does, so that dropping them once at the end is enough.
    if query.unions.contains(where: { !$0.keepsDuplicates }) {
      planned.plan = LogicalPlan(
        .distinct(planned.columns.map(\.variable)), inputs: [planned.plan],
        estimatedRows: planned.plan.estimatedRows)
    }
    return planned
  }

  private func united(
    _ left: PlannedQuery, _ right: PlannedQuery, _ union: ParsedUnion
  ) throws(Diagnostic) -> PlannedQuery {
    // Columns that are wrong have been noted; that they differ is no news.
    guard binder.faults.all.isEmpty else { return left }
    let names = left.columns.map(\.name)
    let others = right.columns.map(\.name)
    guard Set(names) == Set(others), names.count == others.count else {
      throw PlannerMessages.differentColumnsInUnion(names, others, at: union.span)
    }
    var output: [BoundProjection.Item] = []
    var rights: [VariableID] = []
    for item in left.columns {
      guard let other = right.columns.first(where: { $0.name == item.name }) else { continue }
      var column = item
      column.variable = binder.newVariable(named: item.name)
      column.type = item.type == other.type ? item.type : .any
      output.append(column)
      rights.append(other.variable)
    }
    let rows = left.plan.estimatedRows + right.plan.estimatedRows
    let plan = LogicalPlan(
      .union(left: left.columns.map(\.variable), right: rights, output: output.map(\.variable)),
      inputs: [left.plan, right.plan], estimatedRows: rows)
    return PlannedQuery(plan: plan, columns: output)
  }

  private func plan(
    _ query: ParsedSingleQuery, over input: LogicalPlan, in place: QueryPlace
  ) throws(Diagnostic) -> PlannedQuery {
    try checkComposition(query, in: place)
    var plan = input
    for (index, clause) in query.clauses.enumerated() {
      if case .return(let projection) = clause.kind {
        return try planReturn(projection, over: plan, span: clause.span)
      }
      if case .finish = clause.kind { return PlannedQuery(plan: plan, columns: []) }
      let isAlone = query.clauses.count == 1 && place == .statement
      if case .show(let show) = clause.kind {
        let (shown, columns) = try planShow(show, over: plan, span: clause.span)
        if isAlone { return PlannedQuery(plan: shown, columns: columns) }
        plan = shown
        continue
      }
      if case .call(let call) = clause.kind, isAlone || index == query.clauses.count - 1 {
        let (called, columns) = try planProcedure(
          call, over: plan, isStandalone: isAlone, span: clause.span)
        if isAlone { return PlannedQuery(plan: called, columns: columns) }
        plan = called
        continue
      }
      plan = try self.plan(clause, over: plan)
    }
    return PlannedQuery(plan: plan, columns: [])
  }

  private func planReturn(
    _ projection: ParsedProjection, over input: LogicalPlan, span: SourceSpan
  ) throws(Diagnostic) -> PlannedQuery {
    do throws(Diagnostic) {
      let bound = try binder.bindProjection(projection, isReturn: true, span: span)
      let plan = project(bound, over: input)
      binder.scope = bound.outputScope
      return PlannedQuery(plan: plan, columns: bound.items)
    } catch {
      try binder.faults.note(error)
      return PlannedQuery(plan: input, columns: [])
    }
  }

  /// Plans are trees that are walked to their depth: 3,000 clauses overflowed a thread's stack.
  static let clauseLimit = 1500

  /// Throws for a query whose plan would be too deep.
  private func checkWeight(_ query: ParsedQuery) throws(Diagnostic) {
    guard query.weight > Self.clauseLimit else { return }
    let last = query.parts.last?.clauses.last?.span ?? query.span
    throw PlannerMessages.tooManyClauses(limit: Self.clauseLimit, at: last)
  }

  /// What may end a query, and where RETURN may stand.
  private func checkComposition(
    _ query: ParsedSingleQuery, in place: QueryPlace
  ) throws(Diagnostic) {
    guard let last = query.clauses.last else { return }
    for clause in query.clauses.dropLast() {
      if case .return = clause.kind {
        throw PlannerMessages.invalidClauseComposition(
          "nothing can follow RETURN", at: clause.span, advice: "use WITH to go on")
      }
      if case .finish = clause.kind {
        throw PlannerMessages.invalidClauseComposition(
          "nothing can follow FINISH", at: clause.span, advice: "FINISH is the end of a query")
      }
    }
    try checkShow(query, in: place)
    switch last.kind {
    case .match, .unwind, .loadCSV, .with, .let, .filter, .page:
      guard place != .expression else { return }
      throw PlannerMessages.invalidClauseComposition(
        "a query cannot end with \(last.kind.keyword)", at: last.span,
        advice: "add a RETURN: 'RETURN *' returns all variables")
    case .return, .create, .merge, .set, .remove, .delete, .call, .subquery, .foreach, .finish,
      .show:
      return
    }
  }

  // MARK: clauses

  /// A clause's operations on top of `input`; a clause that is wrong adds none, and its errors are noted.
  func plan(_ clause: ParsedClause, over input: LogicalPlan) throws(Diagnostic) -> LogicalPlan {
    let saved = binder.scope
    do throws(Diagnostic) {
      return try planned(clause, over: input)
    } catch {
      try binder.faults.note(error)
      binder.scope = saved
      binder.declareNames(of: clause.kind)
      return input
    }
  }

  private func planned(
    _ clause: ParsedClause, over input: LogicalPlan
  ) throws(Diagnostic) -> LogicalPlan {
    switch clause.kind {
    case .match(let match): return try planMatch(match, over: input)
    case .unwind(let unwind): return try planUnwind(unwind, over: input)
    case .loadCSV(let load): return try planLoadCSV(load, over: input)
    case .let(let items): return try planLet(items, over: input)
    case .filter(let predicate):
      let bound = try binder.bindPredicate(predicate)
      return LogicalPlan(
        .filter(bound), inputs: [input],
        estimatedRows: input.estimatedRows * estimator.selectivity(of: bound))
    case .with(let projection), .page(let projection):
      let bound = try binder.bindProjection(projection, isReturn: false, span: clause.span)
      let plan = project(bound, over: input)
      binder.scope = binder.fixed.overlaid(with: bound.outputScope)
      return keepingFixed(plan, of: bound, span: clause.span)
    case .return, .finish, .show:
      throw PlannerMessages.invalidClauseComposition(
        "\(clause.kind.keyword) cannot stand here", at: clause.span)
    case .create(let patterns):
      let create = try binder.bindCreate(patterns)
      return create.stages.reduce(input) { plan, stage in
        LogicalPlan(.create(stage), inputs: [plan], estimatedRows: plan.estimatedRows)
      }
    case .merge(let merge): return try planMerge(merge, over: input, span: clause.span)
    case .set(let items):
      let bound = try binder.bindSetItems(items)
      return LogicalPlan(.set(bound), inputs: [input], estimatedRows: input.estimatedRows)
    case .remove(let items):
      let bound = try binder.bindRemoveItems(items)
      return LogicalPlan(.remove(bound), inputs: [input], estimatedRows: input.estimatedRows)
    case .delete(let expressions, let isDetaching):
      let bound = try binder.bindDelete(expressions)
      return LogicalPlan(
        .delete(bound, isDetaching: isDetaching), inputs: [input],
        estimatedRows: input.estimatedRows)
    case .call(let call):
      return try planProcedure(call, over: input, isStandalone: false, span: clause.span).plan
    case .subquery(let subquery): return try planCallSubquery(subquery, over: input)
    case .foreach(let variable, let list, let body):
      return try planForeach(variable, list, body, over: input)
    }
  }

  private func planMatch(
    _ match: ParsedMatch, over input: LogicalPlan
  ) throws(Diagnostic) -> LogicalPlan {
    let before = Set(binder.scope.ids)
    var graph = try binder.bindPatterns(match.patterns, mode: match.mode)
    if let predicate = match.predicate { graph.add(try binder.bindPredicate(predicate)) }
    binder.warnOfProduct(match, graph, known: before)
    if options.isOptimised { graph.liftLabels(bound: before) }
    guard match.isOptional else {
      return noted(planner(for: graph).plan(over: input), graph, over: input, isOptional: false)
    }
    let argument = LogicalPlan(.argument(input.variables), estimatedRows: 1)
    let right = planner(for: graph).plan(over: argument)
    let plan = LogicalPlan(
      .optionalApply, inputs: [input, right],
      estimatedRows: max(input.estimatedRows, input.estimatedRows * right.estimatedRows))
    return noted(plan, graph, over: input, isOptional: true)
  }

  /// Keeps in mind what a plan matches.
  func noted(
    _ plan: LogicalPlan, _ graph: QueryGraph, over input: LogicalPlan, isOptional: Bool
  ) -> LogicalPlan {
    plannedMatch.note(
      PlannedMatch.Match(graph: graph, input: input, isOptional: isOptional, plan: plan))
    return plan
  }

  func planner(for graph: QueryGraph) -> PatternPlanner {
    PatternPlanner(graph: graph, estimator: estimator, options: options, binder: binder)
  }

  private func planUnwind(
    _ unwind: ParsedUnwind, over input: LogicalPlan
  ) throws(Diagnostic) -> LogicalPlan {
    let bound = try binder.bind(unwind.list)
    let id = try binder.declareNew(unwind.variable, binder.elementType(of: bound))
    var position: LogicalPosition?
    if let parsed = unwind.position {
      position = LogicalPosition(
        variable: try binder.declareNew(parsed.variable, .integer), first: parsed.first)
    }
    var factor = 10.0
    if case .list(let items) = bound.kind { factor = Double(items.count) }
    return LogicalPlan(
      .unwind(list: bound, variable: id, position: position), inputs: [input],
      estimatedRows: input.estimatedRows * factor)
  }

  /// `LET x = 1, y = 2`: none of them sees another.
  private func planLet(
    _ items: [ParsedProjectionItem], over input: LogicalPlan
  ) throws(Diagnostic) -> LogicalPlan {
    var values: [(name: ParsedName, value: BoundExpression)] = []
    for item in items {
      guard let name = item.alias else { continue }
      values.append((name, try binder.bind(item.expression)))
    }
    var columns: [BoundColumn] = []
    for (name, value) in values {
      columns.append(BoundColumn(try binder.declareNew(name, value.type), value))
    }
    return LogicalPlan(.extend(columns), inputs: [input], estimatedRows: input.estimatedRows)
  }
}

extension ParsedClause.Kind {
  /// As the text writes it.
  var keyword: String {
    switch self {
    case .match(let match): match.isOptional ? "OPTIONAL MATCH" : "MATCH"
    case .unwind(let unwind): unwind.keyword
    case .with: "WITH"
    case .loadCSV: "LOAD CSV"
    case .let: "LET"
    case .filter: "FILTER"
    case .page(let page):
      page.ordering.isEmpty ? (page.skip == nil ? "LIMIT" : "OFFSET") : "ORDER BY"
    case .finish: "FINISH"
    case .show(let show): show.keyword
    case .return: "RETURN"
    case .create: "CREATE"
    case .merge: "MERGE"
    case .set: "SET"
    case .remove: "REMOVE"
    case .delete: "DELETE"
    case .call, .subquery: "CALL"
    case .foreach: "FOREACH"
    }
  }
}
