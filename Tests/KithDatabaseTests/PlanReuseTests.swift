import Glibc
import KithCore
import KithDatabase
import Testing

/// Statements whose text was run before: the plan of then serves only the graph of then.
@Suite struct PlanReuseTests {
  /// The result's rows below its column names.
  private func rows(_ session: EmbeddedSession, _ text: String) throws -> [[String]] {
    let rows = RowCollector()
    _ = try session.run(text, parameters: [:], into: rows)
    return Array(rows.rows.dropFirst())
  }

  private func plan(_ session: EmbeddedSession, _ text: String) throws -> [String] {
    let summary = try session.run(text, parameters: [:], into: RowCollector())
    return try #require(summary.plan).steps.map(\.operation)
  }

  @Test func `an index that is made is used by a text that ran before`() throws {
    let session = try EmbeddedSession(path: nil)
    _ = try rows(session, "UNWIND range(1, 3000) AS i CREATE (:P {k: i})")
    let query = "EXPLAIN MATCH (p:P {k: 7}) RETURN p"
    #expect(try plan(session, query).contains { $0.contains("IndexSeek") } == false)
    _ = try rows(session, "CREATE INDEX FOR (p:P) ON (p.k)")
    #expect(try plan(session, query).contains { $0.contains("IndexSeek") })
    #expect(try rows(session, "MATCH (p:P {k: 7}) RETURN p.k") == [["7"]])
  }

  @Test func `what another session writes is seen by a text that ran before`() throws {
    let path = "/tmp/kith-plans-\(UInt64.random(in: 0 ..< .max)).kith"
    defer {
      unsafe unlink(path)
      unsafe unlink(path + "-lock")
    }
    let (first, second) = (try EmbeddedSession(path: path), try EmbeddedSession(path: path))
    for query in ["MATCH (n:New) RETURN count(*)", "MATCH (n:New)--(:New) RETURN count(*)"] {
      #expect(try rows(first, query) == [["0"]])
      _ = try rows(second, "CREATE (:New)-[:NEW]->(:New)")
      #expect(try rows(first, query) == [["2"]])
      #expect(try rows(first, query) == [["2"]])
      _ = try rows(second, "MATCH (n:New) DETACH DELETE n")
      #expect(try rows(first, query) == [["0"]])
    }
  }

  @Test func `a transaction sees its own changes by a text that ran before`() throws {
    let session = try EmbeddedSession(path: nil)
    let query = "MATCH (:A)-[r:R]->(:B) RETURN count(*)"
    #expect(try rows(session, query) == [["0"]])
    try session.begin()
    #expect(try rows(session, query) == [["0"]])
    _ = try rows(session, "CREATE (:A)-[:R]->(:B)")
    #expect(try rows(session, query) == [["1"]])
    #expect(try rows(session, query) == [["1"]])
    try session.rollback()
    #expect(try rows(session, query) == [["0"]])
  }

  @Test func `a text that changes the graph can be run again and again`() throws {
    let session = try EmbeddedSession(path: nil)
    for count in 1...3 {
      #expect(
        try rows(session, "CREATE (n:A) WITH n MATCH (a:A) RETURN count(a)") == [["\(count)"]])
    }
    #expect(throws: Diagnostics.self) {
      _ = try rows(session, "MATCH (a:A) SET a.x = 1 / 0")
    }
    #expect(try rows(session, "MATCH (a:A) RETURN count(*)") == [["3"]])
  }
}
