import KithCore
import Testing

@Suite struct VariableExpandTests {
  let graph: TestGraph

  init() throws {
    graph = try TestGraph(
      """
      CREATE (a:N {n: 'a'}), (b:N {n: 'b'}), (c:N {n: 'c'}), (d:M {n: 'd'}),
        (a)-[:T {k: 1}]->(b), (b)-[:T {k: 2}]->(c), (c)-[:T {k: 3}]->(a), (c)-[:U {k: 4}]->(d)
      """)
  }

  @Test func walksHaveTheLengthsThatAreAskedFor() throws {
    let ends = "RETURN x.n, [s IN r | s.k] ORDER BY size(r), x.n"
    #expect(
      try graph.rows("MATCH ({n: 'a'})-[r*1..2]->(x) \(ends)") == ["'b' | [1]", "'c' | [1, 2]"])
    #expect(
      try graph.rows("MATCH ({n: 'a'})-[r*3]->(x) \(ends)") == [
        "'a' | [1, 2, 3]", "'d' | [1, 2, 4]"
      ])
    #expect(
      try graph.rows("MATCH ({n: 'a'})-[r*0..1]->(x) \(ends)") == ["'a' | []", "'b' | [1]"])
    #expect(try graph.rows("MATCH ({n: 'a'})-[r*0]->(x) \(ends)") == ["'a' | []"])
    #expect(try graph.rows("MATCH ({n: 'a'})-[r*2..1]->(x) \(ends)") == [])
  }

  @Test func unboundedWalksEndWhereEveryRelationshipIsUsed() throws {
    #expect(
      try graph.rows("MATCH ({n: 'a'})-[r:T*]->(x) RETURN x.n, size(r) ORDER BY size(r)") == [
        "'b' | 1", "'c' | 2", "'a' | 3"
      ])
  }

  @Test func aWalkFoundFromItsEndIsGivenInThePatternsOrder() throws {
    #expect(
      try graph.rows("MATCH (x)-[r*3]->({n: 'd'}) RETURN x.n, [s IN r | s.k]")
        == ["'a' | [1, 2, 4]"])
    #expect(
      try graph.rows("MATCH ({n: 'd'})<-[r*2]-(x) RETURN x.n, [s IN r | s.k]")
        == ["'b' | [4, 2]"])
  }

  @Test func conditionsHoldForEveryStep() throws {
    #expect(
      try graph.rows("MATCH ({n: 'c'})-[r:T|U* {k: 4}]->(x) RETURN x.n") == ["'d'"])
    #expect(
      try graph.rows("MATCH ({n: 'a'})-[r*]->(x) WHERE all(s IN r WHERE s.k < 3) RETURN x.n")
        == ["'b'", "'c'"])
    #expect(
      try graph.rows("UNWIND [1, 4, null] AS k MATCH (y) MATCH (y)-[r* {k: k}]->(x) RETURN k, x.n")
        == [
          "1 | 'b'", "4 | 'd'"
        ])
  }

  @Test func bothEndsAndLabelsAreChecked() throws {
    #expect(
      try graph.rows("MATCH ({n: 'a'})-[r*]->(x:M) RETURN [s IN r | s.k]") == ["[1, 2, 4]"])
    #expect(
      try graph.rows("MATCH (x {n: 'a'}), (y {n: 'c'}) MATCH (x)-[r*]->(y) RETURN size(r)")
        == ["2"])
    #expect(try graph.rows("MATCH (x)-[r*]->(x) RETURN x.n, size(r) ORDER BY x.n").count == 3)
    #expect(try graph.rows("MATCH ({n: 'a'})-[r*]->(x:Nothing) RETURN r") == [])
  }

  @Test func otherPatternsOfTheMatchShareNoRelationship() throws {
    #expect(
      try graph.rows(
        "MATCH (x {n: 'a'})-[s:T]->(y), (x)-[r:T*1..3]->(z) RETURN s.k, size(r)") == [])
    #expect(
      try graph.rows("MATCH (x {n: 'a'})-[r:T*2]->(y)-[s:T]->(z) RETURN s.k, z.n") == ["3 | 'a'"])
  }

  @Test func aListFromBeforeIsWalkedAsItIs() throws {
    let first = "MATCH ({n: 'a'})-[r*3]->({n: 'd'}) WITH r"
    #expect(try graph.rows("\(first) MATCH (x)-[r*]->(y) RETURN x.n, y.n") == ["'a' | 'd'"])
    #expect(try graph.rows("\(first) MATCH (x)<-[r*]-(y) RETURN x.n, y.n") == [])
    #expect(try graph.rows("\(first) MATCH (x)-[r*..2]->(y) RETURN x.n, y.n") == [])
    #expect(try graph.rows("\(first) MATCH (x:M)-[r*]->(y) RETURN x.n, y.n") == [])
  }

  @Test func nullStartsNoWalk() throws {
    #expect(
      try graph.rows("OPTIONAL MATCH (n:Nothing) MATCH (n)-[r*0..]->(m) RETURN m") == [])
  }

  @Test func longWalksAreRemembered() throws {
    let long = try TestGraph("UNWIND range(1, 120) AS i CREATE (:P {i: i})")
    try long.execute("MATCH (p:P) MATCH (q:P {i: p.i + 1}) CREATE (p)-[:NEXT]->(q)")
    #expect(try long.rows("MATCH ({i: 1})-[r:NEXT*]->({i: 120}) RETURN size(r)") == ["119"])
    #expect(try long.rows("MATCH ({i: 1})-[r:NEXT*]-() RETURN count(r)") == ["119"])
  }
}
