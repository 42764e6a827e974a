import KithCore
import KithSyntax

/// What the words before a path and behind `MATCH` come to.
struct PathPolicy {
  var selection: BoundPathSelection
  var mode: PathMode
  /// Its relationships differ from those of the other paths of the `MATCH`.
  var isDifferent: Bool
  /// It is searched as a whole, and not followed piece by piece.
  var isWhole: Bool
}

extension Binder {
  /// The rules for one path of a `MATCH`.
  ///
  /// Relationships differ throughout a `MATCH`, as in openCypher, unless `REPEATABLE ELEMENTS` or the path's own
  /// `WALK` says otherwise.
  func policy(
    of pattern: ParsedPathPattern, _ match: ParsedMatchMode?, isAlone: Bool
  ) throws(Diagnostic) -> PathPolicy {
    let prefix = pattern.prefix
    if let prefix, pattern.selector != .all {
      throw PlannerMessages.prefixOfShortestPath(at: prefix.span)
    }
    let isRepeatable = match?.isRepeatable ?? false
    let selection = try selection(prefix?.selection, at: prefix?.span ?? pattern.span)
    if let prefix, selection.isSelective, !isAlone, !isRepeatable {
      throw PlannerMessages.selectionNotAlone(at: prefix.span)
    }
    let isWalk = prefix?.mode == .walk && match == nil
    let isDifferent = !isRepeatable && !isWalk
    var mode = prefix?.mode ?? (isDifferent ? .trail : .walk)
    if mode == .walk, isDifferent { mode = .trail }
    if mode == .walk, !selection.isSelective, let place = pattern.elements.unboundedLength {
      throw PlannerMessages.unboundedWalk(at: place)
    }
    return PathPolicy(
      selection: selection, mode: mode, isDifferent: isDifferent,
      isWhole: selection.isSelective || mode == .simple || mode == .acyclic
        || (mode == .trail && !isDifferent))
  }

  private func selection(
    _ parsed: ParsedPathPrefix.Selection?, at span: SourceSpan
  ) throws(Diagnostic) -> BoundPathSelection {
    switch parsed {
    case nil, .all: return .all
    case .any(let count), .shortest(let count):
      return .shortest(count: try bindCount(count, at: span))
    case .shortestGroups(let count):
      return .shortestGroups(count: try bindCount(count, at: span))
    }
  }

  private func bindCount(
    _ parsed: ParsedExpression?, at span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    guard let parsed else {
      return BoundExpression(.constant(.integer(1)), type: .integer, span: span)
    }
    return try bind(parsed)
  }
}

extension [ParsedPathElement] {
  /// The first quantifier or length without an upper bound.
  fileprivate var unboundedLength: SourceSpan? {
    for element in self {
      switch element {
      case .node: continue
      case .relationship(let relationship):
        if let length = relationship.length, length.maximum == nil { return length.span }
      case .part(let part):
        if let length = part.quantifier, length.maximum == nil { return length.span }
        if let inner = part.elements.unboundedLength { return inner }
      }
    }
    return nil
  }
}
