import KithCore
import Testing

@testable import KithInterchange

struct FactClaimsTests {
  private func doubt(_ properties: [(key: String, value: Value)]) -> FactDoubt {
    FactDoubt(ValueMap(properties))
  }

  @Test func `a fact is as sure as the surest of its claims`() {
    #expect(doubt([]) == .none)
    #expect(doubt([("source", .string("s"))]) == .none)
    #expect(doubt([("rank", .string("preferred"))]) == .none)
    #expect(doubt([("certainty", .string("likely"))]) == .uncertain)
    #expect(doubt([("certainty", .string("certain"))]) == .none)
    #expect(doubt([("certainty", .float(0.5))]) == .uncertain)
    #expect(doubt([("certainty", .integer(1))]) == .none)
    #expect(doubt([("rank", .string("deprecated")), ("certainty", .string("likely"))]) == .disputed)
    let both: Value = .list([.string("s"), .string("t")])
    #expect(
      doubt([("source", both), ("rank", .list([.string("deprecated"), .string("")]))]) == .none)
    #expect(
      doubt([("source", both), ("certainty", .list([.string("likely"), .string("unclear")]))])
        == .uncertain)
  }

  @Test func `a tooltip tells properties, and each claim on a line`() throws {
    let graph = FakeGraph()
    graph.add(["Source"], [("id", .string("s")), ("name", .string("Bericht"))])
    let end = graph.add(["Person"], [("id", .string("p"))])
    let fact = graph.add(
      end, "HEADS", end,
      [
        ("source", .list([.string("s"), .string("unknown")])),
        ("page", .list([.integer(2), .string("")])),
        ("quote", .list([.string(""), .string("so steht es da")])), ("role", .string("Leiterin")),
        ("note", .list([.string(""), .string("unklar")]))
      ])
    let record = try #require(try graph.relationship(fact))
    var german = EntityText(
      graph: graph, words: DrawingWords(language: .german))
    var writer = DotWriter()
    try german.writeTooltip(of: record, to: &writer)
    #expect(
      String(decoding: writer.drain(), as: UTF8.self)
        == #"tooltip="HEADS\nrole: Leiterin\nQuelle: Bericht, Seite 2\n"#
        + #"Quelle: unknown, „so steht es da“, (unklar)""#)
    #expect(german.sourcesSeen == ["Bericht", "unknown"])
    var english = EntityText(
      graph: graph, words: DrawingWords(language: .english))
    try english.writeTooltip(of: record, to: &writer)
    #expect(
      String(decoding: writer.drain(), as: UTF8.self)
        .hasSuffix(#"\nsource: unknown, “so steht es da”, (unklar)""#))
  }
}
