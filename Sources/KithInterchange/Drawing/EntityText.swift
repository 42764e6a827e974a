import KithCore
import KithSyntax

/// The texts of nodes and relationships: names, labels, and tooltips with properties and sources.
struct EntityText {
  let graph: any GraphReader
  let words: DrawingWords
  /// What a source is called, by its id.
  private var sourceNames: [String: String] = [:]
  private var keyOrder = KeyOrder()

  init(graph: any GraphReader, words: DrawingWords) {
    self.graph = graph
    self.words = words
  }

  /// What a node is called.
  static func name(of record: NodeRecord) -> String {
    let properties = record.properties
    for key in ["name", "title", "text", "id"] {
      guard let value = properties[key] else { continue }
      let text = plain(value)
      if text.allSatisfy(\.isWhitespace) { continue }
      if key == "name", record.labels.contains("Person"), let title = properties["title"] {
        return plain(title) + " " + text
      }
      return text
    }
    return record.labels.first ?? "#\(record.id.rawValue)"
  }

  /// What a relationship of a type is called where it has no role: `PART_OF` is "part of".
  static func name(ofType type: String) -> String {
    let spaced = String(type.map { $0 == "_" ? " " : $0 })
    return spaced.contains(where: \.isLowercase) ? spaced : spaced.lowercased()
  }

  /// Writes `tooltip="…"`: the labels, the name and all properties of a node, a line each.
  mutating func writeTooltip(of record: NodeRecord, to writer: inout DotWriter) throws {
    writer.write("tooltip=\"")
    for (index, label) in LabelStyle.sorted(record.labels).enumerated() {
      if index > 0 { writer.write(", ") }
      writer.shown(label)
    }
    if !record.labels.isEmpty { writer.write(": ") }
    writer.shown(Self.name(of: record))
    try writeLines(of: record.properties, without: "name", to: &writer)
    writer.write("\"")
  }

  /// Writes `tooltip="…"`: the type and all properties of a relationship, a line each.
  mutating func writeTooltip(of record: RelationshipRecord, to writer: inout DotWriter) throws {
    writer.write("tooltip=\"")
    writer.shown(record.type)
    try writeLines(of: record.properties, without: nil, to: &writer)
    writer.write("\"")
  }

  /// The names of all sources that tooltips have named so far, sorted.
  var sourcesSeen: [String] { Set(sourceNames.values).sorted() }

  /// Writes the properties in the order of their keys, and then the claims.
  private mutating func writeLines(
    of properties: ValueMap, without skipped: String?, to writer: inout DotWriter
  ) throws {
    var hasClaims = false
    for index in keyOrder.of(properties.keys) {
      let key = properties.keys[index]
      if key == skipped || FactProperties.hidden.contains(key) { continue }
      if FactAnnotationKind(rawValue: key) != nil {
        hasClaims = true
        continue
      }
      writer.write("\\n")
      writer.shown(key)
      writer.write(": ")
      writer.shown(Self.plain(properties.values[index]))
    }
    guard hasClaims else { return }
    for claim in FactClaims(properties).claims {
      for (index, said) in claim.enumerated() {
        writer.write(index == 0 ? "\\n" : ", ")
        writer.shown(try text(said.kind, said.value))
      }
    }
  }

  private mutating func text(_ kind: FactAnnotationKind, _ value: Value) throws -> String {
    switch kind {
    case .source: "\(words.source): \(try name(ofSource: value))"
    case .page: "\(words.page) \(Self.plain(value))"
    case .paragraph: "\(words.paragraph) \(Self.plain(value))"
    case .quote: words.quoted(Self.plain(value))
    case .note: "(\(Self.plain(value)))"
    case .url, .rank, .certainty: Self.plain(value)
    }
  }

  /// The name of the node that has the id, or the id where there is none.
  private mutating func name(ofSource value: Value) throws -> String {
    let id = Self.plain(value)
    if let known = sourceNames[id] { return known }
    var name = id
    if let node = try graph.nodes(key: "id", equals: value).first, let record = try graph.node(node)
    {
      name = Self.name(of: record)
    }
    sourceNames[id] = name
    return name
  }

  /// A value for people: strings bare, also in lists.
  static func plain(_ value: Value) -> String {
    switch value {
    case .string(let text): text
    case .list(let values): values.map(plain).joined(separator: ", ")
    case .null, .boolean, .integer, .float, .date, .localTime, .time, .localDateTime, .dateTime,
      .duration, .point, .map, .node, .relationship, .path:
      value.plainText
    }
  }
}

/// Sorts the keys of one entity after the other, of which most have the keys of the one before.
private struct KeyOrder {
  private var keys: [String] = []
  private var order: [Int] = []

  /// The places of the keys in the order of their names.
  mutating func of(_ keys: [String]) -> [Int] {
    if keys != self.keys {
      self.keys = keys
      order = keys.indices.sorted { keys[$0] < keys[$1] }
    }
    return order
  }
}
