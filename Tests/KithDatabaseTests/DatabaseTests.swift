import KithDatabase
import Testing

/// kith as a library: nothing but what is public.
@Suite struct DatabaseTests {
  @Test func aStatementGivesItsRows() throws {
    let graph = try Database()
    let made = try graph.run(
      "CREATE (n:Place {name: $name, since: date('2023-10-11')}) RETURN n.name, n.since, 1.5, [true, null]",
      ["name": .string("Rathaus")])
    #expect(made.columns == ["n.name", "n.since", "1.5", "[true, null]"])
    #expect(
      made.rows == [
        [
          .string("Rathaus"), .temporal("2023-10-11", type: "Date"), .float(1.5),
          .list([.boolean(true), .null])
        ]
      ])
  }

  @Test func entitiesAreToldInFull() throws {
    let graph = try Database()
    let rows = try graph.run("CREATE p = (:A {x: 1})-[:T {y: 'z'}]->(:B) RETURN p").rows
    guard case .path(let nodes, let relationships)? = rows.first?.first else {
      Issue.record("no path")
      return
    }
    #expect(nodes.map(\.labels) == [["A"], ["B"]])
    #expect(nodes.first?.properties == ["x": .integer(1)])
    #expect(relationships.map(\.type) == ["T"])
    #expect(relationships.first?.startElementID == nodes.first?.elementID)
    #expect(relationships.first?.properties == ["y": .string("z")])
  }

  @Test func anErrorSaysWhere() throws {
    let graph = try Database()
    let error = #expect(throws: DatabaseError.self) { try graph.run("RETURN toUper('x')") }
    #expect(error?.code == "SyntaxError")
    #expect(error?.detail == "UnknownFunction")
    #expect(error?.message == "unknown function 'toUper'")
    #expect(error?.description.contains("RETURN toUper('x')") ?? false)
  }

  @Test func aTransactionIsKeptOrUndone() throws {
    struct Refusal: Error {}
    let graph = try Database()
    try graph.transaction { _ = try graph.run("CREATE (:A)") }
    #expect(throws: Refusal.self) {
      try graph.transaction {
        _ = try graph.run("CREATE (:A)")
        throw Refusal()
      }
    }
    #expect(try graph.run("MATCH (n:A) RETURN count(*)").rows == [[.integer(1)]])
  }

  /// As many clauses as the limit lets pass, on a test's small stack; statements of a thousand are in the suite.
  @Test func aStatementOfManyClausesRuns() throws {
    let graph = try Database()
    let creates = (1...1499).map { "CREATE (n\($0):A)" }.joined(separator: " ")
    #expect(try graph.run(creates + " RETURN n1499").rows.count == 1)
    let withs = String(repeating: "WITH 1 AS a ", count: 1499)
    #expect(try graph.run(withs + "RETURN a").rows == [[.integer(1)]])
  }

  @Test func propertiesOfAPathAreASyntaxErrorAndOfANumberATypeError() throws {
    let graph = try Database()
    let path = #expect(throws: DatabaseError.self) {
      try graph.run("MATCH p = ()-->() RETURN p.name")
    }
    #expect(path?.code == "SyntaxError")
    let number = #expect(throws: DatabaseError.self) { try graph.run("WITH 1 AS n RETURN n.x") }
    #expect(number?.code == "TypeError")
  }

  @Test func aMissingParameterIsNamed() throws {
    let graph = try Database()
    let error = #expect(throws: DatabaseError.self) {
      try graph.run("RETURN $day", ["dey": .integer(1)])
    }
    #expect(error?.message == "parameter '$day' has no value")
    #expect(error?.description.contains("did you mean '$dey'?") ?? false)
  }

  @Test func anOpenTransactionIsRefusedAnother() throws {
    let graph = try Database()
    let error = #expect(throws: DatabaseError.self) {
      try graph.transaction { try graph.transaction {} }
    }
    #expect(error?.message == "a transaction is open already")
  }
}
