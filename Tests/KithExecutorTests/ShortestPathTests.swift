import KithCore
import Testing

@Suite struct ShortestPathTests {
  let graph: TestGraph

  init() throws {
    graph = try TestGraph(
      """
      CREATE (a {n: 'a'}), (b {n: 'b'}), (c {n: 'c'}), (d {n: 'd'}), (e {n: 'e'}), (f {n: 'f'}),
        (a)-[:T {k: 1}]->(b), (a)-[:T {k: 2}]->(c), (b)-[:T {k: 3}]->(d), (c)-[:T {k: 4}]->(d),
        (d)-[:T {k: 5}]->(e), (d)-[:U {k: 6}]->(e), (a)-[:U {k: 7}]->(e)
      """)
  }

  private func paths(_ pattern: String, where condition: String = "true") throws -> [String] {
    try graph.rows(
      """
      MATCH (x {n: 'a'}), (y {n: 'e'}) MATCH p = \(pattern) WHERE \(condition)
      RETURN [s IN relationships(p) | s.k], [n IN nodes(p) | n.n]
      """)
  }

  @Test func theShortestIsFound() throws {
    #expect(try paths("shortestPath((x)-[*]->(y))") == ["[7] | ['a', 'e']"])
    #expect(try paths("shortestPath((x)-[:T*]->(y))").count == 1)
    #expect(try paths("shortestPath((y)-[:T*]->(x))") == [])
    #expect(try paths("shortestPath((y)-[:U*]-(x))") == ["[7] | ['e', 'a']"])
  }

  @Test func allOfTheShortestAreFound() throws {
    #expect(
      try paths("allShortestPaths((x)-[:T*]->(y))").sorted() == [
        "[1, 3, 5] | ['a', 'b', 'd', 'e']", "[2, 4, 5] | ['a', 'c', 'd', 'e']"
      ])
  }

  @Test func theLengthIsBounded() throws {
    #expect(try paths("shortestPath((x)-[:T*..2]->(y))") == [])
    #expect(try paths("shortestPath((x)-[:T*..3]->(y))").count == 1)
  }

  @Test func anUnreachableNodeGivesNoRow() throws {
    #expect(
      try graph.rows(
        "MATCH (x {n: 'a'}), (y {n: 'f'}) MATCH p = shortestPath((x)-[*]-(y)) RETURN p")
        == [])
  }

  @Test func aConditionLetsALongerPathBeTried() throws {
    #expect(
      try paths("shortestPath((x)-[*]->(y))", where: "length(p) > 1").count == 1)
    #expect(
      try paths("allShortestPaths((x)-[*]->(y))", where: "length(p) > 1").sorted() == [
        "[1, 3, 5] | ['a', 'b', 'd', 'e']", "[1, 3, 6] | ['a', 'b', 'd', 'e']",
        "[2, 4, 5] | ['a', 'c', 'd', 'e']", "[2, 4, 6] | ['a', 'c', 'd', 'e']"
      ])
    #expect(try paths("shortestPath((x)-[*]->(y))", where: "length(p) > 9") == [])
  }

  @Test func oneNodeIsNoTwoEnds() throws {
    #expect(
      try graph.failure("MATCH (x {n: 'a'}) MATCH p = shortestPath((x)-[*]->(x)) RETURN p")
        == "ArgumentError InvalidArgumentValue: a shortest path needs two different nodes, but both "
        + "ends are the same node [exclude it by 'WHERE a <> b', or allow the empty path by '*0..']"
    )
    #expect(
      try graph.rows("MATCH (x {n: 'a'}) MATCH p = shortestPath((x)-[*0..]->(x)) RETURN length(p)")
        == ["0"])
  }

  @Test func longPathsNeedNoStack() throws {
    let long = try TestGraph("UNWIND range(0, 1000) AS i CREATE (:P {i: i})")
    try long.execute("MATCH (p:P) MATCH (q:P {i: p.i + 1}) CREATE (p)-[:NEXT]->(q)")
    for kind in ["shortestPath", "allShortestPaths"] {
      #expect(
        try long.rows(
          "MATCH (x {i: 0}), (y {i: 1000}) MATCH p = \(kind)((x)-[:NEXT*]->(y)) RETURN length(p)",
          [:], .init(batchRowCount: 2048, isOptimised: true)) == ["1000"])
    }
  }
}
