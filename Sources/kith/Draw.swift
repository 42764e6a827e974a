import ArgumentParser
import KithShell

/// `kith draw DATABASE …`
struct Draw: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw a graph, or a part of it.",
    discussion: """
      The ending of the file decides what is written: .dot needs nothing else, .svg, .png and .pdf need \
      Graphviz. Without --to, DOT goes to standard output.
      """)

  @Argument(help: "The file of the graph.", completion: .file(extensions: ["kith"]))
  var database: String

  @Option(
    name: .customShort("c"), parsing: .unconditional,
    help: ArgumentHelp("Draw what a query returns.", valueName: "query"))
  var query: String?

  @Option(help: ArgumentHelp("Draw one thing and what is connected with it.", valueName: "name"))
  var around: String?

  @Option(help: ArgumentHelp("How many steps from it.", valueName: "n"))
  var depth: Int?

  @Flag(help: "Draw everything, however much it is.")
  var all = false

  @Flag(help: "Draw the labels, and how types connect them.")
  var schema = false

  @Option(
    help: ArgumentHelp("The file to write.", valueName: "file"),
    completion: .file(extensions: ["dot", "svg", "png", "pdf"]))
  var to: String?

  func validate() throws {
    if [query != nil, around != nil, all, schema].filter({ $0 }).count > 1 {
      throw ValidationError("Of -c, --around, --all and --schema only one can be given.")
    }
    if depth != nil, around == nil { throw ValidationError("--depth goes with --around.") }
    if let depth, !(1...10).contains(depth) {
      throw ValidationError("--depth goes from 1 to 10.")
    }
  }

  mutating func run() throws {
    var request = DrawRequest()
    request.query = query
    request.around = around
    request.depth = depth ?? 1
    request.drawsAll = all
    request.drawsSchema = schema
    request.path = to
    throw RunEnded(status: ThisProcess.on(database, isReadOnly: true).draw(request))
  }
}
