import KithCore
import KithSyntax

/// What is legal and surely not meant.
extension Binder {
  /// Warns where one side is null itself, or where the types have no common order: then the comparison is never true.
  func warnOfNull(
    _ comparison: ComparisonOperator, _ left: BoundExpression, _ right: BoundExpression,
    at span: SourceSpan
  ) {
    if left.isNullLiteral || right.isNullLiteral {
      warnings.append(PlannerMessages.comparisonWithNull(comparison.rawValue, at: span))
      return
    }
    switch comparison {
    case .equal, .notEqual: return
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let one = left.type.order, let other = right.type.order, one != other else { return }
      warnings.append(
        PlannerMessages.incomparable(comparison.rawValue, left.type, right.type, at: span))
    }
  }

  /// Warns where an operator that tests is given null itself.
  func warnOfNull(
    _ sign: BinaryOperator, _ left: BoundExpression, _ right: BoundExpression, at span: SourceSpan
  ) {
    switch sign {
    case .in, .startsWith, .endsWith, .contains, .matchesRegex:
      guard left.isNullLiteral || right.isNullLiteral else { return }
      warnings.append(PlannerMessages.comparisonWithNull(sign.rawValue, at: span))
    case .or, .xor, .and, .power, .subtract, .multiply, .divide, .modulo, .add, .concatenate: return
    }
  }

  /// Warns where patterns of one `MATCH` have nothing to do with each other: their matches multiply.
  ///
  /// ```
  /// MATCH (a:Person), (b:Organisation) RETURN a, b
  ///                   ^^^^^^^^^^^^^^^^
  /// ```
  ///
  /// A pattern whose node is looked up by a value of its own, as both ends of a relationship to be made are, gives few
  /// matches and is left out. `known` are the variables from before.
  func warnOfProduct(_ match: ParsedMatch, _ graph: QueryGraph, known: Set<VariableID>) {
    guard match.patterns.count > 1 else { return }
    var groups = match.patterns.map { pattern in
      PatternGroup(variables: Set(pattern.allNames.compactMap { scope[$0]?.id }), pattern.span)
    }
    groups.removeAll { !$0.variables.isEmpty && $0.variables.isSubset(of: known) }
    for predicate in graph.predicates {
      let own = predicate.variables
      if predicate.isLookUp {
        for index in groups.indices where !groups[index].variables.isDisjoint(with: own) {
          groups[index].isPinned = true
        }
      }
      for index in groups.indices where !groups[index].variables.isDisjoint(with: own) {
        groups[index].variables.formUnion(own)
      }
    }
    let free = PatternGroup.joined(groups).filter { !$0.isPinned }
    guard free.count > 1 else { return }
    warnings.append(PlannerMessages.cartesianProduct(at: free[1].span))
  }
}

/// Patterns that share variables or conditions.
private struct PatternGroup {
  var variables: Set<VariableID>
  var span: SourceSpan
  /// Whether one of its nodes is looked up by a value.
  var isPinned = false

  init(variables: Set<VariableID>, _ span: SourceSpan) {
    self.variables = variables
    self.span = span
  }

  /// Groups that have a variable in common become one.
  static func joined(_ groups: [PatternGroup]) -> [PatternGroup] {
    var result: [PatternGroup] = []
    for group in groups {
      var merged = group
      result.removeAll { other in
        guard !other.variables.isDisjoint(with: merged.variables) else { return false }
        merged.variables.formUnion(other.variables)
        merged.isPinned = merged.isPinned || other.isPinned
        merged.span = other.span
        return true
      }
      result.append(merged)
    }
    return result
  }
}

extension QueryGraph.Predicate {
  /// `a.name = 'x'`: one side reads a single variable, the other none.
  fileprivate var isLookUp: Bool {
    guard variables.count == 1, case .comparison(.equal, let left, let right) = expression.kind
    else { return false }
    return left.freeVariables.isEmpty || right.freeVariables.isEmpty
  }
}

extension ParsedPathPattern {
  /// The names of its nodes, relationships and parts, at every depth.
  var allNames: [String] {
    ([variable?.text] + elements.allNames).compactMap { $0 }
  }
}

extension [ParsedPathElement] {
  fileprivate var allNames: [String?] {
    flatMap { element -> [String?] in
      switch element {
      case .node(let node): [node.variable?.text]
      case .relationship(let relationship): [relationship.variable?.text]
      case .part(let part): [part.variable?.text] + part.elements.allNames
      }
    }
  }
}

extension BoundExpression {
  fileprivate var isNullLiteral: Bool {
    if case .constant(.null) = kind { type == .null } else { false }
  }
}

extension StaticType {
  /// The types that can be ordered with each other; nil where that is not known or where nulls decide.
  fileprivate var order: StaticType? {
    switch self {
    case .integer, .float, .number: .number
    case .boolean, .string, .date, .localTime, .time, .localDateTime, .dateTime, .list, .map: self
    default: nil
    }
  }
}
