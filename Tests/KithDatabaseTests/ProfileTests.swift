import KithCore
import KithDatabase
import KithExecutor
import Testing

/// `PROFILE` runs a statement and tells of each operation how many rows it gave and how long it took.
@Suite struct ProfileTests {
  private func run(_ session: EmbeddedSession, _ text: String) throws -> StatementSummary {
    try session.run(text, parameters: [:], into: RowCollector())
  }

  private func steps(_ summary: StatementSummary) throws -> [String] {
    try #require(summary.plan).steps.map { step in
      "\(step.parent ?? 0)>\(step.number) \(step.operation): \(step.rows.map { "\($0)" } ?? "-")"
    }
  }

  @Test func `every operation tells its rows`() throws {
    let session = try EmbeddedSession(path: nil)
    _ = try run(session, "UNWIND range(1, 10) AS i CREATE (:A {i: i})")
    let summary = try run(
      session, "PROFILE MATCH (a:A) WHERE a.i > 4 RETURN a.i ORDER BY a.i LIMIT 3")
    #expect(
      try steps(summary) == [
        "0>1 project a.i: 3", "1>2 top 3 by a.i: 3", "2>3 filter a.i > 4: 6",
        "3>4 label scan a:A: 10"
      ])
    #expect(summary.rowCount == 3)
    #expect(summary.columns.isEmpty)
    #expect(try #require(summary.plan).steps.allSatisfy { ($0.nanoseconds ?? 0) > 0 })
  }

  @Test func `rows are counted in all batches`() throws {
    let session = try EmbeddedSession(path: nil)
    session.settings.executionOptions.batchRowCount = 3
    let summary = try run(session, "PROFILE UNWIND range(1, 10) AS x RETURN x")
    #expect(try steps(summary).last?.hasSuffix(": 1") == true)
    #expect(try #require(summary.plan).steps.first?.rows == 10)
  }

  @Test func `subqueries stand below the operation that runs them`() throws {
    let session = try EmbeddedSession(path: nil)
    _ = try run(session, "UNWIND range(1, 3) AS i CREATE (:A {i: i})-[:T]->(:B)")
    let summary = try run(session, "PROFILE MATCH (a:A) RETURN COUNT { (a)-->() } AS c")
    #expect(
      try steps(summary) == [
        "0>1 project c: 3", "1>2 in COUNT {…}: -", "2>3 count (a)-->(): 3", "3>4 argument a: 3",
        "1>5 label scan a:A: 3"
      ])
  }

  @Test func `a measured statement changes the graph`() throws {
    let session = try EmbeddedSession(path: nil)
    let summary = try run(session, "PROFILE CREATE (:A), (:A)")
    #expect(summary.counters.nodesCreated == 2)
    let rows = RowCollector()
    _ = try session.run("MATCH (n) RETURN count(n) AS c", parameters: [:], into: rows)
    #expect(rows.rows == [["c"], ["2"]])
  }

  @Test func `the text is a table with totals`() throws {
    let session = try EmbeddedSession(path: nil)
    let plan = try #require(try run(session, "PROFILE UNWIND [1, 2] AS x RETURN x").plan)
    let lines = plan.text.split(separator: "\n").map(String.init)
    #expect(lines[0].split(separator: " ") == ["operation", "expected", "rows", "time"])
    #expect(lines.count == 5)
    #expect(lines[1].hasPrefix("project x"))
    #expect(lines[2].hasPrefix("└ unwind [1, 2] as x"))
    #expect(lines[3].hasPrefix("  └ single row"))
    #expect(lines[4].hasPrefix("total"))
    #expect(Set(lines.map(\.count)).count == 1)
  }

  @Test func `programs get a row for each step`() throws {
    let graph = try Database()
    let explained = try graph.run("EXPLAIN UNWIND [1, 2] AS x RETURN x")
    #expect(explained.columns == ["step", "parent", "operation", "estimatedRows"])
    #expect(
      explained.rows[1] == [.integer(2), .integer(1), .string("unwind [1, 2] as x"), .float(2)])
    let measured = try graph.run("PROFILE UNWIND [1, 2] AS x RETURN x")
    #expect(measured.columns.suffix(2) == ["rows", "microseconds"])
    #expect(measured.rows[0][4] == .integer(2))
    #expect(measured.rows[0][1] == .null)
  }

  @Test func `an error of a measured statement is its own`() throws {
    let session = try EmbeddedSession(path: nil)
    #expect(throws: Diagnostics.self) { try run(session, "PROFILE RETURN 1 / 0") }
  }
}
