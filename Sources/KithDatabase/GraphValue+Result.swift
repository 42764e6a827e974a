import KithCore
import KithStorage

extension GraphValue {
  /// The value as a procedure's row has it: entities are the graph's own by their ids, null where it has none of that
  /// id; a moment or a duration whose text is no such value stays a string.
  func resultValue(in transaction: GraphTransaction) throws(Diagnostic) -> Value {
    switch self {
    case .null, .boolean, .integer, .float, .string, .point: return value
    case .temporal(let text, let type): return Self.temporal(text, type) ?? .string(text)
    case .list(let items):
      return .list(
        try items.map { item throws(Diagnostic) in try item.resultValue(in: transaction) })
    case .map(let entries):
      var map = ValueMap()
      for (key, item) in entries.sorted(by: { $0.key < $1.key }) {
        map[key] = try item.resultValue(in: transaction)
      }
      return .map(map)
    case .node(let node):
      guard let id = try node.id(in: transaction) else { return .null }
      return .node(id)
    case .relationship(let relationship):
      guard let id = try relationship.id(in: transaction) else { return .null }
      return .relationship(id)
    case .path(let nodes, let relationships):
      var path = PathValue(nodes: [], relationships: [])
      for node in nodes {
        guard let id = try node.id(in: transaction) else { return .null }
        path.nodes.append(id)
      }
      for relationship in relationships {
        guard let id = try relationship.id(in: transaction) else { return .null }
        path.relationships.append(id)
      }
      return nodes.count == relationships.count + 1 ? .path(path) : .null
    }
  }

  private static func temporal(_ text: String, _ type: String) -> Value? {
    if type == "Duration" { return DurationValue(text).map(Value.duration) }
    guard
      let moment = type.hasSuffix("Time") && !type.hasSuffix("DateTime")
        ? MomentText(time: text) : MomentText(text)
    else { return nil }
    let seconds =
      (moment.date?.daysSinceEpoch ?? 0) * 86_400
      + (moment.time?.nanosecondsOfDay ?? 0) / 1_000_000_000
    let nanoseconds = Int32((moment.time?.nanosecondsOfDay ?? 0) % 1_000_000_000)
    switch (type, moment.date, moment.time, moment.offsetSeconds) {
    case ("Date", let date?, nil, nil): return .date(date)
    case ("LocalTime", nil, let time?, nil): return .localTime(time)
    case ("Time", nil, let time?, let offset?):
      return .time(TimeValue(nanosecondsOfDay: time.nanosecondsOfDay, offsetSeconds: offset))
    case ("LocalDateTime", _?, _?, nil):
      return .localDateTime(
        LocalDateTimeValue(secondsSinceEpoch: seconds, nanoseconds: nanoseconds))
    case ("DateTime", _?, _?, let offset?):
      return .dateTime(
        DateTimeValue(
          secondsSinceEpoch: seconds - Int64(offset), nanoseconds: nanoseconds,
          offsetSeconds: offset, zoneName: moment.zoneName))
    default: return nil
    }
  }

  /// openCypher's name of the value's type.
  var typeName: String {
    if case .temporal(_, let type) = self { return type }
    return switch self {
    case .node: "Node"
    case .relationship: "Relationship"
    case .path: "Path"
    default: value.typeName
    }
  }
}

extension GraphNode {
  fileprivate func id(in transaction: GraphTransaction) throws(Diagnostic) -> NodeID? {
    guard let number = UInt32(elementID) else { return nil }
    return try transaction.isAlive(NodeID(number)) ? NodeID(number) : nil
  }
}

extension GraphRelationship {
  fileprivate func id(in transaction: GraphTransaction) throws(Diagnostic) -> RelationshipID? {
    guard let number = UInt32(elementID) else { return nil }
    return try transaction.isAlive(RelationshipID(number)) ? RelationshipID(number) : nil
  }
}
