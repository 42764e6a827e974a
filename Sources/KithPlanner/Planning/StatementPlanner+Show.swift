import KithCore
import KithSyntax

/// `SHOW INDEXES …` as the first clause of a query.
extension StatementPlanner {
  /// The rows of the table with their columns in scope, ordered, cut and filtered.
  func planShow(
    _ show: ParsedShow, over input: LogicalPlan, span: SourceSpan
  ) throws(Diagnostic) -> (plan: LogicalPlan, columns: [BoundProjection.Item]) {
    let table = show.subject.table
    let columns = table.columns
    var yields: [(column: Int, name: String, span: SourceSpan)] = []
    if let yield = show.yields, !yield.isAll {
      for item in yield.items {
        guard let index = columns.firstIndex(where: { $0.name == item.column.text }) else {
          throw PlannerMessages.unknownShownColumn(
            item.column.text, of: show.keyword, at: item.column.span,
            suggestion: nearestName(to: item.column.text, among: columns.map(\.name)))
        }
        let name = item.alias ?? item.column
        yields.append((index, name.text, name.span))
      }
    } else {
      for (index, column) in columns.enumerated() where show.yields != nil || column.isStandard {
        yields.append((index, column.name, span))
      }
    }
    var bound: [(column: Int, variable: VariableID)] = []
    for yield in yields {
      if binder.scope[yield.name] != nil {
        throw PlannerMessages.variableAlreadyBound(yield.name, at: yield.span)
      }
      bound.append((yield.column, binder.declare(yield.name, columns[yield.column].type)))
    }
    var plan = LogicalPlan(
      .show(LogicalShow(table: table, yields: bound)), inputs: [input], estimatedRows: 100)
    if let page = show.page {
      plan = try self.plan(ParsedClause(.page(page), span), over: plan)
    }
    if let predicate = show.predicate {
      plan = LogicalPlan(
        .filter(try binder.bindPredicate(predicate)), inputs: [plan],
        estimatedRows: plan.estimatedRows * 0.5)
    }
    let items = yields.compactMap { yield in
      binder.scope[yield.name].map { variable in
        BoundProjection.Item(
          name: yield.name, variable: variable.id,
          expression: BoundExpression(
            .variable(variable.id), type: variable.type, span: yield.span), type: variable.type)
      }
    }
    return (plan, items)
  }

  /// `SHOW` stands first, and `RETURN` alone may follow.
  func checkShow(_ query: ParsedSingleQuery, in place: QueryPlace) throws(Diagnostic) {
    for (index, clause) in query.clauses.enumerated() {
      guard case .show(let show) = clause.kind else { continue }
      guard index == 0, place == .statement else {
        throw PlannerMessages.invalidClauseComposition(
          "\(show.keyword) cannot stand here", at: clause.span,
          advice: "it begins a statement of its own")
      }
      guard query.clauses.count > 1 else { return }
      guard query.clauses.count == 2, case .return = query.clauses[1].kind else {
        throw PlannerMessages.invalidClauseComposition(
          "\(query.clauses[1].kind.keyword) cannot follow \(show.keyword)",
          at: query.clauses[1].span, advice: "only RETURN can, behind YIELD")
      }
      guard show.yields != nil else {
        throw PlannerMessages.invalidClauseComposition(
          "RETURN needs a YIELD before it", at: query.clauses[1].span,
          advice: "write '\(show.keyword) YIELD * RETURN …'")
      }
    }
  }
}

extension ParsedShow.Subject {
  fileprivate var table: ShownTable {
    switch self {
    case .indexes(let kinds): .indexes(kinds: kinds)
    case .constraints(let kinds): .constraints(kinds: kinds)
    case .functions(let builtIn): .functions(builtIn: builtIn)
    case .procedures: .procedures
    }
  }
}
