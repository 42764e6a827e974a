package import KithCore

extension ConformanceValue {
  /// A cell of a result. Throws what the resolver throws, and `StepError` for an entity that is gone.
  package init(_ value: Value, resolving entities: any EntityResolver) throws {
    switch value {
    case .null: self = .null
    case .boolean(let it): self = .boolean(it)
    case .integer(let it): self = .integer(it)
    case .float(let it): self = .float(ExactFloat(it))
    case .string(let it): self = .string(ExactText(it))
    case .date, .localTime, .time, .localDateTime, .dateTime, .duration, .point:
      self = .string(ExactText(value.plainText))
    case .list(let items):
      self = .list(try items.map { try ConformanceValue($0, resolving: entities) })
    case .map(let map): self = .map(try Self.entries(map, entities))
    case .node(let id): self = try Self.node(id, entities)
    case .relationship(let id): self = try Self.relationship(id, entities)
    case .path(let path): self = try Self.path(path, entities)
    }
  }

  private static func entries(
    _ map: ValueMap, _ entities: any EntityResolver
  ) throws -> [ExactText: ConformanceValue] {
    var entries: [ExactText: ConformanceValue] = [:]
    for (key, value) in map.entries {
      entries[ExactText(key)] = try ConformanceValue(value, resolving: entities)
    }
    return entries
  }

  private static func node(
    _ id: NodeID, _ entities: any EntityResolver
  ) throws -> ConformanceValue {
    guard let record = try entities.node(id) else {
      throw StepError("the result holds a node that is deleted")
    }
    return .node(
      labels: Set(record.labels.map(ExactText.init)),
      properties: try entries(record.properties, entities))
  }

  private static func relationship(
    _ id: RelationshipID, _ entities: any EntityResolver
  ) throws -> ConformanceValue {
    guard let record = try entities.relationship(id) else {
      throw StepError("the result holds a relationship that is deleted")
    }
    return .relationship(
      type: ExactText(record.type), properties: try entries(record.properties, entities))
  }

  private static func path(
    _ path: PathValue, _ entities: any EntityResolver
  ) throws -> ConformanceValue {
    guard let first = path.nodes.first else { throw StepError("the result holds an empty path") }
    let steps = try path.relationships.enumerated().map { step, id in
      PathStep(
        isReversed: try entities.relationship(id)?.start != path.nodes[step],
        relationship: try relationship(id, entities),
        node: try node(path.nodes[step + 1], entities))
    }
    return .path(start: try node(first, entities), steps: steps)
  }

  /// The value as a parameter or a procedure's cell. Throws for entities, which no text can name.
  package func value() throws(StepError) -> Value {
    switch self {
    case .null: return .null
    case .boolean(let it): return .boolean(it)
    case .integer(let it): return .integer(it)
    case .float(let it): return .float(it.number)
    case .string(let it): return .string(it.text)
    case .list(let items):
      var values: [Value] = []
      for item in items { values.append(try item.value()) }
      return .list(values)
    case .map(let entries):
      var map = ValueMap()
      for (key, value) in entries.sorted(by: { $0.key.text < $1.key.text }) {
        map[key.text] = try value.value()
      }
      return .map(map)
    case .node, .relationship, .path:
      throw StepError("\(text) is an entity, which cannot be given from outside")
    }
  }
}
