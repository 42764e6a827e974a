import KithInterchange

/// What the command line asks for.
package struct CommandLineOptions: Sendable {
  /// Something to run, in the order in which it was given.
  package enum Action: Sendable, Hashable {
    /// `-c`: statements or one command.
    case statement(String)
    /// `-f`: a script.
    case script(String)
  }

  /// Nil for a graph in memory.
  package var database: String?
  package var actions: [Action] = []
  /// `NAME=JSON`, as given.
  package var parameters: [String] = []
  /// `NAME=TEXT`, as given: parameters that are strings.
  package var textParameters: [String] = []
  /// What stands behind the graph: `$1`, `$2`, … of a script.
  package var arguments: [String] = []
  /// The name of a `ResultFormat`; nil for tables.
  package var formatName: String?
  package var isReadOnly = false
  package var keepsGoing = false
  package var showsTiming = false
  package var color: ColorChoice?
  package var isPlain = false
  /// `NAME=VALUE`, as given.
  package var settings: [String] = []
  /// Whether the user's config file is left alone.
  package var ignoresConfig = false

  package init() {}

  /// Whether a script is to be run, which may take arguments.
  var hasScript: Bool {
    actions.contains { action in
      if case .script = action { return true }
      return false
    }
  }
}

/// How a run ended, as the process tells it.
package enum ExitStatus: Int32, Sendable {
  case success = 0
  /// A statement, a command or the graph itself failed.
  case failure = 1
  /// The command line was wrong: nothing was run.
  case wrongUsage = 2
}

/// The formats as the command line offers them.
package enum FormatNames {
  package static var all: [String] { ResultFormat.allCases.map(\.rawValue) }
}
