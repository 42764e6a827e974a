import Glibc
import Testing

/// Scripts as people write them: arguments, checks, where errors stand, and how a run ends.
@Suite struct ScriptConductTests {
  private let folder = Place.folder()

  private func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:]
  ) throws -> PipeRun {
    try #require(PipeRun(arguments, input: input, environment: environment))
  }

  private func script(_ text: String) -> String {
    Place.write(text, to: "\(folder)/s.cypher")
    return "\(folder)/s.cypher"
  }

  @Test func `arguments behind the graph are numbered, numbers as numbers and all else as text`()
    throws
  {
    let path = script("RETURN $1 AS a, $2 AS b, $3 AS c, $4 AS d, $who AS w, $n AS n;")
    let result = try run([
      "-f", path, "\(folder)/g.kith", "17", "O'Neill", "true", "[1]", "--arg", "who=Ka=tja",
      "--param",
      "n=[1,null]", "--format", "jsonl"
    ])
    #expect(
      result.output == """
        {"a":17,"b":"O'Neill","c":true,"d":"[1]","w":"Ka=tja","n":[1,null]}

        """)
    #expect(result.status == 0)
  }

  @Test func `arguments without a script are wrong usage`() throws {
    let result = try run(["\(folder)/g.kith", "17", "-c", "RETURN 1"])
    #expect(
      result.messages == """
        error: '17' is one argument too many without a script
        = arguments belong to a script: kith -f SCRIPT DATABASE ARGUMENT…

        """)
    #expect(result.status == 2)
    #expect(try run(["-c", "RETURN 1", "--arg", "x"]).status == 2)
  }

  @Test func `a script names its interpreter in the first line`() throws {
    let path = script("#!/usr/bin/env -S kith -f\nRETURN 1 AS n;\nRETURN x;\n")
    let result = try run(["-f", path, "--format", "raw"])
    #expect(result.output == "1\n")
    #expect(result.messages.contains(" --> \(path):3:8\n"))
    #expect(try run(["--format", "raw"], input: "#!/bin/kith\nRETURN 2;").output == "2\n")
  }

  @Test func `an error without a place of its own names file, line and statement`() throws {
    let path = script("RETURN 1 AS n;\n\nUNWIND [0] AS x\nRETURN 1 / x;\nRETURN 3;\n:commit\n")
    let result = try run(["-f", path, "--format", "raw"])
    #expect(result.output == "1\n")
    #expect(result.messages.contains(" --> \(path):"), "\(result.messages)")
    #expect(result.status == 1)
    let command = try run(["-f", script("RETURN 1;\n  :commit\n"), "--format", "raw"])
    #expect(
      command.messages == """
        error: there is no open transaction to commit
         --> \(path):2:3
          |
        2 |   :commit
          |   ^^^^^^^
          = ':begin' starts one

        """)
  }

  @Test func `assert is silent where it holds`() throws {
    let path = script(
      """
      :assert RETURN 1 + 1 = 2
      :assert RETURN 1 + 1 => 2
      :assert UNWIND [1, 2] AS x RETURN x => [1, 2]
      :assert UNWIND [true, true] AS x RETURN x, NOT x IS NULL
      :assert RETURN 'a => b' AS x => 'a => b'
      :assert RETURN $1 => 'x'
      """)
    let result = try run(["-f", path, "\(folder)/g.kith", "x"])
    #expect(result.messages == "")
    #expect(result.output == "")
    #expect(result.status == 0)
  }

  @Test(arguments: [
    ("RETURN 1 = 2 AS same", "'same' is false"),
    ("MATCH (n) RETURN n", "no row came"),
    ("UNWIND [true, null] AS ok RETURN ok", "'ok' is null in row 2"),
    ("RETURN 5", "'5' is 5"),
    ("RETURN 5 => 2 + 4", "6 was expected, but 5 came"),
    ("UNWIND ['a', 'b'] AS x RETURN x => ['a']", "['a'] was expected, but ['a', 'b'] came"),
    ("MATCH (n) RETURN n.x => 1", "1 was expected, but no row came"),
    ("RETURN 1, 2 => 1", "one column was expected, but 2 came")
  ])
  func `assert tells what came instead`(query: String, reason: String) throws {
    let result = try run(["-f", script("\n:assert \(query)\nRETURN 'never';\n")])
    #expect(
      result.messages.hasPrefix(
        "error: the assertion does not hold: \(reason)\n --> \(folder)/s.cypher:2:9\n"),
      "\(result.messages)")
    #expect(result.output == "")
    #expect(result.status == 1)
  }

  @Test func `a mistake within an asserted query or value stands at its place`() throws {
    #expect(
      try run(["-f", script(":assert RETRN 1")]).messages.contains("s.cypher:1:9\n"))
    #expect(
      try run(["-f", script(":assert RETURN 1 => foo")]).messages.contains("s.cypher:1:21\n"))
  }

  @Test func `watch runs a statement as often as it is told`() throws {
    let result = try run(
      ["--format", "raw"],
      input: "RETURN 7;\n:watch 0 --times 2\n:watch 0 --times 1 RETURN 'x', 1\n:watch x\n")
    #expect(result.output == "7\n7\n7\nx\t1\n")
    #expect(result.status == 1)
    #expect(
      try run(["-c", ":watch"]).messages.hasPrefix(
        "error: there is no statement yet to run again\n"))
  }

  @Test func `info tells of the file and of what is set`() throws {
    let graph = "\(folder)/info.kith"
    _ = try run([graph, "-c", "CREATE (:A {id: 1})-[:T]->(:B)"])
    let lines = try run([graph, "-c", ":info", "--format", "raw", "--set", "rows=7"]).output
      .split(separator: "\n").map(String.init)
    #expect(lines.contains("graph\t\(graph)"))
    #expect(lines.contains("nodes\t2"))
    #expect(lines.contains("relationships\t1"))
    #expect(lines.contains("indexes\t1, 1 of them automatic"))
    #expect(lines.contains("set rows\t7"))
    #expect(lines.contains { $0.hasPrefix("size\t") && $0.hasSuffix("KiB") })
    #expect(lines.last == "set rows\t7")
  }

  @Test func `edit needs a prompt`() throws {
    let result = try run(["-c", ":edit"])
    #expect(result.messages == "error: ':edit' works at the prompt only\n")
  }

  // MARK: On a terminal

  @Test func `edit runs what the editor leaves`() throws {
    let editor = "\(folder)/editor"
    Place.write("#!/bin/sh\nsed -i 's/1/41 + 1/' \"$1\"\n", to: editor)
    unsafe chmod(editor, 0o700)
    let run = try #require(TerminalRun(environment: ["EDITOR": editor]))
    run.type("RETURN 1 AS n;\r")
    #expect(run.waits(for: "1 row", prompt: "memory>"))
    run.type(":edit\r")
    #expect(run.waits(for: "│ 42 │", prompt: "memory>"), "\(run.screen.text)")
    #expect(run.screen.text.contains("memory> RETURN 41 + 1 AS n;\n"), "\(run.screen.text)")
  }

  @Test func `an editor that fails runs nothing`() throws {
    let run = try #require(TerminalRun(environment: ["VISUAL": "false"]))
    run.type(":edit\r")
    #expect(run.waits(for: "'false' ended with status 1", prompt: "memory>"), "\(run.screen.text)")
  }

  @Test func `Ctrl-C ends a watch and not the shell`() throws {
    let run = try #require(TerminalRun())
    run.type(":watch 60 RETURN 'seen' AS x\r")
    #expect(run.waits(for: "│ seen │"), "\(run.screen.text)")
    run.type("\u{3}")
    #expect(run.waits(for: "1 row", prompt: "memory>"), "\(run.screen.text)")
    run.type("RETURN 'on' AS y;\r")
    #expect(run.waits(for: "│ on │", prompt: "memory>"), "\(run.screen.text)")
  }
}
