import KithCore
import KithSyntax
import Testing

@Suite struct TokenizerTests {
  /// The words of one kind, in their order.
  private func painted(_ kind: QueryToken.Kind, _ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return QueryTokenizer.tokens(text).filter { $0.kind == kind }.map {
      String(decoding: bytes[$0.span.start..<$0.span.end], as: UTF8.self)
    }
  }

  private let query = """
    // people
    MATCH (n:Person&!Dead {name: 'Zoë', `born in`: $place})-[r:KNOWS|:LIKES*1..3 {since: 0x1F}]->(m)
    WHERE n.type = 1.5 AND m:(A|B) AND exists(n.end) /* or */ AND duration.between(n.a, m.b).days > 1
    WITH count(*) AS count, n {.name, age: 3} AS end ORDER BY count DESC
    RETURN COUNT { (n)--(:C) }, [x IN xs WHERE x:D | x.y], all(x IN $p WHERE x), CASE end WHEN 1 THEN 2 END
    """

  @Test(
    arguments: [
      (QueryToken.Kind.comment, ["// people", "/* or */"]),
      (.label, ["Person", "Dead", "A", "B", "C", "D"]),
      (.relationshipType, ["KNOWS", "LIKES"]),
      (
        .propertyKey,
        ["name", "`born in`", "since", "type", "end", "a", "b", "days", "name", "age", "y"]
      ),
      (.parameter, ["$place", "$p"]),
      (.string, ["'Zoë'"]),
      (.number, ["1", "3", "0x1F", "1.5", "1", "3", "1", "2"]),
      (.function, ["exists", "duration", "between", "count", "all"]),
      (
        .keyword,
        [
          "MATCH", "WHERE", "AND", "AND", "AND", "WITH", "AS", "AS", "end", "ORDER", "BY", "DESC",
          "RETURN", "COUNT", "IN", "WHERE", "IN", "WHERE", "CASE", "end", "WHEN", "THEN", "END"
        ]
      ),
      (.error, [])
    ])
  func wordsAreToldApartByTheirNeighbours(kind: QueryToken.Kind, expected: [String]) {
    #expect(painted(kind, query) == expected)
  }

  @Test func whatIsBeingTypedIsPaintedToo() {
    #expect(painted(.string, "RETURN 'abc") == ["'abc"])
    #expect(painted(.comment, "RETURN 1 /* abc") == ["/* abc"])
    #expect(painted(.label, "MATCH (n:Per") == ["Per"])
    #expect(painted(.relationshipType, "MATCH (n)-[:KNO") == ["KNO"])
    #expect(painted(.error, "RETURN 12ab == `x") == ["12ab", "==", "`x"])
  }

  @Test func keywordsThatAreNamesArePaintedAsNames() {
    #expect(
      painted(.keyword, "MATCH (match:Set {order: 1}) RETURN match.return") == [
        "MATCH", "match", "RETURN", "match"
      ])
    #expect(painted(.variable, "WITH 1 AS filter RETURN filter") == ["filter", "filter"])
    #expect(
      painted(.keyword, "EXPLAIN MATCH (n) FILTER n.x LET y = 1 RETURN y") == [
        "EXPLAIN", "MATCH", "FILTER", "LET", "RETURN"
      ])
  }
}
