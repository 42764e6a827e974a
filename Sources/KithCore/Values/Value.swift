/// A value of the query language: what an expression yields and a property or a cell holds.
///
/// Entities are held by id; an `EntityResolver` tells their labels and properties.
/// Stride 24 bytes; the larger temporal values and points are boxed.
package enum Value: Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case float(Double)
  case string(String)
  case date(DateValue)
  case localTime(LocalTimeValue)
  case time(TimeValue)
  indirect case localDateTime(LocalDateTimeValue)
  indirect case dateTime(DateTimeValue)
  indirect case duration(DurationValue)
  indirect case point(PointValue)
  case list([Value])
  case map(ValueMap)
  case node(NodeID)
  case relationship(RelationshipID)
  indirect case path(PathValue)

  /// Whether this is `null`.
  @inlinable
  package var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The type's name as messages print it: `Integer`, `List`, `Node`, …
  package var typeName: String {
    switch self {
    case .null: "Null"
    case .boolean: "Boolean"
    case .integer: "Integer"
    case .float: "Float"
    case .string: "String"
    case .date: "Date"
    case .localTime: "LocalTime"
    case .time: "Time"
    case .localDateTime: "LocalDateTime"
    case .dateTime: "DateTime"
    case .duration: "Duration"
    case .point: "Point"
    case .list: "List"
    case .map: "Map"
    case .node: "Node"
    case .relationship: "Relationship"
    case .path: "Path"
    }
  }
}

/// A map of the query language, in the order in which its keys were written.
///
/// Look-up is linear: maps in queries are short. Keys are unique; the last one given wins.
package struct ValueMap: Sendable {
  package private(set) var keys: [String] = []
  package private(set) var values: [Value] = []

  package init() {}

  package init(_ entries: [(key: String, value: Value)]) {
    guard entries.count > 16 else {
      for entry in entries { self[entry.key] = entry.value }
      return
    }
    var places: [String: Int] = [:]
    for entry in entries {
      if let place = places[entry.key] {
        values[place] = entry.value
      } else {
        places[entry.key] = keys.count
        keys.append(entry.key)
        values.append(entry.value)
      }
    }
  }

  package var count: Int { keys.count }

  package var isEmpty: Bool { keys.isEmpty }

  /// The entries in order.
  package var entries: [(key: String, value: Value)] {
    zip(keys, values).map { (key: $0, value: $1) }
  }

  /// The value of a key, or nil where there is none. Setting nil removes the key.
  package subscript(key: String) -> Value? {
    get { keys.firstIndex(of: key).map { values[$0] } }
    set {
      let index = keys.firstIndex(of: key)
      switch (index, newValue) {
      case (let index?, let value?): values[index] = value
      case (nil, let value?):
        keys.append(key)
        values.append(value)
      case (let index?, nil):
        keys.remove(at: index)
        values.remove(at: index)
      case (nil, nil): break
      }
    }
  }
}

/// A path: `nodes.count == relationships.count + 1`. The direction of a step follows from its relationship's ends.
package struct PathValue: Sendable, Hashable {
  package var nodes: [NodeID]
  package var relationships: [RelationshipID]

  package init(nodes: [NodeID], relationships: [RelationshipID]) {
    self.nodes = nodes
    self.relationships = relationships
  }
}
