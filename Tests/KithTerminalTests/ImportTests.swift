import Glibc
import Testing

/// `:import`, and the line that tells how far long work has come.
@Suite struct ImportTests {
  private let folder = Place.folder()

  private var table: String {
    let path = "\(folder)/people.csv"
    Place.write(
      """
      name,age,zip,born,ok,score,none
      Anna,30,01234,1990-01-02,true,1.5,
      "O, B",41,39104,,false,2,
      Çelik,-7,00001,2024-02-29,TRUE,-1e3,

      """, to: path)
    return path
  }

  @Test func `an import shows what it takes for what, and loads it`() throws {
    let table = table
    let run = try #require(
      PipeRun(
        [
          "-c", ":import \(table) AS Person", "--format", "raw", "-c",
          "MATCH (p:Person) RETURN p {.*} AS p"
        ]))
    #expect(
      run.output == """
        name\tSTRING\t0\tAnna, O, B, Çelik
        age\tINTEGER\t0\t30, 41, -7
        zip\tSTRING\t0\t01234, 39104, 00001
        born\tDATE\t1\t1990-01-02, –, 2024-02-29
        ok\tBOOLEAN\t0\ttrue, false, TRUE
        score\tFLOAT\t0\t1.5, 2, -1e3
        none\tSTRING\t3\t–, –, –
        {name: 'Anna', age: 30, zip: '01234', born: 1990-01-02, ok: true, score: 1.5}
        {name: 'O, B', age: 41, zip: '39104', ok: false, score: 2.0}
        {name: 'Çelik', age: -7, zip: '00001', born: 2024-02-29, ok: true, score: -1000.0}

        """)
    #expect(
      run.messages == """
        \(table): 3 rows
        LOAD CSV WITH HEADERS FROM '\(table)' AS row
        CREATE (:Person {name: row.name, age: toInteger(row.age), zip: row.zip, born: date(row.born), \
        ok: toBoolean(row.ok), score: toFloat(row.score), none: row.none})

        """)
    #expect(run.status == 0)
  }

  @Test func `a preview loads nothing, and the label is the file's name`() throws {
    let run = try #require(
      PipeRun(
        ["-c", ":import \(table) --preview", "-c", "MATCH (n) RETURN count(n)", "--format", "raw"]))
    #expect(run.output.hasSuffix("\n0\n"))
    #expect(run.messages.contains("CREATE (:People {"))
  }

  @Test func `a table whose header says what it is goes to the loader`() throws {
    Place.write("id:ID,name,:LABEL\n1,Anna,Person\n", to: "\(folder)/nodes.csv")
    let run = try #require(
      PipeRun(
        [
          "-c", ":import \(folder)/nodes.csv", "-c", "MATCH (n:Person) RETURN n.name", "--format",
          "raw"
        ]))
    #expect(run.output.hasSuffix("Anna\n"))
    #expect(!run.messages.contains("LOAD CSV"))
  }

  @Test func `a file that is empty or not there is told of at its place`() throws {
    Place.write("", to: "\(folder)/empty.csv")
    let empty = try #require(PipeRun(["-c", ":import \(folder)/empty.csv"]))
    #expect(empty.messages.hasPrefix("error: '\(folder)/empty.csv' has no rows\n --> 1:9\n"))
    let missing = try #require(PipeRun(["-c", ":import nowhere.csv"]))
    #expect(missing.messages.hasPrefix("error: 'nowhere.csv': there is no such file\n --> 1:9\n"))
    #expect(missing.status == 1)
  }

  @Test func `at the prompt an import asks first`() throws {
    let run = try #require(TerminalRun(width: 120))
    run.type(":import \(table) AS P\r")
    #expect(run.waits(for: "load 3 rows? [y/N]"), "\(run.screen.text)")
    run.type("n\r")
    #expect(run.waits(for: "nothing was done", prompt: "memory>"), "\(run.screen.text)")
    run.type(":import \(table) AS P\r")
    #expect(run.waits(for: "load 3 rows? [y/N]", prompt: "[y/N]"), "\(run.screen.text)")
    run.type("y\r")
    #expect(run.waits(for: "created 3 nodes", prompt: "memory>"), "\(run.screen.text)")
  }

  @Test func `a query that takes long tells so and how to stop it, and leaves no trace`() throws {
    let run = try #require(TerminalRun())
    run.type("UNWIND range(1, 30000) AS n UNWIND range(1, 30000) AS m RETURN sum(n % m);\r")
    #expect(run.waits(for: "running, Ctrl-C stops it  0:0"), "\(run.screen.text)")
    run.type("\u{3}")
    #expect(run.waits(for: "error", prompt: "memory>"), "\(run.screen.text)")
    #expect(!run.screen.text.contains("running"), "\(run.screen.text)")
  }

  @Test func `a picture is shown in a terminal that can`() throws {
    for (variables, settings, sign) in [
      (["KITTY_WINDOW_ID": "1"], [], "\u{1B}_Ga=T,f=100,t=f;"),
      (["TERM_PROGRAM": "WezTerm"], [], "\u{1B}]1337;File=inline=1;size="),
      (["KITTY_WINDOW_ID": "1"], ["--set", "picture=off"], nil), ([:], [], nil)
    ] as [([String: String], [String], String?)] {
      let run = try #require(TerminalRun(settings, environment: variables))
      run.type("CREATE (:A {name: 'x'})-[:T]->(:A);\r:draw --all --to \(folder)/p.png\r")
      #expect(run.waits(for: "p.png: 2 nodes", prompt: "memory>"), "\(run.screen.text)")
      let raw = String(decoding: run.raw, as: UTF8.self)
      if let sign {
        #expect(raw.contains(sign))
      } else {
        #expect(!raw.contains("\u{1B}_G") && !raw.contains("\u{1B}]1337"))
      }
    }
  }

  @Test func `progress is not shown where it is not wanted`() throws {
    let run = try #require(TerminalRun(["--set", "progress=off"]))
    run.type("UNWIND range(1, 30000) AS n UNWIND range(1, 30000) AS m RETURN sum(n % m);\r")
    #expect(run.waits(for: "% m);"))
    run.type(":set\r")
    usleep(1_500_000)
    run.type("\u{3}")
    #expect(run.waits(for: "error"), "\(run.screen.text)")
    #expect(!String(decoding: run.raw, as: UTF8.self).contains("running"))
  }
}
