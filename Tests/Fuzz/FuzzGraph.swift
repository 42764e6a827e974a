/// A small graph that a query is tried on, as the text of its parts, so that it can be made smaller.
package struct FuzzGraph: Sendable {
  /// A node: its labels, and the literals of its properties.
  struct Node: Sendable {
    var name: String
    var labels: [String]
    var properties: [(key: String, literal: String)]
  }

  /// A relationship between two nodes, by their names.
  struct Relationship: Sendable {
    var start: String
    var end: String
    var type: String
    var properties: [(key: String, literal: String)]
  }

  var nodes: [Node] = []
  var relationships: [Relationship] = []

  /// The statement that creates it; nil for the empty graph.
  package var statement: String? {
    guard !nodes.isEmpty else { return nil }
    let parts =
      nodes.map { node in
        "(\(node.name)\(node.labels.map { ":\($0)" }.joined())\(Self.map(node.properties)))"
      }
      + relationships.map { it in
        "(\(it.start))-[:\(it.type)\(Self.map(it.properties))]->(\(it.end))"
      }
    return "CREATE " + parts.joined(separator: ", ")
  }

  private static func map(_ properties: [(key: String, literal: String)]) -> String {
    guard !properties.isEmpty else { return "" }
    return " {" + properties.map { "\($0.key): \($0.literal)" }.joined(separator: ", ") + "}"
  }

  static let labels = ["A", "B", "C"]
  static let types = ["R", "S", "T"]

  /// A graph of up to seven nodes, with loops, parallel relationships and properties of mixed types.
  ///
  /// Every entity has a key `k` of its own, so that results tell them apart.
  static func make(_ random: inout FuzzRandom) -> FuzzGraph {
    var graph = FuzzGraph()
    for index in 0..<random.below(8) {
      let labels = Self.labels.filter { _ in random.chance(45) }
      graph.nodes.append(
        Node(
          name: "n\(index)", labels: labels,
          properties: [("k", "'n\(index)'")] + properties(&random)))
    }
    guard !graph.nodes.isEmpty else { return graph }
    for index in 0..<random.below(10) {
      graph.relationships.append(
        Relationship(
          start: random.pick(graph.nodes).name, end: random.pick(graph.nodes).name,
          type: random.pick(types),
          properties: [("k", "'r\(index)'")] + (random.chance(50) ? properties(&random) : [])))
    }
    return graph
  }

  private static func properties(_ random: inout FuzzRandom) -> [(key: String, literal: String)] {
    keys.filter { _ in random.chance(45) }.map { ($0.key, literal(of: $0.kind, &random)) }
  }

  /// The properties and what they hold.
  static let keys: [(key: String, kind: FuzzKind)] = [
    ("i", .integer), ("f", .float), ("s", .string), ("b", .boolean), ("l", .list(.integer)),
    ("v", .any), ("d", .date)
  ]

  static func kind(of key: String) -> FuzzKind { keys.first { $0.key == key }?.kind ?? .string }

  /// A literal of a kind.
  static func literal(of kind: FuzzKind, _ random: inout FuzzRandom) -> String {
    switch kind {
    case .integer: return "\(random.below(7) - 2)"
    case .float:
      return random.pick(["0.5", "-1.25", "2.0", "3.75", "0.0", "(0.0 / 0.0)", "(1.0 / 0.0)"])
    case .string: return random.pick(["'a'", "'b'", "'ab'", "''", "'Ä'", "'straße'", "' a '"])
    case .boolean: return random.pick(["true", "false"])
    case .date:
      return random.pick(["date('2020-02-29')", "date('1999-12-31')", "date('2023-10-11')"])
    case .list:
      return "[" + (0..<random.below(4)).map { _ in "\(random.below(4))" }.joined(separator: ", ")
        + "]"
    default:
      if random.chance(15) {
        return random.pick([
          "9223372036854775807", "-9223372036854775808", "9007199254740993", "9007199254740992.0"
        ])
      }
      return literal(
        of: random.pick([.integer, .float, .string, .boolean, .list(.integer), .date]), &random)
    }
  }
}

/// What a generated expression gives, as far as the generator knows.
package indirect enum FuzzKind: Sendable, Equatable {
  case integer, float, string, boolean, date
  case any
  case node, relationship, path
  /// A path of which only the length is determined.
  case someShortestPath
  case list(FuzzKind)
  /// A list in no determined order: what `collect` gives.
  case bag(FuzzKind)
  case map
}
