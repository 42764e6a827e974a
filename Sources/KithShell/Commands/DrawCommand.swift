import KithCore

extension ShellCommand {
  static let draw = ShellCommand(
    name: "draw", group: .exploring, arity: .optional,
    usage: ":draw [--around NAME [--depth N] | --all | --schema | QUERY] [--to FILE]",
    summary: "draw the graph, or a part of it",
    details: """
      '--around' draws one thing and what is up to N steps away, a query what it returns: nodes,
      relationships and paths, '--schema' the labels and how types connect them. The ending of FILE decides what is written: .dot needs nothing else;
      .svg, .png and .pdf need Graphviz. Without '--to', DOT is printed.
      More than 1,500 nodes are laid out only with '--all'. The DOT of a whole graph of more than 20,000 nodes and
      relationships has names and types only, a line for each thing, and numbers as id() gives them.
      At the prompt a PNG is also shown in a terminal that can: kitty, iTerm2, WezTerm; see ':help set', 'picture'.
      """,
    example: ":draw --around \"AG Sprache\" --depth 2 --to ag-sprache.svg", argument: .names,
    options: ["--around", "--depth", "--all", "--schema", "--to"]
  ) { shell, argument in
    let drawing = try DrawArgument(argument)
    try GraphPicture(drawing.request, nameSpan: drawing.nameSpan).perform(in: shell)
  }
}

/// The argument of `:draw`.
private struct DrawArgument {
  private(set) var request = DrawRequest()
  private(set) var nameSpan: SourceSpan?

  init(_ argument: CommandArgument) throws(Diagnostic) {
    var option: CommandArgument.Word?
    var values: [CommandArgument.Word] = []
    for word in try argument.words() {
      guard word.text.hasPrefix("--"), word.text.count > 2, !word.isQuoted else {
        values.append(word)
        continue
      }
      try take(values, of: option, argument)
      (option, values) = (word, [])
      guard argument.command.options.contains(word.text) else {
        let nearest = nearestName(to: word.text, among: argument.command.options)
        throw ShellProblem.unknownOption(word.text, command: "draw", nearest: nearest)
          .diagnostic(at: word.span)
      }
    }
    try take(values, of: option, argument)
  }

  /// Takes the words behind an option, or those of the query where there is none.
  private mutating func take(
    _ values: [CommandArgument.Word], of option: CommandArgument.Word?, _ argument: CommandArgument
  ) throws(Diagnostic) {
    guard let first = values.first, let last = values.last else {
      switch option?.text {
      case "--all": request.drawsAll = true
      case "--schema": request.drawsSchema = true
      case _: break
      }
      guard let option, !["--all", "--schema"].contains(option.text) else { return }
      throw ShellProblem.optionNeedsValue(option.text).diagnostic(at: option.span)
    }
    let span = SourceSpan(start: first.span.start, end: last.span.end)
    let text = values.map(\.text).joined(separator: " ")
    switch option?.text {
    case "--around": (request.around, nameSpan) = (text, span)
    case "--to": request.path = text
    case "--depth":
      guard let depth = Int(text) else { throw ShellProblem.notANumber(text).diagnostic(at: span) }
      guard (1...10).contains(depth) else {
        throw ShellProblem.numberOutOfRange(text, 1...10).diagnostic(at: span)
      }
      request.depth = depth
    case "--all", "--schema":
      throw ShellProblem.tooManyArguments(command: "draw", usage: argument.command.usage)
        .diagnostic(at: span)
    default:
      // A query keeps its quotes.
      let bytes = Array(argument.text.utf8)
      let range = (span.start - argument.span.start)..<(span.end - argument.span.start)
      request.query = String(decoding: bytes[range], as: UTF8.self)
    }
  }
}
