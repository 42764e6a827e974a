import KithColumns
import KithCore
import KithStorage

extension FunctionLibrary {
  /// Nodes, relationships, paths and maps.
  static let entities: [ScalarFunction] = [
    .one("id", columns: idColumn) { (value, _) throws(Diagnostic) in
      switch value {
      case .node(let node): .integer(Int64(node.rawValue))
      case .relationship(let relationship): .integer(Int64(relationship.rawValue))
      default: throw .wrongType("'id()'", takes: "a Node or a Relationship", got: value)
      }
    },
    .one("elementId") { (value, _) throws(Diagnostic) in
      switch value {
      case .node(let node): .string("n\(node.rawValue)")
      case .relationship(let relationship): .string("r\(relationship.rawValue)")
      default: throw .wrongType("'elementId()'", takes: "a Node or a Relationship", got: value)
      }
    },
    .one("labels", columns: labelsColumn) { (value, context) throws(Diagnostic) in
      guard case .node(let node) = value else {
        throw .wrongType("'labels()'", takes: "a Node", got: value)
      }
      try context.requireAlive([node], unless: nil)
      let names = context.transaction.schema.labels
      let labels = try context.transaction.labels(of: node)
      return .list(labels.map { .string(names.name(of: $0.rawValue)) })
    },
    .one("type", columns: typeColumn) { (value, context) throws(Diagnostic) in
      let names = context.transaction.schema.relationshipTypes
      let ends = try context.ends(of: value, for: "'type()'")
      return .string(names.name(of: ends.type.rawValue))
    },
    .one("startNode", columns: endColumn { $0.start }) { (value, context) throws(Diagnostic) in
      .node(try context.ends(of: value, for: "'startNode()'").start)
    },
    .one("endNode", columns: endColumn { $0.end }) { (value, context) throws(Diagnostic) in
      .node(try context.ends(of: value, for: "'endNode()'").end)
    },
    .one("properties") { (value, context) throws(Diagnostic) in
      .map(try context.properties(of: value, for: "'properties()'"))
    },
    .one("keys") { (value, context) throws(Diagnostic) in
      .list(try context.properties(of: value, for: "'keys()'").keys.map(Value.string))
    },
    .one("nodes") { (value, _) throws(Diagnostic) in
      guard case .path(let path) = value else {
        throw .wrongType("'nodes()'", takes: "a Path", got: value)
      }
      return .list(path.nodes.map(Value.node))
    },
    .one("relationships") { (value, _) throws(Diagnostic) in
      guard case .path(let path) = value else {
        throw .wrongType("'relationships()'", takes: "a Path", got: value)
      }
      return .list(path.relationships.map(Value.relationship))
    },
    .one("length") { (value, _) throws(Diagnostic) in
      guard case .path(let path) = value else {
        throw .wrongType(
          "'length()'", takes: "a Path ('size()' takes lists and strings)", got: value)
      }
      return .integer(Int64(path.relationships.count))
    },
    ScalarFunction(
      "exists",
      .one { (value, _) throws(Diagnostic) in .boolean(!value.isNull) }, takesNulls: true)
  ]

  /// The labels of a node column, with the names looked up once a batch; nil for other columns.
  private static let labelsColumn: ScalarFunction.ColumnBody = {
    (columns, context) throws(Diagnostic) in
    guard case .nodes(let nodes) = columns[0].storage else { return nil }
    let mask = columns[0].isNull
    try context.requireAlive(nodes, unless: mask)
    let names = context.transaction.schema.labels.names.map(Value.string)
    var results: [Value] = []
    results.reserveCapacity(nodes.count)
    for row in nodes.indices {
      if mask?[row] ?? false {
        results.append(.null)
      } else {
        let labels = try context.transaction.labels(of: nodes[row])
        results.append(.list(labels.map { names[Int($0.rawValue)] }))
      }
    }
    return ColumnVector(.values(results), isNull: mask)
  }

  /// The types of a relationship column; nil for other columns.
  private static let typeColumn: ScalarFunction.ColumnBody = {
    (columns, context) throws(Diagnostic) in
    guard let ends = try ends(of: columns[0], context) else { return nil }
    let names = context.transaction.schema.relationshipTypes.names.map(Value.string)
    return ColumnVector(
      .values(ends.map { end in end.map { names[Int($0.type.rawValue)] } ?? .null }),
      isNull: columns[0].isNull)
  }

  private static func endColumn(
    _ end: @escaping @Sendable (RelationshipEnds) -> NodeID
  ) -> ScalarFunction.ColumnBody {
    { (columns, context) throws(Diagnostic) in
      guard let ends = try ends(of: columns[0], context) else { return nil }
      return ColumnVector(.nodes(ends.map { $0.map(end) ?? .ofNull }), isNull: columns[0].isNull)
    }
  }

  /// Type and ends of each relationship of a column, nil for null rows; nil for other columns, and where one was deleted.
  private static func ends(
    of vector: ColumnVector, _ context: ExecutionContext
  ) throws(Diagnostic) -> [RelationshipEnds?]? {
    guard case .relationships(let relationships) = vector.storage else { return nil }
    var all: [RelationshipEnds?] = []
    all.reserveCapacity(relationships.count)
    for row in relationships.indices {
      if vector.isNull?[row] ?? false {
        all.append(nil)
      } else {
        guard let ends = try context.transaction.endpoints(of: relationships[row]) else {
          return nil
        }
        all.append(
          RelationshipEnds(type: ends.type, start: ends.start, end: ends.end))
      }
    }
    return all
  }

  /// Ids are their columns' numbers.
  private static let idColumn: ScalarFunction.ColumnBody = { (columns, _) throws(Diagnostic) in
    let vector = columns[0]
    switch vector.storage {
    case .nodes(let nodes):
      let ids = rows(nodes.count) { Int64(nodes[$0].rawValue) }
      return ColumnVector(.integers(ids), isNull: vector.isNull)
    case .relationships(let relationships):
      let ids = rows(relationships.count) { Int64(relationships[$0].rawValue) }
      return ColumnVector(.integers(ids), isNull: vector.isNull)
    case .booleans, .integers, .floats, .dates, .texts, .values: return nil
    }
  }
}

extension ExecutionContext {
  /// Type and ends of a relationship. Throws for anything else; `what` is for the message.
  func ends(
    of value: Value, for what: String
  ) throws(Diagnostic) -> (type: RelationshipTypeID, start: NodeID, end: NodeID) {
    guard case .relationship(let relationship) = value else {
      throw .wrongType(what, takes: "a Relationship", got: value)
    }
    if let ends = try transaction.endpoints(of: relationship) { return ends }
    guard let ends = deletedEnds[relationship] else { throw .deletedEntity(value) }
    return (ends.type, ends.start, ends.end)
  }

  /// All properties of a node, a relationship or a map. Throws for anything else; `what` is for the message.
  func properties(of value: Value, for what: String) throws(Diagnostic) -> ValueMap {
    switch value {
    case .node(let node):
      try requireAlive([node], unless: nil)
      return try transaction.properties(ofNode: node)
    case .relationship(let relationship):
      try requireAlive([relationship], unless: nil)
      return try transaction.properties(ofRelationship: relationship)
    case .map(let map): return map
    case .null, .boolean, .integer, .float, .string, .date, .localTime, .time, .localDateTime,
      .dateTime, .duration, .point, .list, .path:
      throw .wrongType(what, takes: "a Node, a Relationship or a Map", got: value)
    }
  }
}
