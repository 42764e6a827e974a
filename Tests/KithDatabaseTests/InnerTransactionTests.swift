import Glibc
import KithCore
import KithDatabase
import Testing

/// `CALL { … } IN TRANSACTIONS` really commits: what another session sees, and what a reopened file holds.
@Suite struct InnerTransactionTests {
  private func withFile(_ body: (String) throws -> Void) throws {
    let path = "/tmp/kith-inner-\(getpid())-\(UInt64.random(in: 0 ..< .max)).kith"
    defer {
      unsafe unlink(path)
      unsafe unlink(path + "-lock")
    }
    try body(path)
  }

  private func expect(_ found: [[String]], _ expected: [[String]]) {
    #expect(found == expected)
  }

  private func rows(_ session: EmbeddedSession, _ text: String) throws -> [[String]] {
    let rows = RowCollector()
    _ = try session.run(text, parameters: [:], into: rows)
    return Array(rows.rows.dropFirst())
  }

  private func message(_ session: EmbeddedSession, _ text: String) -> String? {
    do throws(Diagnostics) {
      _ = try session.run(text, parameters: [:], into: RowCollector())
      return nil
    } catch {
      return error.all.first.map { "\($0.message) @\($0.span?.start ?? -1)" }
    }
  }

  private let failing =
    "UNWIND [1, 2, 3, 4, 0, 6] AS x CALL (x) { CREATE (:N {i: 12 / x}) } IN TRANSACTIONS OF 2 ROWS"

  @Test func `an error leaves what was committed before, also when the file is reopened`() throws {
    try withFile { path in
      do {
        let session = try EmbeddedSession(path: path)
        #expect(message(session, failing)?.hasPrefix("an integer is divided by zero") == true)
      }
      let again = try EmbeddedSession(path: path)
      try expect(rows(again, "MATCH (n:N) RETURN n.i ORDER BY n.i"), [["3"], ["4"], ["6"], ["12"]])
      // The session that failed left no transaction open.
      try expect(rows(again, "CREATE (n:M) RETURN 1 AS one"), [["1"]])
    }
  }

  @Test func `each batch is a commit of its own`() throws {
    try withFile { path in
      let session = try EmbeddedSession(path: path)
      let seen = BatchWatcher(path: path)
      _ = try session.run(
        "UNWIND range(1, 6) AS x CALL (x) { CREATE (:N) } IN TRANSACTIONS OF 2 ROWS RETURN x",
        parameters: [:], into: seen)
      #expect(seen.count == 6)
    }
  }

  @Test func `counters count what was committed`() throws {
    let session = try EmbeddedSession(path: nil)
    let summary = try session.run(
      failing + " ON ERROR CONTINUE", parameters: [:], into: RowCollector())
    #expect(summary.counters.nodesCreated == 4)
    let again = try session.run(
      "MATCH (n:N) RETURN count(n)", parameters: [:], into: RowCollector())
    #expect(again.rowCount == 1)
  }

  @Test func `it is refused within a transaction`() throws {
    let session = try EmbeddedSession(path: nil)
    try session.begin()
    #expect(
      message(session, failing)
        == "'IN TRANSACTIONS' commits on its own and cannot run within a transaction @68")
    try session.rollback()
    try expect(rows(session, "MATCH (n) RETURN count(n) AS c"), [["0"]])
  }

  @Test func `it says where it cannot stand`() throws {
    let session = try EmbeddedSession(path: nil)
    #expect(
      message(session, "CREATE (a) WITH a CALL (a) { SET a.x = 1 } IN TRANSACTIONS")
        == "'IN TRANSACTIONS' cannot stand behind a clause that changes @43")
    #expect(
      message(session, "CALL () { CREATE (:N) } IN TRANSACTIONS OF 0 ROWS")
        == "a transaction takes at least one row @43")
  }
}

/// Counts, when rows come, what another session sees of the file.
private final class BatchWatcher: ResultSink {
  private let path: String
  var count = 0

  init(path: String) { self.path = path }

  func begin(columns: [String]) {}

  func receive(_ rows: [[Value]], entities: any EntityResolver) throws {
    let other = try EmbeddedSession(path: path, isReadOnly: true)
    count = Int(try other.read { $0.statistics.nodeCount })
  }
}
