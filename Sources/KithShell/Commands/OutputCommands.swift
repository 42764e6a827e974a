import KithCore
import KithInterchange

extension ShellCommand {
  static let format = ShellCommand(
    name: "format", aliases: ["mode"], group: .output, arity: .optional, usage: ":format [NAME]",
    summary: "show or set how rows are written",
    details: "The formats are\n\n" + formatList
      + "\n\nBetween statements of one session the format may change at any time.",
    example: ":format jsonl", argument: .formats
  ) { shell, argument in
    let word = try argument.name()
    if word.text.isEmpty { return shell.show(shell.settings.format.rawValue) }
    let name = word.text.lowercased()
    guard let format = ResultFormat(rawValue: name) else {
      let known = ResultFormat.allCases.map(\.rawValue)
      throw ShellProblem.unknownFormat(word.text, nearest: nearestName(to: name, among: known))
        .diagnostic(at: word.span)
    }
    shell.settings.format = format
  }

  private static var formatList: String {
    ResultFormat.allCases.map { format in
      let name = format.rawValue
      return "  \(name)\(String(repeating: " ", count: 10 - name.count))\(format.summary)"
    }.joined(separator: "\n")
  }

  static let timing = ShellCommand(
    name: "timing", aliases: ["timer"], group: .output, arity: .optional, usage: ":timing [on|off]",
    summary: "show how long each statement took",
    details:
      "Without an argument it is switched over. From a script the figures go to standard error,\n"
      + "one JSON object a statement, in microseconds.",
    example: ":timing on", argument: .switches
  ) { shell, argument in
    let word = try argument.name()
    switch word.text.lowercased() {
    case "on": shell.settings.showsTiming = true
    case "off": shell.settings.showsTiming = false
    case "":
      shell.settings.showsTiming.toggle()
      shell.note("timing is \(shell.settings.showsTiming ? "on" : "off")")
    default: throw ShellProblem.switchExpected(word.text).diagnostic(at: word.span)
    }
  }

  static let echo = ShellCommand(
    name: "echo", aliases: ["print"], group: .scripts, arity: .optional, usage: ":echo [TEXT]",
    summary: "print a line",
    details: "Headings in scripts. The text is printed as it stands.",
    example: ":echo Who leads what?"
  ) { shell, argument in shell.show(argument.text) }
}
