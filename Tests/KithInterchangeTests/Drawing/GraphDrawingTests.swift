import Foundation
import KithCore
import Testing

@testable import KithInterchange

struct GraphDrawingTests {
  private static let day = DateValue(year: 2024, month: 2, day: 17) ?? DateValue(daysSinceEpoch: 0)

  private func dot(
    _ graph: FakeGraph, _ change: (inout DrawingOptions) -> Void = { _ in }
  ) throws -> String {
    var options = DrawingOptions(title: "Wer was fördert", date: Self.day, language: .german)
    change(&options)
    return String(
      decoding: try GraphDrawing.dot(.all(of: graph), of: graph, options: options), as: UTF8.self)
  }

  /// The facts of FACTS.md in miniature, in an order that no picture should show.
  private static var funding: FakeGraph {
    let graph = FakeGraph()
    let presse = graph.add(
      ["Source"], [("id", .string("presse")), ("name", .string("Lokalzeitung"))])
    let ikoe = graph.add(
      ["Project"], [("id", .string("ikö:1")), ("name", .string("Interkulturelle \"Öffnung\""))])
    let bund = graph.add(["Organisation"], [("id", .string("bund")), ("name", .string("Bund"))])
    let katja = graph.add(
      ["Person"],
      [("title", .string("Dr.")), ("name", .string("Katja Michalak")), ("id", .string("katja"))])
    graph.add(
      bund, "FUNDS", ikoe,
      [
        ("until", .string("2023-10?")), ("rank", .string("deprecated")),
        ("source", .string("presse")), ("page", .integer(3))
      ])
    graph.add(bund, "FUNDS", ikoe, [("from", .string("2021")), ("until", .string("2023-12"))])
    graph.add(
      katja, "HEADS", ikoe, [("role", .string("Leiterin")), ("from", .string("2015~"))])
    graph.add(bund, "PUBLISHED", presse, [("certainty", .string("likely"))])
    return graph
  }

  @Test func `a small graph is this text`() throws {
    #expect(try dot(Self.funding) == GoldenDot.funding)
  }

  @Test func `parallel relationships are both drawn, in the order of what they say`() throws {
    let lines = try dot(Self.funding).split(separator: "\n").filter { $0.contains("FUNDS") }
    try #require(lines.count == 2)
    #expect(lines[0].contains(#"id="edge:bund:FUNDS:ikö:1","#))
    #expect(lines[1].contains(#"id="edge:bund:FUNDS:ikö:1:2","#))
    #expect(lines[1].contains("bestritten"))
  }

  @Test func `ids that two nodes share, and nodes without an id, go by number`() throws {
    let graph = FakeGraph()
    graph.add(["A"], [("id", .integer(10))])
    graph.add(["B"], [("id", .integer(10))])
    graph.add(["B"], [("id", .integer(9))])
    graph.add(["B"], [("name", .string("nameless"))])
    graph.add(["B"], [("id", .string("#3"))])
    let ids = try dot(graph).split(separator: "\n").compactMap { line -> Substring? in
      guard line.hasPrefix("    \""), let end = line.range(of: "\" [") else { return nil }
      return line[..<end.lowerBound].dropFirst(5)
    }
    #expect(ids == ["#0", "9", "#1", "##3", "#3"])
  }

  @Test func `a node shows its date, unless its name has it`() throws {
    let graph = FakeGraph()
    graph.add(["Event"], [("name", .string("Challenge 2023")), ("date", .string("2023"))])
    graph.add(["Event"], [("name", .string("Treffen")), ("date", .string("2023-10-11"))])
    let text = try dot(graph)
    #expect(text.contains(#"[label="Challenge 2023",tooltip"#))
    #expect(text.contains(#"[label="Treffen\n11. Oktober 2023",tooltip"#))
  }

  @Test func `nodes of a label are framed where that is asked for`() throws {
    let framed = try dot(Self.funding) { $0.clustersByLabel = true }
    #expect(framed.contains(#"subgraph "cluster Person" {"#))
    #expect(framed.contains(#"graph [label="Person",labeljust=l"#))
    #expect(!(try dot(Self.funding)).contains("cluster"))
  }

  @Test func `the legend names the labels that occur and the marks that occur`() throws {
    let all = try dot(Self.funding)
    for text in [
      "Person 1", "Organisation 1", "Project 1", "Source 1", "– – –  beendet", "(?)  unsicher",
      "(bestritten)  eine Quelle widerspricht",
      "Stand: 17. Februar 2024 · 4 Knoten · 4 Beziehungen",
      "Quelle: Lokalzeitung"
    ] { #expect(all.contains(text), "\(text)") }
    #expect(!all.contains("geplant"))
  }

  @Test func `the query stands below the title, escaped and broken`() throws {
    let query = try dot(Self.funding) {
      $0.queryText = "MATCH (a)-->(b)\nWHERE a.n < 3 RETURN a, b"
    }
    #expect(query.contains("MATCH (a)--&gt;(b) WHERE a.n &lt; 3 RETURN a, b"))
  }

  @Test func `a node without labels or properties is drawn`() throws {
    let graph = FakeGraph()
    graph.add([], [])
    #expect(
      try dot(graph).contains(##""#0" [label="#0",tooltip="#0",id="node:#0",kith_labels=""];"##))
    #expect(try dot(graph).contains("ohne Label 1"))
  }

  @Test func `a large graph comes in pieces that make up the same bytes`() throws {
    let graph = FakeGraph()
    for number in 0..<15_000 {
      graph.add(["N"], [("id", .integer(Int64(number))), ("name", .string("Knoten \(number)"))])
    }
    let options = DrawingOptions(date: Self.day)
    let selection = try DrawingSelection.all(of: graph)
    var pieces: [[UInt8]] = []
    try GraphDrawing.writeDot(selection, of: graph, options: options) { pieces.append($0) }
    #expect(pieces.count > 1)
    #expect(try Array(pieces.joined()) == GraphDrawing.dot(selection, of: graph, options: options))
  }

  @Test func `the layout follows the size`() {
    #expect(DrawingLayout(nodeCount: 50, relationshipCount: 80) == .dot)
    #expect(DrawingLayout(nodeCount: 51, relationshipCount: 50) == .sfdpWithCurves)
    #expect(DrawingLayout(nodeCount: 40, relationshipCount: 81) == .sfdpWithCurves)
    #expect(
      DrawingLayout(nodeCount: 51, relationshipCount: 50, hasFrames: true) == .fdpWithFrames)
    #expect(DrawingLayout(nodeCount: 50, relationshipCount: 50, hasFrames: true) == .dot)
    #expect(DrawingLayout(nodeCount: 201, relationshipCount: 200) == .sfdpWithStraightLines)
  }

  @Test func `the model counts labels and the types between them`() throws {
    let options = DrawingOptions(title: "Modell", date: Self.day, language: .german)
    let schema = String(
      decoding: try GraphDrawing.schemaDot(of: Self.funding, options: options), as: UTF8.self)
    #expect(schema.contains(#"  "Person" [label="Person\n1","#))
    #expect(schema.contains(#"  "Organisation" -> "Project" [label="FUNDS 2"];"#))
    #expect(schema.contains(#"  "Person" -> "Project" [label="HEADS 1"];"#))
  }
}
