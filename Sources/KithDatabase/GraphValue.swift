import KithCore

/// A value of the query language, for programs that use kith as a library.
public indirect enum GraphValue: Sendable, Equatable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case float(Double)
  case string(String)
  /// A date, time, date-time or duration as ISO 8601 writes it; `type` is openCypher's name of its type.
  ///
  /// As a parameter it is a string: `date($day)` makes a date of it.
  case temporal(String, type: String)
  case point(GraphPoint)
  case list([GraphValue])
  case map([String: GraphValue])
  case node(GraphNode)
  case relationship(GraphRelationship)
  case path(nodes: [GraphNode], relationships: [GraphRelationship])
}

/// A point in the plane, in space, or on the earth.
public struct GraphPoint: Sendable, Equatable {
  /// The longitude in degrees, of a point on the earth.
  public var x: Double
  /// The latitude in degrees, of a point on the earth.
  public var y: Double
  /// The height, in metres on the earth; nil in two dimensions.
  public var z: Double?
  /// The coordinate system: 4326 and 4979 (in space) for WGS 84, 7203 and 9157 for cartesian ones.
  public var srid: Int64

  public init(x: Double, y: Double, z: Double? = nil, srid: Int64) {
    self.x = x
    self.y = y
    self.z = z
    self.srid = srid
  }
}

/// A node with what it carries.
public struct GraphNode: Sendable, Equatable {
  public var elementID: String
  public var labels: [String]
  public var properties: [String: GraphValue]
}

/// A relationship with what it carries and the nodes that it joins.
public struct GraphRelationship: Sendable, Equatable {
  public var elementID: String
  public var type: String
  public var startElementID: String
  public var endElementID: String
  public var properties: [String: GraphValue]
}

extension GraphValue {
  /// The value as statements take it. A node, a relationship or a path is its properties, or a list of them.
  var value: Value {
    switch self {
    case .null: .null
    case .boolean(let it): .boolean(it)
    case .integer(let it): .integer(it)
    case .float(let it): .float(it)
    case .string(let it), .temporal(let it, _): .string(it)
    case .point(let it): Self.point(it)
    case .list(let items): .list(items.map(\.value))
    case .map(let entries): .map(Self.map(entries))
    case .node(let it): .map(Self.map(it.properties))
    case .relationship(let it): .map(Self.map(it.properties))
    case .path(let nodes, _): .list(nodes.map { .map(Self.map($0.properties)) })
    }
  }

  /// A point that no coordinate system has is null.
  private static func point(_ point: GraphPoint) -> Value {
    var map = ValueMap([("x", .float(point.x)), ("y", .float(point.y))])
    map["z"] = point.z.map(Value.float)
    map["srid"] = .integer(point.srid)
    return (try? PointValue(map)).map(Value.point) ?? .null
  }

  private static func map(_ entries: [String: GraphValue]) -> ValueMap {
    ValueMap(entries.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value.value) })
  }

  /// A cell of a result, with its nodes and relationships told in full.
  init(_ value: Value, resolving entities: any EntityResolver) throws {
    switch value {
    case .null: self = .null
    case .boolean(let it): self = .boolean(it)
    case .integer(let it): self = .integer(it)
    case .float(let it): self = .float(it)
    case .string(let it): self = .string(it)
    case .date, .localTime, .time, .localDateTime, .dateTime, .duration:
      self = .temporal(value.plainText, type: value.typeName)
    case .point(let it):
      self = .point(
        GraphPoint(x: it.x, y: it.y, z: it.system.isIn3D ? it.z : nil, srid: it.system.rawValue))
    case .list(let items):
      self = .list(try items.map { try GraphValue($0, resolving: entities) })
    case .map(let map): self = .map(try Self.entries(map, entities))
    case .node(let id):
      self = try entities.node(id).map { .node(try Self.node($0, entities)) } ?? .null
    case .relationship(let id):
      self =
        try entities.relationship(id).map { .relationship(try Self.relationship($0, entities)) }
        ?? .null
    case .path(let path):
      self = .path(
        nodes: try path.nodes.compactMap { id in
          try entities.node(id).map { try Self.node($0, entities) }
        },
        relationships: try path.relationships.compactMap { id in
          try entities.relationship(id).map { try Self.relationship($0, entities) }
        })
    }
  }

  private static func entries(
    _ map: ValueMap, _ entities: any EntityResolver
  ) throws -> [String: GraphValue] {
    var entries: [String: GraphValue] = [:]
    for (key, value) in map.entries { entries[key] = try GraphValue(value, resolving: entities) }
    return entries
  }

  private static func node(
    _ record: NodeRecord, _ entities: any EntityResolver
  ) throws -> GraphNode {
    GraphNode(
      elementID: String(record.id.rawValue), labels: record.labels,
      properties: try entries(record.properties, entities))
  }

  private static func relationship(
    _ record: RelationshipRecord, _ entities: any EntityResolver
  ) throws -> GraphRelationship {
    GraphRelationship(
      elementID: String(record.id.rawValue), type: record.type,
      startElementID: String(record.start.rawValue), endElementID: String(record.end.rawValue),
      properties: try entries(record.properties, entities))
  }
}
