package import KithCore
package import KithDatabase
import KithInterchange

/// Runs kith as a command line asks: statements, scripts and pipes here, the prompt by what `prompt` does.
package struct CommandLineRun {
  package var options: CommandLineOptions
  package var environment: ShellEnvironment
  package var output: any ByteOutput
  package var messages: any ByteOutput
  package var openSession: SessionOpener
  /// Sits at the prompt until the user leaves; called only where input and output are terminals.
  package var prompt: (Shell) throws(OutputFailure) -> Void

  package init(
    options: CommandLineOptions, environment: ShellEnvironment, output: any ByteOutput,
    messages: any ByteOutput, openSession: @escaping SessionOpener = openEmbeddedSession,
    prompt: @escaping (Shell) throws(OutputFailure) -> Void
  ) {
    self.options = options
    self.environment = environment
    self.output = output
    self.messages = messages
    self.openSession = openSession
    self.prompt = prompt
  }

  /// Runs everything and gives the process's exit status.
  ///
  /// A reader that goes away, as in `kith … | head`, ends the run with success.
  package func perform() -> ExitStatus {
    do throws(OutputFailure) {
      return try run()
    } catch {
      switch error {
      case .closed: return .success
      case .failed(let reason):
        try? messages.write(Array("error: cannot write the output: \(reason)\n".utf8))
        return .failure
      }
    }
  }

  private func run() throws(OutputFailure) -> ExitStatus {
    if let name = options.formatName, ResultFormat(rawValue: name) == nil {
      let nearest = nearestName(to: name, among: FormatNames.all)
      var problem = ShellProblem.unknownFormat(name, nearest: nearest).diagnostic()
      problem.advice = "the formats are \(FormatNames.all.joined(separator: ", "))"
      try tell(problem, nil)
      return .wrongUsage
    }
    var parameters: [String: Value] = [:]
    for text in options.parameters {
      do throws(Diagnostic) {
        let assignment = try ParameterAssignment.parse(text)
        parameters[assignment.name] = assignment.value
      } catch {
        try tell(error, text)
        return .wrongUsage
      }
    }
    let session: any Session
    do throws(Diagnostic) {
      session = try openSession(options.database, options.isReadOnly)
    } catch {
      try tell(error, nil)
      return .failure
    }
    let shell = Shell(
      session: session, settings: settings, output: output, messages: messages,
      openSession: openSession)
    shell.parameters = parameters
    try runActions(in: shell)
    if shell.session.isInTransaction, !settings.isInteractive, !shell.hasFailed {
      try shell.report(ShellProblem.leftInTransaction.diagnostic())
    }
    return shell.hasFailed && !settings.isInteractive ? .failure : .success
  }

  private func runActions(in shell: Shell) throws(OutputFailure) {
    if settings.isInteractive { return try prompt(shell) }
    if options.actions.isEmpty {
      _ = try shell.run(descriptor: 0, from: .file("standard input"))
      return
    }
    for action in options.actions where !shell.isLeaving {
      guard try run(action, in: shell) || options.keepsGoing else { return }
    }
  }

  private func run(
    _ action: CommandLineOptions.Action, in shell: Shell
  ) throws(OutputFailure) -> Bool {
    switch action {
    case .statement(let text): return try shell.run(script: text, from: .typed)
    case .script("-"): return try shell.run(descriptor: 0, from: .file("standard input"))
    case .script(let path):
      let text: String
      do throws(Diagnostic) {
        text = try FileText.text(atPath: path)
      } catch {
        try shell.report(error)
        return false
      }
      return try shell.run(script: text, from: .file(path))
    }
  }

  private var settings: ShellSettings {
    let isInteractive =
      options.actions.isEmpty && environment.inputIsTerminal && environment.outputIsTerminal
    return ShellSettings(
      format: options.formatName.flatMap(ResultFormat.init) ?? .table,
      showsTiming: options.showsTiming,
      keepsGoing: options.keepsGoing && !isInteractive, isInteractive: isInteractive,
      screen: environment.screen(color: options.color),
      messageScreen: environment.messageScreen(color: options.color))
  }

  private func tell(_ error: Diagnostic, _ text: String?) throws(OutputFailure) {
    let source = text.map {
      DiagnosedText(ScriptEntry(kind: .statement, text: $0), from: .typed)
    }
    let report = Reporter(settings: settings).text(Diagnostics(error), in: source, statement: 0)
    try messages.write(Array(report.utf8))
  }
}

/// Opens a graph in this process.
package func openEmbeddedSession(
  path: String?, isReadOnly: Bool
) throws(Diagnostic) -> any Session {
  try EmbeddedSession(path: path, isReadOnly: isReadOnly) { notice in
    try? DescriptorOutput(2).write(Array("notice: \(notice)\n".utf8))
  }
}
