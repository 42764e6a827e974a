import KithCore
import KithDatabase

extension ShellCommand {
  static let open = ShellCommand(
    name: "open", group: .graph, arity: .optional, usage: ":open [FILE] [--read-only]",
    summary: "open a graph, or make one; without a file, one in memory",
    details:
      "The graph that was open is closed. Other programs may have the same file open: any number of\n"
      + "readers, and one that writes.",
    example: ":open graph/magdeburg-2023.kith", argument: .files, options: ["--read-only"]
  ) { shell, argument in
    let (words, options) = try argument.wordsAndOptions()
    if words.count > 1 {
      throw ShellProblem.tooManyArguments(command: "open", usage: argument.command.usage)
        .diagnostic(at: words[1].span)
    }
    if shell.session.isInTransaction { throw ShellProblem.openTransaction.diagnostic() }
    if let path = words.first?.text, path == shell.session.name {
      throw ShellProblem.alreadyOpen(path).diagnostic(at: words.first?.span)
    }
    shell.session = try shell.openSession(words.first?.text, options.contains("--read-only"))
    shell.applySettings()
    if shell.settings.isInteractive { shell.note(Greeting.graph(shell.session)) }
  }

  static let begin = ShellCommand(
    name: "begin", group: .transactions, arity: .none, usage: ":begin",
    summary: "begin a transaction of several statements",
    details:
      "Without it, each statement is a transaction of its own. The prompt shows '*' while one is open.",
    example: ":begin"
  ) { shell, _ in try shell.session.begin() }

  static let commit = ShellCommand(
    name: "commit", group: .transactions, arity: .none, usage: ":commit",
    summary: "keep what the transaction changed", details: "All of it is kept, or none.",
    example: ":commit"
  ) { shell, _ in try shell.session.commit() }

  static let rollback = ShellCommand(
    name: "rollback", group: .transactions, arity: .none, usage: ":rollback",
    summary: "undo what the transaction changed",
    details: "The graph is as it was before ':begin'.",
    example: ":rollback"
  ) { shell, _ in try shell.session.rollback() }
}

/// What the shell says of a graph when it is opened at the prompt.
enum Greeting {
  static func graph(_ session: any Session) -> String {
    let counts = try? session.read { reader in
      let statistics = reader.statistics
      if statistics.nodeCount == 0 { return "empty; ':load FILE' loads facts" }
      return StatementAfterword.count(statistics.nodeCount, "node") + ", "
        + StatementAfterword.count(statistics.relationshipCount, "relationship")
    }
    if session.name == "memory" {
      return
        "The graph is in memory and is gone when you leave; ':open FILE' opens or makes a file."
    }
    let readOnly = session.isReadOnly ? ", read-only" : ""
    return "\(session.name): \(counts ?? "cannot be read")\(readOnly)"
  }

  static func banner(_ session: any Session) -> String {
    """
    kith \(KithVersion.text)  ':help' lists the commands, Ctrl-D leaves.
    \(graph(session))
    """
  }
}
