import ArgumentParser
import Glibc
import KithShell
import KithTerminal

/// The command line's entry.
@main
enum Main {
  static func main() {
    // A reader that goes away is told by write(2), so that what is open can be closed.
    _ = signal(SIGPIPE, SIG_IGN)
    if let complaint = ProgramArguments.complaint(about: argumentBytes) {
      try? DescriptorOutput(2).write(Array(complaint.utf8))
      exit(ExitStatus.wrongUsage.rawValue)
    }
    exit(status(of: Array(CommandLine.arguments.dropFirst())))
  }

  /// The arguments as they came: `CommandLine.arguments` replaces what is no UTF-8 by other characters.
  private static var argumentBytes: [[UInt8]] {
    // Safe because the system keeps the arguments, each ended by a zero, while the process lives.
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      unsafe CommandLine.unsafeArgv[index].map { start in
        let bytes = unsafe UnsafeBufferPointer(start: start, count: strlen(start))
        return unsafe bytes.map(UInt8.init(bitPattern:))
      }
    }
  }

  private static func status(of arguments: [String]) -> Int32 {
    switch arguments.first {
    case "--generate-man-page": return print(ManPage.text)
    case "--generate-completion-script":
      if let script = ShellCompletions.script(for: arguments.dropFirst().first ?? "") {
        return print(script)
      }
      return status(parsing: Kith.self, arguments)
    case "help":
      let help = arguments.dropFirst() + ["--help"]
      return status(of: Array(help))
    // The parser would take a subcommand's name for the graph, which stands in the same place.
    case "load", "draw": return status(parsing: Subcommands.self, arguments)
    case _:
      if let options = PlainArguments.options(of: arguments) {
        return ThisProcess.run(options).status.rawValue
      }
      return status(parsing: Kith.self, arguments)
    }
  }

  private static func print(_ text: String) -> Int32 {
    try? DescriptorOutput(1).write(Array(text.utf8))
    return ExitStatus.success.rawValue
  }

  private static func status(parsing root: any ParsableCommand.Type, _ arguments: [String]) -> Int32
  {
    do {
      var command = try root.parseAsRoot(arguments)
      if root == Kith.self, command is Load || command is Draw {
        throw ValidationError(
          "'\(type(of: command)._commandName)' comes first: kith \(type(of: command)._commandName) …"
        )
      }
      try command.run()
      return 0
    } catch let ended as RunEnded {
      return ended.status.rawValue
    } catch {
      return report(error, root)
    }
  }

  /// Help and version are no errors; everything else is wrong usage.
  private static func report(_ error: any Error, _ root: any ParsableCommand.Type) -> Int32 {
    let isFine = root.exitCode(for: error).isSuccess
    let text = root.fullMessage(for: error) + "\n"
    try? DescriptorOutput(isFine ? 1 : 2).write(Array(text.utf8))
    return isFine ? ExitStatus.success.rawValue : ExitStatus.wrongUsage.rawValue
  }
}

/// The parser of everything that begins with a subcommand.
private struct Subcommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kith", subcommands: [Load.self, Draw.self])
}

/// Thrown by commands that ran, to hand their exit status on.
struct RunEnded: Error {
  var status: ExitStatus
}

/// What the commands do, in this process.
enum ThisProcess {
  static func run(_ options: CommandLineOptions) -> RunEnded {
    RunEnded(
      status: CommandLineRun(
        options: options, environment: .current(), output: DescriptorOutput(1),
        messages: DescriptorOutput(2),
        prompt: { shell throws(OutputFailure) in try ReadlineTerminal.sit(at: shell) }
      ).perform())
  }

  /// Work on one graph, told of on standard output and error.
  static func on(_ database: String, isReadOnly: Bool) -> GraphRun {
    GraphRun(
      database: database, isReadOnly: isReadOnly, environment: .current(),
      output: DescriptorOutput(1), messages: DescriptorOutput(2))
  }
}
