import KithCore
import KithDatabase
import KithInterchange
import KithShell
import Testing

/// A person who types what was written down for them.
private final class ScriptedTerminal: Terminal {
  var height: Int? { nil }
  var width: Int? = 80
  private var inputs: [TerminalInput]
  private(set) var prompts: [String] = []
  private(set) var remembered: [String] = []
  /// Completes at the end of each line that ends with a tab, before the next is read.
  private(set) var completions: [[String]] = []

  init(_ inputs: [TerminalInput]) { self.inputs = inputs }

  func readLine(prompt: String, completer: any LineCompleter) -> TerminalInput {
    prompts.append(prompt)
    while case .line(let line)? = inputs.first, line.hasSuffix("\t") {
      inputs.removeFirst()
      let typed = String(line.dropLast())
      let completion = completer.completion(of: typed, at: typed.utf8.count)
      let before = String(
        decoding: typed.utf8.prefix(completion.replaced.lowerBound), as: UTF8.self)
      completions.append(completion.candidates.map { before + $0.text + $0.suffix })
    }
    return inputs.isEmpty ? .end : inputs.removeFirst()
  }

  func remember(_ entry: String) { remembered.append(entry) }

  func interruptibly(cancel: @escaping @Sendable () -> Void, _ body: () throws -> Void) rethrows {
    try body()
  }
}

@Suite struct ConversationTests {
  private func talk(
    _ inputs: [TerminalInput], _ session: FakeSession = networkSession()
  ) throws -> (terminal: ScriptedTerminal, harness: ShellHarness) {
    let harness = ShellHarness(session, settings: ShellSettings(format: .raw, isInteractive: true))
    let terminal = ScriptedTerminal(inputs)
    var conversation = Conversation(harness.shell, at: terminal)
    try conversation.run()
    return (terminal, harness)
  }

  private func answering() -> FakeSession {
    let session = networkSession()
    session.answers["RETURN 1"] = .rows(columns: ["n"], [[.integer(1)]])
    session.answers["RETURN\n1"] = .rows(columns: ["n"], [[.integer(1)], [.integer(2)]])
    var counters = ChangeCounters()
    (counters.nodesCreated, counters.relationshipsCreated, counters.propertiesSet) = (2, 1, 1)
    (counters.nodesDeleted, counters.labelsAdded) = (1, 3)
    session.answers["CREATE"] = .changes(counters)
    session.answers["SET"] = .changes(ChangeCounters())
    session.answers["EXPLAIN"] = .plan("Scan")
    return session
  }

  @Test func `the greeting names the graph and its size`() throws {
    let (_, harness) = try talk([])
    #expect(
      harness.messages.text == """
        kith 0.1.0  ':help' lists the commands, Ctrl-D leaves.
        network.kith: 5 nodes, 4 relationships

        """)
  }

  @Test func `prompts tell the graph, the place and the transaction`() throws {
    let (terminal, _) = try talk([
      .line("RETURN"), .line("1;"), .line("RETURN 'a"), .line("b';"), .line("/* x"), .line("*/"),
      .line(":begin"), .line("RETURN `"), .interrupted
    ])
    #expect(
      terminal.prompts == [
        "network> ", "    ...> ", "network> ", "    ..'> ", "network> ", "   ../*> ", "network> ",
        "network*> ",
        "     ..`> ", "network*> "
      ])
  }

  @Test func `an entry is remembered as a whole, and not what was given up`() throws {
    let (terminal, _) = try talk(
      [.line("RETURN"), .line("1; "), .line("RETURN"), .interrupted, .line(":timing on")],
      answering())
    #expect(terminal.remembered == ["RETURN\n1; ", ":timing on"])
  }

  @Test func `a person is told what happened beside the rows`() throws {
    let (_, harness) = try talk(
      [
        .line("RETURN 1;"), .line("RETURN\n1;"), .line("CREATE;"), .line("SET;"), .line("EXPLAIN;"),
        .line("NO; RETURN 1;")
      ], answering())
    #expect(harness.output.text == "1\n1\n2\nScan\n")
    #expect(
      harness.messages.text.split(separator: "\n").dropFirst(2) == [
        "1 row", "2 rows",
        "created 2 nodes and 1 relationship, deleted 1 node, set 1 property, added 3 labels",
        "no changes",
        "not run, only planned", "error[42001]: unknown: NO"
      ])
  }

  @Test func `timing is told in words`() throws {
    let (_, harness) = try talk([.line(":timing on"), .line("RETURN 1;")], answering())
    let line = try #require(harness.messages.text.split(separator: "\n").last)
    #expect(line.hasPrefix("1 row in "))
    #expect(
      line.hasSuffix(" µs (parse 1 µs, plan 2 µs, run 3 µs)") || line.contains(" ms (parse 1 µs"))
  }

  @Test func `words of other shells leave and help without a colon`() throws {
    let (terminal, harness) = try talk([.line("help"), .line("exit"), .line("RETURN 1;")])
    #expect(harness.output.text.contains(":show"))
    #expect(terminal.prompts == ["network> ", "network> "])
    #expect(terminal.remembered == [":help", ":quit"])
  }

  @Test func `a command within a statement is not taken for a part of it`() throws {
    let (_, harness) = try talk(
      [.line("RETURN"), .line(":find Blau"), .line("1;")], answering())
    #expect(harness.output.text == "1\n2\n")
    #expect(
      harness.messages.text.contains(
        "a statement is open: end it with ';', or give it up by Ctrl-C, before ':find'\n"))
  }

  @Test func `leaving tells what is lost`() throws {
    let (_, harness) = try talk([.line(":begin"), .line("CREATE (")])
    #expect(
      harness.messages.text.hasSuffix(
        "the unfinished statement was not run\nthe open transaction has been rolled back\n"))
  }

  @Test(arguments: [
    (":sc\t", [":schema "]), (".sc\t", [".schema "]),
    (":format j\t", [":format json ", ":format jsonl "]),
    (":timing o\t", [":timing on ", ":timing off "]), (":help nea\t", [":help near "]),
    (":show kat\t", [":show Katja Mueller ", ":show Katja Müller "]),
    (":show Katja Mu\t", [":show Katja Mueller ", ":show Katja Müller "]),
    (":path katja2 -> öff\t", [":path katja2 -> Öffnung "]),
    (":open x --r\t", [":open x --read-only "]),
    (":nothing x\t", []), (":begin x\t", [])
  ])
  func `commands and their arguments are completed`(line: String, expected: [String]) throws {
    #expect(try talk([.line(line)]).terminal.completions == [expected])
  }

  @Test func `files are completed, folders with a slash`() throws {
    let (terminal, _) = try talk([.line(":read /etc/host\t"), .line(":read /et\t")])
    #expect(terminal.completions.first?.contains(":read /etc/hosts ") ?? false)
    #expect(terminal.completions.last == [":read /etc/"])
  }

  @Test(arguments: [
    ("MAT\t", ["MATCH "]), ("mat\t", ["match "]), ("MATCH (p:Per\t", ["MATCH (p:Person"]),
    (
      "MATCH (p:Person)-[:\t",
      ["MATCH (p:Person)-[:HEADS", "MATCH (p:Person)-[:SPEAKS_FOR", "MATCH (p:Person)-[:WORKS_FOR"]
    ),
    ("MATCH (:Person)-[:WORKS_FOR]->(:\t", ["MATCH (:Person)-[:WORKS_FOR]->(:Project"]),
    (
      "MATCH (p:Organisation) RETURN p.\t",
      [
        "MATCH (p:Organisation) RETURN p.id", "MATCH (p:Organisation) RETURN p.name",
        "MATCH (p:Organisation) RETURN p.short"
      ]
    ),
    ("MATCH (zora) RETURN zo\t", ["MATCH (zora) RETURN zora"]),
    ("MATCH (p:Project {name: 'o\t", ["MATCH (p:Project {name: 'Öffnung'"]),
    ("RETURN toUp\t", ["RETURN toUpper("]), ("RETURN 'MAT\t", []), ("// MAT\t", [])
  ])
  func `statements are completed with what the graph holds`(line: String, expected: [String]) throws
  {
    #expect(try talk([.line(line)]).terminal.completions == [expected])
  }

  @Test func `a statement of several lines is completed as one`() throws {
    let (terminal, _) = try talk([.line("MATCH (p:Project)"), .line("RETURN p.n\t")])
    #expect(terminal.completions == [["RETURN p.name"]])
  }

  @Test func `parameters are completed`() throws {
    let (terminal, _) = try talk([
      .line(":param {\"person\": 1, \"place\": 2}"), .line("RETURN $pe\t")
    ])
    #expect(terminal.completions == [["RETURN $person"]])
  }
}
