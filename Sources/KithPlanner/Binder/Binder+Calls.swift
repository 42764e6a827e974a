import KithCore
import KithSyntax

extension Binder {
  /// A function or an aggregation. Throws `UnknownFunction`, `InvalidNumberOfArguments`, `InvalidArgumentType`.
  func bindCall(
    _ call: ParsedFunctionCall, _ span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    if let function = AggregateFunction(folded: call.name.text) {
      let count = call.arguments.count
      guard count == function.argumentCount else {
        throw PlannerMessages.wrongNumberOfArguments(
          function.usage, given: count, at: span)
      }
      return try aggregate(
        function, name: function.usage, isDistinct: call.isDistinct, arguments: call.arguments,
        span)
    }
    if call.arguments.isEmpty, let place = loadedPlace(call.name.text, span) { return place }
    guard let signature = FunctionCatalogue.signature(of: call.name.text) else {
      let known = FunctionCatalogue.all.map(\.name)
      throw PlannerMessages.unknownFunction(
        call.name.text, at: call.name.span,
        suggestion: nearestName(to: call.name.text, among: known))
    }
    guard signature.arity.contains(call.arguments.count) else {
      throw PlannerMessages.wrongNumberOfArguments(
        signature.usage, given: call.arguments.count, at: span)
    }
    if let frame = aggregation, frame.enclosing != nil, !signature.isDeterministic {
      throw PlannerMessages.nonConstantInAggregation(signature.name, at: span)
    }
    var arguments: [BoundExpression] = []
    for argument in call.arguments {
      // `exists((a)-->(b))` takes a pattern.
      arguments.append(
        try signature.name == "exists" ? bindCondition(argument) : bind(argument))
    }
    try checkArguments(arguments, of: signature)
    return BoundExpression(.call(signature.name, arguments), type: signature.type, span: span)
  }

  /// `linenumber()` and `file()`: null where there is no `LOAD CSV` before.
  private func loadedPlace(_ name: String, _ span: SourceSpan) -> BoundExpression? {
    let isLine = name.lowercased() == "linenumber"
    guard isLine || name.lowercased() == "file" else { return nil }
    guard let loaded else { return BoundExpression(.constant(.null), type: .null, span: span) }
    let variable = isLine ? loaded.line : loaded.file
    note(variable)
    return BoundExpression(.variable(variable), type: isLine ? .integer : .string, span: span)
  }

  /// Refuses arguments whose types are known and wrong before a run, as openCypher does.
  private func checkArguments(
    _ arguments: [BoundExpression], of signature: FunctionSignature
  ) throws(Diagnostic) {
    for (place, argument) in arguments.enumerated() {
      guard let parameter = signature.parameter(at: place), !parameter.accepts(argument.type)
      else { continue }
      let wanted = parameter.types.map(PlannerMessages.words).joined(separator: " or ")
      throw PlannerMessages.invalidArgumentType(
        "'\(signature.usage)'", wanted: wanted, got: argument.type, at: argument.span)
    }
  }

  /// An aggregation: noted in the frame, and read by its variable.
  func aggregate(
    _ function: AggregateFunction, name: String, isDistinct: Bool, arguments: [ParsedExpression],
    _ span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    guard let frame = aggregation else {
      throw PlannerMessages.invalidAggregation(name, at: span)
    }
    guard frame.enclosing == nil else {
      throw PlannerMessages.nestedAggregation(name, at: span)
    }
    frame.enclosing = name
    defer { frame.enclosing = nil }
    let bound = try bindAll(arguments)
    if let signature = FunctionCatalogue.explained(function.rawValue) {
      try checkArguments(bound, of: signature)
    }
    let same = frame.aggregates.first {
      $0.function == function && $0.isDistinct == isDistinct
        && zip($0.arguments, bound).allSatisfy { $0.isSame(as: $1) }
    }
    let variable = same?.variable ?? newVariable()
    if same == nil {
      frame.aggregates.append(
        BoundAggregate(
          variable: variable, function: function, isDistinct: isDistinct, arguments: bound,
          span: span))
    }
    return BoundExpression(
      .variable(variable), type: function.resultType(of: bound.first?.type), span: span)
  }
}

extension AggregateFunction {
  /// An aggregation by its name, in any case.
  init?(folded name: String) {
    guard let function = Self.byLowercaseName[name.lowercased()] else { return nil }
    self = function
  }

  private static let byLowercaseName: [String: AggregateFunction] = {
    let own = allCases.filter { $0 != .countRows }.map { ($0.rawValue.lowercased(), $0) }
    let others = FunctionCatalogue.aggregateSynonymNames.map { ($0.name, $0.meaning) }
    return Dictionary(own + others, uniquingKeysWith: { first, _ in first })
  }()

  var argumentCount: Int {
    switch self {
    case .countRows: 0
    case .percentileCont, .percentileDisc: 2
    case .count, .sum, .avg, .min, .max, .collect, .stDev, .stDevP: 1
    }
  }

  var usage: String {
    switch self {
    case .countRows: rawValue
    case .percentileCont, .percentileDisc: "\(rawValue)(value, percentile)"
    case .count, .sum, .avg, .min, .max, .collect, .stDev, .stDevP: "\(rawValue)(value)"
    }
  }

  func resultType(of argument: StaticType?) -> StaticType {
    switch self {
    case .countRows, .count: .integer
    case .collect: .list
    case .stDev, .stDevP, .percentileCont: .float
    case .min, .max: argument ?? .any
    case .sum, .avg, .percentileDisc: .any
    }
  }
}

/// Whether an aggregation stands in the expression, outside of its subqueries.
func containsAggregate(_ expression: ParsedExpression) -> Bool {
  func any(_ parts: [ParsedExpression?]) -> Bool {
    parts.contains { $0.map(containsAggregate) ?? false }
  }
  return switch expression.kind {
  case .null, .boolean, .integer, .float, .string, .parameter, .variable, .patternComprehension,
    .pattern, .exists, .count, .collect, .caseSubject:
    false
  case .countStar: true
  case .call(let call): AggregateFunction(folded: call.name.text) != nil || any(call.arguments)
  case .list(let items): any(items)
  case .map(let entries): any(entries.map(\.value))
  case .property(let it, _), .unary(_, let it), .isNull(let it, _), .hasLabel(let it, _),
    .isTyped(let it, _, _), .cast(let it, _), .isNormalized(let it, _, _):
    any([it])
  case .subscripted(let left, let right), .binary(_, let left, let right): any([left, right])
  case .slice(let list, let from, let to): any([list, from, to])
  case .comparison(let first, let steps): any([first] + steps.map(\.right))
  case .caseWhen(let it):
    any([it.subject, it.otherwise] + it.branches.flatMap { [$0.when, $0.then] })
  case .listComprehension(let it): any([it.list, it.predicate, it.projection])
  case .quantifier(let it): any([it.list, it.predicate])
  case .reduce(let it): any([it.initial, it.list, it.body])
  case .mapProjection(let subject, let items):
    any(
      [subject]
        + items.map { item in
          if case .entry(let entry) = item { entry.value } else { nil }
        })
  }
}
