import KithCore
import KithPlanner

extension BoundExpression {
  /// Whether its value may change when the graph does, while its row stays the same.
  ///
  /// Says yes where it cannot be told from the types.
  var readsGraph: Bool {
    switch kind {
    case .constant, .parameter, .variable: return false
    case .subquery, .hasLabel, .path: return true
    case .property(let subject, _):
      if subject.type != .map { return true }
    case .subscripted(let subject, _):
      if subject.type != .map, subject.type != .list { return true }
    case .call(_, let arguments):
      if arguments.contains(where: { !$0.type.isScalar }) { return true }
    case .list, .map, .slice, .unary, .binary, .comparison, .isNull, .isTyped, .cast, .caseWhen,
      .listComprehension, .quantifier, .reduce:
      break
    }
    return children.contains { $0.readsGraph }
  }
}

extension StaticType {
  /// Whether values of the type hold no entities.
  fileprivate var isScalar: Bool {
    switch self {
    case .null, .boolean, .integer, .float, .number, .string, .date, .localTime, .time,
      .localDateTime, .dateTime, .duration, .point:
      true
    case .any, .list, .map, .node, .relationship, .path, .relationshipList, .nodeList: false
    }
  }
}
