import KithCore
import KithInterchange
import KithShell
import Testing

@Suite struct ScriptTests {
  private func session() -> FakeSession {
    let session = FakeSession()
    session.answers = [
      "RETURN 1": .rows(columns: ["n"], [[.integer(1)]]),
      "RETURN 2": .rows(columns: ["n"], [[.integer(2)]]),
      "RETURN\n  x": .failure(
        Diagnostic(
          .syntaxError, "there is no variable 'x'", at: SourceSpan(start: 9, end: 10),
          suggestion: "y", advice: "define it first")),
      "CREATE ()": .changes(ChangeCounters()), "EXPLAIN RETURN 1": .plan("Scan\n")
    ]
    return session
  }

  @Test func `rows go to the output and nothing else does`() throws {
    let harness = ShellHarness(session(), settings: ShellSettings(format: .jsonl))
    let (rows, messages) = try harness.run("RETURN 1; CREATE (); RETURN 2;")
    #expect(rows == "{\"n\":1}\n{\"n\":2}\n")
    #expect(messages == "")
  }

  @Test func `the first error ends a script and is shown at its place in the file`() throws {
    let harness = ShellHarness(session(), settings: ShellSettings(format: .raw))
    let (rows, messages) = try harness.run(
      "RETURN 1;\n\n// next\nRETURN 2; RETURN\n  x;\nRETURN 2;", from: .file("a.cypher"))
    #expect(rows == "1\n2\n")
    #expect(
      messages == """
        error[42001]: there is no variable 'x'
         --> a.cypher:5:3
          |
        5 |   x
          |   ^ did you mean 'y'?
          = define it first

        """)
    #expect(harness.shell.hasFailed)
  }

  @Test func `a place in what was typed is counted within it`() throws {
    let harness = ShellHarness(session())
    let (_, messages) = try harness.run("CREATE (); RETURN\n  x;")
    #expect(messages.hasPrefix("error[42001]: there is no variable 'x'\n --> 2:3\n"))
  }

  @Test func `with keep-going an error is one JSON object and the script goes on`() throws {
    let harness = ShellHarness(
      session(), settings: ShellSettings(format: .jsonl, keepsGoing: true))
    let (rows, messages) = try harness.run(
      "RETURN 1;\nRETURN\n  x;\n:shema\nRETURN 2;", from: .file("a.cypher"))
    #expect(rows == "{\"n\":1}\n{\"n\":2}\n")
    #expect(
      messages == """
        {"statement": 2, "error": {"gqlstatus": "42001", "type": "SyntaxError", \
        "phase": "compile time", "message": "there is no variable 'x'", \
        "file": "a.cypher", "line": 3, "column": 3, "suggestion": "y", "advice": "define it first"}}
        {"statement": 2, "error": {"gqlstatus": "22N05", "type": "ArgumentError", \
        "phase": "runtime", "message": "there is no command ':shema'", \
        "file": "a.cypher", "line": 4, "column": 1, "suggestion": ":schema", \
        "advice": "':help' lists the commands"}}

        """)
  }

  @Test func `timing is one JSON object a statement, after its rows`() throws {
    let harness = ShellHarness(
      session(), settings: ShellSettings(format: .jsonl, showsTiming: true))
    let (_, messages) = try harness.run("RETURN 1; CREATE ();")
    let lines = messages.split(separator: "\n").map(String.init)
    #expect(lines.count == 2)
    #expect(
      lines[0].hasPrefix(
        "{\"statement\": 1, \"rows\": 1, \"parse_us\": 1, \"plan_us\": 2, \"execute_us\": 3, \"total_us\": "
      ))
    #expect(lines[1].hasPrefix("{\"statement\": 2, \"rows\": 0, "))
  }

  @Test func `warnings go to the messages`() throws {
    let session = session()
    session.warnings = [
      Diagnostic(
        .semanticError, "no label 'Persn'", at: SourceSpan(start: 7, end: 8), severity: .warning)
    ]
    let harness = ShellHarness(session, settings: ShellSettings(format: .raw))
    let (rows, messages) = try harness.run("RETURN 1;")
    #expect(rows == "1\n")
    #expect(
      messages == """
        warning[01000]: no label 'Persn'
         --> 1:8
          |
        1 | RETURN 1
          |        ^

        """)
  }

  @Test func `a plan is text for people and a row for programs`() throws {
    #expect(try ShellHarness(session()).run("EXPLAIN RETURN 1;").rows == "Scan\n")
    let programs = ShellHarness(session(), settings: ShellSettings(format: .jsonl))
    #expect(
      try programs.run("EXPLAIN RETURN 1;").rows
        == "{\"step\":1,\"parent\":null,\"operation\":\"Scan\\n\",\"estimatedRows\":2.0}\n")
  }

  @Test func `a reader that goes away ends the run`() throws {
    let harness = ShellHarness(session())
    harness.output.closesAfter = 0
    #expect(throws: OutputFailure.closed) { try harness.run("RETURN 1; RETURN 2;") }
    #expect(harness.session.seen == ["RETURN 1"])
  }

  @Test func `a statement that is no UTF-8 is refused`() throws {
    let harness = ShellHarness(session())
    var reader = StatementReader()
    reader.append([0x52, 0xFC, 0x3B])
    let next = reader.next()
    let entry = try #require(next)
    #expect(try harness.shell.perform(entry, from: .file("x")) == false)
    #expect(
      harness.messages.text == """
        error: this is not UTF-8 text
         --> x:1:1
          |
        1 | R\u{FFFD}
          | ^^
          = save the script as UTF-8, or set the terminal to UTF-8

        """)
  }

  @Test func `quit ends a script`() throws {
    let harness = ShellHarness(session(), settings: ShellSettings(format: .raw))
    #expect(try harness.run("RETURN 1;\n:quit\nRETURN 2;").rows == "1\n")
  }
}
