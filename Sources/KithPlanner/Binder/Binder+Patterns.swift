import KithCore
import KithSyntax

/// Patterns that are matched. Patterns that are created are in `Binder+Writes.swift`.
extension Binder {
  /// The patterns as a query graph; new variables come into scope.
  ///
  /// `mayBindNew` is false in a pattern predicate, where every name must be known already.
  func bindPatterns(
    _ patterns: [ParsedPathPattern], mayBindNew: Bool = true
  ) throws(Diagnostic) -> QueryGraph {
    var graph = QueryGraph()
    var pending = PendingConditions()
    let outer = scope
    for pattern in patterns {
      try bind(pattern, into: &graph, &pending, mayBindNew: mayBindNew, outer: outer)
    }
    // Property maps and inline conditions may read variables that come later in the patterns.
    for condition in pending.conditions { graph.add(try bind(condition)) }
    for (index, parsed) in pending.steps {
      try fillSteps(parsed, &graph.relationships[index])
    }
    for (index, parsed) in pending.shortestSteps {
      try fillSteps(parsed, &graph.shortestPaths[index].relationship)
    }
    return graph
  }

  /// A condition to be bound when all variables of the patterns are in scope.
  private enum PendingCondition {
    case predicate(ParsedExpression)
    case equality(BoundExpression, key: ParsedName, value: ParsedExpression)
    case bound(BoundExpression)
    case parameter(SourceSpan)
  }

  private struct PendingConditions {
    var conditions: [PendingCondition] = []
    /// Conditions on each step, by the number of their relationship.
    var steps: [(Int, ParsedRelationshipPattern)] = []
    var shortestSteps: [(Int, ParsedRelationshipPattern)] = []
  }

  private func bind(_ condition: PendingCondition) throws(Diagnostic) -> BoundExpression {
    switch condition {
    case .predicate(let predicate): return try bindPredicate(predicate)
    case .bound(let expression): return expression
    case .parameter(let span):
      throw PlannerMessages.invalidParameterUse(at: span, clause: "MATCH")
    case .equality(let subject, let key, let value):
      warnUnknown("property", key, in: schema.propertyKeys)
      let left = BoundExpression(.property(subject, key: key.text), type: .any, span: key.span)
      let right = try bind(value)
      return BoundExpression(
        .comparison(.equal, left, right), type: .boolean, span: key.span.through(value.span))
    }
  }

  private func bind(
    _ pattern: ParsedPathPattern, into graph: inout QueryGraph, _ pending: inout PendingConditions,
    mayBindNew: Bool, outer: Scope
  ) throws(Diagnostic) {
    if let name = pattern.variable, scope[name.text] != nil || pattern.names(name.text) {
      throw PlannerMessages.variableAlreadyBound(name.text, at: name.span)
    }
    if let part = pattern.parts.first {
      throw PlannerMessages.unexpectedSyntax(
        "a part of a path in parentheses is not supported", at: part.span)
    }
    if let prefix = pattern.prefix {
      throw PlannerMessages.unexpectedSyntax("this is not supported", at: prefix.span)
    }
    var elements: [PathElement] = []
    var nodes: [VariableID] = []
    for node in pattern.nodes {
      nodes.append(
        try bindNode(node, into: &graph, &pending, mayBindNew: mayBindNew))
    }
    elements.append(.node(nodes[0]))
    for (index, relationship) in pattern.relationships.enumerated() {
      let bound = try bindRelationship(
        relationship, from: nodes[index], to: nodes[index + 1], into: graph, &pending,
        isShortest: pattern.selector != .all, mayBindNew: mayBindNew, outer: outer)
      elements.append(
        relationship.length == nil && pattern.selector == .all
          ? .relationship(bound.variable) : .relationshipList(bound.variable))
      elements.append(.node(nodes[index + 1]))
      if pattern.selector != .all, let length = relationship.length, length.isQuantifier {
        throw PlannerMessages.quantifierInShortestPath(at: length.span)
      }
      if pattern.selector == .all {
        if hasStepConditions(relationship, bound) {
          pending.steps.append((graph.relationships.count, relationship))
        }
        addConditions(relationship, bound, &pending)
        graph.relationships.append(bound)
      } else {
        guard pattern.relationships.count == 1 else {
          throw PlannerMessages.shortestPathShape(at: pattern.span)
        }
        if hasStepConditions(relationship, bound) {
          pending.shortestSteps.append((graph.shortestPaths.count, relationship))
        }
        graph.shortestPaths.append(
          QueryGraph.ShortestPath(
            relationship: bound, findsAll: pattern.selector == .allShortestPaths, path: nil))
      }
    }
    if pattern.selector != .all, pattern.relationships.isEmpty {
      throw PlannerMessages.shortestPathShape(at: pattern.span)
    }
    if let name = pattern.variable {
      let path = declare(name.text, .path)
      let column = BoundColumn(
        path, BoundExpression(.path(elements), type: .path, span: pattern.span))
      graph.paths.append(column)
      if pattern.selector != .all { graph.shortestPaths[graph.shortestPaths.count - 1].path = path }
    }
  }

  // MARK: nodes

  private func bindNode(
    _ node: ParsedNodePattern, into graph: inout QueryGraph, _ pending: inout PendingConditions,
    mayBindNew: Bool
  ) throws(Diagnostic) -> VariableID {
    let variable = try nodeVariable(node, mayBindNew: mayBindNew)
    var labels: [String] = []
    if let parsed = node.labels {
      let expression = try bindLabels(parsed, ofRelationship: false)
      if let names = expression.conjunction {
        labels = names
      } else {
        let subject = BoundExpression(.variable(variable), type: .node, span: node.span)
        graph.add(
          BoundExpression(.hasLabel(subject, expression), type: .boolean, span: node.span))
      }
    }
    graph.add(node: variable, labels: labels)
    let subject = BoundExpression(.variable(variable), type: .node, span: node.span)
    addPropertyConditions(node.properties, of: subject, &pending)
    if let predicate = node.predicate {
      pending.conditions.append(.predicate(predicate))
    }
    return variable
  }

  private func nodeVariable(
    _ node: ParsedNodePattern, mayBindNew: Bool
  ) throws(Diagnostic) -> VariableID {
    guard let name = node.variable else { return newVariable() }
    guard let known = scope[name.text] else {
      guard mayBindNew else { return try resolve(name).id }
      return declare(name.text, .node)
    }
    guard [.node, .any, .null].contains(known.type) else {
      throw PlannerMessages.variableTypeConflict(
        name.text, is: known.type, wanted: .node, at: name.span)
    }
    note(known.id)
    return known.id
  }

  // MARK: relationships

  private func bindRelationship(
    _ it: ParsedRelationshipPattern, from left: VariableID, to right: VariableID,
    into graph: QueryGraph, _ pending: inout PendingConditions, isShortest: Bool, mayBindNew: Bool,
    outer: Scope
  ) throws(Diagnostic) -> QueryGraph.Relationship {
    let isList = it.length != nil || isShortest
    let wanted: StaticType = isList ? .relationshipList : .relationship
    var isBound = false
    let variable: VariableID
    if let name = it.variable {
      if let known = scope[name.text] {
        if let length = it.length, length.isQuantifier {
          throw PlannerMessages.repeatedNameTaken(name.text, at: name.span)
        }
        let fits: [StaticType] =
          isList ? [.relationshipList, .list, .any, .null] : [wanted, .any, .null]
        guard fits.contains(known.type) else {
          throw PlannerMessages.variableTypeConflict(
            name.text, is: known.type, wanted: wanted, at: name.span)
        }
        let isUsed = graph.relationships.contains { $0.variable == known.id }
        guard !isUsed else {
          throw PlannerMessages.relationshipUsedTwice(name.text, at: name.span)
        }
        note(known.id)
        isBound = true
        variable = known.id
      } else {
        guard mayBindNew else { throw try undefined(name) }
        variable = declare(name.text, wanted)
      }
    } else {
      variable = newVariable()
    }
    var bound = QueryGraph.Relationship(
      variable: variable, left: left, right: right, types: [], direction: it.arrow.direction,
      length: nil, isBound: isBound, properties: [], stepPredicate: nil, stepRelationship: nil)
    if isList { bound.length = lengthBounds(it, isShortest: isShortest) }
    if let types = it.types {
      let expression = try bindLabels(types, ofRelationship: true)
      if let names = expression.disjunction {
        bound.types = names
      } else if !expression.isWildcard {
        addTypeCondition(expression, isList: isList, of: &bound, span: it.span, &pending)
      }
    }
    return bound
  }

  private func undefined(_ name: ParsedName) throws(Diagnostic) -> Diagnostic {
    PlannerMessages.undefinedVariable(
      name.text, at: name.span,
      suggestion: nearestName(to: name.text, among: scope.variables.map(\.name)))
  }

  /// `*` is 1 or more; `*..3` is 1 to 3; `*2..` is 2 or more; a shortest path without `*` is one step.
  private func lengthBounds(
    _ it: ParsedRelationshipPattern, isShortest: Bool
  ) -> (minimum: Int, maximum: Int?) {
    guard let length = it.length else { return (1, 1) }
    return (length.minimum.map { Int($0) } ?? 1, length.maximum.map { Int($0) })
  }

  private func addTypeCondition(
    _ expression: BoundLabelExpression, isList: Bool, of bound: inout QueryGraph.Relationship,
    span: SourceSpan, _ pending: inout PendingConditions
  ) {
    let step = isList ? newVariable() : bound.variable
    let subject = BoundExpression(.variable(step), type: .relationship, span: span)
    let condition = BoundExpression(.hasLabel(subject, expression), type: .boolean, span: span)
    if isList {
      bound.stepRelationship = step
      bound.stepPredicate = condition
    } else {
      pending.conditions.append(.bound(condition))
    }
  }

  /// Conditions on a single relationship.
  private func addConditions(
    _ it: ParsedRelationshipPattern, _ bound: QueryGraph.Relationship,
    _ pending: inout PendingConditions
  ) {
    guard bound.length == nil else { return }
    let subject = BoundExpression(.variable(bound.variable), type: .relationship, span: it.span)
    addPropertyConditions(it.properties, of: subject, &pending)
    if let predicate = it.predicate {
      pending.conditions.append(.predicate(predicate))
    }
  }

  /// Whether it has conditions on every step, to be bound when all variables are known.
  private func hasStepConditions(
    _ it: ParsedRelationshipPattern, _ bound: QueryGraph.Relationship
  ) -> Bool {
    bound.length != nil && (it.properties != nil || it.predicate != nil)
  }

  private func fillSteps(
    _ it: ParsedRelationshipPattern, _ relationship: inout QueryGraph.Relationship
  ) throws(Diagnostic) {
    if let properties = it.properties {
      guard case .map(let entries) = properties.kind else {
        throw PlannerMessages.invalidParameterUse(at: properties.span, clause: "MATCH")
      }
      for entry in entries {
        relationship.properties.append((key: entry.key.text, value: try bind(entry.value)))
      }
    }
    guard let predicate = it.predicate else { return }
    let step = relationship.stepRelationship ?? newVariable()
    var inner = scope
    if let name = it.variable {
      inner.add(BoundVariable(id: step, name: name.text, type: .relationship))
    }
    let condition = try withScope(inner) { () throws(Diagnostic) -> BoundExpression in
      try bindPredicate(predicate)
    }
    relationship.stepPredicate =
      relationship.stepPredicate.map {
        BoundExpression(.binary(.and, $0, condition), type: .boolean, span: predicate.span)
      } ?? condition
    relationship.stepRelationship = step
  }

  /// `{key: value}` as one equality a key. Throws `InvalidParameterUse` on a parameter in its place.
  private func addPropertyConditions(
    _ properties: ParsedExpression?, of subject: BoundExpression,
    _ pending: inout PendingConditions
  ) {
    guard let properties else { return }
    guard case .map(let entries) = properties.kind else {
      pending.conditions.append(.parameter(properties.span))
      return
    }
    for entry in entries {
      pending.conditions.append(.equality(subject, key: entry.key, value: entry.value))
    }
  }
}

extension ParsedRelationshipPattern.Arrow {
  /// As seen from the pattern's left node.
  var direction: ExpandDirection {
    switch self {
    case .right: .outgoing
    case .left: .incoming
    case .either: .both
    }
  }
}

extension BoundLabelExpression {
  var isWildcard: Bool {
    if case .wildcard = self { true } else { false }
  }
}

extension ParsedPathPattern {
  /// Whether one of its nodes or relationships has the name.
  func names(_ name: String) -> Bool {
    nodes.contains { $0.variable?.text == name }
      || relationships.contains { $0.variable?.text == name }
  }
}
