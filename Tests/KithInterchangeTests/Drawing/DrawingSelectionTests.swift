import KithCore
import Testing

@testable import KithInterchange

struct DrawingSelectionTests {
  /// a → b → c → d, a → c, and a loop at d.
  private static var graph: FakeGraph {
    let graph = FakeGraph()
    let nodes = ["a", "b", "c", "d"].map { graph.add(["N"], [("id", .string($0))]) }
    graph.add(nodes[0], "T", nodes[1])
    graph.add(nodes[1], "T", nodes[2])
    graph.add(nodes[2], "T", nodes[3])
    graph.add(nodes[0], "T", nodes[2])
    graph.add(nodes[3], "T", nodes[3])
    return graph
  }

  private func expect(
    _ selection: DrawingSelection, _ nodes: [UInt32], _ relationships: [UInt32],
    location: SourceLocation = #_sourceLocation
  ) {
    #expect(selection.nodes.map(\.rawValue) == nodes, sourceLocation: location)
    #expect(selection.relationships.map(\.rawValue) == relationships, sourceLocation: location)
  }

  @Test func `all takes everything`() throws {
    expect(try .all(of: Self.graph), [0, 1, 2, 3], [0, 1, 2, 3, 4])
  }

  @Test func `around follows both directions and joins what it finds`() throws {
    expect(try .around(NodeID(1), depth: 0, in: Self.graph), [1], [])
    expect(try .around(NodeID(1), depth: 1, in: Self.graph), [0, 1, 2], [0, 1, 3])
    expect(try .around(NodeID(1), depth: 9, in: Self.graph), [0, 1, 2, 3], [0, 1, 2, 3, 4])
  }

  @Test func `rows of nodes are joined by the relationships among them`() throws {
    let rows: [[Value]] = [[.node(NodeID(0)), .integer(1)], [.list([.node(NodeID(2))])]]
    expect(try .rows(rows, of: Self.graph), [0, 2], [3])
  }

  @Test func `rows with relationships or paths show these and their ends, and no others`() throws {
    expect(
      try .rows([[.relationship(RelationshipID(1))]], of: Self.graph), [1, 2], [1])
    let path = PathValue(
      nodes: [NodeID(0), NodeID(1), NodeID(2)],
      relationships: [RelationshipID(0), RelationshipID(1)])
    expect(
      try .rows([[.path(path)], [.map(ValueMap([("n", .node(NodeID(3)))]))]], of: Self.graph),
      [0, 1, 2, 3], [0, 1])
  }

  @Test func `rows without anything to draw are empty`() throws {
    #expect(try DrawingSelection.rows([[.string("x")], [.null]], of: Self.graph).isEmpty)
  }
}
