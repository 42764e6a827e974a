import KithCore
import Testing

/// Expressions on nodes, relationships and paths.
@Suite struct EntityExpressionTests {
  static let values: [(String, String)] = [
    ("labels(n)", "['Person', 'Expert']"), ("type(r)", "'KNOWS'"), ("n.name", "'Katja'"),
    ("r.since", "2015"), ("n['name']", "'Katja'"), ("n.missing", "null"),
    ("keys(n)", "['name', 'born']"), ("properties(r)", "{since: 2015}"),
    ("startNode(r) = n", "true"), ("endNode(r) = m", "true"), ("startNode(r).name", "'Katja'"),
    ("length(p)", "1"), ("nodes(p)", "[(:Person:Expert {name: 'Katja', born: 1980}), (:Person)]"),
    ("relationships(p)", "[[:KNOWS {since: 2015}]]"),
    ("p", "<(:Person:Expert {name: 'Katja', born: 1980})-[:KNOWS {since: 2015}]->(:Person)>"),
    ("id(n) = id(startNode(r))", "true"), ("elementId(n) <> elementId(m)", "true"),
    ("n:Person", "true"), ("n:Person:Expert", "true"), ("m:Expert", "false"), ("r:KNOWS", "true"),
    ("n:Unknown", "false"), ("[x IN nodes(p) | x.name]", "['Katja', null]"),
    ("exists(n.name)", "true"), ("n = m", "false"), ("r = r", "true"), ("n < m", "null"),
    ("EXISTS { (n)-[:KNOWS]->() }", "true"), ("EXISTS { (m)-[:KNOWS]->() }", "false"),
    ("COUNT { (n)--() }", "1"), ("[(n)-[:KNOWS]->(x) | labels(x)]", "[['Person']]"),
    ("COLLECT { MATCH (n)-[:KNOWS]->(x) RETURN labels(x) }", "[['Person']]"),
    ("n {.name, .missing}", "{name: 'Katja', missing: null}"),
    ("earliestStart(r) IS NULL", "true")
  ]

  static let graph = Result {
    try SmallGraph(
      "CREATE (:Person:Expert {name: 'Katja', born: 1980})-[:KNOWS {since: 2015}]->(:Person)")
  }

  @Test(arguments: values)
  func `expressions read the graph`(expression: String, expected: String) throws {
    let graph = try Self.graph.get()
    #expect(
      try graph.run("MATCH p = (n:Expert)-[r]->(m) RETURN \(expression) AS x") == [[expected]])
    let missing = try graph.run(
      "OPTIONAL MATCH p = (n:Nobody)-[r]->(m) RETURN labels(n) AS a, n.x AS b, n:A AS c, p AS d")
    #expect(missing == [["null", "null", "null", "null"]])
  }

  @Test(arguments: [1, 3, 2048])
  func `a subquery runs for each row by itself`(batchRowCount: Int) throws {
    let graph = try SmallGraph(
      """
      CREATE (a:A {k: 1}), (b:A {k: 2}), (c:A {k: 3}),
        (a)-[:T]->(b), (a)-[:T]->(c), (b)-[:T]->(c), (b)-[:S]->(b)
      """)
    let rows = try graph.run(
      """
      MATCH (n:A) RETURN n.k AS k, COUNT { (n)-[:T]->() } AS c, EXISTS { (n)-[:S]->() } AS e,
        [(n)-[:T]->(m) | m.k] AS l,
        COLLECT { MATCH (n)-[:T]->(m) RETURN m.k ORDER BY m.k DESC LIMIT 1 } AS top,
        [x IN [1, 2] | COUNT { MATCH (n)-[:T]->(m) WHERE m.k > x }] AS nested
      ORDER BY k
      """, batchRowCount: batchRowCount)
    #expect(
      rows == [
        ["1", "2", "false", "[2, 3]", "[3]", "[2, 1]"],
        ["2", "1", "true", "[3]", "[3]", "[1, 1]"], ["3", "0", "false", "[]", "[]", "[0, 0]"]
      ])
  }

  @Test func `of what was deleted only types and ends are told`() throws {
    let graph = try SmallGraph("CREATE (:A {x: 1})-[:T]->(:B)")
    let deletion = "MATCH (n:A)-[r]->() DETACH DELETE n RETURN "
    for read in ["n.x", "labels(n)", "n:A", "keys(n)", "r.x"] {
      let failure = graph.failure(deletion + read)
      #expect(failure?.category == .entityNotFound, "\(read)")
      #expect(failure?.detail == "DeletedEntityAccess")
      let what = read.contains("r") && !read.contains("n.") ? "Relationship" : "Node"
      #expect(failure?.message == "a \(what) was deleted in this statement")
    }
    #expect(try graph.run(deletion + "type(r) AS t, startNode(r) = n AS s") == [["'T'", "true"]])
  }

  @Test func `facts tell their bounds`() throws {
    let graph = try SmallGraph(
      "CREATE (:P)-[:LEADS {from: '2015~', until: '2023-10'}]->(:O), (:Q)-[:LEADS {from: '2024'}]->(:O)"
    )
    let rows = try graph.run(
      """
      MATCH ()-[r:LEADS]->() RETURN latestStart(r) AS ls, earliestEnd(r) AS ee, latestEnd(r) AS le,
        validOn(r, date('2020-01-01')) AS then, validOn(r, date('2023-12-01')) AS later
      ORDER BY r.from
      """)
    #expect(rows[0][1...] == ["2023-10-01", "2023-10-31", "true", "false"])
    #expect(rows[1] == ["2024-12-31", "null", "null", "false", "false"])
    #expect(
      try graph.value("[earliest('2023-12'), latest('2023-12'), earliest('soon')]")
        == "[2023-12-01, 2023-12-31, null]")
    #expect(try graph.value("fold('Dr. Nörenberg') = fold('NOERENBERG')") == "true")
  }
}
