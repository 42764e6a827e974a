import KithCore
import KithDatabase
import KithExecutor
import KithPlanner
import Testing

/// Random graphs and patterns of which only the different ends are asked, with the optimiser and without: the same rows.
/// A failure names its seed.
@Suite struct DistinctComparisonTests {
  @Test(arguments: [UInt64(1), 2, 3, .random(in: 100...UInt64.max)])
  func `looking for different ends changes no result`(seed: UInt64) throws {
    var random = Numbers(state: seed)
    let session = try EmbeddedSession(path: nil)
    try build(&random, session)
    for round in 0..<3 {
      // The second time with changes that are not committed yet, the third time with them committed.
      if round == 1 {
        try session.begin()
        try build(&random, session)
        _ = try run("MATCH (n {k: 3}) DETACH DELETE n", session)
        _ = try run("MATCH ()-[r {k: 2}]->() DELETE r", session)
      }
      for _ in 0..<40 {
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

  /// Few relationships, so that there are trees as well as circles; loops and parallel relationships come too.
  private func build(_ random: inout Numbers, _ session: EmbeddedSession) throws {
    let first = Int.random(in: 0...1000, using: &random)
    let count = Int.random(in: 3...8, using: &random)
    for node in 0..<count {
      let labels = ["", ":A", ":B", ":A:B", ":A"].randomElement(using: &random) ?? ""
      // Some share their number, some have none.
      let number = [" k: \(node), ", " k: \(node / 2), ", ""].randomElement(using: &random) ?? ""
      _ = try run("CREATE (\(labels) {\(number) i: \(first + node)})", session)
    }
    for index in 0..<Int.random(in: 2...8, using: &random) {
      let (start, end) = (
        Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random)
      )
      let type = ["R", "R", "S"].randomElement(using: &random) ?? "R"
      _ = try run(
        "MATCH (a {i: \(first + start)}), (b {i: \(first + end)}) "
          + "CREATE (a)-[:\(type) {k: \(index % 4)}]->(b)", session)
    }
  }

  // MARK: queries

  private static func query(_ random: inout Numbers) -> String {
    let (pattern, nodes) = pattern(&random)
    let node = nodes.randomElement(using: &random) ?? "a"
    let other = nodes.randomElement(using: &random) ?? "a"
    let last = nodes.last ?? "a"
    var conditions: [String] = []
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      conditions.append(
        [
          "\(node).k <> \(other).k", "\(last).k <> \(other).k", "\(node).i <> \(last).i",
          "\(node) <> \(last)", "\(last).k > 1", "\(node):A", "\(last).k = \(node).k",
          "NOT EXISTS { (\(node))-[:R]->(\(last)) }"
        ].randomElement(using: &random) ?? "true")
    }
    let condition = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    if Int.random(in: 0..<4, using: &random) == 0 {
      return "MATCH (\(node)) WHERE EXISTS { \(pattern)\(condition) } RETURN \(node).i AS i"
    }
    let start =
      switch Int.random(in: 0..<8, using: &random) {
      case 0: "UNWIND [1, 2] AS u MATCH "
      case 1: "MATCH (\(nodes[0]):A) MATCH "
      case 2: "OPTIONAL MATCH (\(nodes[0]):B) OPTIONAL MATCH "
      case 3: "MATCH (\(nodes[0])), (\(last)) MATCH "
      default: "MATCH "
      }
    let result =
      switch Int.random(in: 0..<9, using: &random) {
      case 0: "RETURN DISTINCT \(last).i AS i"
      case 1: "RETURN DISTINCT \(last) AS n"
      case 2: "RETURN \(node).k AS k, count(DISTINCT \(last)) AS c"
      case 3: "RETURN \(node).i AS i, count(DISTINCT \(last).k) AS c"
      case 4: "RETURN min(\(last).i) AS i, max(\(other).k) AS m"
      case 5: "WITH DISTINCT \(node), \(last) RETURN count(*) AS c"
      case 6: "RETURN DISTINCT 1 AS one"
      case 7: "RETURN \(nodes[0]).i AS i, count(DISTINCT \(last)) AS c"
      default: "RETURN count(DISTINCT \(last)) AS c"
      }
    return start + pattern + condition + " " + result
  }

  /// A path of single relationships and such as repeat, perhaps with a branch.
  private static func pattern(_ random: inout Numbers) -> (text: String, nodes: [String]) {
    let names = ["a", "b", "c", "d"]
    var nodes = ["a"]
    func labels() -> String {
      ["", "", "", "", ":A", ":B"].randomElement(using: &random) ?? ""
    }
    func step() -> String {
      let types = ["", ":R", ":R", ":S", ":R|S"].randomElement(using: &random) ?? ""
      let length =
        ["", "", "*1..2", "*0..2", "*1..3", "*", "*0..", "*1..4", "*2..3", "*..3 {k: 1}"]
        .randomElement(using: &random) ?? ""
      let body = "-[\(types)\(length)]-"
      return ["\(body)>", "<\(body)", body, body].randomElement(using: &random) ?? body
    }
    let start = ["", "", "", " {k: 0}"].randomElement(using: &random) ?? ""
    var text = "(a\(labels())\(start))"
    for index in 1...Int.random(in: 1...3, using: &random) {
      text += step() + "(\(names[index])\(labels()))"
      nodes.append(names[index])
    }
    if Int.random(in: 0..<4, using: &random) == 0 {
      text += ", (\(nodes.randomElement(using: &random) ?? "a"))" + step() + "(e\(labels()))"
      nodes.append("e")
    }
    return (text, nodes)
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
private struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var it = state
    it = (it ^ (it >> 30)) &* 0xBF58_476D_1CE4_E5B9
    it = (it ^ (it >> 27)) &* 0x94D0_49BB_1331_11EB
    return it ^ (it >> 31)
  }
}
