import KithCore
import Testing

@Suite struct ExpandTests {
  let graph: TestGraph

  init() throws {
    graph = try TestGraph(
      """
      CREATE (a:Person {name: 'a'}), (b:Person {name: 'b'}), (c:Office {name: 'c'}),
        (a)-[:KNOWS {k: 1}]->(b), (b)-[:KNOWS {k: 2}]->(a), (a)-[:KNOWS {k: 3}]->(a),
        (a)-[:WORKS {k: 4}]->(c), (b)-[:WORKS {k: 5}]->(c), (a)-[:KNOWS {k: 6}]->(b)
      """)
  }

  @Test func relationshipsAreFollowedOutAndIn() throws {
    #expect(
      try graph.rows("MATCH (:Person {name: 'b'})-[r]->(x) RETURN r.k, x.name ORDER BY r.k") == [
        "2 | 'a'", "5 | 'c'"
      ])
    #expect(
      try graph.rows("MATCH (:Person {name: 'b'})<-[r]-(x) RETURN r.k, x.name ORDER BY r.k") == [
        "1 | 'a'", "6 | 'a'"
      ])
  }

  @Test func aLoopComesOnceInBothDirections() throws {
    #expect(
      try graph.rows("MATCH (n {name: 'a'})-[r:KNOWS]-(x) RETURN r.k ORDER BY r.k") == [
        "1", "2", "3", "6"
      ])
    #expect(try graph.rows("MATCH (n)-[r]->(n) RETURN r.k") == ["3"])
    #expect(try graph.rows("MATCH (n)-[r]-(n) RETURN r.k") == ["3"])
  }

  @Test func severalTypesAndUnknownOnes() throws {
    #expect(try graph.rows("MATCH ()-[r:WORKS|KNOWS]->() RETURN count(r)") == ["6"])
    #expect(try graph.rows("MATCH ()-[r:WORKS|NEVER]->() RETURN count(r)") == ["2"])
    #expect(try graph.rows("MATCH ()-[r:NEVER]->() RETURN count(r)") == ["0"])
  }

  @Test func labelsOfTheEndAreChecked() throws {
    #expect(
      try graph.rows("MATCH (:Person)-[r]->(:Office) RETURN r.k ORDER BY r.k") == ["4", "5"])
    #expect(try graph.rows("MATCH (:Person)-[r]->(:Nothing) RETURN r.k") == [])
  }

  @Test func noRelationshipComesTwiceInOneMatch() throws {
    #expect(
      try graph.rows(
        "MATCH (x)-[r:KNOWS]->(y)-[s:KNOWS]->(z) RETURN r.k, s.k ORDER BY r.k, s.k") == [
          "1 | 2", "2 | 1", "2 | 3", "2 | 6", "3 | 1", "3 | 6", "6 | 2"
        ])
    #expect(
      try graph.rows("MATCH (x)-[r:KNOWS]->(y) MATCH (x)-[s:KNOWS]->(y) RETURN count(*)") == ["6"])
  }

  @Test func aCycleIsClosed() throws {
    #expect(
      try graph.rows("MATCH (x)-[r]->(y)-[s]->(z), (x)-[t]->(z) RETURN r.k, s.k, t.k").sorted() == [
        "1 | 2 | 3", "1 | 5 | 4", "2 | 4 | 5", "3 | 1 | 6", "3 | 6 | 1", "6 | 2 | 3", "6 | 5 | 4"
      ])
  }

  @Test func aRelationshipFromBeforeIsChecked() throws {
    #expect(
      try graph.rows(
        "MATCH ()-[r {k: 2}]->() MATCH (x)-[r]->(y) RETURN x.name, y.name") == ["'b' | 'a'"])
    #expect(
      try graph.rows(
        "MATCH ()-[r {k: 2}]->() MATCH (x)-[r]-(y) RETURN x.name, y.name"
      ).sorted() == [
        "'a' | 'b'", "'b' | 'a'"
      ])
    #expect(
      try graph.rows("MATCH (x)-[r {k: 3}]->() WITH r, x MATCH (x)-[r]-(y) RETURN y.name")
        == ["'a'"])
    #expect(
      try graph.rows("MATCH (y {name: 'c'}), ()-[r {k: 2}]->() MATCH (y)-[r]-() RETURN r.k") == [])
  }

  @Test func nullStartsNothing() throws {
    #expect(
      try graph.rows("OPTIONAL MATCH (n:Nothing) MATCH (n)-[r]->(m) RETURN m") == [])
    #expect(
      try graph.rows("OPTIONAL MATCH (n:Nothing) OPTIONAL MATCH (n)-[r]->(m) RETURN m, r")
        == ["null | null"])
  }

  @Test func nodesFromListsAreFollowed() throws {
    #expect(
      try graph.rows(
        "MATCH (n:Person) WITH collect(n) + [null] AS ns UNWIND ns AS n MATCH (n)-[r:WORKS]->() "
          + "RETURN r.k ORDER BY r.k") == ["4", "5"])
  }

  @Test func whatIsNoNodeIsRefused() throws {
    #expect(
      try graph.failure(
        "UNWIND $list AS n MATCH (n)-[]->(m) RETURN m", ["list": .list([.integer(1)])])
        == "TypeError InvalidArgumentType: expected a node, but found Integer 1")
    #expect(
      try graph.failure(
        "MATCH (a) UNWIND $list AS r MATCH (a)-[r]->() RETURN r", ["list": .list([.list([])])])
        == "TypeError InvalidArgumentType: expected a relationship, but found a List")
  }
}
