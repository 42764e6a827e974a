import KithCore

/// Writes a graph as a script that makes the same graph again.
///
/// ```
/// :begin
/// UNWIND [{k: 0, p: {name: 'Katja'}}, …] AS row CREATE (n:Person:`kith dump`) SET n = row.p SET n.`kith dump` = row.k;
/// UNWIND [{a: 0, b: 7, p: {…}}, …] AS row MATCH (a:`kith dump` {`kith dump`: row.a}), (b:…) CREATE (a)-[r:T]->(b) …;
/// MATCH (n:`kith dump`) REMOVE n:`kith dump`, n.`kith dump`;
/// :commit
/// DROP INDEX `kith dump`;
/// CREATE CONSTRAINT …;
/// ```
///
/// Nodes have a number while the script runs, by which relationships find them. Memory: for the statement that is
/// written, and 4 bytes for each node and relationship. The order is the file's, so that the same graph gives the same script.
struct GraphDump {
  /// So many nodes or relationships stand in a statement.
  static let rowsInStatement = 500
  /// The label, property and index that hold the numbers.
  private static let mark = "`kith dump`"

  private let graph: any GraphReader
  private let write: (String) throws -> Void
  private let onProgress: (Int) throws -> Void

  /// `onProgress` gets the number of things that were written since it was called last.
  init(
    _ graph: any GraphReader, onProgress: @escaping (Int) throws -> Void = { _ in },
    to write: @escaping (String) throws -> Void
  ) {
    self.graph = graph
    self.write = write
    self.onProgress = onProgress
  }

  /// Writes everything; gives the numbers of nodes and relationships.
  func perform() throws -> (nodes: Int, relationships: Int) {
    let statistics = graph.statistics
    try write(
      """
      // A graph as kith \(KithVersion.text) wrote it: \(statistics.nodeCount) nodes, \
      \(statistics.relationshipCount) relationships. It is loaded into a graph without anything:
      // kith new.kith -f THIS
      CREATE INDEX \(Self.mark) FOR (n:\(Self.mark)) ON (n.\(Self.mark));
      :begin

      """)
    let (nodes, places) = try writeNodes()
    let relationships = try writeRelationships(places)
    try write(
      """
      MATCH (n:\(Self.mark)) REMOVE n:\(Self.mark), n.\(Self.mark);
      :commit
      DROP INDEX \(Self.mark);

      """)
    let catalogue = graph.schema.catalogue
    for index in catalogue.indexes where !index.isAutomatic && !catalogue.isOwned(index) {
      try write(index.createStatement + ";\n")
    }
    for constraint in catalogue.constraints { try write(constraint.createStatement + ";\n") }
    return (nodes, relationships)
  }

  /// Gives the number of nodes, and the place of each in the script by its id.
  private func writeNodes() throws -> (Int, places: [UInt32]) {
    var group = DumpGroup()
    var count = 0
    let ids = try graph.nodes(label: nil)
    var places = [UInt32](repeating: 0, count: ids.last.map { Int($0.rawValue) + 1 } ?? 0)
    for id in ids {
      guard let node = try graph.node(id) else { continue }
      places[Int(id.rawValue)] = UInt32(count)
      let labels = node.labels.map { ":" + Value.name($0) }.joined()
      if group.isOver(at: labels) { try writeNodes(&group) }
      group.kind = labels
      group.rows.append("{k: \(count), p: \(CypherLiteral.text(node.properties))}")
      count += 1
    }
    try writeNodes(&group)
    return (count, places)
  }

  private func writeNodes(_ group: inout DumpGroup) throws {
    if group.rows.isEmpty { return }
    try write(
      "UNWIND [\(group.rows.joined(separator: ",\n  "))] AS row\n"
        + "CREATE (n\(group.kind):\(Self.mark)) SET n = row.p SET n.\(Self.mark) = row.k;\n")
    try onProgress(group.rows.count)
    group.rows.removeAll(keepingCapacity: true)
  }

  private func writeRelationships(_ places: [UInt32]) throws -> Int {
    var group = DumpGroup()
    var count = 0
    for id in try graph.relationships() {
      guard let it = try graph.relationship(id) else { continue }
      count += 1
      let type = Value.name(it.type)
      if group.isOver(at: type) { try writeRelationships(&group) }
      group.kind = type
      let properties = it.properties.isEmpty ? "" : ", p: \(CypherLiteral.text(it.properties))"
      let (start, end) = (places[Int(it.start.rawValue)], places[Int(it.end.rawValue)])
      group.rows.append("{a: \(start), b: \(end)\(properties)}")
    }
    try writeRelationships(&group)
    return count
  }

  private func writeRelationships(_ group: inout DumpGroup) throws {
    if group.rows.isEmpty { return }
    let (mark, rows) = (Self.mark, group.rows.joined(separator: ",\n  "))
    try write(
      "UNWIND [\(rows)] AS row\n"
        + "MATCH (a:\(mark) {\(mark): row.a}) MATCH (b:\(mark) {\(mark): row.b})\n"
        + "CREATE (a)-[r:\(group.kind)]->(b) SET r = coalesce(row.p, {});\n")
    try onProgress(group.rows.count)
    group.rows.removeAll(keepingCapacity: true)
  }
}

/// Rows that one statement makes: of the same labels, or the same type.
private struct DumpGroup {
  var kind = ""
  var rows: [String] = []

  /// Whether a row of this kind begins another statement.
  func isOver(at kind: String) -> Bool {
    !rows.isEmpty && kind != self.kind || rows.count >= GraphDump.rowsInStatement
  }
}

/// Values as expressions that give them again.
enum CypherLiteral {
  static func text(_ map: ValueMap) -> String {
    "{" + map.entries.map { "\(Value.name($0.key)): \(text($0.value))" }.joined(separator: ", ")
      + "}"
  }

  /// Nodes, relationships and paths, which no property holds, become null.
  static func text(_ value: Value) -> String {
    switch value {
    case .null, .node, .relationship, .path: "null"
    case .boolean, .integer, .string, .point: value.plainText
    case .float(let number): text(number, value)
    case .date: "date('\(value.plainText)')"
    case .localTime: "localtime('\(value.plainText)')"
    case .time: "time('\(value.plainText)')"
    case .localDateTime: "localdatetime('\(value.plainText)')"
    case .dateTime: "datetime('\(value.plainText)')"
    case .duration: "duration('\(value.plainText)')"
    case .list(let values): "[" + values.map(text).joined(separator: ", ") + "]"
    case .map(let map): text(map)
    }
  }

  private static func text(_ number: Double, _ value: Value) -> String {
    if number.isNaN { return "(0.0 / 0.0)" }
    if number.isInfinite { return number < 0 ? "(-1.0 / 0.0)" : "(1.0 / 0.0)" }
    return value.plainText
  }
}
