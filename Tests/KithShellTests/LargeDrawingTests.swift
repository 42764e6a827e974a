import KithCore
import KithDatabase
import KithInterchange
import Testing

/// The DOT of graphs that are too large for styles; here small ones, with the limit set to nothing.
@Suite struct LargeDrawingTests {
  private let options: DrawingOptions = {
    let date = DateValue(year: 2024, month: 6, day: 1) ?? DateValue(daysSinceEpoch: 0)
    var options = DrawingOptions(title: "T", date: date)
    options.styledLimit = 0
    return options
  }()

  private func session(_ statements: String...) throws -> EmbeddedSession {
    let session = try EmbeddedSession(path: nil)
    for statement in statements { try run(statement, in: session) }
    return session
  }

  private func run(_ statement: String, in session: EmbeddedSession) throws {
    _ = try session.run(statement, parameters: [:], into: NoRows())
  }

  /// The lines of things and of their groups, without the looks.
  private func lines(_ session: EmbeddedSession) throws -> [String] {
    var bytes: [UInt8] = []
    let isWritten = try session.read { reader in
      try GraphDrawing.writeLargeDot(of: reader, to: nil, options: options) { bytes += $0 }
    }
    #expect(isWritten)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { !["  node [", "    node", "  edge [", "  graph "].contains(String($0.prefix(8))) }
  }

  @Test func `nodes stand by their labels and relationships by their types, each on a line`() throws
  {
    let session = try session(
      """
      CREATE (a:Person {name: 'Jörg "Jo" Bär\\\\', title: 'Dr.'}), (b:Person {name: 'R&amp;D'}),
        (c:Zoo:Organisation {name: 'Zoo\nNorth'}), (d {id: 7}), (e:Person:Zoo {name: ' '}), (f), (g:Person),
        (a)-[:KNOWS]->(b), (b)-[:KNOWS]->(b), (a)-[:`has "it"`]->(c), (c)-[:KNOWS]->(d), (g)-[:GONE]->(f)
      """, "MATCH (g:Person) WHERE g.name IS NULL DETACH DELETE g")
    #expect(
      try lines(session).dropLast(2) == [
        "digraph \"kith\" {",
        "  subgraph \"label Person\" {",
        "0[label=\"Dr. Jörg \\\"Jo\\\" Bär\\\\\"]",
        "1[label=\"R&amp;amp;D\"]",
        "4[label=\"Person\"]",
        "  }",
        "  subgraph \"label Organisation\" {",
        "2[label=\"Zoo\\nNorth\"]",
        "  }",
        "  subgraph \"label no label\" {",
        "3[label=\"7\"]",
        "5[label=\"#5\"]",
        "  }",
        "  subgraph \"type KNOWS\" {",
        "    edge [label=\"KNOWS\"];",
        "0->1",
        "1->1",
        "2->3",
        "  }",
        "  subgraph \"type has \\\"it\\\"\" {",
        "    edge [label=\"has \\\"it\\\"\"];",
        "0->2",
        "  }"
      ])
  }

  @Test func `what a transaction has changed and not kept is drawn`() throws {
    let session = try session("CREATE (:A {name: 'a'})-[:T]->(:A {name: 'b'})")
    try session.begin()
    try run("MATCH (a {name: 'b'}) CREATE (a)-[:T]->(:B {name: 'c'})", in: session)
    #expect(
      try lines(session).dropLast(2) == [
        "digraph \"kith\" {",
        "  subgraph \"label A\" {", "0[label=\"a\"]", "1[label=\"b\"]", "  }",
        "  subgraph \"label B\" {", "2[label=\"c\"]", "  }",
        "  subgraph \"type T\" {", "    edge [label=\"T\"];", "0->1", "1->2", "  }"
      ])
    try session.rollback()
  }

  @Test func `names and numbers of any length are whole, and progress counts every thing`() throws {
    let session = try session(
      "CREATE (:A {name: reduce(s = 'x', i IN range(1, 21) | s + s)})",
      "UNWIND range(1, 12345) AS i CREATE (:A {name: 'n' + i})-[:T]->(:B)")
    var bytes: [UInt8] = []
    var told = 0
    _ = try session.read { reader in
      try GraphDrawing.writeLargeDot(
        of: reader, to: nil, options: options, onProgress: { told += $0 }, sink: { bytes += $0 })
    }
    #expect(told == 1 + 3 * 12_345)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.contains { $0.utf8.count == 2_097_152 + 11 })
    #expect(lines.contains("24689[label=\"n12345\"]"))
    #expect(lines.contains("24689->24690"))
    #expect(lines.count { $0.contains("->") } == 12_345)
  }

  @Test func `a small graph is not drawn so`() throws {
    var styled = options
    styled.styledLimit = 20_000
    let session = try session("CREATE (:A)")
    let isWritten = try session.read { reader in
      try GraphDrawing.writeLargeDot(of: reader, to: nil, options: styled) { _ in }
    }
    #expect(!isWritten)
  }
}

/// Takes no rows.
private final class NoRows: ResultSink {
  func begin(columns: [String]) {}
  func receive(_ rows: [[Value]], entities: any EntityResolver) {}
}
