import KithCore
import KithDatabase
import KithExecutor
import KithPlanner
import Testing

/// Random graphs and patterns whose parts are only counted, asked with the optimiser and without: the same rows.
/// A failure names its seed.
@Suite struct CountComparisonTests {
  @Test(arguments: [UInt64(1), 2, 3, 4, .random(in: 100...UInt64.max)])
  func `counting without rows changes no result`(seed: UInt64) throws {
    var random = SeededNumbers(state: seed)
    let session = try EmbeddedSession(path: nil)
    try build(&random, session)
    for round in 0..<3 {
      // The second time with changes that are not committed yet, the third time with them committed.
      if round == 1 {
        try session.begin()
        try build(&random, session)
        _ = try run("MATCH (n {k: 3}) DETACH DELETE n", session)
        _ = try run("MATCH (n {k: 4}) REMOVE n:A SET n:B", session)
        _ = try run("MATCH ()-[r {k: 2}]->() DELETE r", session)
      }
      for _ in 0..<60 {
        let query = Self.query(&random)
        session.settings.plannerOptions.isOptimised = false
        let plain = try run(query, session)
        session.settings.plannerOptions.isOptimised = true
        for batchRowCount in [2048, 3] {
          session.settings.executionOptions.batchRowCount = batchRowCount
          #expect(try run(query, session) == plain, "seed \(seed): \(query)")
        }
      }
      if round == 1 { try session.commit() }
    }
  }

  private func build(_ random: inout SeededNumbers, _ session: EmbeddedSession) throws {
    let first = Int.random(in: 0...1000, using: &random)
    let count = Int.random(in: 3...7, using: &random)
    for node in 0..<count {
      let labels = ["", ":A", ":B", ":A:B", ":A"].randomElement(using: &random) ?? ""
      _ = try run("CREATE (\(labels) {i: \(first + node), k: \(node)})", session)
    }
    for index in 0..<Int.random(in: 4...14, using: &random) {
      let (start, end) = (
        Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random)
      )
      let type = ["R", "R", "S"].randomElement(using: &random) ?? "R"
      _ = try run(
        "MATCH (a {i: \(first + start)}), (b {i: \(first + end)}) "
          + "CREATE (a)-[:\(type) {k: \(index)}]->(b)", session)
    }
  }

  // MARK: queries

  private static func query(_ random: inout SeededNumbers) -> String {
    let (pattern, nodes, relationships) = pattern(&random)
    let node = nodes.randomElement(using: &random) ?? "a"
    let relationship = relationships.randomElement(using: &random) ?? "r"
    let other = nodes.randomElement(using: &random) ?? "a"
    let condition =
      switch Int.random(in: 0..<9, using: &random) {
      case 0: " WHERE \(node).k > 1"
      case 1: " WHERE \(node).k <> \(other).k"
      case 2: " WHERE \(relationship).k > 2"
      case 3: " WHERE EXISTS { (\(node))-[:R]->(\(other)) }"
      default: ""
      }
    if Int.random(in: 0..<5, using: &random) == 0 {
      let result = ["COUNT", "EXISTS"].randomElement(using: &random) ?? "COUNT"
      return "MATCH (\(node)) RETURN \(node).i AS i, \(result) { \(pattern)\(condition) } AS c"
    }
    if Int.random(in: 0..<5, using: &random) == 0 {
      return "MATCH " + pattern + condition
        + " RETURN \(node).i AS i, \(other).i AS j, \(relationship).k AS k"
    }
    let start =
      switch Int.random(in: 0..<8, using: &random) {
      case 0: "UNWIND [1, 2] AS u MATCH "
      case 1: "MATCH (\(nodes[0]):A) MATCH "
      case 2: "OPTIONAL MATCH (\(nodes[0]):B) OPTIONAL MATCH "
      default: "MATCH "
      }
    let result =
      switch Int.random(in: 0..<11, using: &random) {
      case 0: "count(\(relationship)) AS c"
      case 1: "count(\(node)) AS c, count(*) AS d"
      case 2: "\(node).k AS k, count(*) AS c"
      case 3: "\(node) AS n, count(\(relationship)) AS c"
      case 4: "\(node).k AS k, \(other).k AS l, count(*) AS c"
      case 5: "count(\(node).k) AS c, min(\(other).k) AS m"
      case 6: "count(DISTINCT \(node)) AS c, count(*) AS d"
      case 7: "count(DISTINCT \(node)) AS c"
      case 8: "\(node) AS n, \(other) AS m, count(*) AS c"
      default: "count(*) AS c"
      }
    return start + pattern + condition + " RETURN " + result
  }

  /// A path, perhaps with a branch or closed to a circle.
  private static func pattern(
    _ random: inout SeededNumbers
  ) -> (text: String, nodes: [String], relationships: [String]) {
    let length = Int.random(in: 1...3, using: &random)
    let names = ["a", "b", "c", "d", "e"]
    var nodes = ["a"]
    var relationships: [String] = []
    func labels() -> String {
      ["", "", "", ":A", ":B", ":A:B"].randomElement(using: &random) ?? ""
    }
    func step() -> String {
      relationships.append("r\(relationships.count)")
      let types = ["", ":R", ":R", ":R", ":S", ":R|S"].randomElement(using: &random) ?? ""
      let body = "-[\(relationships.last ?? "")\(types)]-"
      return ["\(body)>", "<\(body)", body].randomElement(using: &random) ?? body
    }
    var text = "(a\(labels()))"
    for index in 1...length {
      text += step() + "(\(names[index])\(labels()))"
      nodes.append(names[index])
    }
    switch Int.random(in: 0..<5, using: &random) {
    case 0:
      let end = nodes.randomElement(using: &random) ?? "a"
      text += ", (\(nodes.randomElement(using: &random) ?? "a"))" + step() + "(\(end))"
    case 1:
      text += ", (\(nodes.randomElement(using: &random) ?? "a"))" + step() + "(e\(labels()))"
      nodes.append("e")
    case 2:
      let two = (nodes.randomElement(using: &random) ?? "a", nodes.last ?? "a")
      text += ", (\(two.0))" + step() + "(e\(labels()))" + step() + "(\(two.1))"
      nodes.append("e")
    case 3:
      text += ", (e\(labels()))" + step() + "(f\(labels()))"
      nodes += ["e", "f"]
    default: break
    }
    return (text, nodes, relationships)
  }

  /// The rows in an order of their own; of an error its words.
  private func run(_ statement: String, _ session: EmbeddedSession) throws -> [[String]] {
    let rows = RowCollector()
    do throws(Diagnostics) {
      _ = try session.run(statement, parameters: [:], into: rows)
    } catch {
      return [[error.all[0].message]]
    }
    return rows.rows.sorted { $0.lexicographicallyPrecedes($1) }
  }
}

/// SplitMix64: the same numbers for the same seed.
private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var it = state
    it = (it ^ (it >> 30)) &* 0xBF58_476D_1CE4_E5B9
    it = (it ^ (it >> 27)) &* 0x94D0_49BB_1331_11EB
    return it ^ (it >> 31)
  }
}
