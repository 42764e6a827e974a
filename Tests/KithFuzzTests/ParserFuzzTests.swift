import KithFuzz
import Testing

/// Texts that are queries nearly; `make fuzz-parser` tries more of them, from more texts.
@Suite struct ParserFuzzTests {
  @Test func noTextBreaksTheParser() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("parser seed \(seed)")
    var fuzzer = ParserFuzzer(corpus: Self.texts, seed: seed)
    let end = ContinuousClock.now + .seconds(3)
    for _ in 0..<3_000 where ContinuousClock.now < end {
      if let found = fuzzer.step() { Issue.record("seed \(seed): \(found.description)") }
    }
    print("\(fuzzer.inputCount) texts, \(fuzzer.validCount) of them valid")
    // Were none valid, the mutations would never come past the first token.
    #expect(fuzzer.validCount > 0)
    #expect(fuzzer.validCount < fuzzer.inputCount)
  }

  private static let texts = [
    "MATCH (a:Person {name: $name})-[:KNOWS*1..3]->(b) WHERE b.age > 30 OR b:!C RETURN a, count(*)",
    "MATCH p = ((x)-[:R]->(y)){1,3} RETURN [n IN nodes(p) | n {.*, k: n.i ^ -2.5e3}]",
    "CREATE (a:A {s: 'it''s', t: \"\\u00e4\"}) /* c */ MERGE (a)-[r:R]->(:B) ON CREATE SET r.i = 1",
    "FOREACH (x IN range(1, 3) | CREATE (:N {i: x})); // next\nMATCH (n) DETACH DELETE n;",
    ":help functions\nRETURN CASE $p WHEN 1 THEN 'a' ELSE null END AS x ORDER BY x SKIP 1 LIMIT 2;"
  ]
}
