import KithCore
import KithDatabase
import KithInterchange

extension ShellCommand {
  static let find = ShellCommand(
    name: "find", aliases: ["f", "search"], group: .exploring, arity: .required,
    usage: ":find TEXT",
    summary: "list things by a part of their name",
    details:
      "Case, titles and accents do not matter, and ue stands for ü: noerenberg and Norenberg find\n"
      + "Nörenberg. Ids, short names and aliases count as names.",
    example: ":find noerenberg",
    isReading: true
  ) { shell, argument in
    let word = try argument.name()
    let found = try shell.session.read { try GraphNames($0).find(word.text) }
    guard !found.isEmpty else {
      throw ShellProblem.nothingFound(word.text).diagnostic(at: word.span)
    }
    try shell.show(
      columns: ["name", "labels", "id"],
      found.map { [.string($0.shown), .string($0.labelText), $0.id.map(Value.string) ?? .null] })
  }

  static let near = ShellCommand(
    name: "near", aliases: ["n"], group: .exploring, arity: .required, usage: ":near NAME [N]",
    summary: "list what is connected with one thing, up to N steps away",
    details: "Without N one step. Up to 1,000 relationships are listed.",
    example: ":near \"AG Sprache\" 2", argument: .names,
    isReading: true
  ) { shell, argument in
    let (word, depth) = try nameAndDepth(argument)
    let found = try shell.session.read { reader in
      let names = GraphNames(reader)
      let start = try names.resolve(word)
      let walk = try GraphWalk(reader).neighbourhood(of: start.node, depth: depth, limit: 1_000)
      let rows = try walk.steps.map { entry in
        [.integer(Int64(entry.distance))] + (try row(entry.step, names))
      }
      return (rows: rows, isCut: walk.isCut)
    }
    try shell.show(columns: ["steps"] + stepColumns, found.rows)
    if found.isCut { shell.note("only the first 1,000 are listed") }
  }

  static let path = ShellCommand(
    name: "path", group: .exploring, arity: .required, usage: ":path A -> B",
    summary: "show a shortest connection between two things",
    details: "Relationships are followed both ways. All connections are found by a query:\n"
      + "MATCH p = (a {name: 'A'})-[*1..4]-(b {name: 'B'}) RETURN p;",
    example: ":path Antje Schirmer -> Katja Michalak", argument: .path,
    isReading: true
  ) { shell, argument in
    let ends = try pathEnds(argument)
    let rows: [[Value]] = try shell.session.read { reader in
      let names = GraphNames(reader)
      let (start, end) = (try names.resolve(ends.start), try names.resolve(ends.end))
      guard let steps = try GraphWalk(reader).shortestPath(from: start.node, to: end.node) else {
        throw ShellProblem.unconnected(start.shown, end.shown).diagnostic()
      }
      return try steps.map { try row($0, names) }
    }
    try shell.show(columns: stepColumns, rows)
  }

  private static var stepColumns: [String] { ["from", "relationship", "to", "details"] }

  private static func row(_ step: GraphStep, _ names: GraphNames) throws -> [Value] {
    [
      .string(try names.name(of: step.from).shown), .string(step.text),
      .string(try names.name(of: step.to).shown),
      .string(FactDetails.text(step.relationship.properties))
    ]
  }

  /// `Katja Michalak 2`: the last word is the depth where it is a number and others stand before it.
  static func nameAndDepth(
    _ argument: CommandArgument
  ) throws -> (word: CommandArgument.Word, depth: Int) {
    let words = try argument.words()
    guard words.count > 1, let last = words.last, let depth = Int(last.text) else {
      return (try argument.name(), 1)
    }
    guard (1...10).contains(depth) else {
      throw ShellProblem.numberOutOfRange(last.text, 1...10).diagnostic(at: last.span)
    }
    return (name(words.dropLast(), argument), depth)
  }

  private static func pathEnds(
    _ argument: CommandArgument
  ) throws -> (start: CommandArgument.Word, end: CommandArgument.Word) {
    let words = try argument.words()
    guard let arrow = words.firstIndex(where: { ["->", "→", "--", "-"].contains($0.text) }),
      arrow > 0, arrow + 1 < words.count
    else {
      throw ShellProblem.arrowExpected.diagnostic(at: argument.span)
    }
    return (name(words[..<arrow], argument), name(words[(arrow + 1)...], argument))
  }

  /// Several words as one name.
  private static func name(
    _ words: ArraySlice<CommandArgument.Word>, _ argument: CommandArgument
  ) -> CommandArgument.Word {
    let text = words.map(\.text).joined(separator: " ")
    let span = SourceSpan(
      start: words.first?.span.start ?? argument.span.start,
      end: words.last?.span.end ?? argument.span.end)
    return CommandArgument.Word(text: text, span: span, isQuoted: false)
  }
}
