import ArgumentParser
import KithShell

/// `kith load DATABASE FILE…`
struct Load: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Load fact files or CSV files into a graph.",
    discussion: """
      Fact files end with .gram, CSV files with .csv. All files are one load: everything is loaded, or \
      nothing. Loading the same fact files again changes nothing; rows of CSV files are always \
      added.
      """)

  @Argument(
    help: "The file of the graph; it is made when it does not exist.",
    completion: .file(extensions: ["kith"]))
  var database: String

  @Argument(help: "Fact files or CSV files.", completion: .file(extensions: ["gram", "csv"]))
  var files: [String]

  @Flag(help: "Only show what would change.")
  var plan = false

  @Flag(help: "Take warnings for errors.")
  var strict = false

  @Option(help: "What the ids of CSV files become.")
  var idType: LoadRequest.IDType = .auto

  mutating func run() throws {
    var request = LoadRequest(files: files)
    request.plansOnly = plan
    request.isStrict = strict
    request.idType = idType
    throw RunEnded(status: ThisProcess.on(database, isReadOnly: false).load(request))
  }
}

extension LoadRequest.IDType: ExpressibleByArgument {}
