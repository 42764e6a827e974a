import KithCore
import KithSyntax

/// Patterns that are created, and the items of SET, REMOVE and DELETE.
extension Binder {
  /// What `CREATE` or `MERGE` makes; new variables come into scope.
  func bindCreate(
    _ patterns: [ParsedPathPattern], isMerge: Bool = false
  ) throws(Diagnostic) -> LogicalCreate {
    var create = LogicalCreate(nodes: [], relationships: [], paths: [])
    for pattern in patterns {
      guard pattern.selector == .all else {
        throw PlannerMessages.cannotCreate("a shortest path", at: pattern.span)
      }
      if let prefix = pattern.prefix {
        throw PlannerMessages.cannotCreate("a choice of paths", at: prefix.span)
      }
      if let part = pattern.parts.first {
        let isRepeated = part.quantifier != nil
        throw PlannerMessages.cannotCreate(
          isRepeated ? "a repeated part" : "a part in parentheses", at: part.span)
      }
      try bindCreated(pattern, into: &create, isMerge: isMerge)
    }
    return create
  }

  private func bindCreated(
    _ pattern: ParsedPathPattern, into create: inout LogicalCreate, isMerge: Bool
  ) throws(Diagnostic) {
    if let name = pattern.variable, scope[name.text] != nil || pattern.names(name.text) {
      throw PlannerMessages.variableAlreadyBound(name.text, at: name.span)
    }
    let isAlone = pattern.relationships.isEmpty
    var nodes: [VariableID] = []
    for node in pattern.nodes {
      nodes.append(
        try bindCreatedNode(node, into: &create, isAlone: isAlone, isMerge: isMerge)
      )
    }
    var elements: [PathElement] = [.node(nodes[0])]
    for (index, relationship) in pattern.relationships.enumerated() {
      let variable = try bindCreatedRelationship(
        relationship, from: nodes[index], to: nodes[index + 1], into: &create,
        isMerge: isMerge)
      elements += [.relationship(variable), .node(nodes[index + 1])]
    }
    if let name = pattern.variable {
      let path = declare(name.text, .path)
      create.paths.append(
        BoundColumn(path, BoundExpression(.path(elements), type: .path, span: pattern.span)))
    }
  }

  private func bindCreatedNode(
    _ node: ParsedNodePattern, into create: inout LogicalCreate, isAlone: Bool,
    isMerge: Bool
  ) throws(Diagnostic) -> VariableID {
    if let predicate = node.predicate {
      throw PlannerMessages.cannotCreate("a condition", at: predicate.span)
    }
    if let name = node.variable, let known = scope[name.text] {
      guard [.node, .any].contains(known.type) else {
        throw PlannerMessages.variableTypeConflict(
          name.text, is: known.type, wanted: .node, at: name.span)
      }
      guard !isAlone, node.labels == nil, node.properties == nil else {
        throw PlannerMessages.variableAlreadyBound(name.text, at: name.span)
      }
      note(known.id)
      return known.id
    }
    let properties = try bindCreatedProperties(node.properties, isMerge: isMerge)
    var computed: [BoundExpression] = []
    let labels = try createdLabels(node.labels, computed: &computed)
    let variable = node.variable.map { declare($0.text, .node) } ?? newVariable()
    create.nodes.append(
      LogicalCreate.Node(
        variable: variable, labels: labels, computedLabels: computed, properties: properties))
    return variable
  }

  private func createdLabels(
    _ labels: ParsedLabelExpression?, computed: inout [BoundExpression]
  ) throws(Diagnostic) -> [String] {
    switch labels {
    case nil: return []
    case .name(let name): return [name.text]
    case .and(let left, let right):
      let names = try createdLabels(left, computed: &computed)
      return names + (try createdLabels(right, computed: &computed)).filter { !names.contains($0) }
    case .or(let left, _): throw PlannerMessages.cannotCreate("a choice of labels", at: left.span)
    case .not(let inner):
      throw PlannerMessages.cannotCreate("the absence of a label", at: inner.span)
    case .wildcard(let span): throw PlannerMessages.cannotCreate("any label", at: span)
    case .dynamic(let expression, isAny: true):
      throw PlannerMessages.cannotCreate("a choice of labels", at: expression.span)
    case .dynamic(let expression, isAny: false):
      computed.append(try bindLabelName(expression))
      return []
    }
  }

  private func bindCreatedRelationship(
    _ it: ParsedRelationshipPattern, from left: VariableID, to right: VariableID,
    into create: inout LogicalCreate, isMerge: Bool
  ) throws(Diagnostic) -> VariableID {
    if let name = it.variable, scope[name.text] != nil {
      throw PlannerMessages.variableAlreadyBound(name.text, at: name.span)
    }
    if let length = it.length { throw PlannerMessages.creatingVariableLength(at: length.span) }
    if let predicate = it.predicate {
      throw PlannerMessages.cannotCreate("a condition", at: predicate.span)
    }
    var type = ""
    var computedType: BoundExpression?
    switch it.types {
    case .name(let name)?: type = name.text
    case .dynamic(let expression, isAny: false)?: computedType = try bindLabelName(expression)
    default: throw PlannerMessages.noSingleRelationshipType(at: it.span)
    }
    guard isMerge || it.arrow != .either else {
      throw PlannerMessages.requiresDirectedRelationship(at: it.span)
    }
    let properties = try bindCreatedProperties(it.properties, isMerge: isMerge)
    let variable = it.variable.map { declare($0.text, .relationship) } ?? newVariable()
    // MERGE without a direction creates from left to right.
    let isReversed = it.arrow == .left
    create.relationships.append(
      LogicalCreate.Relationship(
        variable: variable, type: type, computedType: computedType,
        start: isReversed ? right : left,
        end: isReversed ? left : right, properties: properties, span: it.span))
    return variable
  }

  private func bindCreatedProperties(
    _ properties: ParsedExpression?, isMerge: Bool
  ) throws(Diagnostic) -> BoundExpression? {
    guard let properties else { return nil }
    if isMerge, case .parameter = properties.kind {
      throw PlannerMessages.invalidParameterUse(at: properties.span, clause: "MERGE")
    }
    let bound = try bind(properties)
    if case .map(_, let values) = bound.kind { try checkStorable(values) }
    return bound
  }

  /// A property's new value.
  private func bindPropertyValue(_ value: ParsedExpression) throws(Diagnostic) -> BoundExpression {
    let bound = try bind(value)
    try checkStorable([bound])
    return bound
  }

  /// Throws `InvalidPropertyType` where it is known before the run that no property can hold a value.
  private func checkStorable(_ values: [BoundExpression]) throws(Diagnostic) {
    guard let value = values.lazy.compactMap(\.unstorablePart).first else { return }
    throw PlannerMessages.invalidPropertyType(value.type, at: value.span)
  }

  // MARK: SET, REMOVE, DELETE

  func bindSetItems(_ items: [ParsedSetItem]) throws(Diagnostic) -> [BoundSetItem] {
    var bound: [BoundSetItem] = []
    for item in items {
      switch item {
      case .property(let subject, let key, let value):
        bound.append(
          .property(try bind(subject), key: key.text, value: try bindPropertyValue(value)))
      case .dynamicProperty(let subject, let key, let value):
        bound.append(
          .dynamicProperty(
            try bind(subject), key: try bind(key), value: try bindPropertyValue(value)))
      case .replace(let name, let value):
        bound.append(.replace(try entity(name), value: try bind(value)))
      case .merge(let name, let value):
        bound.append(.merge(try entity(name), value: try bind(value)))
      case .labels(let name, let labels):
        bound.append(.labels(try entity(name), labels.map(\.text)))
      case .dynamicLabels(let name, let labels):
        bound.append(.dynamicLabels(try entity(name), try bindLabelName(labels)))
      }
    }
    return bound
  }

  func bindRemoveItems(_ items: [ParsedRemoveItem]) throws(Diagnostic) -> [BoundRemoveItem] {
    var bound: [BoundRemoveItem] = []
    for item in items {
      switch item {
      case .property(let subject, let key):
        bound.append(.property(try bind(subject), key: key.text))
      case .dynamicProperty(let subject, let key):
        bound.append(.dynamicProperty(try bind(subject), key: try bind(key)))
      case .labels(let name, let labels):
        bound.append(.labels(try entity(name), labels.map(\.text)))
      case .dynamicLabels(let name, let labels):
        bound.append(.dynamicLabels(try entity(name), try bindLabelName(labels)))
      }
    }
    return bound
  }

  func bindDelete(_ expressions: [ParsedExpression]) throws(Diagnostic) -> [BoundExpression] {
    var bound: [BoundExpression] = []
    for expression in expressions {
      if case .hasLabel = expression.kind {
        throw PlannerMessages.invalidDelete(at: expression.span)
      }
      let it = try bind(expression)
      guard
        [.any, .null, .node, .relationship, .path, .list, .relationshipList, .nodeList].contains(
          it.type)
      else {
        throw PlannerMessages.invalidArgumentType(
          "DELETE", wanted: "node, relationship or path", got: it.type, at: expression.span)
      }
      bound.append(it)
    }
    return bound
  }

  private func entity(_ name: ParsedName) throws(Diagnostic) -> BoundExpression {
    let variable = try resolve(name)
    guard [.any, .null, .node, .relationship, .map].contains(variable.type) else {
      throw PlannerMessages.variableTypeConflict(
        name.text, is: variable.type, wanted: .node, at: name.span)
    }
    return BoundExpression(.variable(variable.id), type: variable.type, span: name.span)
  }
}

extension BoundExpression {
  /// What in this value no property can hold, as far as types tell: `{a: 1}` of `[1, {a: 1}]`.
  fileprivate var unstorablePart: BoundExpression? {
    if case .list(let items) = kind { return items.lazy.compactMap(\.unstorablePart).first }
    return [.map, .node, .relationship, .path, .relationshipList].contains(type) ? self : nil
  }
}

extension ParsedLabelExpression {
  /// The place of its first name.
  var span: SourceSpan {
    switch self {
    case .name(let name): name.span
    case .and(let left, let right), .or(let left, let right): left.span.through(right.span)
    case .not(let inner): inner.span
    case .wildcard(let span): span
    case .dynamic(let expression, _): expression.span
    }
  }
}
