import Glibc
import KithCore
import KithDatabase
import KithExecutor
import Testing

/// `LOAD CSV` reads files of the user's.
@Suite struct LoadCSVTests {
  private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
    let path = "/tmp/kith-load-\(getpid())-\(UInt64.random(in: 0 ..< .max)).csv"
    let file = unsafe try #require(fopen(path, "w"))
    _ = unsafe fputs(text, file)
    unsafe fclose(file)
    defer { unsafe unlink(path) }
    try body(path)
  }

  private func expect(_ found: [[String]], _ expected: [[String]]) {
    #expect(found == expected)
  }

  private func rows(
    _ text: String, _ path: String, batchRowCount: Int = 2048
  ) throws -> [[String]] {
    let session = try EmbeddedSession(path: nil)
    session.settings.executionOptions.batchRowCount = batchRowCount
    let rows = RowCollector()
    _ = try session.run(text, parameters: ["path": .string(path)], into: rows)
    return Array(rows.rows.dropFirst())
  }

  private func problem(_ text: String, _ path: String = "") throws -> Diagnostic? {
    do throws(Diagnostics) {
      let session: EmbeddedSession
      do throws(Diagnostic) { session = try EmbeddedSession(path: nil) } catch {
        throw Diagnostics(error)
      }
      _ = try session.run(text, parameters: ["path": .string(path)], into: RowCollector())
      return nil
    } catch {
      return error.all.first
    }
  }

  private let people = "name,born\nAda,1815\n\"Grace \"\"G\"\"\",\n\nLin,\"\"\nshort\n"

  @Test(arguments: [1, 3, 2048])
  func `rows are maps by the header`(batchRowCount: Int) throws {
    try withFile(people) { path in
      try expect(
        rows(
          "LOAD CSV WITH HEADERS FROM $path AS row RETURN row.name, row.born, linenumber()", path,
          batchRowCount: batchRowCount),
        [
          ["'Ada'", "'1815'", "2"], ["'Grace \"G\"'", "null", "3"], ["'Lin'", "''", "5"],
          ["'short'", "null", "6"]
        ])
    }
  }

  @Test func `rows are lists without a header`() throws {
    try withFile("\u{FEFF}a;b\r\n1;;\"x;y\"\r\n") { path in
      try expect(
        rows("LOAD CSV FROM 'file://' + $path AS row FIELDTERMINATOR ';' RETURN row", path),
        [
          ["['a', 'b']"], ["['1', null, 'x;y']"]
        ])
    }
  }

  @Test func `the file and the line go on through WITH and into subqueries`() throws {
    try withFile("x\n1\n2\n") { path in
      try expect(
        rows(
          "LOAD CSV WITH HEADERS FROM $path AS row WITH row, linenumber() AS n "
            + "CALL (row) { WITH row.x AS x RETURN x + toString(linenumber()) AS y } "
            + "RETURN n, y, linenumber(), file() = $path", path),
        [
          ["2", "'12'", "2", "true"], ["3", "'23'", "3", "true"]
        ])
      try expect(
        rows("LOAD CSV FROM $path AS row RETURN COUNT { RETURN linenumber() AS n } AS c", path),
        [["1"], ["1"], ["1"]])
      try expect(rows("RETURN linenumber() AS n, file() AS f", path), [["null", "null"]])
    }
  }

  @Test func `a file is read for each row, and may be empty`() throws {
    try withFile("x\n1\n") { path in
      try expect(
        rows("UNWIND [1, 2] AS i LOAD CSV WITH HEADERS FROM $path AS r RETURN i, r.x", path),
        [["1", "'1'"], ["2", "'1'"]])
    }
    try withFile("") { path in
      try expect(rows("LOAD CSV WITH HEADERS FROM $path AS r RETURN r", path), [])
    }
  }

  @Test func `a large file is loaded in transactions`() throws {
    let lines = (1...5000).map { "\($0),name \($0)\n" }.joined()
    try withFile("id,name\n" + lines) { path in
      try expect(
        rows(
          "LOAD CSV WITH HEADERS FROM $path AS row "
            + "CALL (row) { CREATE (:P {id: toInteger(row.id), name: row.name}) } "
            + "IN TRANSACTIONS OF 999 ROWS WITH count(*) AS c MATCH (p:P) "
            + "RETURN c, count(p), sum(p.id), max(p.id)", path),
        [["5000", "5000", "12502500", "5000"]])
    }
  }

  @Test func `what is wrong with a file is said with its line`() throws {
    try withFile("a,b\n1,2\n3,\"open\n") { path in
      let problem = try #require(try problem("LOAD CSV FROM $path AS r RETURN r", path))
      #expect(problem.message.hasPrefix("'\(path)', line 3: "))
      #expect(problem.span?.start == 14)
      #expect(problem.category == .inputError)
    }
    let missing = try #require(try problem("LOAD CSV FROM 'no-such.csv' AS r RETURN r"))
    #expect(missing.message == "'no-such.csv': there is no such file")
    #expect(
      missing.advice
        == "a path that does not begin with '/' is taken from the directory in which kith runs")
  }

  @Test func `what is no file is refused`() throws {
    let web = try #require(try problem("LOAD CSV FROM 'https://example.org/a.csv' AS r RETURN r"))
    #expect(web.message == "LOAD CSV reads files, not 'https://example.org/a.csv'")
    #expect(
      web.advice == "fetch it first: curl -o table.csv 'https://example.org/a.csv'; "
        + "then LOAD CSV FROM 'table.csv' AS row")
    let url = try #require(try problem("LOAD CSV FROM 'file:///a%2' AS r RETURN r"))
    #expect(url.message == "'file:/a%2' is no URL: two hexadecimal digits follow '%'")
    let type = try #require(try problem("WITH [1] AS l LOAD CSV FROM l[0] AS r RETURN r"))
    #expect(type.message == "'LOAD CSV' takes a path, not an Integer")
    let early = try #require(try problem("LOAD CSV FROM 5 AS r RETURN r"))
    #expect(early.message == "LOAD CSV takes a path, not a whole number")
    let separator = try #require(
      try problem("LOAD CSV FROM 'a' AS r FIELDTERMINATOR 'ü' RETURN r"))
    #expect(separator.message == "'ü' cannot separate fields")
  }
}
