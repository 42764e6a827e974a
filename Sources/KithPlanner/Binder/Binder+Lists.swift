import KithCore
import KithSyntax

/// Expressions that bind a variable of their own over a list's elements, and map projections.
extension Binder {
  func bindListComprehension(
    _ it: ParsedListComprehension, _ span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    let list = try bind(it.list)
    try expectList(list, of: "a list comprehension")
    let variable = newVariable(named: it.variable.text)
    let inner = scopeAdding(it.variable.text, variable, elementType(of: list))
    let (predicate, projection) = try withoutAggregation {
      () throws(Diagnostic) -> (BoundExpression?, BoundExpression?) in
      try withScope(inner) { () throws(Diagnostic) -> (BoundExpression?, BoundExpression?) in
        var condition: BoundExpression?
        if let parsed = it.predicate { condition = try bindCondition(parsed) }
        return (condition, try bindOptional(it.projection))
      }
    }
    if let predicate { try expectBoolean(predicate, of: "WHERE") }
    return BoundExpression(
      .listComprehension(
        BoundListComprehension(
          variable: variable, list: list, predicate: predicate, projection: projection)),
      type: .list, span: span)
  }

  func bindQuantifier(
    _ it: ParsedQuantifier, _ span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    let list = try bind(it.list)
    try expectList(list, of: "\(it.quantifier.rawValue)()")
    let variable = newVariable(named: it.variable.text)
    let inner = scopeAdding(it.variable.text, variable, elementType(of: list))
    let predicate = try withoutAggregation { () throws(Diagnostic) -> BoundExpression in
      try withScope(inner) { () throws(Diagnostic) -> BoundExpression in
        try bindCondition(it.predicate)
      }
    }
    try expectBoolean(predicate, of: "WHERE")
    return BoundExpression(
      .quantifier(
        BoundQuantifier(
          quantifier: it.quantifier, variable: variable, list: list, predicate: predicate)),
      type: .boolean, span: span)
  }

  func bindReduce(_ it: ParsedReduce, _ span: SourceSpan) throws(Diagnostic) -> BoundExpression {
    let initial = try bind(it.initial)
    let list = try bind(it.list)
    try expectList(list, of: "reduce()")
    let (accumulator, variable) = (
      newVariable(named: it.accumulator.text), newVariable(named: it.variable.text)
    )
    var inner = scopeAdding(it.accumulator.text, accumulator, .any)
    inner.add(
      BoundVariable(id: variable, name: it.variable.text, type: elementType(of: list)))
    let body = try withoutAggregation { () throws(Diagnostic) -> BoundExpression in
      try withScope(inner) { () throws(Diagnostic) -> BoundExpression in try bind(it.body) }
    }
    return BoundExpression(
      .reduce(
        BoundReduce(
          accumulator: accumulator, initial: initial, variable: variable, list: list, body: body)),
      type: .any, span: span)
  }

  /// `n {.name, .*, key: value}`: properties that are named, all of them, and entries.
  func bindMapProjection(
    _ subject: ParsedExpression, _ items: [ParsedMapProjectionItem], _ span: SourceSpan
  ) throws(Diagnostic) -> BoundExpression {
    let bound = try bind(subject)
    guard [.any, .null, .node, .relationship, .map].contains(bound.type) else {
      throw PlannerMessages.invalidArgumentType(
        "a map projection", wanted: "node, relationship or map", got: bound.type, at: subject.span)
    }
    var keys: [String] = []
    var values: [BoundExpression] = []
    var takesAll = false
    for item in items {
      switch item {
      case .allProperties: takesAll = true
      case .property(let key):
        keys.append(key.text)
        values.append(BoundExpression(.property(bound, key: key.text), type: .any, span: key.span))
      case .entry(let entry):
        keys.append(entry.key.text)
        values.append(try bind(entry.value))
      case .variable(let name):
        let variable = try resolve(name)
        keys.append(name.text)
        values.append(BoundExpression(.variable(variable.id), type: variable.type, span: name.span))
      }
    }
    let map = BoundExpression(.map(keys: keys, values: values), type: .map, span: span)
    let whole =
      takesAll
      ? BoundExpression(.call("kith.mergeMaps", [bound, map]), type: .map, span: span) : map
    let isNothing = BoundExpression(.isNull(bound, negated: false), type: .boolean, span: span)
    let null = BoundExpression(.constant(.null), type: .null, span: span)
    return BoundExpression(
      .caseWhen(
        BoundCase(subject: nil, branches: [(when: isNothing, then: null)], otherwise: whole)),
      type: .map, span: span)
  }

  private func scopeAdding(_ name: String, _ id: VariableID, _ type: StaticType) -> Scope {
    var inner = scope
    inner.add(BoundVariable(id: id, name: name, type: type))
    return inner
  }

  /// What is known of a list's elements.
  func elementType(of list: BoundExpression) -> StaticType {
    switch list.kind {
    case .list(let items):
      let types = Set(items.map(\.type)).subtracting([.null])
      return types.count == 1 ? types.first ?? .any : .any
    case .call("nodes", _): return .node
    case .call("relationships", _): return .relationship
    case .call("keys", _), .call("labels", _), .call("split", _): return .string
    case .call("range", _): return .integer
    default:
      switch list.type {
      case .relationshipList: return .relationship
      case .nodeList: return .node
      default: return .any
      }
    }
  }
}
