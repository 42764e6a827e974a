import KithSyntax

extension BoundExpression {
  /// The variables that it reads from the row: without those that it binds itself. Linear.
  package var freeVariables: Set<VariableID> {
    var found: Set<VariableID> = []
    collectFreeVariables(into: &found)
    return found
  }

  func collectFreeVariables(into found: inout Set<VariableID>) {
    switch kind {
    case .variable(let variable): found.insert(variable)
    case .path(let elements): found.formUnion(elements.map(\.variable))
    case .subquery(let subquery): found.formUnion(subquery.imports)
    case .listComprehension(let it):
      found.formUnion(inner([it.predicate, it.projection], without: [it.variable]))
      it.list.collectFreeVariables(into: &found)
    case .quantifier(let it):
      found.formUnion(inner([it.predicate], without: [it.variable]))
      it.list.collectFreeVariables(into: &found)
    case .reduce(let it):
      found.formUnion(inner([it.body], without: [it.variable, it.accumulator]))
      it.initial.collectFreeVariables(into: &found)
      it.list.collectFreeVariables(into: &found)
    case .constant, .parameter, .property, .list, .map, .subscripted, .slice, .unary, .binary,
      .comparison, .isNull, .isTyped, .cast, .hasLabel, .call, .caseWhen:
      for child in children { child.collectFreeVariables(into: &found) }
    }
  }

  private func inner(
    _ expressions: [BoundExpression?], without bound: [VariableID]
  ) -> Set<VariableID> {
    var found: Set<VariableID> = []
    for expression in expressions { expression?.collectFreeVariables(into: &found) }
    return found.subtracting(bound)
  }

  /// The expressions that it is made of, in the order of the text.
  package var children: [BoundExpression] {
    switch kind {
    case .constant, .parameter, .variable, .path, .subquery: []
    case .hasLabel(let it, let labels): [it] + labels.expressions
    case .property(let it, _), .unary(_, let it), .isNull(let it, _), .isTyped(let it, _, _),
      .cast(let it, _):
      [it]
    case .list(let items): items
    case .map(_, let values): values
    case .subscripted(let list, let index): [list, index]
    case .slice(let list, let from, let to): [list] + [from, to].compactMap { $0 }
    case .binary(_, let left, let right), .comparison(_, let left, let right): [left, right]
    case .call(_, let arguments): arguments
    case .caseWhen(let it):
      [it.subject].compactMap { $0 } + it.branches.flatMap { [$0.when, $0.then] }
        + [it.otherwise].compactMap { $0 }
    case .listComprehension(let it): [it.list] + [it.predicate, it.projection].compactMap { $0 }
    case .quantifier(let it): [it.list, it.predicate]
    case .reduce(let it): [it.initial, it.list, it.body]
    }
  }
}

extension PathElement {
  /// The variable of this part.
  package var variable: VariableID {
    switch self {
    case .node(let it), .relationship(let it), .relationshipList(let it): it
    }
  }
}
