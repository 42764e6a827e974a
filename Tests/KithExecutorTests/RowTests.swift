import KithCore
import Testing

@Suite struct RowTests {
  let graph: TestGraph

  init() throws {
    graph = try TestGraph(
      """
      UNWIND range(1, 7) AS i
      CREATE (n:N {i: i, g: i % 3, s: substring('gfedcba', i - 1, 1)})
      WITH n WHERE n.i = 4 SET n.g = null
      """)
  }

  // MARK: ORDER BY, SKIP, LIMIT

  @Test func rowsAreSortedByTypedKeys() throws {
    #expect(
      try graph.rows("MATCH (n) RETURN n.i ORDER BY n.s")
        == ["7", "6", "5", "4", "3", "2", "1"])
    #expect(
      try graph.rows("MATCH (n) RETURN n.g, n.i ORDER BY n.g, n.i DESC") == [
        "0 | 6", "0 | 3", "1 | 7", "1 | 1", "2 | 5", "2 | 2", "null | 4"
      ])
    #expect(
      try graph.rows("MATCH (n) RETURN n.g ORDER BY n.g DESC LIMIT 2") == ["null", "2"])
    #expect(
      try graph.rows("UNWIND [0.5, -1.5, 0.0/0.0, 2.5, null, -0.0] AS x RETURN x ORDER BY x")
        == ["-1.5", "-0.0", "0.5", "2.5", "NaN", "null"])
    #expect(
      try graph.rows("UNWIND ['abcdefghi', 'abcdefgh', '', 'ä', 'z'] AS x RETURN x ORDER BY x")
        == ["''", "'abcdefgh'", "'abcdefghi'", "'z'", "'ä'"])
  }

  @Test func valuesOfAllTypesHaveAnOrder() throws {
    #expect(
      try graph.rows("UNWIND [1, 'a', null, [2], {k: 1}, true, 0.5] AS x RETURN x ORDER BY x") == [
        "{k: 1}", "[2]", "'a'", "true", "0.5", "1", "null"
      ])
  }

  @Test func rowsWithTheSameKeyStayInOrder() throws {
    let sorted = try graph.rows("UNWIND range(0, 99) AS x RETURN x ORDER BY x % 2")
    #expect(sorted.first == "0" && sorted[49] == "98" && sorted[50] == "1")
    #expect(
      try graph.rows("UNWIND range(0, 9999) AS x RETURN x ORDER BY x % 2 SKIP 2 LIMIT 3") == [
        "4", "6", "8"
      ])
    #expect(
      try graph.rows("UNWIND range(0, 9999) AS x RETURN x ORDER BY x DESC LIMIT 2") == [
        "9999", "9998"
      ])
  }

  @Test func rowsAreSkippedAndLimited() throws {
    #expect(try graph.rows("MATCH (n) RETURN n.i SKIP 2 LIMIT 3") == ["3", "4", "5"])
    #expect(try graph.rows("MATCH (n) RETURN n.i SKIP 9") == [])
    #expect(try graph.rows("MATCH (n) RETURN n.i LIMIT 0") == [])
    #expect(try graph.rows("MATCH (n) RETURN n.i LIMIT $n", ["n": .integer(1)]) == ["1"])
    #expect(try graph.rows("MATCH (n) RETURN n.i ORDER BY n.i LIMIT 0") == [])
    #expect(
      try graph.failure("MATCH (n) RETURN n SKIP $n", ["n": .integer(-1)])
        == "SyntaxError NegativeIntegerArgument: 'SKIP' takes a number that is not negative, "
        + "but found -1")
    #expect(
      try graph.failure("MATCH (n) RETURN n ORDER BY n.i LIMIT $n", ["n": .float(1.5)])
        == "SyntaxError InvalidArgumentType: 'LIMIT' takes a whole number, but found Float 1.5")
    #expect(
      try graph.failure("MATCH (n) RETURN n LIMIT $n", ["n": .null])
        == "SyntaxError InvalidArgumentType: 'LIMIT' takes a whole number, but found null")
  }

  // MARK: grouping and DISTINCT

  @Test func groupsComeInTheOrderInWhichTheyAreFound() throws {
    #expect(
      try graph.rows("MATCH (n) RETURN n.g, count(*), sum(n.i), collect(n.s)") == [
        "1 | 2 | 8 | ['g', 'a']", "2 | 2 | 7 | ['f', 'c']", "0 | 2 | 9 | ['e', 'b']",
        "null | 1 | 4 | ['d']"
      ])
    #expect(
      try graph.rows("UNWIND ['x', 'y', 'x', null, 1, 1.0] AS k RETURN k, count(*)") == [
        "'x' | 2", "'y' | 1", "null | 1", "1 | 2"
      ])
    #expect(
      try graph.rows("UNWIND [1, 2, 1] AS a UNWIND [true, false] AS b RETURN a, b, count(*)") == [
        "1 | true | 2", "1 | false | 2", "2 | true | 1", "2 | false | 1"
      ])
    #expect(
      try graph.rows("MATCH (n) WITH n AS m, count(*) AS c RETURN m.i, c LIMIT 2") == [
        "1 | 1", "2 | 1"
      ])
  }

  @Test func noRowsMakeOneGroupOnlyWithoutKeys() throws {
    #expect(
      try graph.rows("MATCH (n:Nothing) RETURN count(*), sum(n.i), collect(n), min(n.i)")
        == ["0 | 0 | [] | null"])
    #expect(try graph.rows("MATCH (n:Nothing) RETURN n.g, count(*)") == [])
  }

  @Test func aggregationsTakeEachValueOnce() throws {
    #expect(
      try graph.rows("MATCH (n) RETURN count(DISTINCT n.g), sum(DISTINCT n.g), count(n.g)")
        == ["3 | 3 | 6"])
  }

  @Test func rowsAreDistinct() throws {
    #expect(try graph.rows("MATCH (n) RETURN DISTINCT n.g") == ["1", "2", "0", "null"])
    #expect(
      try graph.rows("UNWIND [1, 1.0, 'a', 'a', null, null, [1], [1.0]] AS x RETURN DISTINCT x")
        == ["1", "'a'", "null", "[1]"])
    #expect(
      try graph.rows("MATCH (a), (b) WITH DISTINCT a, a.g AS g RETURN count(*)") == ["7"])
    #expect(try graph.rows("MATCH (a), (b) WITH DISTINCT a RETURN count(*)") == ["7"])
  }

  // MARK: UNWIND, UNION, CALL

  @Test func listsAreUnwound() throws {
    #expect(
      try graph.rows("UNWIND [[1, 2], [], [3]] AS l UNWIND l AS x RETURN x") == ["1", "2", "3"])
    #expect(try graph.rows("UNWIND null AS x RETURN x") == [])
    #expect(try graph.rows("UNWIND [1, 'a', null] AS x RETURN x") == ["1", "'a'", "null"])
    #expect(
      try graph.failure("UNWIND $x AS x RETURN x", ["x": .integer(1)])
        == "TypeError InvalidArgumentType: 'UNWIND' takes a list, but found Integer 1 "
        + "[write it in brackets to make it a list of one element]")
  }

  @Test func unionsKeepOrDropDuplicates() throws {
    #expect(
      try graph.rows("UNWIND [1, 2] AS x RETURN x UNION ALL UNWIND [2, 3] AS x RETURN x")
        == ["1", "2", "2", "3"])
    #expect(
      try graph.rows("UNWIND [1, 2] AS x RETURN x UNION UNWIND [2, 3] AS x RETURN x")
        == ["1", "2", "3"])
  }

  @Test func subqueriesSeeTheRow() throws {
    #expect(
      try graph.rows(
        "MATCH (n) WHERE n.i < 4 CALL { WITH n MATCH (m) WHERE m.i > n.i + 3 RETURN count(m) AS c }"
          + " RETURN n.i, c") == ["1 | 3", "2 | 2", "3 | 1"])
    #expect(
      try graph.rows(
        "UNWIND [3, 1] AS x CALL { WITH x UNWIND range(1, x) AS y RETURN y ORDER BY y DESC LIMIT 2 }"
          + " RETURN x, y") == ["3 | 3", "3 | 2", "1 | 1"])
    #expect(
      try graph.rows(
        "UNWIND [1, 2] AS x CALL { WITH x RETURN x * 2 AS y UNION WITH x RETURN x AS y } "
          + "RETURN x, y") == ["1 | 2", "1 | 1", "2 | 4", "2 | 2"])
    #expect(
      try graph.rows(
        "UNWIND [1, 2] AS x CALL { WITH x CALL { WITH x UNWIND [x, x] AS z RETURN z } "
          + "RETURN z AS y } RETURN x, y") == ["1 | 1", "1 | 1", "2 | 2", "2 | 2"])
  }

  @Test func optionalMatchKeepsRowsInTheirOrder() throws {
    #expect(
      try graph.rows("UNWIND [9, 1, 8, 2, 2, 7] AS x OPTIONAL MATCH (n {i: x}) RETURN x, n.s") == [
        "9 | null", "1 | 'g'", "8 | null", "2 | 'f'", "2 | 'f'", "7 | 'a'"
      ])
    #expect(
      try graph.rows(
        "UNWIND [1, 9] AS x OPTIONAL MATCH (n {i: x}) WITH x, n ORDER BY x "
          + "OPTIONAL MATCH (n)-->(m) RETURN x, n.i, m") == ["1 | 1 | null", "9 | null | null"])
  }

  @Test func proceduresListTheNames() throws {
    try graph.execute("CREATE (:Other {z: 1})-[:T]->()")
    #expect(try graph.rows("CALL db.labels()") == ["'N'", "'Other'"])
    #expect(
      try graph.rows("CALL db.labels() YIELD label AS l WHERE l <> 'N' RETURN l") == ["'Other'"])
    #expect(try graph.rows("CALL db.relationshipTypes()") == ["'T'"])
    #expect(
      try graph.rows("UNWIND [1, 2] AS x CALL db.propertyKeys() YIELD propertyKey RETURN count(*)")
        == ["8"])
  }
}
