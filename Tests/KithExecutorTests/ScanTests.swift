import KithCore
import Testing

@Suite struct ScanTests {
  let graph: TestGraph

  init() throws {
    graph = try TestGraph(
      """
      CREATE (:Person {name: 'Ada', id: 1}), (:Person:Chair {name: 'Bo', id: 2}),
             (:Office {name: 'Cy', id: 3}), ({name: 'Di', id: 4}), (:Chair {name: 'Ed', id: 2.0})
      """)
  }

  @Test func allNodesComeInTheOrderOfTheirCreation() throws {
    #expect(
      try graph.rows("MATCH (n) RETURN n.name") == ["'Ada'", "'Bo'", "'Cy'", "'Di'", "'Ed'"])
  }

  @Test func aLabelKeepsItsNodes() throws {
    #expect(try graph.rows("MATCH (n:Chair) RETURN n.name") == ["'Bo'", "'Ed'"])
  }

  @Test func severalLabelsMustAllBeThere() throws {
    #expect(try graph.rows("MATCH (n:Chair:Person) RETURN n.name") == ["'Bo'"])
  }

  @Test func aLabelThatWasNeverUsedMatchesNothing() throws {
    #expect(try graph.rows("MATCH (n:Nothing) RETURN n.name") == [])
    #expect(try graph.rows("MATCH (n:Person:Nothing) RETURN n.name") == [])
  }

  @Test func aNodeIsFoundByAPropertyOfAnyNumberType() throws {
    #expect(try graph.rows("MATCH (n {id: 2}) RETURN n.name") == ["'Bo'", "'Ed'"])
    #expect(try graph.rows("MATCH (n:Person {id: 2.0}) RETURN n.name") == ["'Bo'"])
    #expect(try graph.rows("MATCH (n {name: 'Cy'}) RETURN n.id") == ["3"])
    #expect(try graph.rows("MATCH (n {name: 'C'}) RETURN n.id") == [])
    #expect(try graph.rows("MATCH (n {unknown: 1}) RETURN n.id") == [])
  }

  @Test func nullAndNaNAreFoundNowhere() throws {
    #expect(try graph.rows("MATCH (n {id: null}) RETURN n.id") == [])
    #expect(try graph.rows("UNWIND [null, 0.0/0.0, 1] AS x MATCH (n {id: x}) RETURN n.id") == ["1"])
  }

  @Test func eachRowsValueIsLookedUp() throws {
    #expect(
      try graph.rows("UNWIND [3, 2, 7, 3, 1] AS x MATCH (n {id: x}) RETURN x, n.name")
        == ["3 | 'Cy'", "2 | 'Bo'", "2 | 'Ed'", "3 | 'Cy'", "1 | 'Ada'"])
  }

  @Test func scansWithoutSharedVariablesMakeAllPairs() throws {
    #expect(
      try graph.rows("MATCH (a:Person), (b:Chair) RETURN a.name, b.name").sorted() == [
        "'Ada' | 'Bo'", "'Ada' | 'Ed'", "'Bo' | 'Bo'", "'Bo' | 'Ed'"
      ])
    #expect(try graph.rows("MATCH (a:Person), (b:Nothing) RETURN a.name") == [])
  }

  @Test func nodesOfTheSameStatementAreSeenByLaterClauses() throws {
    #expect(
      try graph.rows("CREATE (:Fresh {k: 1}) WITH 1 AS one MATCH (n:Fresh) RETURN n.k") == ["1"])
  }
}
