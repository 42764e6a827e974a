import KithCore

extension ShellCommand {
  static let output = ShellCommand(
    name: "output", aliases: ["o"], group: .output, arity: .optional,
    usage: ":output [FILE | '|' COMMAND]",
    summary: "send rows to a file or a command, or to the screen again",
    details: """
      The file is emptied first. A command gets all rows until ':output' is given again, or at the end.
      A single statement is sent on by '| command' behind its ';': MATCH (n) RETURN n.name; | sort | less
      """,
    example: ":output people.txt\nMATCH (p:Person) RETURN p.name;\n:output", argument: .files
  ) { shell, argument in
    try shell.router.redirect(to: try destination(argument))
  }

  static let once = ShellCommand(
    name: "once", group: .output, arity: .required, usage: ":once FILE | '|' COMMAND",
    summary: "send the next result to a file or a command",
    details: "Meanwhile settings may change: ':once', ':format csv', and the statement.",
    example: ":once | sort -u | head -3\nMATCH (p:Person) RETURN p.name;", argument: .files
  ) { shell, argument in
    guard let place = try destination(argument) else { return }
    try shell.router.redirectOnce(to: place)
  }

  static let tee = ShellCommand(
    name: "tee", group: .output, arity: .optional, usage: ":tee [FILE | '|' COMMAND]",
    summary: "copy rows to a file or a command as well",
    details: "The file is emptied first. It gets what the screen gets.",
    example: ":tee session.txt", argument: .files
  ) { shell, argument in
    try shell.router.copy(to: try destination(argument))
  }

  private static func destination(
    _ argument: CommandArgument
  ) throws(Diagnostic) -> (any RowDestination)? {
    if argument.text.isEmpty { return nil }
    guard argument.text.hasPrefix("|") else {
      let word = try argument.name()
      do throws(Diagnostic) {
        return try FileOutput(path: word.text)
      } catch {
        throw error.placed(at: word.span)
      }
    }
    let command = argument.text.dropFirst().drop { $0 == " " || $0 == "\t" }
    guard !command.isEmpty else {
      throw ShellProblem.missingArgument(
        command: argument.command.name, usage: argument.command.usage
      ).diagnostic(at: argument.span)
    }
    return try CommandOutput(String(command))
  }
}
