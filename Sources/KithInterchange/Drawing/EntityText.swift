import KithCore
import KithSyntax

/// The texts of nodes and relationships: names, labels, and tooltips with properties and sources.
struct EntityText {
  let graph: any GraphReader
  let words: DrawingWords
  /// What a source is called, by its id.
  private var sourceNames: [String: String] = [:]

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

  /// The label, the name and all properties of a node, a line each.
  mutating func tooltip(of record: NodeRecord) throws -> [String] {
    let labels = record.labels.sorted { LabelStyle.rank($0) < LabelStyle.rank($1) }
    let name = Self.name(of: record)
    let head = labels.isEmpty ? name : "\(labels.joined(separator: ", ")): \(name)"
    return [head] + (try lines(of: record.properties, without: "name"))
  }

  /// The type and all properties of a relationship, a line each.
  mutating func tooltip(of record: RelationshipRecord) throws -> [String] {
    [record.type] + (try lines(of: record.properties, without: nil))
  }

  /// The names of all sources that tooltips have named so far, sorted.
  var sourcesSeen: [String] { Set(sourceNames.values).sorted() }

  /// The properties by name, and then the claims.
  private mutating func lines(
    of properties: ValueMap, without skipped: String?
  ) throws -> [String] {
    var lines: [String] = []
    for (key, value) in properties.entries.sorted(by: { $0.key < $1.key }) {
      if key == skipped || FactProperties.hidden.contains(key) { continue }
      if FactAnnotationKind(rawValue: key) == nil { lines.append("\(key): \(Self.plain(value))") }
    }
    for claim in FactClaims(properties).claims {
      var parts: [String] = []
      for (kind, value) in claim { parts.append(try text(kind, value)) }
      lines.append(parts.joined(separator: ", "))
    }
    return lines
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
      .duration, .map, .node, .relationship, .path:
      value.plainText
    }
  }
}
