import Glibc
import Testing

/// kith in scripts and pipes: what goes where, and how it ends.
@Suite struct PipeTests {
  private func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:],
    readsBytes: Int? = nil
  ) throws -> PipeRun {
    try #require(PipeRun(arguments, input: input, environment: environment, readsBytes: readsBytes))
  }

  @Test func `rows go to standard output and nothing else does`() throws {
    let result = try run(
      ["--format", "jsonl"], input: "CREATE ({a: 1});\nMATCH (n) RETURN n.a AS a;\n")
    #expect(result.output == "{\"a\":1}\n")
    #expect(result.messages == "")
    #expect(result.status == 0)
  }

  @Test func `the first error ends the run with status 1`() throws {
    let result = try run(["--format", "raw"], input: "RETURN 1;\nRETRN 2;\nRETURN 3;\n")
    #expect(result.output == "1\n")
    #expect(result.messages.hasPrefix("error[42001]: "))
    #expect(result.messages.contains(" --> standard input:2:1\n"))
    #expect(result.status == 1)
  }

  @Test func `with keep-going and timing a program reads one object a statement`() throws {
    let result = try run(
      ["--format", "jsonl", "--timing", "--keep-going"],
      input: ":param {\"id\": 17}\nRETURN $id AS id;\nRETRN;\nRETURN 2 AS n;\n")
    #expect(result.output == "{\"id\":17}\n{\"n\":2}\n")
    let lines = result.messages.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first?.hasPrefix("{\"statement\": 1, \"rows\": 1, \"parse_us\": ") ?? false)
    #expect(
      lines.dropFirst().first?.hasPrefix("{\"statement\": 2, \"error\": {\"gqlstatus\": \"42001\"")
        ?? false)
    #expect(lines.last?.hasPrefix("{\"statement\": 3, \"rows\": 1, ") ?? false)
    #expect(result.status == 1)
  }

  @Test func `statements and scripts run in the order in which they are given`() throws {
    let folder = Place.folder()
    Place.write("RETURN 2;", to: "\(folder)/two.cypher")
    let result = try run(
      [
        "-c", "RETURN 1", "-f", "\(folder)/two.cypher", "-c", "RETURN 3; RETURN $x", "--param",
        "x=[4]", "--format", "raw"
      ])
    #expect(result.output == "1\n2\n3\n[4]\n")
    #expect(result.status == 0)
  }

  @Test func `wrong usage has status 2 and runs nothing`() throws {
    for arguments in [
      ["--bogus"], ["--format", "xml", "-c", "RETURN 1"], ["--param", "x=y", "-c", "RETURN 1"],
      ["a", "b"],
      ["load"], ["draw", "x", "--depth", "2"], ["x.kith", "load", "y"]
    ] {
      let result = try run(arguments)
      #expect(result.status == 2, "\(arguments)")
      #expect(result.output == "", "\(arguments)")
      #expect(result.messages != "", "\(arguments)")
    }
  }

  @Test func `settings come from the config file, and the command line holds above it`() throws {
    let folder = Place.folder()
    unsafe mkdir("\(folder)/kith", 0o700)
    Place.write("format = csv\nnulltext = -\nrwos = 3\n", to: "\(folder)/kith/config")
    let home = ["XDG_CONFIG_HOME": folder]
    let plain = try run(["-c", "RETURN null AS n, 'a,b' AS t"], environment: home)
    #expect(plain.output == "n,t\n-,\"a,b\"\n")
    #expect(
      plain.messages == """
        error: there is no setting 'rwos'
         --> \(folder)/kith/config:3:1
          |
        3 | rwos = 3
          | ^^^^ did you mean 'rows'?
          = ':set' lists the settings

        """)
    #expect(plain.status == 0)
    let set = try run(
      ["-c", "RETURN null AS n", "--format", "tsv", "--set", "nulltext=NA"], environment: home)
    #expect(set.output == "n\nNA\n")
    let without = try run(
      ["-c", "RETURN null AS n", "--no-config", "--format", "csv"], environment: home)
    #expect(without.output == "n\n\n")
    #expect(without.messages == "")
    Place.write("(a:Person {name: \"Anna\"})\n", to: "\(folder)/a.gram")
    let load = try run(["load", "\(folder)/g.kith", "\(folder)/a.gram"], environment: home)
    #expect(load.messages == plain.messages)
    #expect(load.status == 0)
    let wrong = try run(["-c", "RETURN 1", "--set", "rows=none"])
    #expect(
      wrong.messages == "error: 'rows' cannot be 'none'\n= it can be auto, all, 1 to 1000000000\n")
    #expect(wrong.status == 2)
  }

  @Test func `a script that is not there is named`() throws {
    let result = try run(["-f", "nowhere.cypher"])
    #expect(result.messages == "error: cannot read 'nowhere.cypher': there is no such file\n")
    #expect(result.status == 1)
  }

  @Test func `a load that fails leaves no file behind`() throws {
    let folder = Place.folder()
    Place.write("(a)-[:HEADS]->(b)\n", to: "\(folder)/bad.gram")
    Place.write("(a:Person {name: \"Anna\"})\n", to: "\(folder)/good.gram")
    let graph = "\(folder)/new.kith"
    let failed = try run(["load", graph, "\(folder)/bad.gram"])
    #expect(failed.status == 1)
    #expect(failed.messages.hasPrefix("error: line 1: nothing has the id 'a'\n"))
    #expect(unsafe access(graph, F_OK) != 0)
    #expect(try run(["load", graph, "\(folder)/good.gram", "--plan"]).status == 0)
    #expect(unsafe access(graph, F_OK) != 0)
    let loaded = try run(["load", graph, "\(folder)/good.gram"])
    #expect(loaded.output.hasPrefix("1 added (1 node, 0 relationships), in "))
    #expect(try run(["load", graph, "\(folder)/bad.gram"]).status == 1)
    let kept = try run([graph, "--format", "raw", "-c", "MATCH (p:Person) RETURN p.name"])
    #expect(kept.output == "Anna\n")
  }

  @Test func `a reader that goes away ends kith with success`() throws {
    let result = try run(
      ["--format", "raw", "-c", "UNWIND range(1, 3000000) AS n RETURN n"], readsBytes: 2)
    #expect(result.output == "1\n")
    #expect(result.messages == "")
    #expect(result.status == 0)
  }

  @Test func `the end of input ends the last statement`() throws {
    #expect(try run(["--format", "raw"], input: "RETURN\n1").output == "1\n")
    let string = try run(["--format", "raw"], input: "RETURN 1;\nRETURN 'open")
    #expect(string.output == "1\n")
    #expect(string.status == 1)
    let comment = try run(["--format", "raw"], input: "RETURN 1; // the end")
    #expect(comment.output == "1\n")
    #expect(comment.status == 0)
  }

  @Test func `an open transaction at the end is an error and is undone`() throws {
    let result = try run(["-c", ":begin", "-c", "CREATE (:A)"])
    #expect(
      result.messages == """
        error: the transaction was still open at the end and has been rolled back
        = end it with ':commit' to keep what it changed

        """)
    #expect(result.status == 1)
  }

  @Test func `no locale draws boxes and a plain one signs, in a pipe too`() throws {
    #expect(try run(["-c", "RETURN 1 AS n"]).output.hasPrefix("┌───┐\n"))
    #expect(
      try run(["-c", "RETURN 1 AS n"], environment: ["LC_ALL": "C"]).output.hasPrefix("+---+\n"))
    #expect(
      try run(["-c", "RETURN 1 AS n"], environment: ["LANG": "de_DE.UTF-8"]).output.hasPrefix("┌"))
  }

  @Test func `a pipe has no colours unless they are asked for`() throws {
    #expect(!(try run(["-c", "RETRN"]).messages.contains("\u{1B}")))
    #expect(try run(["--color", "always", "-c", "RETRN"]).messages.contains("\u{1B}[1;31m"))
  }

  @Test func `help and version are no errors`() throws {
    #expect(try run(["--version"]).output == "kith 0.1.0\n")
    #expect(try run(["--help"]).output.contains("--keep-going"))
    #expect(try run(["help", "load"]).output.contains("USAGE: kith load <database> <files> ... "))
    #expect(try run(["--help"]).status == 0)
  }

  @Test func `completions and the man page name every option`() throws {
    let texts = try ["bash", "zsh", "fish"].map {
      try run(["--generate-completion-script", $0]).output
    }
    let page = try run(["--generate-man-page"]).output
    for command in [[], ["load"], ["draw"]] {
      let help = try run(command + ["--help"]).output
      let options = help.split { " \n,[]".contains($0) }.filter { $0.hasPrefix("--") }
      #expect(!options.isEmpty)
      for option in Set(options) {
        for text in texts {
          #expect(text.contains(option) || text.contains("-l \(option.dropFirst(2)) "), "\(option)")
        }
        #expect(page.contains(option.replacing("-", with: "\\-")), "\(option)")
      }
    }
  }

  /// Usual command lines do not reach the argument parser: it must understand them alike.
  @Test(
    arguments: [
      ["--format", "jsonl", "-c", "RETURN $x AS x", "--param", "x=1"],
      ["--format", "raw", "--keep-going", "-c", "RETRN 1", "-c", "RETURN 2"],
      ["--color", "never", "-c", "RETRN 1"]
    ])
  func `the parser understands what goes past it`(arguments: [String]) throws {
    // An option that is joined with its value is the parser's.
    let joined = ["\(arguments[0])=\(arguments[1])"] + arguments.dropFirst(2)
    let (first, second) = (try run(arguments), try run(joined))
    #expect(first.output == second.output)
    #expect(first.messages == second.messages)
    #expect(first.status == second.status)
  }
}
