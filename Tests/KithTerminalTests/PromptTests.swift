import Glibc
import Testing

/// kith as people use it: a terminal types, and the screen is read back.
@Suite(.serialized) struct PromptTests {
  private func start(
    _ arguments: [String] = [], home: String = Place.folder(), width: Int = 80,
    environment: [String: String] = [:]
  ) throws -> TerminalRun {
    let run = try #require(
      TerminalRun(arguments, home: home, width: width, environment: environment))
    #expect(run.waits(for: "memory>", prompt: "memory>"), "\(run.screen.text)")
    return run
  }

  @Test func `without a file the shell says that the graph is in memory, and Ctrl-D leaves`() throws
  {
    let run = try start()
    #expect(
      run.screen.text
        == """
        kith 0.1.0  ':help' lists the commands, Ctrl-D leaves.
        The graph is in memory and is gone when you leave; ':open FILE' opens or makes a file.
        memory>
        """.replacingWrapped(at: 80))
    run.type("\u{4}")
    #expect(run.exitStatus() == 0)
  }

  @Test func `a statement takes several lines and ends with a semicolon`() throws {
    let run = try start()
    run.type("RETURN 1 AS eins,\r")
    #expect(run.waits(for: "   ...>", prompt: "...>"))
    run.type("'ä\r")
    #expect(run.waits(for: "..'>", prompt: "..'>"))
    run.type("ö' AS zwei;\r")
    #expect(run.waits(for: "1 row", prompt: "memory>"), "\(run.screen.text)")
    #expect(
      run.screen.text.hasSuffix(
        """
        memory> RETURN 1 AS eins,
           ...> 'ä
           ..'> ö' AS zwei;
        ┌──────┬──────┐
        │ eins │ zwei │
        ├──────┼──────┤
        │    1 │ ä    │
        │      │ ö    │
        └──────┴──────┘
        1 row
        memory>
        """), "\(run.screen.text)")
  }

  @Test func `Tab completes keywords, commands, labels and properties`() throws {
    let run = try start()
    run.type("CREATE (:Person {name: 'Katja', born: 1972});\r")
    #expect(
      run.waits(for: "created 1 node, set 2 properties", prompt: "memory>"), "\(run.screen.text)")
    run.type(":sche\t")
    #expect(run.waits(for: "memory> :schema"))
    run.type("\u{15}MATC\t(p:Per\t) WHERE p.bor\t = 1972 RETURN p.na\t;\r")
    #expect(run.waits(for: "│ Katja"), "\(run.screen.text)")
    #expect(run.screen.text.contains("memory> MATCH (p:Person) WHERE p.born = 1972 RETURN p.name;"))
    run.type(":s\t\t")
    #expect(run.waits(for: ":schema  :set     :show"), "\(run.screen.text)")
  }

  @Test func `Tab completes names of things, folded`() throws {
    let run = try start()
    run.type("CREATE (:Person {name: 'Liane Nörenberg'});\r")
    #expect(run.waits(for: "created 1 node", prompt: "memory>"))
    run.type(":show noeren\t\r")
    #expect(
      run.waits(for: "memory> :show Liane Nörenberg", prompt: "memory>"), "\(run.screen.text)")
    run.type("MATCH (p:Person {name: \"Lia\t}) RETURN 1 AS eins;\r")
    #expect(run.waits(for: "│ eins │"), "\(run.screen.text)")
    #expect(run.screen.text.contains("{name: \"Liane Nörenberg\"}) RETURN"))
  }

  @Test func `Ctrl-C clears what is typed and never leaves`() throws {
    let run = try start()
    run.type("RETURN 'never\r")
    #expect(run.waits(for: "..'>", prompt: "..'>"))
    run.type("x\u{3}")
    #expect(run.waits(for: "^C", prompt: "memory>"), "\(run.screen.text)")
    run.type("\u{3}")
    // What is typed while the interrupt is handled may be dropped with the line.
    usleep(300_000)
    run.type("RETURN 41 + 1 AS n;\r")
    #expect(run.waits(for: "│ 42 │", prompt: "memory>"), "\(run.screen.text)")
    run.type("\u{4}")
    #expect(run.exitStatus() == 0)
  }

  @Test func `Ctrl-C stops a query and the next one runs`() throws {
    let run = try start(width: 120)
    run.type("UNWIND range(1, 100000000) AS a UNWIND range(1, 1000) AS b RETURN count(*);\r")
    // The echo comes before the statement begins.
    #expect(run.waits(for: "count(*);"))
    usleep(300_000)
    run.type("\u{3}")
    #expect(run.waits(for: "error:", prompt: "memory>"), "\(run.screen.text)")
    run.type("RETURN 'still here' AS x;\r")
    #expect(run.waits(for: "│ still here │", prompt: "memory>"), "\(run.screen.text)")
  }

  @Test func `history recalls a whole statement, in this session and the next`() throws {
    let home = Place.folder()
    let first = try start(home: home)
    first.type("RETURN 1 AS n,\r2 AS m;\r")
    #expect(first.waits(for: "│ 1 │ 2 │", prompt: "memory>"))
    first.type("\u{1B}[A")
    #expect(
      first.waits(for: "memory> RETURN 1 AS n,\n2 AS m;", prompt: "2 AS m;"), "\(first.screen.text)"
    )
    first.type("\u{15}\u{4}")
    _ = first.exitStatus()
    var status = stat()
    #expect(unsafe stat("\(home)/.local/state/kith/history", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    let second = try start(home: home)
    second.type("\u{1B}[A\r")
    #expect(second.waits(for: "│ 1 │ 2 │", prompt: "memory>"), "\(second.screen.text)")
  }

  @Test func `a character of two bytes is one key`() throws {
    let run = try start()
    run.type("RETURN 'aü\u{7F}ö' AS x;\r")
    #expect(run.waits(for: "│ aö │", prompt: "memory>"), "\(run.screen.text)")
  }

  @Test func `the prompt shows an open transaction, and leaving undoes it`() throws {
    let run = try start()
    run.type(":begin\r")
    #expect(run.waits(for: "memory*>", prompt: "memory*>"))
    run.type("\u{4}")
    #expect(run.exitStatus() == 0)
    #expect(run.screen.text.contains("the open transaction has been rolled back"))
  }

  @Test func `an unfinished statement is not run at the end`() throws {
    let run = try start()
    run.type("CREATE (:A)\r")
    #expect(run.waits(for: "...>", prompt: "...>"))
    run.type("\u{4}")
    #expect(run.exitStatus() == 0)
    #expect(run.screen.text.contains("the unfinished statement was not run"))
  }

  @Test func `a table fits the window, also after it was resized`() throws {
    let run = try start(width: 60)
    let query = "RETURN 'Landeshauptstadt Magdeburg' AS a, 'Netzwerk für Integration' AS b;\r"
    run.type(query)
    #expect(run.waits(for: "1 row", prompt: "memory>"))
    #expect(run.screen.text.contains("│ Landeshauptstadt Magdeburg │ Netzwerk für Integration │"))
    run.resize(to: 40)
    run.type("\u{15}" + query)
    #expect(run.waits(for: "│ Netzwerk für", prompt: "memory>"), "\(run.screen.text)")
  }

  @Test func `a dumb terminal gets no escape sequences`() throws {
    let run = try start(environment: ["TERM": "dumb"])
    run.type("RETURN 1 AS n;\r")
    #expect(run.waits(for: "│ 1 │", prompt: "memory>"), "\(run.screen.text)")
    #expect(!run.raw.contains(0x1B))
  }

  @Test func `colours are there, and gone where nobody wants them`() throws {
    let coloured = try start()
    coloured.type("RETRN;\r")
    #expect(coloured.waits(for: "error[42001]:", prompt: "memory>"))
    #expect(String(decoding: coloured.raw, as: UTF8.self).contains("\u{1B}[1;31m"))
    let plain = try start(environment: ["NO_COLOR": "1"])
    plain.type("RETRN;\r")
    #expect(plain.waits(for: "error[42001]:", prompt: "memory>"))
    #expect(!String(decoding: plain.raw, as: UTF8.self).contains("\u{1B}[1;31m"))
    let never = try start(["--color", "never"])
    never.type("RETRN;\r")
    #expect(never.waits(for: "error[42001]:", prompt: "memory>"))
    #expect(!String(decoding: never.raw, as: UTF8.self).contains("\u{1B}[1;31m"))
  }

  @Test func `a locale without UTF-8 gets plain frames`() throws {
    let run = try start(environment: ["LC_ALL": "C"])
    run.type("RETURN 'ü\u{7F}ö' AS n;\r")
    #expect(run.waits(for: "| ö |", prompt: "memory>"), "\(run.screen.text)")
  }

  @Test func `a terminal that goes away ends kith`() throws {
    let run = try start()
    run.signal(SIGHUP)
    #expect(run.exitStatus() == 0)
  }
}

extension String {
  /// The text as a screen of this width shows it.
  fileprivate func replacingWrapped(at width: Int) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [Substring] in
      var parts: [Substring] = []
      var rest = line
      while rest.count > width {
        parts.append(rest.prefix(width))
        rest = rest.dropFirst(width)
      }
      return parts + [rest]
    }.joined(separator: "\n")
  }
}
