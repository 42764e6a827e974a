import KithCore
import KithDatabase
import KithInterchange

extension ShellCommand {
  static let help = ShellCommand(
    name: "help", aliases: ["h", "?"], group: .leaving, arity: .optional, usage: ":help [TOPIC]",
    summary: "list the commands, or explain one",
    details: "Topics are the commands, the functions and procedures of the language, and: "
      + "\(HelpTopic.all.map(\.name).joined(separator: ", ")).",
    example: ":help near", argument: .topics,
    isReading: true
  ) { shell, argument in
    let word = try argument.name()
    if word.text.isEmpty {
      HelpText.overview().forEach(shell.show)
    } else {
      shell.show(try HelpText.topic(word))
    }
  }

  static let quit = ShellCommand(
    name: "quit", aliases: ["q", "exit"], group: .leaving, arity: .none, usage: ":quit",
    summary: "leave, as Ctrl-D does", details: "A transaction that is open is rolled back.",
    example: ":quit"
  ) { shell, _ in shell.isLeaving = true }
}

/// The words of the help.
enum HelpText {
  /// All commands by group, then the topics.
  static func overview() -> [String] {
    let column = 20
    var lines: [String] = []
    for group in ShellCommand.Group.allCases {
      lines.append(group.rawValue)
      for command in CommandTable.all where command.group == group {
        lines.append("  " + padded(brief(command), to: column) + command.summary)
      }
      if group == .leaving {
        for topic in HelpTopic.all {
          lines.append("  " + padded(":help \(topic.name)", to: column) + topic.summary)
        }
      }
      lines.append("")
    }
    lines.append("Everything else is openCypher and ends with ';': MATCH (p:Person) RETURN p.name;")
    return lines
  }

  /// One command or topic.
  static func topic(_ word: CommandArgument.Word) throws(Diagnostic) -> String {
    let name =
      word.text.first == ":" || word.text.first == "." ? String(word.text.dropFirst()) : word.text
    let command = CommandTable.command(named: name)
    if let command, command.name == name || name != word.text { return text(of: command) }
    if let topic = HelpTopic.all.first(where: { $0.name == name.lowercased() }) {
      return topic.text
    }
    // A function may stand with its parentheses, as it is called. It goes before a command's other names:
    // 'labels' is a function rather than ':schema'.
    let called = name.hasSuffix("()") ? String(name.dropLast(2)) : name
    if let function = StatementVocabulary.function(named: called) {
      return FunctionHelp.text(of: function)
    }
    if let procedure = StatementVocabulary.procedure(named: called) {
      return ProcedureHelp.text(of: procedure)
    }
    if let command { return text(of: command) }
    let known =
      CommandTable.all.map(\.name) + HelpTopic.all.map(\.name) + StatementVocabulary.functionNames
      + StatementVocabulary.procedures.map(\.name)
    throw ShellProblem.unknownTopic(name, nearest: nearestName(to: called, among: known))
      .diagnostic(at: word.span)
  }

  private static func text(of command: ShellCommand) -> String {
    var lines = [command.usage, "  \(command.summary)", ""]
    lines += command.details.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    if !command.aliases.isEmpty {
      let others = command.aliases.map { ":\($0)" }.joined(separator: ", ")
      lines += ["", "Also: \(others)"]
    }
    lines += ["", "Example:"]
    lines += command.example.split(separator: "\n").map { "  \($0)" }
    return lines.joined(separator: "\n")
  }

  /// The usage without its options, so that a line of the overview fits a narrow screen.
  private static func brief(_ command: ShellCommand) -> String {
    let start = command.usage.firstRange(of: " [--")?.lowerBound ?? command.usage.endIndex
    let brief = String(command.usage[..<start])
    return brief.count > 18 ? ":\(command.name) …" : brief
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
