package import KithCore
package import KithDatabase
import KithInterchange

/// Opens a graph: a file by its path, or one in memory where there is none.
package typealias SessionOpener = (_ path: String?, _ isReadOnly: Bool) throws(Diagnostic) ->
  any Session

/// Runs statements and commands on a session and shows what they give: at a prompt, from a script, or in a test.
///
/// Rows go to `output`, everything else to `messages`.
package final class Shell {
  /// How deep scripts may read each other.
  static let readDepthLimit = 16

  package internal(set) var session: any Session
  package var settings: ShellSettings
  package var parameters: [String: Value] = [:]
  package let output: OutputBuffer
  /// Where `output` hands its bytes on.
  let router: OutputRouter
  package let messages: OutputBuffer
  let openSession: SessionOpener
  /// Whether anything went wrong so far.
  package private(set) var hasFailed = false
  /// Whether `:quit` was given.
  package internal(set) var isLeaving = false
  /// The statement that runs, from 1.
  private var statementNumber = 0
  var readDepth = 0
  /// The statement that ran last, without its `;`.
  private(set) var lastStatement: String?
  /// What the person at the prompt is to be asked next.
  var question: ShellQuestion?
  /// What an editor was left with: to be run as if it were typed.
  var editedText: String?
  /// Ctrl-C during work that is no statement.
  package let interruption = Interruption()

  package init(
    session: any Session, settings: ShellSettings, output: any ByteOutput,
    messages: any ByteOutput, openSession: @escaping SessionOpener
  ) {
    self.session = session
    self.settings = settings
    router = OutputRouter(output)
    self.output = OutputBuffer(router)
    self.messages = OutputBuffer(messages)
    self.openSession = openSession
  }

  /// Runs one entry and reports its errors; gives whether it went well.
  ///
  /// Throws only where output has come to an end.
  package func perform(_ entry: ScriptEntry, from origin: ScriptOrigin) throws(OutputFailure)
    -> Bool
  {
    do {
      guard entry.isUTF8 else { throw ShellProblem.entryNotUTF8.diagnostic() }
      switch entry.kind {
      case .statement: try runStatement(entry, from: origin)
      case .command: try CommandTable.perform(entry.text, from: origin, in: self)
      }
      try endResult(of: entry)
      try messages.flush()
      return true
    } catch let failure as OutputFailure {
      throw failure
    } catch {
      output.bytes.removeAll()
      // What was to take the rows gets its end, and the person's terminal back.
      try? endResult(of: entry)
      try fail(error, DiagnosedText(entry, from: origin))
      return false
    }
  }

  /// Hands on what is left of a result, and ends what took it alone.
  private func endResult(of entry: ScriptEntry) throws {
    try output.flush()
    try router.endPage()
    try router.endOnce(isSure: entry.kind == .statement)
  }

  /// Shows what follows by the pager, where it is longer than the terminal.
  func beginPage() {
    let plan = PagePlan(settings, isRedirected: router.isRedirected)
    guard let pager = plan.pager, let height = settings.screen.height else { return }
    router.beginPage(pager, height: height)
  }

  /// Ends what ':output' and ':tee' have opened.
  package func closeOutputs() throws(OutputFailure) {
    do throws(Diagnostic) {
      try router.closeAll()
    } catch {
      try fail(error, nil)
    }
  }

  /// What the place that rows go to can show.
  var rowScreen: ScreenTraits {
    var screen = settings.rowScreen
    guard router.isRedirected else { return screen }
    (screen.width, screen.height, screen.usesColor) = (nil, nil, false)
    return screen
  }

  /// Runs work that is no entry, and reports its errors.
  func perform(_ body: (Shell) throws -> Void) throws(OutputFailure) {
    do {
      try body(self)
      try output.flush()
      try messages.flush()
    } catch let failure as OutputFailure {
      throw failure
    } catch {
      try fail(error, nil)
    }
  }

  /// Reports an error of the run itself, which no entry caused.
  package func report(_ diagnostic: Diagnostic) throws(OutputFailure) {
    try fail(diagnostic, nil)
  }

  private func fail(_ error: any Error, _ text: DiagnosedText?) throws(OutputFailure) {
    hasFailed = true
    // Rows that were not yet handed on belong to a statement that did not happen.
    output.bytes.removeAll()
    // An entry of a script that was read has reported its own error.
    if error is ReportedFailure { return }
    if let mistakes = error as? FileMistakes {
      messages.append(Reporter(settings: settings).text(mistakes, statement: statementNumber))
      return try messages.flush()
    }
    var diagnostics = Diagnostics(anyError: error)
    if let text, text.fileName != nil {
      // In a script every error says where its statement begins.
      for index in diagnostics.all.indices where diagnostics.all[index].span == nil {
        diagnostics.all[index].span = text.firstLine
      }
    }
    messages.append(
      Reporter(settings: settings).text(diagnostics, in: text, statement: statementNumber))
    if let ambiguous = error as? AmbiguousName, !settings.reportsObjects {
      for line in ambiguous.lines { messages.append(line + "\n") }
    }
    try messages.flush()
  }

  // MARK: Statements

  private func runStatement(_ entry: ScriptEntry, from origin: ScriptOrigin) throws {
    statementNumber += 1
    lastStatement = entry.text
    let clock = ContinuousClock()
    let began = clock.now
    if let pipe = entry.pipe { try router.redirectOnce(to: try CommandOutput(pipe)) }
    let plan = PagePlan(settings, isRedirected: router.isRedirected)
    beginPage()
    let sink = RowSink(
      format: settings.format, screen: rowScreen, output: output, rowLimit: plan.rowLimit)
    let progress = progress("running, Ctrl-C stops it", unit: .rows)
    sink.progress = progress
    defer { progress?.end() }
    let summary: StatementSummary
    do {
      summary = try session.run(entry.text, parameters: parameters, into: sink)
    } catch {
      throw sink.failure ?? error
    }
    progress?.end()
    if let plan = summary.plan { try append(plan) } else { sink.end() }
    try output.flush()
    let total = (clock.now - began).microseconds
    try router.endPage()
    if let remark = sink.remark { note(remark) }
    if !summary.warnings.isEmpty { warn(summary.warnings, DiagnosedText(entry, from: origin)) }
    tell(of: summary, totalMicroseconds: total)
  }

  /// A plan is a tree for people, and a row for each step for programs.
  private func append(_ plan: PlanReport) throws {
    switch settings.format {
    case .table, .box, .line, .raw:
      output.append(plan.text.hasSuffix("\n") ? plan.text : plan.text + "\n")
    case .json, .jsonl, .csv, .tsv, .markdown, .html: try show(columns: plan.columns, plan.rows)
    }
  }

  private func warn(_ warnings: [Diagnostic], _ text: DiagnosedText) {
    let reporter = Reporter(settings: settings)
    for warning in warnings {
      messages.append(reporter.text(Diagnostics(warning), in: text, statement: statementNumber))
    }
  }

  private func tell(of summary: StatementSummary, totalMicroseconds: Int) {
    let reporter = Reporter(settings: settings)
    if settings.isInteractive {
      messages.append(StatementAfterword(summary, totalMicroseconds).text(settings) + "\n")
    } else if settings.showsTiming {
      messages.append(reporter.timing(summary, totalMicroseconds, statement: statementNumber))
    }
  }

  // MARK: For commands

  /// Hands on to the session what the settings say of it.
  func applySettings() {
    session.memoryLimitBytes = settings.memoryMebibytes << 20
    session.threadLimit = settings.threads ?? 0
  }

  /// Shows rows that no statement gave, in the format that is set.
  func show(columns: [String], _ rows: [[Value]]) throws {
    var writer = settings.format.writer(for: rowScreen)
    writer.begin(columns: columns, into: &output.bytes)
    try writer.append(rows, entities: NoEntities(), into: &output.bytes)
    writer.end(into: &output.bytes)
  }

  /// Shows a line of text.
  func show(_ line: String) { output.append(line + "\n") }

  /// How wide messages may be.
  var messageWidth: Int { settings.messageScreen.width ?? 100 }

  /// The colours of messages.
  var palette: DiagnosticPalette { settings.messageScreen.usesColor ? .ansi : .plain }

  /// Tells a person something beside the rows.
  func note(_ line: String) { messages.append(line + "\n") }
}

/// Thrown where an error has already been shown.
struct ReportedFailure: Error {}

extension Diagnostics {
  /// The errors that an error holds.
  init(anyError error: any Error) {
    switch error {
    case let several as Diagnostics: self = several
    case let one as Diagnostic: self.init(one)
    case let ambiguous as AmbiguousName: self.init(ambiguous.diagnostic)
    case let problem as ShellProblem: self.init(problem.diagnostic())
    default: self.init(ShellProblem.unexpected(String(describing: error)).diagnostic())
    }
  }
}

extension Duration {
  /// Whole microseconds.
  var microseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
  }
}
