import KithCore
import KithDatabase
import KithInterchange
import KithShell
import Testing

@Suite struct CommandTests {
  private func run(_ script: String, _ session: FakeSession = FakeSession()) throws -> String {
    let harness = ShellHarness(
      session, settings: ShellSettings(screen: ScreenTraits(drawsBoxes: false)))
    let (rows, messages) = try harness.run(script)
    return rows + messages
  }

  @Test(arguments: [
    (
      ":shcema",
      """
      error: there is no command ':shcema'
       --> 1:1
        |
      1 | :shcema
        | ^^^^^^^ did you mean ':schema'?
        = ':help' lists the commands

      """
    ),
    (
      ":quit now",
      """
      error: this is more than ':quit' takes
       --> 1:7
        |
      1 | :quit now
        |       ^^^
        = usage: :quit

      """
    ),
    (
      ":find",
      """
      error: ':find' needs an argument
       --> 1:1
        |
      1 | :find
        | ^^^^^
        = usage: :find TEXT

      """
    ),
    (
      ":format jsno",
      """
      error: there is no format 'jsno'
       --> 1:9
        |
      1 | :format jsno
        |         ^^^^ did you mean 'json'?
        = ':help format' lists the formats

      """
    ),
    (
      ":timing maybe",
      """
      error: 'on' or 'off' was expected, not 'maybe'
       --> 1:9
        |
      1 | :timing maybe
        |         ^^^^^

      """
    ),
    (
      ":help colours",
      """
      error: there is no help on 'colours'
       --> 1:7
        |
      1 | :help colours
        |       ^^^^^^^
        = ':help' lists the topics

      """
    ),
    (
      ":open x --red-only",
      """
      error: ':open' knows no option '--red-only'
       --> 1:9
        |
      1 | :open x --red-only
        |         ^^^^^^^^^^ did you mean '--read-only'?

      """
    ),
    (
      ":find 'a",
      """
      error: this quote is never closed
       --> 1:7
        |
      1 | :find 'a
        |       ^^

      """
    ),
    (
      ":read nowhere.cypher",
      """
      error: cannot read 'nowhere.cypher': there is no such file
       --> 1:7
        |
      1 | :read nowhere.cypher
        |       ^^^^^^^^^^^^^^

      """
    ),
    (
      ":open missing/x.kith",
      """
      error: there is no folder 'missing'

      """
    ),
    (
      ":open memory",
      """
      error: 'memory' is open already
       --> 1:7
        |
      1 | :open memory
        |       ^^^^^^

      """
    ),
    (
      ":begin\n:open x",
      """
      error: a transaction is open
      = end it with ':commit' or ':rollback' first

      """
    )
  ])
  func `a wrong command says what is wrong`(script: String, message: String) throws {
    #expect(try run(script) == message)
  }

  @Test func `commands are known by both signs, other names and any case`() throws {
    #expect(try run(":echo a\n.print b\n:ECHO  c ;") == "a\nb\nc\n")
  }

  @Test func `format is shown and set`() throws {
    #expect(try run(":format\n:format jsonl\n.mode") == "table\njsonl\n")
  }

  @Test func `timing is switched over`() throws {
    #expect(try run(":timing\n:timing\n:timing on") == "timing is on\ntiming is off\n")
  }

  @Test func `open changes the graph`() throws {
    let harness = ShellHarness()
    _ = try harness.run(":open other.kith --read-only")
    #expect(harness.shell.session.name == "other.kith")
    #expect(harness.shell.session.isReadOnly)
  }

  @Test func `transactions are begun and ended`() throws {
    let harness = ShellHarness()
    _ = try harness.run(":begin")
    #expect(harness.session.isInTransaction)
    _ = try harness.run(":commit")
    #expect(!harness.session.isInTransaction)
  }

  @Test func `every command has help with an example that begins with it`() throws {
    for command in CommandTable.all {
      let text = try run(":help \(command.name)")
      #expect(text.hasPrefix(command.usage))
      #expect(command.example.hasPrefix(":\(command.name)"))
      #expect(command.usage.hasPrefix(":\(command.name)"))
    }
    #expect(try run(":help :near") == run(":help near"))
  }
}
