import KithDatabase
import KithShell
import Testing

/// The examples in the help's topics.
@Suite struct HelpExampleTests {
  /// The statements of a topic: what is indented, up to a ';' each.
  private func statements(_ topic: String) -> [String] {
    topic.split(separator: "\n").filter { $0.hasPrefix("  ") }.joined(separator: "\n")
      .split(separator: ";").map { $0.trimmingPrefix(while: \.isWhitespace) + "" }
      .filter { !$0.isEmpty }
  }

  @Test(arguments: ["clauses", "patterns"])
  func `statements in the help are what can be asked`(topic: String) throws {
    let text = try #require(HelpTopic.all.first { $0.name == topic }).text
    let all = statements(text)
    #expect(all.count > 7)
    for statement in all {
      let database = try Database()
      do {
        // The file does not exist, nor does what is dropped.
        if statement.hasPrefix("LOAD") {
          _ = try database.run("EXPLAIN " + statement)
        } else {
          _ = try database.run(statement + (statement.hasPrefix("DROP") ? " IF EXISTS" : ""))
        }
      } catch {
        Issue.record("\(statement)\n\(error)")
      }
    }
  }
}

/// The examples of the commands.
@Suite struct CommandExampleTests {
  /// What an example must not be answered with: it may name things that this graph does not have.
  private static let refusals = [
    "there is no command", "usage:", "knows no option", "there is no setting", "cannot be '",
    "there is no format", "needs an argument", "needs something behind it", "SyntaxError", "42001"
  ]

  @Test(arguments: CommandTable.all.map(\.name))
  func `the example of a command is one`(name: String) throws {
    let command = try #require(CommandTable.command(named: name))
    #expect(command.example.contains(":\(name)"), "the example shows the command")
    let (output, messages) = (MemoryOutput(), MemoryOutput())
    let shell = Shell(
      session: try EmbeddedSession(path: nil), settings: ShellSettings(), output: output,
      messages: messages, openSession: openEmbeddedSession)
    var example = command.example.replacing(":watch 5", with: ":watch 0 --times 1")
    // Nothing is written beside the sources.
    for file in ["people.txt", "session.txt", "graph.cypher", "ag-sprache.svg"] {
      example.replace(file, with: "/tmp/kith-example-\(file)")
    }
    _ = try shell.run(script: example, from: .typed)
    try shell.closeOutputs()
    for refusal in Self.refusals {
      #expect(!messages.text.contains(refusal), "\(messages.text)")
    }
  }

  @Test func `every command and setting is in the help and the overview`() throws {
    let overview = try ShellHarness().run(":help").rows
    for command in CommandTable.all {
      #expect(overview.contains("  :\(command.name)"))
      let help = try ShellHarness().run(":help \(command.name)").rows
      #expect(help.contains("Example:\n"), "\(command.name)")
    }
    let help = try ShellHarness().run(":help set").rows
    for setting in SettingTable.all { #expect(help.contains("  \(setting.name) ")) }
  }
}
