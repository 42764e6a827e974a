import KithCore

/// Values as text in which nothing is left to the engine: labels and keys sorted, relationships with their ends.
struct ValueWriting {
  var resolver: any EntityResolver
  /// Whether `1.0` is written as `1`: which of two equal values stands for both is open.
  var foldsNumbers = false

  /// The cells of a row, one text; columns whose names begin with `bag` have no order.
  func row(_ cells: [Value], _ columns: [String]) throws -> String {
    try zip(columns, cells).map { name, cell in
      guard name.hasPrefix("bag"), case .list(let elements) = cell else { return try text(cell) }
      return "{{" + (try elements.map(text).sorted().joined(separator: ", ")) + "}}"
    }.joined(separator: " | ")
  }

  func text(_ value: Value) throws -> String {
    switch value {
    case .null: return "null"
    case .boolean(let it): return it ? "true" : "false"
    case .integer(let it): return "\(it)"
    case .float(let it):
      if foldsNumbers, let whole = Int64(exactly: it) { return "\(whole)" }
      // The sign of a NaN means nothing.
      return it.isNaN ? "NaN" : "\(it)"
    case .string(let it): return "'\(it)'"
    case .list(let it): return "[\(try it.map(text).joined(separator: ", "))]"
    case .map(let it): return "{\(try entries(it))}"
    case .node(let id): return try node(id)
    case .relationship(let id): return try relationship(id)
    case .path(let path):
      return "<\(try path.nodes.map(node).joined(separator: " ")) "
        + "\(try path.relationships.map(relationship).joined(separator: " "))>"
    default: return value.plainText
    }
  }

  private func entries(_ map: ValueMap) throws -> String {
    try zip(map.keys, map.values).sorted { $0.0 < $1.0 }
      .map { "\($0): \(try text($1))" }.joined(separator: ", ")
  }

  private func node(_ id: NodeID) throws -> String {
    guard let it = try resolver.node(id) else { return "(deleted)" }
    return "(\(it.labels.sorted().map { ":\($0)" }.joined()) {\(try entries(it.properties))})"
  }

  private func relationship(_ id: RelationshipID) throws -> String {
    guard let it = try resolver.relationship(id) else { return "[deleted]" }
    return
      "\(try node(it.start))-[:\(it.type) {\(try entries(it.properties))}]->\(try node(it.end))"
  }
}
