import KithCore
import KithSyntax

extension Binder {
  /// An expression with its names resolved. Throws the first error that its parts do not keep to themselves.
  func resolved(_ expression: ParsedExpression) throws(Diagnostic) -> BoundExpression {
    let isPredicate = mayStandPattern
    mayStandPattern = isPredicate && expression.kind.isConnective
    defer { mayStandPattern = isPredicate }
    if case .pattern(let pattern) = expression.kind, !isPredicate {
      if pattern.selector != .all { return try bindShortestPathValue(pattern, expression.span) }
      throw PlannerMessages.patternAsValue(at: expression.span)
    }
    let span = expression.span
    func make(_ kind: BoundExpression.Kind, _ type: StaticType) -> BoundExpression {
      BoundExpression(kind, type: type, span: span)
    }
    switch expression.kind {
    case .null: return make(.constant(.null), .null)
    case .boolean(let it): return make(.constant(.boolean(it)), .boolean)
    case .integer(let it): return make(.constant(.integer(it)), .integer)
    case .float(let it): return make(.constant(.float(it)), .float)
    case .string(let it): return make(.constant(.string(it)), .string)
    case .parameter(let name):
      if parameters[name.text] == nil { parameters[name.text] = span }
      return make(.parameter(name.text), .any)
    case .variable(let name):
      let variable = try resolve(name)
      return make(.variable(variable.id), variable.type)
    case .list(let items): return make(.list(try bindAll(items)), .list)
    case .map(let entries):
      let values = try bindAll(entries.map(\.value))
      return make(.map(keys: entries.map(\.key.text), values: values), .map)
    case .property(let subject, let key): return try bindProperty(subject, key, span)
    case .subscripted(let subject, let index):
      return make(.subscripted(try bind(subject), index: try bind(index)), .any)
    case .slice(let subject, let from, let to):
      let list = try bind(subject)
      return make(.slice(list, from: try bindOptional(from), to: try bindOptional(to)), .list)
    case .unary(let sign, let operand): return try bindUnary(sign, operand, span)
    case .binary(let sign, let left, let right): return try bindBinary(sign, left, right, span)
    case .comparison(let first, let steps): return try bindComparison(first, steps, span)
    case .isNull(let operand, let negated):
      return make(.isNull(try bind(operand), negated: negated), .boolean)
    case .isTyped(let operand, let type, let negated):
      return make(.isTyped(try bind(operand), type, negated: negated), .boolean)
    case .isNormalized(let operand, let form, let negated):
      let name = make(.constant(.string(form)), .string)
      let test = make(.call("kith.isNormalized", [try bind(operand), name]), .boolean)
      return negated ? make(.unary(.not, test), .boolean) : test
    case .cast(let operand, let type):
      return make(.cast(try bind(operand), type), type.staticType)
    case .hasLabel(let subject, let labels): return try bindHasLabel(subject, labels, span)
    case .call(let call): return try bindCall(call, span)
    case .countStar:
      return try aggregate(.countRows, name: "count(*)", isDistinct: false, arguments: [], span)
    case .caseWhen(let it): return try bindCase(it, span)
    case .caseSubject: return try bindCaseSubject(span)
    case .listComprehension(let it): return try bindListComprehension(it, span)
    case .quantifier(let it): return try bindQuantifier(it, span)
    case .reduce(let it): return try bindReduce(it, span)
    case .patternComprehension, .pattern, .exists, .count, .collect:
      return try bindSubquery(expression)
    case .mapProjection(let subject, let items):
      return try bindMapProjection(subject, items, span)
    }
  }

  func bindAll(_ expressions: [ParsedExpression]) throws(Diagnostic) -> [BoundExpression] {
    var bound: [BoundExpression] = []
    for expression in expressions { bound.append(try bind(expression)) }
    return bound
  }

  func bindOptional(_ expression: ParsedExpression?) throws(Diagnostic) -> BoundExpression? {
    guard let expression else { return nil }
    return try bind(expression)
  }

  /// A condition of a `WHERE`. Throws `InvalidArgumentType` where it cannot be a boolean.
  func bindPredicate(_ expression: ParsedExpression) throws(Diagnostic) -> BoundExpression {
    let predicate = try bindCondition(expression)
    guard [.any, .null, .boolean].contains(predicate.type) else {
      throw PlannerMessages.invalidArgumentType(
        "WHERE", wanted: "boolean", got: predicate.type, at: expression.span)
    }
    return predicate
  }

  /// Where a condition is wanted, a pattern may stand for its existence.
  func bindCondition(_ expression: ParsedExpression) throws(Diagnostic) -> BoundExpression {
    let saved = mayStandPattern
    mayStandPattern = true
    defer { mayStandPattern = saved }
    return try bind(expression)
  }

  private func bindProperty(
    _ subject: ParsedExpression, _ key: ParsedName, _ span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    let bound = try bind(subject)
    switch bound.type {
    case .boolean, .integer, .float, .number, .string, .list, .relationshipList, .nodeList, .path:
      throw PlannerMessages.noProperties(key.text, of: bound.type, at: subject.span)
    case .node, .relationship: warnUnknown("property", key, in: schema.propertyKeys)
    case .any, .null, .map, .date, .localTime, .time, .localDateTime, .dateTime, .duration, .point:
      break
    }
    return BoundExpression(.property(bound, key: key.text), type: .any, span: span)
  }

  private func bindUnary(
    _ sign: UnaryOperator, _ operand: ParsedExpression, _ span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    let bound = try bind(operand)
    switch sign {
    case .not:
      try expectBoolean(bound, of: "NOT")
      return BoundExpression(.unary(.not, bound), type: .boolean, span: span)
    case .negate, .plus:
      let isKnown: Bool = [.integer, .float, .duration].contains(bound.type)
      return BoundExpression(.unary(sign, bound), type: isKnown ? bound.type : .any, span: span)
    }
  }

  private func bindBinary(
    _ sign: BinaryOperator, _ left: ParsedExpression, _ right: ParsedExpression, _ span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    let (left, right) = (try bind(left), try bind(right))
    warnOfNull(sign, left, right, at: span)
    let type: StaticType
    switch sign {
    case .or, .xor, .and:
      try expectBoolean(left, of: sign.rawValue)
      try expectBoolean(right, of: sign.rawValue)
      type = .boolean
    case .in:
      try expectList(right, of: "IN")
      type = .boolean
    case .startsWith, .endsWith, .contains, .matchesRegex: type = .boolean
    case .power, .subtract, .multiply, .divide, .modulo:
      try expectNumber(left, of: sign.rawValue)
      try expectNumber(right, of: sign.rawValue)
      type = sign == .power ? .float : Self.arithmeticType(sign, left.type, right.type)
    case .add:
      type = Self.arithmeticType(sign, left.type, right.type)
    case .concatenate: type = .any
    }
    return BoundExpression(.binary(sign, left, right), type: type, span: span)
  }

  private static func arithmeticType(
    _ sign: BinaryOperator, _ left: StaticType, _ right: StaticType
  ) -> StaticType {
    if sign == .add, left == .list || right == .list { return .list }
    switch (left, right) {
    case (.integer, .integer): return .integer
    case (.float, .float), (.integer, .float), (.float, .integer): return .float
    case (.string, .string): return sign == .add ? .string : .any
    default: return .any
    }
  }

  /// `a < b <= c` becomes `a < b AND b <= c`.
  private func bindComparison(
    _ first: ParsedExpression, _ steps: [ParsedComparisonStep], _ span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    var left = try bind(first)
    var whole: BoundExpression?
    for step in steps {
      let right = try bind(step.right)
      warnOfNull(step.comparison, left, right, at: left.span.through(right.span))
      let one = BoundExpression(
        .comparison(step.comparison, left, right), type: .boolean,
        span: steps.count == 1 ? span : left.span.through(right.span))
      whole =
        whole.map { BoundExpression(.binary(.and, $0, one), type: .boolean, span: span) } ?? one
      left = right
    }
    return whole ?? left
  }

  private func bindHasLabel(
    _ subject: ParsedExpression, _ labels: ParsedLabelExpression, _ span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    let bound = try bind(subject)
    guard [.any, .null, .node, .relationship].contains(bound.type) else {
      throw PlannerMessages.invalidArgumentType(
        "a label test", wanted: "node or relationship", got: bound.type, at: subject.span)
    }
    let expression = try bindLabels(labels, ofRelationship: bound.type == .relationship)
    return BoundExpression(.hasLabel(bound, expression), type: .boolean, span: span)
  }

  /// A label expression; warns of names that the graph does not know.
  func bindLabels(
    _ labels: ParsedLabelExpression, ofRelationship: Bool
  ) throws(Diagnostic) -> BoundLabelExpression {
    switch labels {
    case .name(let name):
      if ofRelationship {
        warnUnknown("relationship type", name, in: schema.relationshipTypes)
      } else {
        warnUnknown("label", name, in: schema.labels)
      }
      return .name(name.text)
    case .and(let left, let right):
      return .and(
        try bindLabels(left, ofRelationship: ofRelationship),
        try bindLabels(right, ofRelationship: ofRelationship))
    case .or(let left, let right):
      return .or(
        try bindLabels(left, ofRelationship: ofRelationship),
        try bindLabels(right, ofRelationship: ofRelationship))
    case .not(let inner): return .not(try bindLabels(inner, ofRelationship: ofRelationship))
    case .wildcard: return .wildcard
    case .dynamic(let expression, let isAny):
      return .dynamic(try bindLabelName(expression), isAny: isAny)
    }
  }

  /// What `$(…)` computes: a string, or a list of strings.
  func bindLabelName(_ expression: ParsedExpression) throws(Diagnostic) -> BoundExpression {
    let bound = try bind(expression)
    guard [.any, .null, .string, .list].contains(bound.type) else {
      throw PlannerMessages.invalidArgumentType(
        "'$(…)'", wanted: "string or list", got: bound.type, at: expression.span)
    }
    return bound
  }

  // MARK: expectations

  func expectBoolean(_ expression: BoundExpression, of what: String) throws(Diagnostic) {
    guard [.any, .null, .boolean].contains(expression.type) else {
      throw PlannerMessages.invalidArgumentType(
        what, wanted: "boolean", got: expression.type, at: expression.span)
    }
  }

  /// Numbers, and temporal values and durations, of which a run knows more.
  func expectNumber(_ expression: BoundExpression, of what: String) throws(Diagnostic) {
    switch expression.type {
    case .boolean, .string, .list, .map, .node, .relationship, .path, .relationshipList,
      .nodeList, .point:
      throw PlannerMessages.invalidArgumentType(
        "'\(what)'", wanted: "number", got: expression.type, at: expression.span)
    case .any, .null, .integer, .float, .number, .date, .localTime, .time, .localDateTime,
      .dateTime, .duration:
      return
    }
  }

  func expectList(_ expression: BoundExpression, of what: String) throws(Diagnostic) {
    guard [.any, .null, .list, .relationshipList, .nodeList].contains(expression.type) else {
      throw PlannerMessages.invalidArgumentType(
        what, wanted: "list", got: expression.type, at: expression.span)
    }
  }
}

extension ParsedExpression.Kind {
  /// Whether its parts are conditions where it is one itself.
  fileprivate var isConnective: Bool {
    switch self {
    case .unary(.not, _), .binary(.and, _, _), .binary(.or, _, _), .binary(.xor, _, _): true
    default: false
    }
  }
}
