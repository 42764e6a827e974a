import Foundation
import KithCore
import Testing

@testable import KithInterchange

extension PictureTests {
  /// The pictures of the graph in `graph/`. `KITH_PICTURES=folder` keeps them to be looked at.
  @Suite(.serialized) struct ReportPictureTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../graph/magdeburg-2023.gram").standardized

    private static let options = DrawingOptions(
      title: "Netzwerk für Ausländer- und Integrationsarbeit Magdeburg",
      date: DateValue(year: 2023, month: 10, day: 11) ?? DateValue(daysSinceEpoch: 0),
      language: .german)

    @Test
    func `the graph of the report is the same picture in whatever order its facts are loaded`()
      throws
    {
      let first = try ReportGraph(file: Self.file).graph
      let dot = try GraphDrawing.dot(.all(of: first), of: first, options: Self.options)
      for seed in 1...5 {
        let other = try ReportGraph(file: Self.file, shuffledBy: UInt64(seed)).graph
        let shuffled = try GraphDrawing.dot(.all(of: other), of: other, options: Self.options)
        #expect(shuffled == dot, "seed \(seed)")
      }
    }

    @Test(.enabled(if: Graphviz.isInstalled, "skipped: Graphviz is not installed"))
    func `the graph of the report is drawn`() throws {
      let graph = try ReportGraph(file: Self.file).graph
      let folder = try PictureFolder(isKept: true)
      for ending in ["dot", "svg", "png", "pdf"] {
        let path = folder.path("report.\(ending)")
        try GraphDrawing.draw(.all(of: graph), of: graph, to: path, options: Self.options)
        #expect(try Data(contentsOf: URL(filePath: path)).count > 10_000)
      }
      let schemaDot = try GraphDrawing.schemaDot(of: graph, options: Self.options)
      try Data(schemaDot).write(to: URL(filePath: folder.path("model.dot")))
      let schema = folder.path("model.png")
      try GraphDrawing.drawSchema(of: graph, to: schema, options: Self.options)
      let michalak = try #require(
        try graph.nodes(key: "id", equals: .string("katja_michalak")).first)
      for depth in 1...2 {
        try GraphDrawing.draw(
          .around(michalak, depth: depth, in: graph), of: graph,
          to: folder.path("around-\(depth).png"), options: Self.options)
      }
    }
  }
}
