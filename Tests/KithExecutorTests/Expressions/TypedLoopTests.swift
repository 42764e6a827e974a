import KithCore
import Testing

/// Typed columns give what mixed values give: each expression runs over property columns, and over maps that hold
/// the same values.
@Suite struct TypedLoopTests {
  static let rows = [
    "{i: 1, j: 2, f: 1.5, g: 1.0, t: 'Landesamt', u: 'amt', d: date('2023-10-11'), b: true}",
    "{i: 2, j: 2, f: 2.0, g: -0.5, t: 'amt', u: 'amt', d: date('2021-01-01'), b: false}",
    "{i: 0, f: 0.0, t: '', u: 'Land'}",
    "{j: 7, g: 4.0, d: date('2023-10-11'), b: true}",
    "{i: -5, j: -5, f: -2.5, g: 1.0e300, t: 'Müller', u: 'Müller', b: false}",
    "{}",
    "{i: 9, j: 3, f: 9.0, g: 9.0, t: 'Länder', u: 'Land', d: date('1969-12-31'), b: true}"
  ]

  /// A node for each row, with its number as `k`.
  static let graph = Result {
    let graph = try SmallGraph()
    for (number, row) in rows.enumerated() {
      _ = try graph.run("CREATE (n:N {k: \(number)}) SET n += \(row)")
    }
    return graph
  }

  static let expressions: [String] =
    ["=", "<>", "<", "<=", ">", ">="].flatMap { comparison in
      [
        "n.i \(comparison) 2", "2 \(comparison) n.i", "n.i \(comparison) n.j",
        "n.i \(comparison) 1.5", "n.i \(comparison) n.f", "n.f \(comparison) 2",
        "n.f \(comparison) 1.5", "n.f \(comparison) n.g", "n.d \(comparison) date('2021-01-01')",
        "n.t \(comparison) 'amt'", "n.t \(comparison) ''", "n.t \(comparison) n.u",
        "n.b \(comparison) true", "n.t \(comparison) 1", "n.i \(comparison) null"
      ]
    }
    + ["+", "-", "*", "^"].flatMap { operation in
      ["n.i \(operation) 3", "n.i \(operation) n.j", "n.f \(operation) n.g", "n.i \(operation) n.f"]
    }
    + [
      "n.i / 3", "n.i % 3", "n.f / n.g", "n.f % 2", "-n.i", "-n.f", "10 / coalesce(n.j, 1)",
      "n.t STARTS WITH 'L'", "n.t ENDS WITH 'amt'", "n.t CONTAINS 'de'", "n.t CONTAINS ''",
      "n.t STARTS WITH n.u", "n.i STARTS WITH 'a'", "n.t =~ '.*a.*'",
      "n.b AND n.i > 1", "n.b OR n.i > 1", "n.b XOR n.i > 1", "NOT n.b", "n.i > 1 AND n.b",
      "n.i > 1 OR n.b", "n.i > 0 AND 10 / n.i > 4", "n.i IS NULL", "n.t IS NOT NULL",
      "n.i IN [1, 2]", "n.i IN [1, null]", "n.i IN []", "n.i IN range(0, 50)", "n.t IN ['amt', '']",
      "n.t IN ['amt', null]", "n.f IN [1.5, 9]", "n.d IN [date('2023-10-11')]", "n.b IN [true]",
      "CASE WHEN n.i > 1 THEN n.t ELSE n.d END", "CASE n.i WHEN 1 THEN n.f WHEN 2 THEN n.g END",
      "coalesce(n.i, n.j)", "coalesce(n.t, n.i, 0)", "[n.i, n.t]", "{a: n.i, b: n.d}",
      "toUpper(n.t)", "size(n.t)", "abs(n.i)", "n.d + duration('P1M')", "n.d.year", "n.i + n.t",
      "[x IN [n.i, n.j] WHERE x > 1 | x + n.f]", "reduce(s = n.f, x IN [n.i, n.j] | s + x)"
    ]

  @Test(arguments: expressions)
  func `columns agree with mixed values`(expression: String) throws {
    let graph = try Self.graph.get()
    let list = Self.rows.joined(separator: ", ")
    let mixed = try graph.run("UNWIND [\(list)] AS n RETURN \(expression) AS x")
    for batchRowCount in [1, 3, 2048] {
      let typed = try graph.run(
        "MATCH (n:N) RETURN \(expression) AS x, n.k AS k ORDER BY k",
        batchRowCount: batchRowCount)
      #expect(typed.map { $0[0] } == mixed.map { $0[0] })
    }
  }

  @Test func `properties of repeated nodes are looked up once an entry`() throws {
    let graph = try SmallGraph(
      "CREATE (a:A {name: 'a'})-[:T]->(:B {x: 1}), (a)-[:T]->(:B {x: 2}), (:A)-[:T]->(:B {x: 3})")
    let rows = try graph.run(
      "MATCH (a:A)-[:T]->(b:B) RETURN a.name AS name, b.x AS x, a.missing AS no ORDER BY x")
    #expect(rows == [["'a'", "1", "null"], ["'a'", "2", "null"], ["null", "3", "null"]])
  }
}
