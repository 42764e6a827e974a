import Foundation
import KithCore
import Testing

@testable import KithInterchange

extension PictureTests {
  /// The pictures of the graph in `graph/`. `KITH_PICTURES=folder` keeps them all, to be looked at.
  @Suite(.serialized) struct ReportPictureTests {
    private static let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().appendingPathComponent("../../../graph/magdeburg-2023.gram")
      .standardized.path

    private static let options = DrawingOptions(
      title: "Netzwerk für Ausländer- und Integrationsarbeit Magdeburg",
      date: DateValue(year: 2023, month: 10, day: 11) ?? DateValue(daysSinceEpoch: 0),
      language: .german)

    private func graph(_ file: String = file) throws -> FakeGraph {
      let graph = FakeGraph()
      _ = try FileLoader.load(paths: [file], into: graph)
      return graph
    }

    @Test
    func `the graph of the report is the same picture in whatever order its facts are loaded`()
      throws
    {
      let first = try graph()
      let dot = try GraphDrawing.dot(.all(of: first), of: first, options: Self.options)
      let folder = try PictureFolder()
      var facts = try String(contentsOfFile: Self.file, encoding: .utf8)
        .split(separator: "\n").filter { !$0.hasPrefix("//") }
      let head = facts.removeFirst()
      for seed in 1...3 {
        var generator = SeededGenerator(state: UInt64(seed))
        facts.shuffle(using: &generator)
        let path = folder.path("magdeburg-2023.gram")
        let text = ([head] + facts).joined(separator: "\n")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let other = try graph(path)
        let shuffled = try GraphDrawing.dot(.all(of: other), of: other, options: Self.options)
        #expect(shuffled == dot, "seed \(seed)")
      }
    }

    @Test func `the bookkeeping of the loader is not shown`() throws {
      let graph = try graph()
      let dot = String(
        decoding: try GraphDrawing.dot(.all(of: graph), of: graph, options: Self.options),
        as: UTF8.self)
      for key in FactProperties.hidden { #expect(!dot.contains(key)) }
    }

    @Test(.enabled(if: Graphviz.isInstalled, "skipped: Graphviz is not installed"))
    func `a part of the report's graph and its model are drawn in every format`() throws {
      let graph = try graph()
      let folder = try PictureFolder(isKept: true)
      let michalak = try #require(
        try graph.nodes(key: "id", equals: .string("katja_michalak")).first)
      let part = try DrawingSelection.around(michalak, depth: 1, in: graph)
      for (ending, start) in [
        ("dot", "digraph"), ("svg", "<?xml"), ("png", "\u{89}PNG"), ("pdf", "%PDF")
      ] {
        let path = folder.path("michalak.\(ending)")
        try GraphDrawing.draw(part, of: graph, to: path, options: Self.options)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(bytes.starts(with: start.unicodeScalars.map { UInt8($0.value) }), "\(ending)")
      }
      let path = folder.path("model.svg")
      try GraphDrawing.drawSchema(of: graph, to: path, options: Self.options)
      #expect(try String(contentsOfFile: path, encoding: .utf8).contains("WORKS_ON 15"))
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["KITH_PICTURES"] != nil))
    func `the whole graph of the report is drawn to be looked at`() throws {
      let graph = try graph()
      let folder = try PictureFolder(isKept: true)
      for ending in ["dot", "svg", "png", "pdf"] {
        try GraphDrawing.draw(
          .all(of: graph), of: graph, to: folder.path("report.\(ending)"), options: Self.options)
      }
      for ending in ["dot", "png"] {
        try GraphDrawing.drawSchema(
          of: graph, to: folder.path("model.\(ending)"), options: Self.options)
      }
      let michalak = try #require(
        try graph.nodes(key: "id", equals: .string("katja_michalak")).first)
      try GraphDrawing.draw(
        .around(michalak, depth: 2, in: graph), of: graph, to: folder.path("around-2.png"),
        options: Self.options)
    }
  }
}

/// SplitMix64: the same shuffle for the same seed.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
