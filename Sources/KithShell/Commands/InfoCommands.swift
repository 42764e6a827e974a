import KithCore
import KithDatabase

extension ShellCommand {
  static let info = ShellCommand(
    name: "info", group: .graph, arity: .none, usage: ":info",
    summary: "tell of the file, its counts, and what is set",
    details: "What is set is listed where it is not what holds by default; ':set' lists all.",
    example: ":info", isReading: true
  ) { shell, _ in
    try shell.show(
      columns: ["about", "value"], try InfoReport(shell).rows.map { [.string($0), .string($1)] })
  }

  static let dump = ShellCommand(
    name: "dump", group: .graph, arity: .optional, usage: ":dump [FILE]",
    summary: "write the whole graph as a script that makes it again",
    details: """
      All nodes and relationships with their properties, indexes and constraints, in openCypher. Without
      FILE the script is shown. ':read FILE' in a graph without anything, or 'kith new.kith -f FILE', makes the same graph.
      """,
    example: ":dump graph.cypher", argument: .files
  ) { shell, argument in
    let word = try argument.name()
    guard !word.text.isEmpty else {
      _ = try shell.session.read { reader in
        try GraphDump(reader) { text in
          shell.output.append(text)
          try shell.output.flushIfFull()
        }.perform()
      }
      return
    }
    let file: FileOutput
    do throws(Diagnostic) {
      file = try FileOutput(path: word.text)
    } catch {
      throw error.placed(at: word.span)
    }
    let buffer = OutputBuffer(file)
    let progress = shell.progress("writing \(word.text)", unit: .things)
    defer { progress?.end() }
    let counts = try shell.session.read { reader in
      let total = reader.statistics.nodeCount + reader.statistics.relationshipCount
      var done = 0
      return try GraphDump(
        reader,
        onProgress: { count in
          done += count
          progress?.set(done, of: total, what: "writing \(word.text)")
          if shell.interruption.isRaised { throw ShellProblem.stopped.diagnostic() }
        }
      ) { text in
        buffer.append(text)
        try buffer.flushIfFull()
      }.perform()
    }
    progress?.end()
    try buffer.flush()
    try file.close()
    shell.note(
      "\(word.text): \(StatementAfterword.count(counts.nodes, "node")), "
        + StatementAfterword.count(counts.relationships, "relationship"))
  }
}

/// What there is to know of the graph and the session.
private struct InfoReport {
  private(set) var rows: [(String, String)] = []

  init(_ shell: Shell) throws {
    let session = shell.session
    rows.append(("kith", KithVersion.text))
    rows.append(("graph", session.name == "memory" ? "in memory" : session.name))
    if let size = FileSize.of(session.name), session.name != "memory" {
      rows.append(("size", FileSize.text(size)))
    }
    if let version = session.formatVersion { rows.append(("format", String(version))) }
    try addCounts(session)
    let state = session.isInTransaction ? "open" : "none"
    rows.append(("transaction", session.isReadOnly ? "\(state); read-only" : state))
    if let config = shell.settings.environment.flatMap({ ConfigFile.path($0.variables) }) {
      rows.append(("config", FileLoading.exists(config) ? config : "\(config) (none)"))
    }
    for setting in SettingTable.all {
      let value = setting.value(in: shell.settings)
      if value != setting.defaultValue { rows.append(("set \(setting.name)", value)) }
    }
  }

  private mutating func addCounts(_ session: any Session) throws {
    let (schema, statistics) = try session.read { ($0.schema, $0.statistics) }
    rows.append(("nodes", GroupedNumber.text(statistics.nodeCount)))
    rows.append(("relationships", GroupedNumber.text(statistics.relationshipCount)))
    rows.append(("labels", String(schema.labels.count)))
    rows.append(("types", String(schema.relationshipTypes.count)))
    rows.append(("property keys", String(schema.propertyKeys.count)))
    let indexes = schema.catalogue.indexes
    let automatic = indexes.count { $0.isAutomatic }
    rows.append(("indexes", "\(indexes.count), \(automatic) of them automatic"))
    rows.append(("constraints", String(schema.catalogue.constraints.count)))
  }
}
