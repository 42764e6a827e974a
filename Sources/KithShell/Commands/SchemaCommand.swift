import KithCore
import KithDatabase
import KithInterchange

extension ShellCommand {
  static let schema = ShellCommand(
    name: "schema", aliases: ["tables", "labels"], group: .graph, arity: .none,
    usage: ":schema", summary: "list labels, types, properties, indexes and constraints",
    details:
      "Counts are exact. Properties of a label or type are those that occur on the first 1,000 of it.",
    example: ":schema",
    isReading: true
  ) { shell, _ in
    let report = try shell.session.read { try SchemaReport($0) }
    try shell.show(
      columns: ["label", "nodes", "properties"],
      report.labels.map { [.string($0.name), .integer(Int64($0.count)), .string($0.properties)] })
    try shell.show(
      columns: ["type", "relationships", "between", "properties"],
      report.types.map {
        [.string($0.name), .integer(Int64($0.count)), .string($0.ends), .string($0.properties)]
      })
    if !report.catalogue.indexes.isEmpty {
      try shell.show(
        columns: ["index", "on", "kind", "entries", "different"],
        report.catalogue.indexes.map { index in
          let size = report.sizes[index.number]
          return [
            .string(index.name), .string(index.text),
            .string(index.isAutomatic ? "AUTOMATIC" : index.kind.text),
            .integer(Int64(size?.entries ?? 0)), .integer(Int64(size?.distinct ?? 0))
          ]
        })
    }
    if !report.catalogue.constraints.isEmpty {
      try shell.show(
        columns: ["constraint", "for", "requires"],
        report.catalogue.constraints.map {
          [.string($0.name), .string($0.target.pattern), .string($0.requirement)]
        })
    }
  }
}

/// The names in use and how often.
struct SchemaReport {
  struct Label {
    var name: String
    var count: Int
    var properties: String
  }

  struct RelationshipType {
    var name: String
    var count: Int
    /// `Person → Organisation, Person → Project`.
    var ends: String
    var properties: String
  }

  /// So many entities of a kind are looked at for their properties.
  private static let sampleSize = 1_000
  /// So many kinds of ends are listed for a type.
  private static let listedEnds = 6

  let labels: [Label]
  let types: [RelationshipType]
  let catalogue: SchemaCatalogue
  let sizes: [IndexNumber: IndexSize]

  init(_ reader: any GraphReader) throws {
    labels = try Self.labels(reader)
    types = try Self.types(reader)
    catalogue = reader.schema.catalogue
    sizes = try reader.indexSizes
  }

  private static func labels(_ reader: any GraphReader) throws -> [Label] {
    let (schema, statistics) = (reader.schema, reader.statistics)
    var labels: [Label] = []
    for (number, name) in schema.labels.names.enumerated() {
      let count = statistics.nodesByLabel[LabelID(UInt32(number))] ?? 0
      if count == 0 { continue }
      var keys = KeyCollector()
      for node in try reader.nodes(label: name).prefix(sampleSize) {
        keys.take(try reader.node(node)?.properties)
      }
      labels.append(Label(name: name, count: count, properties: keys.text))
    }
    return labels.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  private static func types(_ reader: any GraphReader) throws -> [RelationshipType] {
    let (schema, statistics) = (reader.schema, reader.statistics)
    let keys = try sampledKeys(reader)
    var types: [RelationshipType] = []
    for (number, name) in schema.relationshipTypes.names.enumerated() {
      let type = RelationshipTypeID(UInt32(number))
      let whole = Statistics.Triple(start: nil, type: type, end: nil)
      let count = statistics.relationshipsByTriple[whole] ?? 0
      if count == 0 { continue }
      types.append(
        RelationshipType(
          name: name, count: count, ends: ends(of: type, schema, statistics),
          properties: keys[name, default: KeyCollector()].text))
    }
    return types.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  /// The pairs of labels that a type connects, the most frequent first.
  private static func ends(
    of type: RelationshipTypeID, _ schema: Schema, _ statistics: Statistics
  ) -> String {
    var pairs: [(text: String, count: Int)] = []
    for (triple, count) in statistics.relationshipsByTriple where triple.type == type && count > 0 {
      guard let start = triple.start, let end = triple.end else { continue }
      let text =
        "\(schema.labels.name(of: start.rawValue)) → \(schema.labels.name(of: end.rawValue))"
      pairs.append((text, count))
    }
    let sorted = pairs.sorted { ($1.count, $0.text) < ($0.count, $1.text) }.map(\.text)
    let rest = sorted.count - listedEnds
    return sorted.prefix(listedEnds).joined(separator: ", ") + (rest > 0 ? ", … \(rest) more" : "")
  }

  private static func sampledKeys(_ reader: any GraphReader) throws -> [String: KeyCollector] {
    var keys: [String: KeyCollector] = [:]
    var taken: [String: Int] = [:]
    for id in try reader.relationships().prefix(sampleSize * 20) {
      guard let relationship = try reader.relationship(id),
        taken[relationship.type, default: 0] < sampleSize
      else { continue }
      taken[relationship.type, default: 0] += 1
      keys[relationship.type, default: KeyCollector()].take(relationship.properties)
    }
    return keys
  }
}

/// Gathers property keys in the order of their first use.
private struct KeyCollector {
  private var keys: [String] = []
  private var seen: Set<String> = []

  mutating func take(_ properties: ValueMap?) {
    for key in properties?.keys ?? []
    where !FactProperties.hidden.contains(key) && seen.insert(key).inserted {
      keys.append(key)
    }
  }

  var text: String { keys.joined(separator: ", ") }
}
