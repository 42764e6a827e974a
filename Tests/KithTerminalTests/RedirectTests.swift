import Glibc
import Testing

/// Rows on their way to files, commands and pagers, with the real program.
@Suite struct RedirectTests {
  private func run(_ arguments: [String], input: String = "") throws -> PipeRun {
    try #require(PipeRun(["--format", "raw"] + arguments, input: input))
  }

  private func text(of path: String) -> String {
    guard let file = unsafe fopen(path, "r") else { return "" }
    defer { unsafe fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    // Safe because the buffer is as long as the call is told.
    let count = unsafe fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  @Test func `output sends rows to a file until it is given alone`() throws {
    let path = "\(Place.folder())/rows.txt"
    let result = try run(
      [],
      input: "RETURN 1;\n:output \(path)\nRETURN 2;\n:echo three\n:output\nRETURN 4;\n")
    #expect(result.output == "1\n4\n")
    #expect(text(of: path) == "2\nthree\n")
    #expect(result.status == 0)
  }

  @Test func `once takes one result, whatever is set before it`() throws {
    let path = "\(Place.folder())/once.csv"
    let result = try run(
      [],
      input:
        ":once \(path)\n:format csv\nRETURN 1 AS a;\nRETURN 2 AS a;\n:once | tr a b\nRETURN 3 AS a;\n"
    )
    #expect(result.output == "a\n2\nb\n3\n")
    #expect(text(of: path) == "a\n1\n")
  }

  @Test func `tee copies what is shown`() throws {
    let path = "\(Place.folder())/tee.txt"
    let result = try run([], input: ":tee \(path)\nRETURN 1;\n:tee\nRETURN 2;\n")
    #expect(result.output == "1\n2\n")
    #expect(text(of: path) == "1\n")
  }

  @Test func `a statement and a command are sent through a command`() throws {
    let result = try run(
      [],
      input: """
        UNWIND [3, 1, 2] AS n RETURN n; | sort | sed 's/^/n=/'
        UNWIND range(1, 500000) AS n RETURN n; | head -1
        RETURN 'a|b;' AS text;
        :help begin | head -1
        UNWIND [1, 2] AS n RETURN n; | wc -l
        """)
    #expect(result.output == "n=1\nn=2\nn=3\n1\na|b;\n:begin\n2\n")
    #expect(result.messages == "")
    #expect(result.status == 0)
  }

  @Test func `what cannot take rows is an error`() throws {
    let missing = try run(["-c", "RETURN 1; | no-such-command-anywhere 2>/dev/null"])
    #expect(
      missing.messages
        == "error: there is no command as in ' no-such-command-anywhere 2>/dev/null'\n")
    #expect(missing.status == 1)
    let folder = try run([], input: ":output /nowhere/x\n")
    #expect(
      folder.messages == """
        error: cannot write '/nowhere/x': there is no such file
         --> standard input:1:9
          |
        1 | :output /nowhere/x
          |         ^^^^^^^^^^

        """)
  }

  // MARK: On a terminal

  @Test func `a long result goes to the pager, a short one does not`() throws {
    let run = try #require(TerminalRun(["--set", "pager=sed 's/^/P:/'", "--set", "format=raw"]))
    run.type("UNWIND range(1, 5) AS n RETURN n;\r")
    #expect(run.waits(for: "5 rows", prompt: "memory>"), "\(run.screen.text)")
    #expect(!run.screen.text.contains("P:"))
    run.type("UNWIND range(1, 60) AS n RETURN n;\r")
    #expect(run.waits(for: "60 rows", prompt: "memory>"), "\(run.screen.text)")
    #expect(run.screen.text.contains("P:59\nP:60\n60 rows"), "\(run.screen.text)")
  }

  @Test func `SIGINT in the pager and a pager that is left leave kith alone`() throws {
    let run = try #require(
      TerminalRun(["--set", "pager=trap '' INT; echo PAGER; read x </dev/tty; echo left $x"]))
    run.type("UNWIND range(1, 60) AS n RETURN n;\r")
    #expect(run.waits(for: "PAGER"), "\(run.screen.text)")
    run.type("\u{3}")
    run.type("q\r")
    #expect(run.waits(for: "left", prompt: "memory>"), "\(run.screen.text)")
    run.type("RETURN 'here' AS still;\r")
    #expect(run.waits(for: "│ here  │", prompt: "memory>"), "\(run.screen.text)")
  }

  @Test func `SIGINT in the pager of a statement from the command line leaves kith alone`() throws {
    let run = try #require(
      TerminalRun([
        "-c", "UNWIND range(1, 60) AS n RETURN n", "-c", "RETURN 'after' AS x", "--set",
        "pager=trap '' INT; echo PAGER; read x </dev/tty; echo left $x"
      ]))
    #expect(run.waits(for: "PAGER"), "\(run.screen.text)")
    run.type("\u{3}")
    run.type("q\r")
    #expect(run.exitStatus() == 0)
    #expect(run.screen.text.contains("left"), "\(run.screen.text)")
    #expect(run.screen.text.contains("│ after │"), "\(run.screen.text)")
  }

  @Test func `leaving the pager does not undo what a statement changed`() throws {
    let run = try #require(TerminalRun(["--set", "pager=head -1"]))
    run.type("UNWIND range(1, 5000) AS n CREATE (x:N {n: n}) RETURN x.n;\r")
    #expect(run.waits(for: "created 5000 nodes", prompt: "memory>"), "\(run.screen.text)")
    run.type("MATCH (x:N) RETURN count(x) AS c;\r")
    #expect(run.waits(for: "│ 5000 │", prompt: "memory>"), "\(run.screen.text)")
  }

  @Test func `without a pager a terminal is shown a first page and the total`() throws {
    let run = try #require(TerminalRun(["--set", "pager=off"]))
    run.type("UNWIND range(1, 12345) AS n RETURN n;\r")
    #expect(
      run.waits(for: "12345 rows", prompt: "memory>"), "\(run.screen.text)")
    #expect(
      run.screen.text.contains("the first 17 of 12,345 rows; ':set rows all' shows all"),
      "\(run.screen.text)")
    #expect(run.screen.text.contains("│ 17 │\n└────┘\nthe first"), "\(run.screen.text)")
    run.type(":set rows 3\rUNWIND range(1, 9) AS n RETURN n;\r")
    #expect(run.waits(for: "the first 3 of 9 rows", prompt: "memory>"), "\(run.screen.text)")
  }

  @Test func `a statement from the command line is paged on a terminal too`() throws {
    let run = try #require(
      TerminalRun(["-c", "UNWIND range(1, 60) AS n RETURN n", "--set", "pager=sed 's/^/P:/'"]))
    #expect(run.exitStatus() == 0)
    #expect(run.screen.text.contains("P:│ 60 │\nP:└"), "\(run.screen.text)")
    let rows = try #require(
      TerminalRun(["-c", "UNWIND range(1, 60) AS n RETURN n", "--set", "pager=off"]))
    #expect(rows.exitStatus() == 0)
    #expect(rows.screen.text.contains("the first 17 of 60 rows"), "\(rows.screen.text)")
  }

  @Test func `PAGER names the pager, and plain mode has none and no boxes`() throws {
    let statement = "UNWIND range(1, 60) AS n RETURN n;\r"
    let named = try #require(TerminalRun(environment: ["PAGER": "sed 's/^/P:/'"]))
    named.type(statement)
    #expect(named.waits(for: "P:│ 60 │", prompt: "memory>"), "\(named.screen.text)")
    let plain = try #require(TerminalRun(["--plain"], environment: ["PAGER": "sed 's/^/P:/'"]))
    plain.type(statement)
    #expect(plain.waits(for: "the first 17 of 60 rows", prompt: "memory>"), "\(plain.screen.text)")
    #expect(plain.screen.text.contains("\n| 17 |\n+----+"), "\(plain.screen.text)")
    #expect(!plain.screen.text.contains("P:"))
  }

  @Test func `where less is not installed the first page has to do`() throws {
    let run = try #require(TerminalRun(environment: ["PATH": "/nowhere:/bin/nothing"]))
    run.type("UNWIND range(1, 60) AS n RETURN n;\r")
    #expect(run.waits(for: "the first 17 of 60 rows", prompt: "memory>"), "\(run.screen.text)")
  }

  @Test func `a statement's own command has the terminal and all rows`() throws {
    let run = try #require(TerminalRun(["--set", "pager=off"]))
    run.type("UNWIND range(1, 500) AS n RETURN n; | grep -c '│ *[0-9]'\r")
    #expect(run.waits(for: "500 rows", prompt: "memory>"), "\(run.screen.text)")
    #expect(run.screen.text.contains("\n500\n"), "\(run.screen.text)")
  }
}
