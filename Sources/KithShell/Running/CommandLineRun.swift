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
    var settings = self.settings
    try applyConfig(to: &settings)
    for text in options.settings {
      do throws(ShellProblem) {
        try Self.apply(text, to: &settings)
      } catch {
        try tell(error.diagnostic(), nil)
        return .wrongUsage
      }
    }
    applyOptions(to: &settings)
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
    for text in options.textParameters {
      guard let equals = text.firstIndex(of: "=") else {
        try tell(ShellProblem.badParameter(text).diagnostic(), nil)
        return .wrongUsage
      }
      let name = String(text[..<equals])
      guard ParameterAssignment.isName(name) else {
        try tell(ShellProblem.badParameterName(name).diagnostic(), nil)
        return .wrongUsage
      }
      parameters[name] = .string(String(text[text.index(after: equals)...]))
    }
    if let extra = options.arguments.first, !options.hasScript {
      try tell(ShellProblem.argumentsWithoutScript(extra).diagnostic(), nil)
      return .wrongUsage
    }
    for (index, text) in options.arguments.enumerated() {
      parameters[String(index + 1)] = ParameterAssignment.value(ofArgument: text)
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
    shell.applySettings()
    try runActions(in: shell)
    try shell.closeOutputs()
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
      guard try run(action, in: shell) || shell.settings.keepsGoing else { return }
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

  /// What holds where nobody sets another.
  private var settings: ShellSettings {
    let isInteractive =
      options.actions.isEmpty && environment.inputIsTerminal && environment.outputIsTerminal
    return ShellSettings(environment, isInteractive: isInteractive)
  }

  /// Takes the user's config file; what is wrong in it is told of, and does not keep kith from starting.
  private func applyConfig(to settings: inout ShellSettings) throws(OutputFailure) {
    if options.ignoresConfig { return }
    for mistake in ConfigFile.apply(environment, to: &settings) {
      let report = Reporter(settings: self.settings).text(
        Diagnostics(mistake.problem), in: mistake.text, statement: 0)
      try messages.write(Array(report.utf8))
    }
  }

  /// Takes `NAME=VALUE`.
  private static func apply(
    _ text: String, to settings: inout ShellSettings
  ) throws(ShellProblem) {
    guard let equals = text.firstIndex(of: "=") else { throw .notASetting(text) }
    try SettingTable.set(
      String(text[..<equals]), to: String(text[text.index(after: equals)...]), in: &settings)
  }

  /// Takes the options that have a name of their own: they hold above the config file.
  private func applyOptions(to settings: inout ShellSettings) {
    if let format = options.formatName.flatMap(ResultFormat.init) { settings.format = format }
    if let color = options.color { settings.color = color }
    if options.showsTiming { settings.showsTiming = true }
    if options.keepsGoing { settings.keepsGoing = true }
    if options.isPlain { settings.isPlain = true }
    if settings.isInteractive { settings.keepsGoing = false }
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
