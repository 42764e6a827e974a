import KithCore
import KithSyntax

// CREATE, MERGE, SET, REMOVE and DELETE.

extension ReferenceEvaluator {
  // MARK: creating

  /// Creates a pattern's new nodes and relationships; the row with their names.
  func create(_ pattern: ParsedPathPattern, _ row: Row) throws -> Row {
    var row = row
    var nodes: [Int] = []
    for part in pattern.nodes {
      nodes.append(try createdNode(part, &row))
    }
    var relationships: [Int] = []
    for (index, part) in pattern.relationships.enumerated() {
      guard case .name(let type)? = part.types else {
        throw ReferenceFailure.failed("a relationship without a type")
      }
      let isLeft = part.arrow == .left
      graph.relationships.append(
        ReferenceGraph.Relationship(
          type: type.text, start: nodes[isLeft ? index + 1 : index],
          end: nodes[isLeft ? index : index + 1],
          properties: try properties(part.properties, row)))
      relationships.append(graph.relationships.count - 1)
      if let name = part.variable?.text {
        row[name] = .relationship(RelationshipID(UInt32(graph.relationships.count - 1)))
      }
    }
    if let name = pattern.variable?.text {
      row[name] = .path(
        PathValue(
          nodes: nodes.map { NodeID(UInt32($0)) },
          relationships: relationships.map { RelationshipID(UInt32($0)) }))
    }
    return row
  }

  private func createdNode(_ part: ParsedNodePattern, _ row: inout Row) throws -> Int {
    if let name = part.variable?.text, let bound = row[name] {
      guard case .node(let id) = bound, graph.nodes[Int(id.rawValue)] != nil else {
        throw ReferenceFailure.failed("a relationship to no node")
      }
      return Int(id.rawValue)
    }
    let labels = try part.labels.map(names) ?? []
    let properties = try properties(part.properties, row)
    graph.nodes.append(ReferenceGraph.Node(labels: labels, properties: properties))
    if let name = part.variable?.text {
      row[name] = .node(NodeID(UInt32(graph.nodes.count - 1)))
    }
    return graph.nodes.count - 1
  }

  /// The labels of a conjunction.
  private func names(_ labels: ParsedLabelExpression) throws -> Set<String> {
    switch labels {
    case .name(let name): return [name.text]
    case .and(let one, let other): return try names(one).union(names(other))
    default: throw ReferenceFailure.failed("labels that cannot be created")
    }
  }

  private func properties(_ map: ParsedExpression?, _ row: Row) throws -> [String: Value] {
    guard let map else { return [:] }
    guard case .map(let entries) = try evaluate(map, row) else {
      throw ReferenceFailure.failed("properties that are no map")
    }
    return try stored(Self.dictionary(entries))
  }

  /// Without nulls. Throws for what no property can hold.
  private func stored(_ properties: [String: Value]) throws -> [String: Value] {
    let kept = properties.filter { !$0.value.isNull }
    for value in kept.values { try checkStorable(value) }
    return kept
  }

  private func checkStorable(_ value: Value) throws {
    switch value {
    case .list(let elements):
      for element in elements {
        switch element {
        case .list, .map, .node, .relationship, .path, .null:
          throw ReferenceFailure.unsupported("a property of this kind")
        default: continue
        }
      }
    case .map, .node, .relationship, .path:
      throw ReferenceFailure.failed("a property of this kind")
    default: return
    }
  }

  /// The matches of a pattern, or else what it creates.
  func merge(_ merge: ParsedMerge, _ row: Row) throws -> [Row] {
    let entities =
      merge.pattern.nodes.map(\.properties) + merge.pattern.relationships.map(\.properties)
    for case let map? in entities {
      guard case .map(let wanted) = try evaluate(map, row) else { continue }
      if wanted.values.contains(where: \.isNull) {
        throw ReferenceFailure.failed("MERGE of a null property")
      }
    }
    for name in merge.pattern.nodes.compactMap(\.variable?.text) where row[name]?.isNull == true {
      throw ReferenceFailure.failed("MERGE from null")
    }
    let found = try matches([merge.pattern], nil, row)
    let rows = found.isEmpty ? [try create(merge.pattern, row)] : found
    for row in rows {
      for item in found.isEmpty ? merge.onCreate : merge.onMatch { try set(item, row) }
    }
    return rows
  }

  // MARK: changing

  /// One item of `SET`.
  func set(_ item: ParsedSetItem, _ row: Row) throws {
    switch item {
    case .property(let owner, let key, let value):
      try set(key.text, of: try evaluate(owner, row), to: try evaluate(value, row))
    case .dynamicProperty(let owner, let key, let value):
      guard case .string(let key) = try evaluate(key, row) else {
        throw ReferenceFailure.failed("no key")
      }
      try set(key, of: try evaluate(owner, row), to: try evaluate(value, row))
    case .replace(let name, let value):
      try setAll(of: row[name.text] ?? .null, to: try evaluate(value, row), keepsOthers: false)
    case .merge(let name, let value):
      try setAll(of: row[name.text] ?? .null, to: try evaluate(value, row), keepsOthers: true)
    case .labels(let name, let labels):
      guard case .node(let id)? = row[name.text] else { return }
      graph.nodes[Int(id.rawValue)]?.labels.formUnion(labels.map(\.text))
    default: throw ReferenceFailure.unsupported("computed labels")
    }
  }

  private func set(_ key: String, of owner: Value, to value: Value) throws {
    if !value.isNull { try checkStorable(value) }
    let (isNode, place) = try target(owner)
    guard let place else { return }
    let assignment = Assignment(isNode: isNode, place: place, key: key)
    if let before = assignments[assignment], "\(before)" != "\(value)" {
      throw ReferenceFailure.ambiguous("a property is set to two values")
    }
    assignments[assignment] = value
    let stored = value.isNull ? nil : value
    if isNode {
      graph.nodes[place]?.properties[key] = stored
    } else {
      graph.relationships[place]?.properties[key] = stored
    }
  }

  /// The place of a live entity; nil for null.
  private func target(_ owner: Value) throws -> (isNode: Bool, place: Int?) {
    switch owner {
    case .null: return (true, nil)
    case .node(let id):
      guard graph.nodes[Int(id.rawValue)] != nil else {
        throw ReferenceFailure.unsupported("a change of a deleted node")
      }
      return (true, Int(id.rawValue))
    case .relationship(let id):
      guard graph.relationships[Int(id.rawValue)] != nil else {
        throw ReferenceFailure.unsupported("a change of a deleted relationship")
      }
      return (false, Int(id.rawValue))
    default: throw ReferenceFailure.failed("SET on what is no entity")
    }
  }

  private func setAll(of owner: Value, to value: Value, keepsOthers: Bool) throws {
    let (isNode, place) = try target(owner)
    guard let place else { return }
    let new: [String: Value]
    switch value {
    case .map(let map): new = Self.dictionary(map)
    case .node, .relationship:
      guard case .map(let map) = try function("properties", [value]) else { return }
      new = Self.dictionary(map)
    case .null: new = [:]
    default: throw ReferenceFailure.failed("SET to what is no map")
    }
    let old =
      (isNode ? graph.nodes[place]?.properties : graph.relationships[place]?.properties) ?? [:]
    for key in old.keys where !keepsOthers && new[key] == nil {
      try set(key, of: owner, to: .null)
    }
    for (key, value) in new { try set(key, of: owner, to: value) }
  }

  /// One item of `REMOVE`.
  func remove(_ item: ParsedRemoveItem, _ row: Row) throws {
    switch item {
    case .property(let owner, let key):
      try set(key.text, of: try evaluate(owner, row), to: .null)
    case .labels(let name, let labels):
      guard case .node(let id)? = row[name.text] else { return }
      graph.nodes[Int(id.rawValue)]?.labels.subtract(labels.map(\.text))
    case .dynamicProperty(let owner, let key):
      guard case .string(let key) = try evaluate(key, row) else {
        throw ReferenceFailure.failed("no key")
      }
      try set(key, of: try evaluate(owner, row), to: .null)
    default: throw ReferenceFailure.unsupported("computed labels")
    }
  }

  // MARK: deleting

  /// Deletes what the expressions give on any row, all at once.
  func delete(_ expressions: [ParsedExpression], _ rows: [Row], isDetaching: Bool) throws {
    var nodes: Set<Int> = []
    var relationships: Set<Int> = []
    for row in rows {
      for expression in expressions {
        switch try evaluate(expression, row) {
        case .null: continue
        case .node(let id): nodes.insert(Int(id.rawValue))
        case .relationship(let id): relationships.insert(Int(id.rawValue))
        case .path(let path):
          nodes.formUnion(path.nodes.map { Int($0.rawValue) })
          relationships.formUnion(path.relationships.map { Int($0.rawValue) })
        default: throw ReferenceFailure.failed("DELETE of what is no entity")
        }
      }
    }
    for place in graph.liveRelationships {
      guard let it = graph.relationships[place], !relationships.contains(place) else { continue }
      guard nodes.contains(it.start) || nodes.contains(it.end) else { continue }
      guard isDetaching else { throw ReferenceFailure.failed("a node with relationships") }
      relationships.insert(place)
    }
    for place in relationships { graph.relationships[place] = nil }
    for place in nodes { graph.nodes[place] = nil }
  }
}
