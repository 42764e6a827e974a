import KithCore
import KithDatabase
import KithInterchange

/// What is drawn, and where to.
package struct DrawRequest: Sendable {
  package var query: String?
  package var around: String?
  package var depth = 1
  package var drawsAll = false
  /// Draws labels and types instead of things.
  package var drawsSchema = false
  /// Its ending decides the format; nil writes DOT to the output.
  package var path: String?

  package init() {}
}

/// Draws the graph or a part of it.
struct GraphPicture {
  private let request: DrawRequest
  /// Where the name stands in what was typed.
  private let nameSpan: SourceSpan?

  init(_ request: DrawRequest, nameSpan: SourceSpan? = nil) {
    self.request = request
    self.nameSpan = nameSpan
  }

  func perform(in shell: Shell) throws {
    if request.drawsSchema { return try drawSchema(in: shell) }
    let rows = try request.query.map { query in try self.rows(of: query, in: shell) }
    let progress = shell.progress("drawing, Ctrl-C stops it", unit: .things)
    defer { progress?.end() }
    let drawn = try shell.session.read { reader in
      if try drawLarge(reader, in: shell, progress) {
        let statistics = reader.statistics
        return (statistics.nodeCount, statistics.relationshipCount)
      }
      let drawn = try draw(rows, of: reader, in: shell)
      return (drawn.nodes.count, drawn.relationships.count)
    }
    progress?.end()
    guard let path = request.path else { return }
    let size =
      StatementAfterword.count(drawn.0, "node") + ", "
      + StatementAfterword.count(drawn.1, "relationship")
    shell.note("\(path): \(size)")
    try show(path, in: shell)
  }

  /// Shows a picture in a terminal that can.
  private func show(_ path: String, in shell: Shell) throws {
    guard (try? PictureFormat(path: path)) == .png, !shell.router.isRedirected,
      let chosen = TerminalPicture.chosen(shell.settings)
    else { return }
    if chosen == .kitty, let whole = FilePath.absolute(path) {
      shell.output.bytes += TerminalPicture.kitty(path: whole)
    } else if chosen == .iterm {
      shell.output.bytes += TerminalPicture.iterm(try FileText.bytes(atPath: path))
    }
  }

  /// Writes all of a large graph where DOT is wanted of it; gives whether it was.
  private func drawLarge(
    _ reader: any GraphReader, in shell: Shell, _ progress: ProgressLine?
  ) throws -> Bool {
    guard request.query == nil, request.around == nil,
      request.path.map({ (try? PictureFormat(path: $0)) == .dot }) ?? true
    else { return false }
    let options = DrawingOptions(
      title: Conversation.shortName(shell.session.name), date: shell.settings.today())
    var done = 0
    let total = reader.statistics.nodeCount + reader.statistics.relationshipCount
    return try GraphDrawing.writeLargeDot(
      of: reader, to: request.path, options: options,
      onProgress: { count in
        done += count
        progress?.set(done, of: total, what: "drawing")
        if shell.interruption.isRaised { throw ShellProblem.stopped.diagnostic() }
      },
      sink: { bytes in
        shell.output.bytes += bytes
        try shell.output.flushIfFull()
      })
  }

  private func drawSchema(in shell: Shell) throws {
    let options = DrawingOptions(date: shell.settings.today())
    try shell.session.read { reader in
      if let path = request.path {
        try GraphDrawing.drawSchema(of: reader, to: path, options: options)
      } else {
        shell.output.bytes += try GraphDrawing.schemaDot(of: reader, options: options)
      }
    }
    if let path = request.path { shell.note("\(path): labels and types") }
  }

  private func draw(
    _ rows: [[Value]]?, of reader: any GraphReader, in shell: Shell
  ) throws -> DrawingSelection {
    let (chosen, title) = try selection(rows, in: reader)
    // A picture that is of no one thing is called by the graph's file.
    var options = DrawingOptions(
      title: title ?? Conversation.shortName(shell.session.name), date: shell.settings.today())
    options.queryText = request.query
    options.isAll = request.drawsAll
    guard let path = request.path else {
      try GraphDrawing.writeDot(chosen, of: reader, options: options) { bytes in
        shell.output.bytes += bytes
        try shell.output.flushIfFull()
      }
      return chosen
    }
    try GraphDrawing.draw(chosen, of: reader, to: path, options: options)
    return chosen
  }

  private func selection(
    _ rows: [[Value]]?, in reader: any GraphReader
  ) throws -> (DrawingSelection, title: String?) {
    if let rows { return (try .rows(rows, of: reader), nil) }
    guard let name = request.around else { return (try .all(of: reader), nil) }
    let word = CommandArgument.Word(
      text: name, span: nameSpan ?? SourceSpan(start: 0, end: 0), isQuoted: false)
    let thing = try GraphNames(reader).resolve(word)
    return (try .around(thing.node, depth: request.depth, in: reader), thing.shown)
  }

  private func rows(of query: String, in shell: Shell) throws -> [[Value]] {
    let sink = CollectingSink()
    _ = try shell.session.run(query, parameters: shell.parameters, into: sink)
    return sink.rows
  }
}

/// Keeps all rows.
private final class CollectingSink: ResultSink {
  private(set) var rows: [[Value]] = []

  func begin(columns: [String]) {}

  func receive(_ rows: [[Value]], entities: any EntityResolver) { self.rows += rows }
}
