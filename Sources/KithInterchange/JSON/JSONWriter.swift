package import KithCore

/// Writes values as JSON (RFC 8259) onto the end of a buffer.
///
/// Integers, floats, booleans, null, strings, lists and maps keep their type. Dates, times and durations
/// become strings in ISO 8601; NaN and the infinities, which JSON cannot write, the strings `"NaN"`,
/// `"Infinity"` and `"-Infinity"`. Points and entities become objects:
///
/// ```
/// point         {"x":11.63,"y":52.13,"crs":"wgs-84"}
/// node          {"id":0,"labels":["Person"],"properties":{"name":"Ada"}}
/// relationship  {"id":3,"type":"KNOWS","start":0,"end":1,"properties":{}}
/// path          {"nodes":[…],"relationships":[…]}
/// ```
package enum JSONWriter {
  /// Appends one value. Linear in what it writes.
  package static func append(
    _ value: Value, to output: inout [UInt8], entities: any EntityResolver
  ) throws {
    switch value {
    case .null: output.append("null")
    case .boolean(let it): output.append(it ? "true" : "false")
    case .integer(let it): output.append(integer: it)
    case .float(let it):
      if it.isFinite {
        output.append(it.cypherText)
      } else {
        append(string: it.cypherText, to: &output)
      }
    case .string(let it): append(string: it, to: &output)
    case .date(let it):
      output.append(UInt8(ascii: "\""))
      output.append(date: it)
      output.append(UInt8(ascii: "\""))
    case .localTime(let it): append(string: it.isoText, to: &output)
    case .time(let it): append(string: it.isoText, to: &output)
    case .localDateTime(let it): append(string: it.isoText, to: &output)
    case .dateTime(let it): append(string: it.isoText, to: &output)
    case .duration(let it): append(string: it.isoText, to: &output)
    case .point(let it): try append(map: it.map, to: &output, entities: entities)
    case .list(let items):
      try appendList(items, to: &output) { item, output in
        try append(item, to: &output, entities: entities)
      }
    case .map(let map): try append(map: map, to: &output, entities: entities)
    case .node(let id): try append(node: id, to: &output, entities: entities)
    case .relationship(let id): try append(relationship: id, to: &output, entities: entities)
    case .path(let path): try append(path: path, to: &output, entities: entities)
    }
  }

  /// A value that holds no entity, as a text.
  package static func text(_ value: Value) -> String {
    var output: [UInt8] = []
    // The resolver below never throws, and nothing else here does.
    try? append(value, to: &output, entities: NoEntities())
    return String(decoding: output, as: UTF8.self)
  }

  /// Appends a string in quotes. Control characters, quotes and backslashes are escaped, all else stays UTF-8.
  package static func append(string: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    if output.append(string, ifAll: { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
      output.append(UInt8(ascii: "\""))
      return
    }
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""): output.append("\\\"")
      case UInt8(ascii: "\\"): output.append("\\\\")
      case UInt8(ascii: "\n"): output.append("\\n")
      case UInt8(ascii: "\r"): output.append("\\r")
      case UInt8(ascii: "\t"): output.append("\\t")
      case 0..<0x20:
        output.append("\\u00")
        output.append(hexadecimalDigit(byte >> 4))
        output.append(hexadecimalDigit(byte & 15))
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func hexadecimalDigit(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }

  private static func append(
    map: ValueMap, to output: inout [UInt8], entities: any EntityResolver
  ) throws {
    output.append(UInt8(ascii: "{"))
    for (index, entry) in map.entries.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      append(string: entry.key, to: &output)
      output.append(UInt8(ascii: ":"))
      try append(entry.value, to: &output, entities: entities)
    }
    output.append(UInt8(ascii: "}"))
  }

  private static func append(
    node id: NodeID, to output: inout [UInt8], entities: any EntityResolver
  ) throws {
    let node = try entities.node(id) ?? NodeRecord(id: id, labels: [], properties: ValueMap())
    output.append("{\"id\":")
    output.append(integer: Int64(id.rawValue))
    output.append(",\"labels\":")
    appendList(node.labels, to: &output) { append(string: $0, to: &$1) }
    output.append(",\"properties\":")
    try append(map: node.properties, to: &output, entities: entities)
    output.append(UInt8(ascii: "}"))
  }

  private static func append(
    relationship id: RelationshipID, to output: inout [UInt8], entities: any EntityResolver
  ) throws {
    output.append("{\"id\":")
    output.append(integer: Int64(id.rawValue))
    // A relationship that the statement itself deleted is only an id.
    if let relationship = try entities.relationship(id) {
      output.append(",\"type\":")
      append(string: relationship.type, to: &output)
      output.append(",\"start\":")
      output.append(integer: Int64(relationship.start.rawValue))
      output.append(",\"end\":")
      output.append(integer: Int64(relationship.end.rawValue))
      output.append(",\"properties\":")
      try append(map: relationship.properties, to: &output, entities: entities)
    }
    output.append(UInt8(ascii: "}"))
  }

  private static func append(
    path: PathValue, to output: inout [UInt8], entities: any EntityResolver
  ) throws {
    output.append("{\"nodes\":")
    try appendList(path.nodes, to: &output) { id, output in
      try append(node: id, to: &output, entities: entities)
    }
    output.append(",\"relationships\":")
    try appendList(path.relationships, to: &output) { id, output in
      try append(relationship: id, to: &output, entities: entities)
    }
    output.append(UInt8(ascii: "}"))
  }

  private static func appendList<Item>(
    _ items: [Item], to output: inout [UInt8],
    appendItem: (Item, inout [UInt8]) throws -> Void
  ) rethrows {
    output.append(UInt8(ascii: "["))
    for (index, item) in items.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      try appendItem(item, &output)
    }
    output.append(UInt8(ascii: "]"))
  }
}

/// Stands where values hold no entities.
package struct NoEntities: EntityResolver {
  package init() {}
  package func node(_ id: NodeID) -> NodeRecord? { nil }
  package func relationship(_ id: RelationshipID) -> RelationshipRecord? { nil }
}
