import KithCore
import KithDatabase
import Testing

/// Random graphs and conditions, asked with and without indexes: the same rows. A failure names its seed.
@Suite struct IndexComparisonTests {
  private static let values = [
    "1", "1.0", "2", "-1", "0.0", "-0.0", "0.5", "9007199254740993", "9007199254740992.0", "'a'",
    "'ab'", "'b'", "''", "'ä'", "true", "false", "[1]", "[1.0]", "[]", "date('2020-01-01')",
    "date('2021-01-01')", "time('12:00Z')", "time('13:00+01:00')", "localtime('12:00')",
    "datetime('2020-01-01T00:00Z')", "datetime('2020-01-01T01:00+01:00')",
    "localdatetime('2020-01-01T00:00')", "duration('P1D')", "duration('PT24H')", "0.0 / 0.0",
    "1.0 / 0.0", "null", "reduce(t = '', i IN range(1, 150) | t + 'y')",
    "reduce(t = '', i IN range(1, 150) | t + 'y') + 'z'"
  ]

  private static let indexes = [
    "CREATE INDEX FOR (n:P) ON (n.x)", "CREATE INDEX FOR (n:P) ON (n.y, n.x)",
    "CREATE TEXT INDEX FOR (n:Q) ON (n.x)", "CREATE INDEX FOR ()-[r:R]-() ON (r.x)"
  ]

  @Test(arguments: [UInt64(1), 2, 3, .random(in: 100...UInt64.max)])
  func `an index changes no result`(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let plain = try EmbeddedSession(path: nil)
    let indexed = try EmbeddedSession(path: nil)
    // Some indexes are there from the start, some are made over what is there.
    for index in Self.indexes.prefix(2) { try run(index, indexed) }
    for _ in 0..<40 {
      let statement = change(&random)
      try run(statement, plain)
      try run(statement, indexed)
    }
    for index in Self.indexes.dropFirst(2) { try run(index, indexed) }
    for _ in 0..<15 {
      let statement = change(&random)
      try run(statement, plain)
      try run(statement, indexed)
    }
    for _ in 0..<120 {
      let query = query(&random)
      #expect(try run(query, plain) == run(query, indexed), "seed \(seed): \(query)")
    }
  }

  private func value(_ random: inout Seeded) -> String {
    Self.values.randomElement(using: &random) ?? "1"
  }

  private func change(_ random: inout Seeded) -> String {
    let (one, other) = (value(&random), value(&random))
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return "MATCH (n:P {x: \(one)}) SET n.x = \(other)"
    case 1: return "MATCH (n:P {y: \(one)}) SET n:Q"
    case 2: return "MATCH (n:Q) WHERE n.x = \(one) REMOVE n:P"
    case 3: return "MATCH (n:P) WHERE n.x = \(one) DETACH DELETE n"
    default: return "CREATE (:P {x: \(one), y: \(other)})-[:R {x: \(one)}]->(:Q {x: \(other)})"
    }
  }

  private func query(_ random: inout Seeded) -> String {
    let (one, other) = (value(&random), value(&random))
    func condition(_ subject: String) -> String {
      switch Int.random(in: 0..<8, using: &random) {
      case 0: "\(subject) = \(one)"
      case 1: "\(subject) IN [\(one), \(other)]"
      case 2: "\(subject) < \(one)"
      case 3: "\(one) <= \(subject)"
      case 4: "\(subject) > \(one) AND \(subject) <= \(other)"
      case 5: "\(subject) STARTS WITH \(one)"
      case 6: "\(subject) IS NOT NULL"
      default: "\(subject) = \(one) AND \(subject) = \(other)"
      }
    }
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return "MATCH (n:P) WHERE n.y = \(other) AND \(condition("n.x")) RETURN id(n) AS n"
    case 1: return "MATCH (n:Q) WHERE \(condition("n.x")) RETURN id(n) AS n"
    case 2: return "MATCH (n:P:Q) WHERE \(condition("n.x")) RETURN id(n) AS n"
    case 3:
      return "MATCH (a)-[r:R]-(b) WHERE \(condition("r.x"))"
        + " RETURN id(a) AS a, id(r) AS r, id(b) AS b"
    default: return "MATCH (n:P) WHERE \(condition("n.y")) RETURN id(n) AS n"
    }
  }

  /// The rows in an order of their own; of an error its words.
  @discardableResult
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
private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var it = state
    it = (it ^ (it >> 30)) &* 0xBF58_476D_1CE4_E5B9
    it = (it ^ (it >> 27)) &* 0x94D0_49BB_1331_11EB
    return it ^ (it >> 31)
  }
}
