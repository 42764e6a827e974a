import KithCore
import KithSyntax
import Testing

@Suite struct ClauseTests {
  @Test(
    arguments: [
      "MATCH (n) RETURN n",
      "MATCH (a:A {x: 1})-[r:R|S*1..3 {y: $p}]->(b)<-[:T]-(), p = (c)--(d) WHERE (a.x = 1) RETURN *",
      "OPTIONAL MATCH (n WHERE n.x)-[r WHERE r.y]->(m:A $map) RETURN n",
      "MATCH p = shortestPath((a)-[*..5]-(b)) RETURN p",
      "MATCH allShortestPaths((a)-[:R*2..]->(b)) RETURN a",
      "UNWIND [1, 2] AS x WITH DISTINCT x AS y, 1 AS z ORDER BY y DESC, z SKIP 1 LIMIT $n WHERE y RETURN *, y AS q",
      "CREATE (a:A:B {x: 1})-[:R]->(b), (c)",
      "MERGE (n:A {x: 1}) ON CREATE SET n.y = 1, n.z = 2 ON MATCH SET n += {a: 1}",
      "MATCH (n) SET n.x = 1, n = {a: 1}, n += $m, n:A:B, n['k'] = 2",
      "MATCH (n) REMOVE n.x, n:A:B, head(nodes(p)).y",
      "MATCH (n) DETACH DELETE n, m",
      "MATCH (n) DELETE n",
      "CALL db.labels",
      "CALL db.labels() YIELD *",
      "CALL a.b(1, $x) YIELD c, d AS e WHERE e RETURN c",
      "CALL { MATCH (n) RETURN n UNION ALL MATCH (m) RETURN m AS n } RETURN n",
      "CALL (x, y) { RETURN 1 AS z } RETURN z",
      "CALL (*) { RETURN 1 AS z } RETURN z",
      "CALL () { CREATE (n) } RETURN 1",
      "FOREACH (x IN [1] | CREATE (n {k: x}) SET n.y = 1 FOREACH (y IN x | MERGE (m)))",
      "RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a",
      "OPTIONAL CALL (x) { RETURN 1 AS y } OPTIONAL CALL a.b() YIELD c RETURN c",
      "MATCH (n) RETURN n NEXT MATCH (m) RETURN m UNION RETURN n AS m NEXT RETURN m",
      "CALL { RETURN 1 AS a NEXT RETURN a + 1 AS b } RETURN b".replacing("a + 1", with: "(a + 1)"),
      "EXPLAIN MATCH (n) RETURN n",
      "PROFILE MATCH (n) RETURN n"
    ])
  func clausesAreReadAsTheyAreWritten(text: String) throws {
    let expected = text.replacing("A:B {", with: "(A&B) {").replacing("[r:R|S*", with: "[r:(R|S)*")
    #expect(try tree(text) == expected)
  }

  @Test(
    arguments: [
      ("match (n) return n;", "MATCH (n) RETURN n"),
      ("  // note\n/* more */ RETURN/**/1 // end", "RETURN 1"),
      ("INSERT (n)", "CREATE (n)"),
      ("MATCH (n) RETURN n OFFSET 1 LIMIT 2", "MATCH (n) RETURN n SKIP 1 LIMIT 2"),
      ("MATCH (n) FILTER n.x > 1 RETURN n", "MATCH (n) FILTER (n.x > 1) RETURN n"),
      ("MATCH (n) FILTER WHERE n.x RETURN n", "MATCH (n) FILTER n.x RETURN n"),
      ("LET x = 1, y = 2 RETURN x", "LET x = 1, y = 2 RETURN x"),
      ("FOR x IN [1] RETURN x", "FOR x IN [1] RETURN x"),
      (
        "FOR x IN [1] WITH ORDINALITY i FOR y IN [2] WITH OFFSET j RETURN x",
        "FOR x IN [1] WITH ORDINALITY i FOR y IN [2] WITH OFFSET j RETURN x"
      ),
      (
        "FOR x IN [1] WITH offset AS y RETURN x",
        "FOR x IN [1] WITH offset AS y RETURN x"
      ),
      (
        "MATCH (n) ORDER BY n.x OFFSET 1 LIMIT 2 RETURN n",
        "MATCH (n) ORDER BY n.x SKIP 1 LIMIT 2 RETURN n"
      ),
      ("MATCH (n) LIMIT 2 RETURN n", "MATCH (n) LIMIT 2 RETURN n"),
      ("RETURN ALL 1, all(x IN [1] WHERE x)", "RETURN 1, all(x IN [1] WHERE x)"),
      ("WITH 1 AS all RETURN all, all * 2", "WITH 1 AS all RETURN all, (all * 2)"),
      ("MATCH (n) RETURN ALL * LIMIT 1", "MATCH (n) RETURN * LIMIT 1"),
      (
        "LOAD CSV FROM 'a' AS row RETURN row",
        "LOAD CSV FROM 'a' AS row FIELDTERMINATOR ',' RETURN row"
      ),
      (
        "load csv with headers from $u + 'x' as r fieldterminator ';' return r",
        "LOAD CSV WITH HEADERS FROM ($u + 'x') AS r FIELDTERMINATOR ';' RETURN r"
      ),
      (
        "CALL (x) { CREATE (n) } IN TRANSACTIONS",
        "CALL (x) { CREATE (n) } IN TRANSACTIONS ON ERROR FAIL"
      ),
      (
        "CALL { CREATE (n) } IN 4 CONCURRENT TRANSACTIONS OF $n ROWS ON ERROR CONTINUE REPORT STATUS AS s RETURN s",
        "CALL { CREATE (n) } IN TRANSACTIONS OF $n ROWS ON ERROR CONTINUE REPORT STATUS AS s RETURN s"
      ),
      (
        "MATCH (n:$(a + 'x')|!$any(b))-[r:$all($t)]->() SET n:A:$(c) REMOVE n:$(d) RETURN n",
        "MATCH (n:($((a + 'x'))|!$any(b)))-[r:$($t)]->() SET n:A, n:$(c) REMOVE n:$(d) RETURN n"
      ),
      ("MATCH (n) NODETACH DELETE n FINISH", "MATCH (n) DELETE n FINISH"),
      ("MATCH (n) REMOVE n['k'], n IS A SET n IS A&B", "MATCH (n) REMOVE n['k'], n:A SET n:A:B"),
      ("RETURN 1 ORDER BY 1 ASC, 2 ASCENDING, 3 DESCENDING", "RETURN 1 ORDER BY 1, 2, 3 DESC"),
      ("RETURN 1 AS a UNION DISTINCT RETURN 2 AS a", "RETURN 1 AS a UNION RETURN 2 AS a"),
      ("MATCH (a)<-->(b)<-[r]->(c) RETURN a", "MATCH (a)--(b)-[r]-(c) RETURN a"),
      ("MATCH (a) - [ r ] - > ( b ) RETURN a", "MATCH (a)-[r]->(b) RETURN a"),
      ("MATCH (a)-[:R|:S]->(b) RETURN a", "MATCH (a)-[:(R|S)]->(b) RETURN a"),
      ("MATCH (n IS A&!B)-[r IS R]->() RETURN n", "MATCH (n:(A&!B))-[r:R]->() RETURN n"),
      ("MATCH ((a)-->(b)) RETURN a", "MATCH (a)-->(b) RETURN a"),
      ("MATCH (a)-[*2]->(b) RETURN a", "MATCH (a)-[*2..2]->(b) RETURN a"),
      ("MATCH (a)-[*]->(b) RETURN a", "MATCH (a)-[*..]->(b) RETURN a"),
      ("MATCH (a)-[r*0..]->(b) RETURN a", "MATCH (a)-[r*0..]->(b) RETURN a"),
      ("MATCH (where:A), (n WHERE n.x) RETURN 1", "MATCH (where:A), (n WHERE n.x) RETURN 1"),
      ("MATCH (n) SET (n).x = 1", "MATCH (n) SET n.x = 1"),
      ("MATCH (n) REMOVE n:A&B", "MATCH (n) REMOVE n:A:B"),
      (
        "WITH 1 AS x CALL { WITH x RETURN 2 AS y } RETURN y",
        "WITH 1 AS x CALL { WITH x RETURN 2 AS y } RETURN y"
      ),
      ("\u{FEFF}RETURN 1", "RETURN 1")
    ])
  func otherSpellingsMeanTheSame(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }
}
