import KithCore
import KithFuzz
import KithReference
import KithSyntax
import Testing

/// The engine against the naive reference evaluator.
@Suite struct DifferentialTests {
  /// Random graphs and queries: the same rows under every setting of the engine.
  ///
  /// The seeds are the same each time, so that a change is not blamed for what `make fuzz` would have found before it.
  @Test func theEngineGivesWhatTheReferenceGives() throws {
    let base: UInt64 = 100
    print("base seed \(base)")
    var fuzzer = QueryFuzzer(fuel: 30_000)
    let end = ContinuousClock.now + .seconds(10)
    for offset in 0..<(60 as UInt64) where ContinuousClock.now < end {
      for found in try fuzzer.run(seed: base &+ offset, queryCount: 25) {
        Issue.record("seed \(base &+ offset)\n\(found.description)")
      }
    }
    print("\(fuzzer.tally.queries) queries, \(fuzzer.tally.compared) compared")
    #expect(fuzzer.tally.compared > 0)
  }

  /// A reference that agrees with anything would find nothing.
  @Test(
    arguments: [
      ("MATCH (a)-->(b)-->(c) RETURN count(*) AS c", "2"),
      ("MATCH (a)--(b) RETURN count(*) AS c", "5"),
      ("MATCH (a)-[*]->(b) RETURN count(*) AS c", "6"),
      ("RETURN [1, null] = [1, 2] AS c", "null"),
      ("RETURN 1 < 2.5 AND null AS c", "null"),
      ("UNWIND [3, null, 1, 'a'] AS x WITH x ORDER BY x LIMIT 1 RETURN x AS c", "'a'"),
      ("MATCH (n) RETURN sum(n.i) AS c", "6"),
      ("OPTIONAL MATCH (n:Missing) RETURN count(n) AS c", "0"),
      ("MATCH p = shortestPath((a {i: 1})-[*]->(b {i: 3})) RETURN length(p) AS c", "2")
    ])
  func theReferenceKnowsWhatIsRight(query: String, wanted: String) throws {
    let reference = ReferenceEvaluator(ReferenceGraph())
    _ = try reference.run(
      try QueryParser.parse(
        "CREATE (a {i: 1}), (b {i: 2}), (c {i: 3}), (a)-[:R]->(b), (b)-[:R]->(c), (c)-[:R]->(c)"))
    let result = try reference.run(try QueryParser.parse(query))
    #expect(result.rows[result.window].map { $0[0].plainText } == [wanted])
  }
}
