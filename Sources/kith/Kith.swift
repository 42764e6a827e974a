import ArgumentParser
import KithShell

/// `kith [DATABASE] …`: the prompt, statements, scripts and pipes.
struct Kith: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kith",
    abstract:
      "A knowledge graph in one file: who holds which role, who runs and funds what, and who says so.",
    discussion: """
      Without -c and -f, statements come from standard input; on a terminal a prompt opens. \
      Statements are openCypher and end with ';'; lines that begin with ':' are commands: \
      ':help' lists them.

      Rows go to standard output, everything else to standard error. The exit status is 0 when all \
      went well, 1 when a statement failed, 2 when the command line was wrong.
      """,
    version: "kith \(KithVersion.text)",
    subcommands: [Load.self, Draw.self])

  @Argument(
    help:
      "The file of the graph; it is made when it does not exist. Without it the graph is in memory.",
    completion: .file(extensions: ["kith"]))
  var database: String?

  @Argument(help: "What a script finds as $1, $2, …: numbers as numbers, everything else as text.")
  var arguments: [String] = []

  @Option(
    name: .customShort("c"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run statements or a command.", valueName: "statement"),
    transform: OrderedAction.statement)
  var statements: [OrderedAction] = []

  @Option(
    name: .customShort("f"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run a script; '-' is standard input.", valueName: "script"),
    completion: .file(extensions: ["cypher"]), transform: OrderedAction.script)
  var scripts: [OrderedAction] = []

  @Option(
    name: .customLong("param"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Set a parameter, such as id=17 or name='\"Katja\"'.", valueName: "name=json"))
  var parameters: [String] = []

  @Option(
    name: .customLong("arg"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Set a parameter to a text, such as name=Katja.", valueName: "name=text"))
  var texts: [String] = []

  @Option(
    help: ArgumentHelp(
      "How rows are written: \(FormatNames.all.joined(separator: ", ")).", valueName: "format"),
    completion: .list(FormatNames.all))
  var format: String?

  @Flag(help: "Refuse to change the graph.")
  var readOnly = false

  @Flag(help: "Go on after an error; errors are JSON objects on standard error.")
  var keepGoing = false

  @Flag(help: "Tell how long each statement took: JSON objects on standard error, in microseconds.")
  var timing = false

  @Option(help: "When to use colours; NO_COLOR is honoured.")
  var color: ColorChoice?

  @Flag(help: "No frames, no colours, no repainting: for screen readers.")
  var plain = false

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Change a setting, such as nulltext=-; ':set' lists them.", valueName: "name=value"))
  var settings: [String] = []

  @Flag(help: "Leave the config file alone.")
  var noConfig = false

  mutating func run() throws {
    var options = CommandLineOptions()
    options.database = database
    options.actions = (statements + scripts).sorted { $0.position < $1.position }.map(\.action)
    options.parameters = parameters
    options.textParameters = texts
    options.arguments = arguments
    options.formatName = format
    options.isReadOnly = readOnly
    options.keepsGoing = keepGoing
    options.showsTiming = timing
    options.color = color
    options.isPlain = plain
    options.settings = settings
    options.ignoresConfig = noConfig
    throw ThisProcess.run(options)
  }
}

extension ColorChoice: ExpressibleByArgument {}

/// A `-c` or `-f` and where it stood: they run in the order in which they were given.
struct OrderedAction {
  var action: CommandLineOptions.Action
  var position: Int

  static func statement(_ text: String) -> OrderedAction {
    OrderedAction(action: .statement(text), position: ActionCounter.next())
  }

  static func script(_ path: String) -> OrderedAction {
    OrderedAction(action: .script(path), position: ActionCounter.next())
  }
}

/// Counts the actions as the parser meets them, from left to right.
private enum ActionCounter {
  // Safe because options are parsed once, on the main thread.
  nonisolated(unsafe) private static var count = 0

  static func next() -> Int {
    unsafe count += 1
    return unsafe count
  }
}
