import KithCore

extension ShellCommand {
  static let load = ShellCommand(
    name: "load", group: .graph, arity: .required, usage: ":load FILE… [--plan] [--strict]",
    summary: "load fact files (.gram) or CSV files into the graph",
    details: "Loading twice changes nothing. '--plan' only shows what would change.",
    example: ":load graph/magdeburg-2023.gram", argument: .files, options: ["--plan", "--strict"]
  ) { shell, argument in
    throw ShellProblem.unexpected("not built yet")
  }

  static let draw = ShellCommand(
    name: "draw", group: .exploring, arity: .optional,
    usage: ":draw [--around NAME | --all | QUERY] [--to FILE]",
    summary: "draw a part of the graph", details: "",
    example: ":draw --around \"AG Sprache\" --to ag.svg",
    argument: .names
  ) { shell, argument in
    throw ShellProblem.unexpected("not built yet")
  }
}
