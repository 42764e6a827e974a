import Foundation
import FoundationXML
import KithCore
import Testing

@testable import KithInterchange

/// What goes through Graphviz or another process: one at a time, as all of them watch for Ctrl-C.
@Suite(.serialized) struct PictureTests {
  private static let day = DateValue(year: 2024, month: 2, day: 17) ?? DateValue(daysSinceEpoch: 0)
  private static let options = DrawingOptions(title: "Bild", date: day)

  private static let names = [
    "ikö:1", "node", "graph", "edge", "strict", #"C:\new\Group"#, #"say "hi""#, "R&D &amp; &auml;",
    "<b>bold</b>", "bell\u{7}\u{1B}[0m", "two\nlines", "a--b -> c", "-->", "ends in \\", "{x|y}",
    "日本"
  ]

  private static var oddNames: FakeGraph {
    let graph = FakeGraph()
    let nodes = names.map {
      graph.add(["La&<bel>"], [("id", .string($0)), ("name", .string($0)), ("note", .string($0))])
    }
    for (start, end) in zip(nodes, nodes.dropFirst()) {
      graph.add(start, "R&D", end, [("role", .string(#"Leiter "A" & <B> \N"#))])
      graph.add(start, "R&D", end, [("role", .string("second"))])
    }
    return graph
  }

  /// What drawing says. A process that another test is just starting may hold a script of ours open for writing, with
  /// which it cannot be run: then it is tried again.
  private func message(
    _ path: String, _ selection: DrawingSelection? = nil, of graph: FakeGraph = oddNames,
    _ change: (inout DrawingOptions) -> Void = { _ in }
  ) throws -> Diagnostic? {
    for _ in 0..<200 {
      let diagnostic = try firstMessage(path, selection, of: graph, change)
      guard diagnostic?.message.hasSuffix("Text file busy") == true else { return diagnostic }
      usleep(10_000)
    }
    return nil
  }

  private func firstMessage(
    _ path: String, _ selection: DrawingSelection?, of graph: FakeGraph,
    _ change: (inout DrawingOptions) -> Void
  ) throws -> Diagnostic? {
    var options = Self.options
    change(&options)
    do {
      let selection = try selection ?? .all(of: graph)
      try GraphDrawing.draw(selection, of: graph, to: path, options: options)
      return nil
    } catch let diagnostic as Diagnostic {
      return diagnostic
    }
  }

  @Test(.enabled(if: Graphviz.isInstalled, "skipped: Graphviz is not installed"))
  func `odd names come through Graphviz as well-formed SVG, none lost, every line drawn`() throws {
    let folder = try PictureFolder()
    let path = folder.path("odd.svg")
    #expect(try message(path) == nil)
    let svg = try SVGText(path: path)
    #expect(svg.isWellFormed)
    #expect(svg.nodeCount == Self.names.count)
    #expect(svg.edgeCount == 2 * (Self.names.count - 1))
    for text in [
      "ikö:1", "node", #"C:\new\Group"#, #"say "hi""#, "R&D &amp; &auml;", "<b>bold</b>", "bell[0m",
      "ends in \\", "{x|y}", "日本", #"Leiter "A" & <B> \N"#, "La&<bel> 16"
    ] { #expect(svg.texts.contains(text), "\(text)") }
  }

  @Test func `a file that ends in dot needs no Graphviz`() throws {
    let folder = try PictureFolder()
    let path = folder.path("graph.DOT")
    #expect(try message(path) { $0.graphvizProgram = "no-such-program" } == nil)
    let written = try Data(contentsOf: URL(filePath: path))
    let expected = try GraphDrawing.dot(
      .all(of: Self.oddNames), of: Self.oddNames, options: Self.options)
    #expect(Array(written) == expected)
  }

  @Test(arguments: ["picture.jpg", "picture", ".svg/picture", "svg", "picture.", ""])
  func `an unknown ending lists the known ones`(path: String) throws {
    let diagnostic = try message(path)
    #expect(diagnostic?.message == "cannot tell from the name '\(path)' what to draw")
    #expect(diagnostic?.advice == "let it end in .dot, .svg, .png or .pdf")
  }

  @Test func `a missing Graphviz says what to install and leaves nothing behind`() throws {
    let folder = try PictureFolder()
    let path = folder.path("graph.svg")
    try Data("old".utf8).write(to: URL(filePath: path))
    let diagnostic = try message(path) { $0.graphvizProgram = "no-such-dot" }
    #expect(
      diagnostic?.message
        == "cannot draw '\(path)': Graphviz is not installed (there is no program 'no-such-dot')")
    #expect(
      diagnostic?.advice
        == "install it: apt-get install graphviz; or write a file that ends in .dot, which needs nothing"
    )
    #expect(try folder.names == ["graph.svg"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
  }

  @Test func `a layout that takes too long is stopped and the old picture stays`() throws {
    let folder = try PictureFolder()
    let path = folder.path("graph.svg")
    try Data("old".utf8).write(to: URL(filePath: path))
    let slow = try folder.script("exec sleep 30")
    let start = ContinuousClock.now
    let diagnostic = try message(path) {
      $0.graphvizProgram = slow
      $0.layoutTimeoutSeconds = 1
    }
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(diagnostic?.category == .limitError)
    #expect(diagnostic?.message == "Graphviz was stopped after 1 second")
    #expect(
      diagnostic?.advice
        == "draw fewer nodes, or write a file that ends in .dot and lay it out elsewhere")
    #expect(try folder.names == ["graph.svg", "program"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
  }

  @Test func `Ctrl-C ends the layout and not kith`() throws {
    let folder = try PictureFolder()
    let diagnostic = try message(folder.path("graph.svg")) {
      // The program sends the signal that a terminal would send.
      $0.graphvizProgram = (try? folder.script("kill -INT $PPID; exec sleep 30")) ?? ""
    }
    #expect(diagnostic?.category == .cancelled)
    #expect(diagnostic?.message == "drawing was stopped")
    #expect(try folder.names == ["program"])
  }

  @Test func `what Graphviz complains of is passed on`() throws {
    let folder = try PictureFolder()
    let path = folder.path("graph.png")
    let failing = try folder.script("echo 'Format: \"png\" not recognized.' >&2; exit 1")
    let diagnostic = try message(path) { $0.graphvizProgram = failing }
    #expect(
      diagnostic?.message
        == "Graphviz could not draw '\(path)': Format: \"png\" not recognized.")
    #expect(diagnostic?.advice == "write a file that ends in .dot, which needs no Graphviz")
    let silent = try folder.script("exit 0")
    #expect(
      try message(path) { $0.graphvizProgram = silent }?.message
        == "Graphviz could not draw '\(path)': the picture is empty")
    let killed = try folder.script("kill -KILL $$")
    #expect(
      try message(path) { $0.graphvizProgram = killed }?.message
        == "Graphviz could not draw '\(path)': it ended by signal 9")
    let noProgram = folder.path("folder")
    try FileManager.default.createDirectory(atPath: noProgram, withIntermediateDirectories: false)
    #expect(
      try message(path) { $0.graphvizProgram = noProgram }?.message
        == "cannot start '\(noProgram)': Permission denied")
  }

  @Test func `a folder that does not exist is named`() throws {
    #expect(
      try message("/no/such/folder/graph.dot")?.message
        == "cannot write '/no/such/folder/graph.dot': No such file or directory")
  }

  @Test func `a name that is a folder leaves nothing behind`() throws {
    let folder = try PictureFolder()
    let path = folder.path("taken.dot")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(try message(path)?.message == "cannot write '\(path)': Is a directory")
    #expect(try folder.names == ["taken.dot"])
  }

  @Test func `nothing to draw is said`() throws {
    let diagnostic = try message("x.svg", DrawingSelection(nodes: [], relationships: []))
    #expect(diagnostic?.message == "there are no nodes to draw")
    #expect(
      diagnostic?.advice
        == "return nodes, relationships or paths, as in: MATCH p = (:Person)-->() RETURN p")
  }

  @Test func `more nodes than are legible need a filter or a word`() throws {
    let graph = FakeGraph()
    for _ in 0...1_500 { graph.add(["N"], []) }
    let folder = try PictureFolder()
    let path = folder.path("graph.svg")
    let diagnostic = try message(path, of: graph)
    #expect(
      diagnostic?.message == "a picture of 1501 nodes is not legible (more than 1500)")
    #expect(
      diagnostic?.advice
        == "draw what is around a node, or the rows of a query with a label, a type or a LIMIT; "
        + "or ask for all of it by --all")
    #expect(try message(folder.path("graph.dot"), of: graph) == nil)
    let drawn = try folder.script("echo '<svg/>'")
    #expect(
      try message(path, of: graph) {
        $0.isAll = true
        $0.graphvizProgram = drawn
      } == nil)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "<svg/>\n")
  }
}

/// An SVG file, read by an XML parser that takes nothing ill-formed.
private final class SVGText: NSObject, XMLParserDelegate {
  private(set) var isWellFormed = false
  private(set) var nodeCount = 0
  private(set) var edgeCount = 0
  private(set) var texts: [String] = []
  private var text = ""

  init(path: String) throws {
    super.init()
    let parser = XMLParser(data: try Data(contentsOf: URL(filePath: path)))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    text = ""
    if attributes["class"] == "node" { nodeCount += 1 }
    if attributes["class"] == "edge" { edgeCount += 1 }
  }

  func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }

  func parser(
    _ parser: XMLParser, didEndElement element: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    if element == "text" { texts.append(text) }
    text = ""
  }
}
