import KithCore
import KithSyntax

/// Parts of paths that are repeated: `((a)-[r]->(b) WHERE a.x < b.x){1,3}` and `-[r]->{1,3}`.
///
/// Within, their variables are single nodes and relationships; outside, lists. Conditions within read these and what
/// earlier clauses bound.
extension Binder {
  struct Repetition {
    var segment: BoundPathPattern.Segment
    var conditions: [BoundExpression] = []
    /// The names within, each with its place.
    var names: [(name: ParsedName, isNode: Bool, position: Int)] = []
  }

  /// A repeated part as an edge of the query graph, searched by itself.
  func bindRepetition(
    _ link: FlatPath.Link, from left: VariableID, to right: VariableID, _ policy: PathPolicy,
    outer: Scope
  ) throws(Diagnostic) -> QueryGraph.Relationship {
    let repetition = try bindRepetition(link, outer: outer)
    let pattern = BoundPathPattern(
      boundaries: [left, right], segments: [repetition.segment],
      conditions: repetition.conditions)
    return searchEdge(
      pattern, outputs: declareLists(repetition, segment: 0), policy, from: left, to: right)
  }

  func searchEdge(
    _ pattern: BoundPathPattern, outputs: [BoundPathOutput], _ policy: PathPolicy,
    from left: VariableID, to right: VariableID
  ) -> QueryGraph.Relationship {
    let steps = pattern.segments.flatMap(\.steps)
    let types = steps.contains { $0.types.isEmpty } ? [] : steps.flatMap(\.types)
    let lengths = pattern.segments.map { segment in
      let count = segment.steps.count
      return (
        minimum: min(segment.minimum, 1 << 20) * count,
        maximum: segment.maximum.map { min($0, 1 << 20) * count }
      )
    }
    var maximum: Int? = 0
    for length in lengths {
      maximum = maximum.flatMap { sum in length.maximum.map { sum + $0 } }
    }
    var edge = QueryGraph.Relationship(
      variable: newVariable(), left: left, right: right, types: types, direction: .both,
      length: (lengths.reduce(0) { $0 + $1.minimum }, maximum), isBound: false, properties: [],
      stepPredicate: nil, stepRelationship: nil)
    edge.isDifferent = policy.isDifferent
    edge.search = QueryGraph.PathSearch(
      pattern: pattern, selection: policy.selection, mode: policy.mode, outputs: outputs)
    return edge
  }

  /// Brings the names of a repeated part into scope as lists.
  func declareLists(_ repetition: Repetition, segment: Int) -> [BoundPathOutput] {
    repetition.names.map { name, isNode, position in
      BoundPathOutput(
        declare(name.text, isNode ? .nodeList : .relationshipList),
        isNode
          ? .node(segment: segment, position: position)
          : .step(segment: segment, position: position))
    }
  }

  func bindRepetition(
    _ link: FlatPath.Link, outer: Scope
  ) throws(Diagnostic) -> Repetition {
    switch link {
    case .relationship(let relationship):
      let length = lengthBounds(relationship, isShortest: false)
      return try bindRepetition(
        nodes: [nil, nil], [relationship], nil, minimum: length.minimum, maximum: length.maximum,
        outer: outer)
    case .repeated(let part):
      return try bindRepetition(
        nodes: part.elements.nodes, part.elements.relationships, part.predicate,
        minimum: part.quantifier?.minimum.map { Int($0) } ?? 1,
        maximum: part.quantifier?.maximum.map { Int($0) }, outer: outer)
    }
  }

  private func bindRepetition(
    nodes: [ParsedNodePattern?], _ relationships: [ParsedRelationshipPattern],
    _ predicate: ParsedExpression?, minimum: Int, maximum: Int?, outer: Scope
  ) throws(Diagnostic) -> Repetition {
    var inner = outer
    var pending: [PendingCondition] = []
    var result = Repetition(
      segment: BoundPathPattern.Segment(
        nodes: [], steps: [], minimum: minimum, maximum: maximum, isRepeated: true))
    for (position, node) in nodes.enumerated() {
      let variable = try innerVariable(
        node?.variable, .node, position, &inner, &result, &pending)
      result.segment.nodes.append(variable)
      if let node { pending += try conditions(of: node, variable) }
    }
    for (position, relationship) in relationships.enumerated() {
      let variable = try innerVariable(
        relationship.variable, .relationship, position, &inner, &result, &pending)
      let (step, conditions) = try step(of: relationship, variable)
      result.segment.steps.append(step)
      pending += conditions
    }
    if let predicate { pending.append(.predicate(predicate)) }
    for condition in pending {
      result.conditions += try bindInner(condition, inner).conjuncts
    }
    return result
  }

  /// A condition within; one that reads what the same MATCH binds elsewhere is an error of its own.
  private func bindInner(
    _ condition: PendingCondition, _ inner: Scope
  ) throws(Diagnostic) -> BoundExpression {
    let all = scope.overlaid(with: inner)
    do throws(Diagnostic) {
      return try bind(condition, throwingIn: inner)
    } catch {
      guard error.detail == "UndefinedVariable", let span = error.span else { throw error }
      _ = try bind(condition, throwingIn: all)
      throw PlannerMessages.outsideOfRepetition(at: span)
    }
  }

  private func bind(
    _ condition: PendingCondition, throwingIn inner: Scope
  ) throws(Diagnostic) -> BoundExpression {
    try throwingErrors { () throws(Diagnostic) -> BoundExpression in
      try withScope(inner) { () throws(Diagnostic) -> BoundExpression in try bind(condition) }
    }
  }

  private func innerVariable(
    _ name: ParsedName?, _ type: StaticType, _ position: Int, _ inner: inout Scope,
    _ result: inout Repetition, _ pending: inout [PendingCondition]
  ) throws(Diagnostic) -> VariableID {
    guard let name else { return newVariable() }
    let variable = newVariable(named: name.text)
    if result.names.contains(where: { $0.name.text == name.text }), let known = inner[name.text] {
      guard known.type == type else {
        throw PlannerMessages.variableTypeConflict(
          name.text, is: known.type, wanted: type, at: name.span)
      }
      pending.append(.bound(equality(of: variable, known.id, type, name.span)))
      return variable
    }
    guard scope[name.text] == nil else {
      throw PlannerMessages.repeatedNameTaken(name.text, at: name.span)
    }
    inner.add(BoundVariable(id: variable, name: name.text, type: type))
    result.names.append((name, type == .node, position))
    return variable
  }

  // MARK: elements of a search

  /// What a node pattern asks of a node that a search finds.
  func conditions(
    of node: ParsedNodePattern, _ variable: VariableID
  ) throws(Diagnostic) -> [PendingCondition] {
    let subject = BoundExpression(.variable(variable), type: .node, span: node.span)
    var found: [PendingCondition] = []
    if let labels = node.labels {
      let expression = try bindLabels(labels, ofRelationship: false)
      found.append(
        .bound(BoundExpression(.hasLabel(subject, expression), type: .boolean, span: node.span)))
    }
    found += propertyConditions(node.properties, of: subject)
    if let predicate = node.predicate { found.append(.predicate(predicate)) }
    return found
  }

  /// A relationship that a search follows, and what its pattern asks of it.
  func step(
    of relationship: ParsedRelationshipPattern, _ variable: VariableID
  ) throws(Diagnostic) -> (BoundPathPattern.Step, [PendingCondition]) {
    var step = BoundPathPattern.Step(
      variable: variable, types: [], direction: relationship.arrow.direction)
    let subject = BoundExpression(
      .variable(variable), type: .relationship, span: relationship.span)
    var found: [PendingCondition] = []
    if let types = relationship.types {
      let expression = try bindLabels(types, ofRelationship: true)
      if let names = expression.disjunction {
        step.types = names
      } else if !expression.isWildcard {
        found.append(
          .bound(
            BoundExpression(
              .hasLabel(subject, expression), type: .boolean, span: relationship.span)))
      }
    }
    found += propertyConditions(relationship.properties, of: subject)
    if let predicate = relationship.predicate { found.append(.predicate(predicate)) }
    return (step, found)
  }
}

extension BoundExpression {
  /// The conditions that it joins by AND.
  var conjuncts: [BoundExpression] {
    guard case .binary(.and, let left, let right) = kind else { return [self] }
    return left.conjuncts + right.conjuncts
  }
}
