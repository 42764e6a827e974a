import Foundation
import KithCore
import Testing

@testable import KithInterchange

/// The fact files that come with kith.
private let graphFolder = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("graph").path

@Suite("The fact files that come with kith")
struct GraphFolderTests {
  @Test(
    "are loaded without a warning, and a second time without a change",
    .enabled(if: FileManager.default.fileExists(atPath: graphFolder)))
  func load() throws {
    let graph = FakeGraph()
    do {
      let report = try FileLoader.load(
        paths: [graphFolder], into: graph, options: LoadOptions(isStrict: true))
      #expect(report.remarks.map { $0.rendered() } == [])
      #expect(report.nodes.added > 0)
      let changes = graph.changeCount
      _ = try FileLoader.load(paths: [graphFolder], into: graph)
      #expect(graph.changeCount == changes)
    } catch let diagnostics as FileDiagnostics {
      Issue.record("\(diagnostics.rendered())")
    }
  }
}
