import KithCore

extension ShellCommand {
  static let load = ShellCommand(
    name: "load", group: .graph, arity: .required, usage: ":load FILE… [--plan] [--strict]",
    summary: "load fact files (.gram) or CSV files into the graph",
    details: """
      A folder stands for the files in it. All files are one load: everything is loaded, or nothing.
      Loading the same fact files again changes nothing; an edited line changes its fact.
      '--plan' only shows what would change; '--strict' takes warnings for errors.
      """,
    example: ":load graph/magdeburg-2023.gram", argument: .files, options: ["--plan", "--strict"]
  ) { shell, argument in
    let (words, options) = try argument.wordsAndOptions()
    guard !words.isEmpty else {
      throw ShellProblem.missingArgument(command: "load", usage: argument.command.usage)
        .diagnostic(at: argument.span)
    }
    var request = LoadRequest(files: words.map(\.text))
    request.plansOnly = options.contains("--plan")
    request.isStrict = options.contains("--strict")
    try FileLoading(request).perform(in: shell)
  }
}
