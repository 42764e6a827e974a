import KithSyntax

extension BoundExpression {
  /// This expression with `rewrite` asked of it and of every part, outermost first; where it answers, its answer
  /// stands and its parts are left alone.
  package func rewritten(_ rewrite: (BoundExpression) -> BoundExpression?) -> BoundExpression {
    if let answer = rewrite(self) { return answer }
    func go(_ expression: BoundExpression) -> BoundExpression { expression.rewritten(rewrite) }
    var copy = self
    switch kind {
    case .constant, .parameter, .variable, .path, .subquery: break
    case .property(let it, let key): copy.kind = .property(go(it), key: key)
    case .unary(let sign, let it): copy.kind = .unary(sign, go(it))
    case .isNull(let it, let negated): copy.kind = .isNull(go(it), negated: negated)
    case .hasLabel(let it, let labels): copy.kind = .hasLabel(go(it), labels.mapped(go))
    case .isTyped(let it, let type, let negated):
      copy.kind = .isTyped(go(it), type, negated: negated)
    case .cast(let it, let type): copy.kind = .cast(go(it), type)
    case .list(let items): copy.kind = .list(items.map(go))
    case .map(let keys, let values): copy.kind = .map(keys: keys, values: values.map(go))
    case .subscripted(let list, let index):
      copy.kind = .subscripted(go(list), index: go(index))
    case .slice(let list, let from, let to):
      copy.kind = .slice(go(list), from: from.map(go), to: to.map(go))
    case .binary(let sign, let left, let right): copy.kind = .binary(sign, go(left), go(right))
    case .comparison(let sign, let left, let right):
      copy.kind = .comparison(sign, go(left), go(right))
    case .call(let name, let arguments): copy.kind = .call(name, arguments.map(go))
    case .caseWhen(let it):
      copy.kind = .caseWhen(
        BoundCase(
          subject: it.subject.map(go),
          branches: it.branches.map { (when: go($0.when), then: go($0.then)) },
          otherwise: it.otherwise.map(go)))
    case .listComprehension(let it):
      copy.kind = .listComprehension(
        BoundListComprehension(
          variable: it.variable, list: go(it.list), predicate: it.predicate.map(go),
          projection: it.projection.map(go)))
    case .quantifier(let it):
      copy.kind = .quantifier(
        BoundQuantifier(
          quantifier: it.quantifier, variable: it.variable, list: go(it.list),
          predicate: go(it.predicate)))
    case .reduce(let it):
      copy.kind = .reduce(
        BoundReduce(
          accumulator: it.accumulator, initial: go(it.initial), variable: it.variable,
          list: go(it.list), body: go(it.body)))
    }
    return copy
  }

  /// Whether both are the same expression, wherever they stand. Subqueries are never the same.
  package func isSame(as other: BoundExpression) -> Bool {
    let (mine, theirs) = (children, other.children)
    guard mine.count == theirs.count, hasSameHead(as: other) else { return false }
    return zip(mine, theirs).allSatisfy { $0.isSame(as: $1) }
  }

  private func hasSameHead(as other: BoundExpression) -> Bool {
    switch (kind, other.kind) {
    case (.constant(let left), .constant(let right)): "\(left)" == "\(right)"
    case (.parameter(let left), .parameter(let right)): left == right
    case (.variable(let left), .variable(let right)): left == right
    case (.property(_, let left), .property(_, let right)): left == right
    case (.list, .list), (.subscripted, .subscripted), (.caseWhen, .caseWhen): true
    case (.map(let left, _), .map(let right, _)): left == right
    case (.slice(_, let from, _), .slice(_, let otherFrom, _)):
      (from == nil) == (otherFrom == nil)
    case (.unary(let left, _), .unary(let right, _)): left == right
    case (.binary(let left, _, _), .binary(let right, _, _)): left == right
    case (.comparison(let left, _, _), .comparison(let right, _, _)): left == right
    case (.isNull(_, let left), .isNull(_, let right)): left == right
    case (.isTyped(_, let left, let negated), .isTyped(_, let right, let otherNegated)):
      left == right && negated == otherNegated
    case (.cast(_, let left), .cast(_, let right)): left == right
    case (.hasLabel(_, let left), .hasLabel(_, let right)): "\(left)" == "\(right)"
    case (.call(let left, _), .call(let right, _)): left == right
    case (.path(let left), .path(let right)): left == right
    default: false
    }
  }
}
