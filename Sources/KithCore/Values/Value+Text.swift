/// How values are written as text.
package struct ValueTextStyle: Sendable, Hashable {
  /// Whether a string that stands alone, not in a list or a map, is quoted. Those within always are.
  package var quotesOuterString: Bool
  /// Whether temporal values are written as quoted strings.
  package var quotesTemporals: Bool

  package init(quotesOuterString: Bool, quotesTemporals: Bool) {
    self.quotesOuterString = quotesOuterString
    self.quotesTemporals = quotesTemporals
  }

  /// As openCypher writes values: `'text'`, `2023-10-11`.
  package static let literal = ValueTextStyle(quotesOuterString: true, quotesTemporals: false)
  /// For a table's cell: a string that stands alone is bare.
  package static let cell = ValueTextStyle(quotesOuterString: false, quotesTemporals: false)
  /// As openCypher's conformance suite writes results: temporal values quoted.
  package static let conformance = ValueTextStyle(quotesOuterString: true, quotesTemporals: true)
}

extension Value {
  /// The value as openCypher writes it; nodes, relationships and paths with what the resolver tells of them.
  ///
  /// `1.0`, `'it\'s'`, `[1, null]`, `{key: 'value'}`, `2023-10-11`, `(:Person {name: 'x'})`,
  /// `[:KNOWS {since: 2015}]`, `<(:A)-[:T]->(:B)>`. Throws what the resolver throws.
  package func text(
    _ style: ValueTextStyle = .literal, resolving resolver: any EntityResolver
  ) throws -> String {
    try ValueWriter(style: style, resolver: resolver).outer(self)
  }

  /// The value as openCypher writes it, with entities by number: `(#12)`, `[#3]`. For messages.
  package var plainText: String {
    let writer = ValueWriter(style: .literal, resolver: NumberResolver())
    // The resolver of numbers never throws.
    return (try? writer.outer(self)) ?? ""
  }

  /// A string as a literal of openCypher, in single quotes.
  package static func quoted(_ string: String) -> String {
    var text = "'"
    for scalar in string.unicodeScalars {
      switch scalar {
      case "'": text += "\\'"
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "'"
  }

  /// A name as openCypher writes it: in back-ticks unless it is a plain identifier.
  package static func name(_ name: String) -> String {
    var scalars = name.unicodeScalars.makeIterator()
    guard let first = scalars.next(), first == "_" || first.properties.isXIDStart else {
      return backTicked(name)
    }
    while let next = scalars.next() {
      guard next.properties.isXIDContinue else { return backTicked(name) }
    }
    return name
  }

  private static func backTicked(_ name: String) -> String {
    "`" + name.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``")
      + "`"
  }
}

/// Writes values by one style.
private struct ValueWriter {
  let style: ValueTextStyle
  let resolver: any EntityResolver

  func outer(_ value: Value) throws -> String {
    if case .string(let string) = value, !style.quotesOuterString { return string }
    return try inner(value)
  }

  private func inner(_ value: Value) throws -> String {
    switch value {
    case .null: "null"
    case .boolean(let it): it ? "true" : "false"
    case .integer(let it): String(it)
    case .float(let it): it.cypherText
    case .string(let it): Value.quoted(it)
    case .date(let it): temporal(it.isoText)
    case .localTime(let it): temporal(it.isoText)
    case .time(let it): temporal(it.isoText)
    case .localDateTime(let it): temporal(it.isoText)
    case .dateTime(let it): temporal(it.isoText)
    case .duration(let it): temporal(it.isoText)
    case .point(let it): it.text
    case .list(let it): "[\(try it.map(inner).joined(separator: ", "))]"
    case .map(let it): try map(it)
    case .node(let it): try node(it)
    case .relationship(let it): try relationship(it)
    case .path(let it): try path(it)
    }
  }

  private func temporal(_ text: String) -> String { style.quotesTemporals ? "'\(text)'" : text }

  private func map(_ map: ValueMap) throws -> String {
    let entries = try zip(map.keys, map.values).map { "\(Value.name($0)): \(try inner($1))" }
    return "{\(entries.joined(separator: ", "))}"
  }

  private func node(_ id: NodeID) throws -> String {
    guard let record = try resolver.node(id) else { return "(#\(id.rawValue))" }
    let labels = record.labels.map { ":\(Value.name($0))" }.joined()
    return "(\(try spaced(labels, record.properties)))"
  }

  private func relationship(_ id: RelationshipID) throws -> String {
    guard let record = try resolver.relationship(id) else { return "[#\(id.rawValue)]" }
    return "[\(try spaced(":\(Value.name(record.type))", record.properties))]"
  }

  private func spaced(_ head: String, _ properties: ValueMap) throws -> String {
    guard !properties.isEmpty else { return head }
    return try head.isEmpty ? map(properties) : "\(head) \(map(properties))"
  }

  private func path(_ path: PathValue) throws -> String {
    guard let first = path.nodes.first else { return "<>" }
    var text = try node(first)
    for (step, id) in path.relationships.enumerated() {
      let isReversed = try resolver.relationship(id).map { $0.start != path.nodes[step] } ?? false
      let middle = try relationship(id)
      text += isReversed ? "<-\(middle)-" : "-\(middle)->"
      text += try node(path.nodes[step + 1])
    }
    return "<\(text)>"
  }
}

/// Knows no entity: all are written by number.
private struct NumberResolver: EntityResolver {
  func node(_ id: NodeID) throws -> NodeRecord? { nil }
  func relationship(_ id: RelationshipID) throws -> RelationshipRecord? { nil }
}
