import KithSyntax

// How deep the plan of a query becomes, told from its text before anything is planned.

extension ParsedQuery {
  /// Clauses and steps of patterns, those of subqueries, of unions and of what follows by `NEXT` counted.
  var weight: Int {
    let own = parts.reduce(parts.count - 1) { total, part in
      part.clauses.reduce(total) { $0 + $1.weight }
    }
    return following.reduce(own) { $0 + $1.weight }
  }
}

extension ParsedClause {
  fileprivate var weight: Int {
    switch kind {
    // What is planned for each row, or may find nothing, is a plan within the plan.
    case .match(let match):
      match.patterns.reduce(match.isOptional ? 3 : 0) { $0 + $1.nodes.count }
    case .merge(let merge): 3 + merge.pattern.nodes.count
    case .subquery(let subquery): 4 + subquery.query.weight
    // An operator within an operator: three more functions on the stack.
    case .foreach(_, _, let body): body.reduce(4) { $0 + $1.weight }
    case .unwind, .loadCSV, .with, .return, .create, .set, .remove, .delete, .call, .let, .filter,
      .page, .finish, .show:
      1
    }
  }
}
