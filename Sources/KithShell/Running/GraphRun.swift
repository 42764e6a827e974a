import KithCore

/// Runs one piece of work on a graph, as `kith load` and `kith draw` do, and gives the process's exit status.
package struct GraphRun {
  package var database: String
  package var isReadOnly: Bool
  package var environment: ShellEnvironment
  package var output: any ByteOutput
  package var messages: any ByteOutput
  package var openSession: SessionOpener

  package init(
    database: String, isReadOnly: Bool, environment: ShellEnvironment, output: any ByteOutput,
    messages: any ByteOutput, openSession: @escaping SessionOpener = openEmbeddedSession
  ) {
    self.database = database
    self.isReadOnly = isReadOnly
    self.environment = environment
    self.output = output
    self.messages = messages
    self.openSession = openSession
  }

  /// Loads files into the graph.
  package func load(_ request: LoadRequest) -> ExitStatus {
    // A plan for a graph that is not there yet is made against an empty one, and makes no file.
    let isNew = !FileLoading.exists(database)
    let status = perform(on: isNew && request.plansOnly ? nil : database) { shell in
      try FileLoading(request).perform(in: shell)
    }
    // A load that failed leaves nothing behind that was not there before.
    if isNew, status != .success { FileLoading.remove(graphAt: database) }
    return status
  }

  /// Draws the graph or a part of it.
  package func draw(_ request: DrawRequest) -> ExitStatus {
    perform(on: database) { shell in try GraphPicture(request).perform(in: shell) }
  }

  private func perform(on path: String?, _ body: (Shell) throws -> Void) -> ExitStatus {
    do throws(OutputFailure) {
      return try run(path, body)
    } catch {
      switch error {
      case .closed: return .success
      case .failed(let reason):
        try? messages.write(Array("error: cannot write the output: \(reason)\n".utf8))
        return .failure
      }
    }
  }

  private func run(_ path: String?, _ body: (Shell) throws -> Void) throws(OutputFailure)
    -> ExitStatus
  {
    var settings = ShellSettings(environment)
    for mistake in ConfigFile.apply(environment, to: &settings) {
      let report = Reporter(settings: settings).text(
        Diagnostics(mistake.problem), in: mistake.text, statement: 0)
      try messages.write(Array(report.utf8))
    }
    do {
      let session = try openSession(path, isReadOnly)
      let shell = Shell(
        session: session, settings: settings, output: output, messages: messages,
        openSession: openSession)
      shell.applySettings()
      try shell.perform(body)
      return shell.hasFailed ? .failure : .success
    } catch let failure as OutputFailure {
      throw failure
    } catch {
      let report = Reporter(settings: settings).text(
        Diagnostics(anyError: error), in: nil, statement: 0)
      try messages.write(Array(report.utf8))
      return .failure
    }
  }
}
