import KithCore
import KithSyntax

/// Patterns that are matched. Patterns that are created are in `Binder+Writes.swift`.
extension Binder {
  /// The patterns as a query graph; new variables come into scope.
  ///
  /// `mayBindNew` is false in a pattern predicate, where every name must be known already.
  func bindPatterns(
    _ patterns: [ParsedPathPattern], mode: ParsedMatchMode? = nil, mayBindNew: Bool = true
  ) throws(Diagnostic) -> QueryGraph {
    var graph = QueryGraph()
    var pending = PendingConditions(outer: scope, mayBindNew: mayBindNew)
    for pattern in patterns {
      let policy = try policy(of: pattern, mode, isAlone: patterns.count == 1)
      try bind(pattern, policy, into: &graph, &pending)
    }
    // Property maps and inline conditions may read variables that come later in the patterns.
    for condition in pending.conditions { graph.add(try bind(condition)) }
    for (index, parsed) in pending.steps {
      try fillSteps(parsed, &graph.relationships[index])
    }
    for (index, parsed) in pending.shortestSteps {
      try fillSteps(parsed, &graph.shortestPaths[index].relationship)
    }
    for (index, condition) in pending.searchConditions {
      try add(try bind(condition), toSearch: index, of: &graph, outer: pending.outer)
    }
    return graph
  }

  /// A condition to be bound when all variables of the patterns are in scope.
  enum PendingCondition {
    case predicate(ParsedExpression)
    case equality(BoundExpression, key: ParsedName, value: ParsedExpression)
    case bound(BoundExpression)
    case parameter(SourceSpan)
  }

  struct PendingConditions {
    /// What was in scope before the patterns.
    let outer: Scope
    let mayBindNew: Bool
    var conditions: [PendingCondition] = []
    /// Conditions on each step, by the number of their relationship.
    var steps: [(Int, ParsedRelationshipPattern)] = []
    var shortestSteps: [(Int, ParsedRelationshipPattern)] = []
    /// Conditions within a path that is searched as a whole, by the number of its relationship.
    var searchConditions: [(Int, PendingCondition)] = []
  }

  func bind(_ condition: PendingCondition) throws(Diagnostic) -> BoundExpression {
    switch condition {
    case .predicate(let predicate): return try bindPredicate(predicate)
    case .bound(let expression): return expression
    case .parameter(let span):
      throw PlannerMessages.invalidParameterUse(at: span, clause: "MATCH")
    case .equality(let subject, let key, let value):
      warnUnknown("property", key, in: schema.propertyKeys)
      let left = BoundExpression(.property(subject, key: key.text), type: .any, span: key.span)
      let right = try bind(value)
      warnOfNull(.equal, left, right, at: key.span.through(value.span))
      return BoundExpression(
        .comparison(.equal, left, right), type: .boolean, span: key.span.through(value.span))
    }
  }

  private func bind(
    _ pattern: ParsedPathPattern, _ policy: PathPolicy, into graph: inout QueryGraph,
    _ pending: inout PendingConditions
  ) throws(Diagnostic) {
    if let name = pattern.variable, scope[name.text] != nil || pattern.names(name.text) {
      throw PlannerMessages.variableAlreadyBound(name.text, at: name.span)
    }
    let flat = FlatPath(pattern.elements)
    if pattern.selector != .all {
      return try bindShortestPath(pattern, into: &graph, &pending)
    }
    if policy.isWhole, !flat.links.isEmpty {
      return try bindSearch(pattern, flat, policy, into: &graph, &pending)
    }
    var nodes: [VariableID] = []
    for patterns in flat.nodes {
      nodes.append(try bindNodes(patterns, into: &graph, &pending))
    }
    var elements: [PathElement] = [.node(nodes[0])]
    for (index, link) in flat.links.enumerated() {
      elements.append(
        try bindLink(
          link, from: nodes[index], to: nodes[index + 1], policy, into: &graph, &pending))
      elements.append(.node(nodes[index + 1]))
    }
    if let name = pattern.variable {
      addPath(name, elements[...], pattern.span, to: &graph)
    }
    for group in flat.groups {
      if let name = group.variable {
        guard scope[name.text] == nil else {
          throw PlannerMessages.variableAlreadyBound(name.text, at: name.span)
        }
        addPath(name, elements[(group.first * 2)...(group.last * 2)], group.span, to: &graph)
      }
      if let predicate = group.predicate { pending.conditions.append(.predicate(predicate)) }
    }
  }

  private func addPath(
    _ name: ParsedName, _ elements: ArraySlice<PathElement>, _ span: SourceSpan,
    to graph: inout QueryGraph
  ) {
    let path = declare(name.text, .path)
    graph.paths.append(
      BoundColumn(path, BoundExpression(.path(Array(elements)), type: .path, span: span)))
  }

  /// A relationship, or a part that is repeated.
  private func bindLink(
    _ link: FlatPath.Link, from left: VariableID, to right: VariableID, _ policy: PathPolicy,
    into graph: inout QueryGraph, _ pending: inout PendingConditions
  ) throws(Diagnostic) -> PathElement {
    guard case .relationship(let parsed) = link, parsed.length == nil || policy.mode == .trail
    else {
      let edge = try bindRepetition(link, from: left, to: right, policy, outer: pending.outer)
      graph.relationships.append(edge)
      return .relationshipList(edge.variable)
    }
    var bound = try bindRelationship(
      parsed, from: left, to: right, into: graph, &pending, isShortest: false,
      isDifferent: policy.isDifferent)
    bound.isDifferent = policy.isDifferent
    if hasStepConditions(parsed, bound) {
      pending.steps.append((graph.relationships.count, parsed))
    }
    addConditions(parsed, bound, &pending)
    graph.relationships.append(bound)
    return parsed.length == nil ? .relationship(bound.variable) : .relationshipList(bound.variable)
  }

  /// `shortestPath((a)-[*]->(b))` and `allShortestPaths(…)`.
  private func bindShortestPath(
    _ pattern: ParsedPathPattern, into graph: inout QueryGraph, _ pending: inout PendingConditions
  ) throws(Diagnostic) {
    let relationships = pattern.relationships
    if let part = pattern.parts.first {
      throw PlannerMessages.quantifierInShortestPath(at: part.span)
    }
    guard relationships.count == 1 else {
      throw PlannerMessages.shortestPathShape(at: pattern.span)
    }
    if let length = relationships[0].length, length.isQuantifier {
      throw PlannerMessages.quantifierInShortestPath(at: length.span)
    }
    let nodes = pattern.nodes
    let left = try bindNode(nodes[0], into: &graph, &pending)
    let right = try bindNode(nodes[1], into: &graph, &pending)
    let bound = try bindRelationship(
      relationships[0], from: left, to: right, into: graph, &pending, isShortest: true,
      isDifferent: true)
    if hasStepConditions(relationships[0], bound) {
      pending.shortestSteps.append((graph.shortestPaths.count, relationships[0]))
    }
    var search = QueryGraph.ShortestPath(
      relationship: bound, findsAll: pattern.selector == .allShortestPaths, path: nil)
    if let name = pattern.variable {
      let elements: [PathElement] = [.node(left), .relationshipList(bound.variable), .node(right)]
      addPath(name, elements[...], pattern.span, to: &graph)
      search.path = graph.paths.last?.variable
    }
    graph.shortestPaths.append(search)
  }

  // MARK: nodes

  /// A node that several patterns beside each other describe: `((a)-->(b)) (c)` names one node twice.
  func bindNodes(
    _ patterns: [ParsedNodePattern], into graph: inout QueryGraph,
    _ pending: inout PendingConditions
  ) throws(Diagnostic) -> VariableID {
    guard let first = patterns.first else {
      let variable = newVariable()
      graph.add(node: variable, labels: [])
      return variable
    }
    let variable = try bindNode(first, into: &graph, &pending)
    for pattern in patterns.dropFirst() {
      guard let name = pattern.variable, scope[name.text] == nil else {
        let other = try bindNode(pattern, into: &graph, &pending)
        pending.conditions.append(.bound(equality(of: variable, other, .node, pattern.span)))
        continue
      }
      scope.add(BoundVariable(id: variable, name: name.text, type: .node))
      try constrain(variable, by: pattern, in: &graph, &pending)
    }
    return variable
  }

  private func bindNode(
    _ node: ParsedNodePattern, into graph: inout QueryGraph, _ pending: inout PendingConditions
  ) throws(Diagnostic) -> VariableID {
    let variable = try nodeVariable(node, mayBindNew: pending.mayBindNew)
    try constrain(variable, by: node, in: &graph, &pending)
    return variable
  }

  private func constrain(
    _ variable: VariableID, by node: ParsedNodePattern, in graph: inout QueryGraph,
    _ pending: inout PendingConditions
  ) throws(Diagnostic) {
    var labels: [String] = []
    let subject = BoundExpression(.variable(variable), type: .node, span: node.span)
    if let parsed = node.labels {
      let expression = try bindLabels(parsed, ofRelationship: false)
      if let names = expression.conjunction {
        labels = names
      } else {
        graph.add(
          BoundExpression(.hasLabel(subject, expression), type: .boolean, span: node.span))
      }
    }
    graph.add(node: variable, labels: labels)
    pending.conditions += propertyConditions(node.properties, of: subject)
    if let predicate = node.predicate {
      pending.conditions.append(.predicate(predicate))
    }
  }

  /// That two variables are the same node or relationship.
  func equality(
    of left: VariableID, _ right: VariableID, _ type: StaticType, _ span: SourceSpan
  ) -> BoundExpression {
    BoundExpression(
      .comparison(
        .equal, BoundExpression(.variable(left), type: type, span: span),
        BoundExpression(.variable(right), type: type, span: span)), type: .boolean, span: span)
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

  /// `{key: value}` as one equality a key; a parameter in its place is an error when it is bound.
  func propertyConditions(
    _ properties: ParsedExpression?, of subject: BoundExpression
  ) -> [PendingCondition] {
    guard let properties else { return [] }
    guard case .map(let entries) = properties.kind else { return [.parameter(properties.span)] }
    return entries.map { .equality(subject, key: $0.key, value: $0.value) }
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
  /// Whether one of its nodes, relationships or parts has the name.
  func names(_ name: String) -> Bool { elements.names(name) }
}

extension [ParsedPathElement] {
  fileprivate func names(_ name: String) -> Bool {
    contains { element in
      switch element {
      case .node(let node): node.variable?.text == name
      case .relationship(let relationship): relationship.variable?.text == name
      case .part(let part): part.variable?.text == name || part.elements.names(name)
      }
    }
  }
}
