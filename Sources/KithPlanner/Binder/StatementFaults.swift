import KithCore
import KithSyntax

/// The errors of one statement, as they are found.
///
/// Whoever mends a statement wants to see all of its mistakes at once. So the binder notes an error, puts something
/// harmless of unknown type in the place of what is wrong, and goes on:
///
/// ```
/// MATCH (n:Person) WHERE m.age > 3 RETURN toUper(n.name)
///                        ^                ^^^^^^
/// ```
struct StatementFaults {
  private(set) var all: [Diagnostic] = []
  /// False where the caller makes another error out of what is thrown.
  var isCollecting = true
  /// More than a screenful helps nobody.
  private static let limit = 20
  private var unknownVariables: Set<String> = []

  /// Notes an error. Throws it where errors are not collected, or where there are too many.
  mutating func note(_ error: Diagnostic) throws(Diagnostic) {
    guard isCollecting, all.count < Self.limit else { throw error }
    // One unknown name is one mistake, however often it is read.
    if error.detail == "UndefinedVariable", !unknownVariables.insert(error.message).inserted {
      return
    }
    if !all.contains(error) { all.append(error) }
  }

  /// By place; those without one last.
  var inOrder: [Diagnostic] {
    all.enumerated().sorted { left, right in
      let (one, other) = (left.element.span?.start ?? .max, right.element.span?.start ?? .max)
      return one == other ? left.offset < right.offset : one < other
    }.map(\.element)
  }

  /// Everything, where an error ended it all.
  func ending(with error: Diagnostic) -> Diagnostics {
    Diagnostics(all.contains(error) ? inOrder : inOrder + [error])
  }
}

extension Binder {
  /// An expression with its names resolved; what is wrong with it is noted, and null of any type stands in its place.
  ///
  /// Throws only where errors are not collected.
  func bind(_ expression: ParsedExpression) throws(Diagnostic) -> BoundExpression {
    do throws(Diagnostic) {
      return try resolved(expression)
    } catch {
      try faults.note(error)
      return BoundExpression(.constant(.null), type: .any, span: expression.span)
    }
  }

  /// Runs `body` where the first error is thrown, so that the caller can look at it.
  func throwingErrors<Result>(
    _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let saved = faults.isCollecting
    faults.isCollecting = false
    defer { faults.isCollecting = saved }
    return try body()
  }

  /// Brings the names into scope that a clause would have, had it been right: later clauses may speak of them.
  func declareNames(of kind: ParsedClause.Kind) {
    switch kind {
    case .match(let match): match.patterns.forEach(declareNames)
    case .create(let patterns): patterns.forEach(declareNames)
    case .merge(let merge): declareNames(of: merge.pattern)
    case .unwind(let unwind):
      declareIfNew(unwind.variable, .any)
      declareIfNew(unwind.position?.variable, .integer)
    case .loadCSV(let load): declareIfNew(load.variable, .any)
    case .let(let items): for item in items { declareIfNew(item.alias, .any) }
    case .with(let projection), .return(let projection): declareColumns(of: projection)
    case .call(let call):
      for item in call.yields?.items ?? [] { declareIfNew(item.alias ?? item.column, .any) }
    case .show(let show):
      for item in show.yields?.items ?? [] { declareIfNew(item.alias ?? item.column, .any) }
    case .subquery(let subquery): declareColumns(of: subquery.query)
    case .filter, .page, .set, .remove, .delete, .finish, .foreach: return
    }
  }

  private func declareNames(of pattern: ParsedPathPattern) {
    declareIfNew(pattern.variable, .path)
    for node in pattern.nodes { declareIfNew(node.variable, .node) }
    for relationship in pattern.relationships {
      let isList = relationship.length != nil || pattern.selector != .all
      declareIfNew(relationship.variable, isList ? .relationshipList : .relationship)
    }
  }

  private func declareColumns(of projection: ParsedProjection) {
    if !projection.includesAll { scope = fixed }
    for item in projection.items {
      if let alias = item.alias {
        declareIfNew(alias, .any)
      } else if case .variable(let name) = item.expression.kind {
        declareIfNew(name, .any)
      }
    }
  }

  private func declareColumns(of query: ParsedQuery) {
    guard case .return(let projection) = query.parts.first?.clauses.last?.kind else { return }
    for item in projection.items { declareIfNew(item.alias, .any) }
  }

  private func declareIfNew(_ name: ParsedName?, _ type: StaticType) {
    guard let name, scope[name.text] == nil else { return }
    _ = declare(name.text, type)
  }
}
