import KithCore
import KithDatabase
import KithPlanner
import Testing

/// Statements on indexes and constraints as a user meets them: messages, plans, transactions.
@Suite struct SchemaStatementTests {
  private func session(_ statements: String...) throws -> EmbeddedSession {
    let session = try EmbeddedSession(path: nil)
    for statement in statements { _ = try run(statement, session) }
    return session
  }

  @discardableResult
  private func run(_ statement: String, _ session: EmbeddedSession) throws -> StatementSummary {
    try session.run(statement, parameters: [:], into: RowCollector())
  }

  private func rows(_ statement: String, _ session: EmbeddedSession) throws -> [[String]] {
    let rows = RowCollector()
    _ = try session.run(statement, parameters: [:], into: rows)
    return rows.rows
  }

  /// The message and the advice of a statement that fails.
  private func failure(_ statement: String, _ session: EmbeddedSession) throws -> String {
    do {
      try run(statement, session)
      return "no error"
    } catch let error as Diagnostics {
      let it = error.all[0]
      return "\(it.category.rawValue): \(it.message)"
        + (it.suggestion.map { " ? \($0)" } ?? "") + (it.advice.map { " = \($0)" } ?? "")
    }
  }

  @Test func `what breaks a constraint is named`() throws {
    let session = try session(
      "CREATE CONSTRAINT ids FOR (n:Person) REQUIRE n.id IS UNIQUE",
      "CREATE CONSTRAINT named FOR (n:Person) REQUIRE n.name IS NOT NULL",
      "CREATE CONSTRAINT born FOR (n:Person) REQUIRE n.born IS :: INTEGER",
      "CREATE (:Person {id: 'a', name: 'A'})")
    #expect(
      try failure("CREATE (:Person {id: 'a', name: 'B'})", session)
        == "ConstraintValidationFailed: constraint 'ids' is violated: nodes 0 and 1 of :Person both"
        + " have id = 'a' = use MERGE to take the one that is there, or give it another value")
    #expect(
      try failure("CREATE (:Person {id: 'b'})", session)
        == "ConstraintValidationFailed: constraint 'named' is violated: node 1 of :Person has no"
        + " property 'name' = give it one in the same statement")
    #expect(
      try failure("CREATE (:Person {name: 'C', born: '1970'})", session)
        == "ConstraintValidationFailed: constraint 'born' is violated: node 1 of :Person has"
        + " born = '1970', which is no INTEGER"
        + " = 'CAST(value AS INTEGER)' changes the type of a value that fits")
    #expect(try rows("MATCH (n) RETURN count(*) AS n", session) == [["n"], ["1"]])
  }

  @Test func `what is in the way of a constraint is named`() throws {
    let session = try session(
      "CREATE (a:P {id: 1})-[:R {x: 1}]->(b:P {id: 1})", "MATCH (a) CREATE (a)-[:R]->(a)")
    #expect(
      try failure("CREATE CONSTRAINT c FOR (n:P) REQUIRE n.id IS UNIQUE", session)
        == "ConstraintVerificationFailed: cannot create constraint 'c': nodes 0 and 1 of :P both"
        + " have id = 1 = find all: MATCH (n:P) WITH n.id AS value, count(*) AS count"
        + " WHERE count > 1 RETURN *")
    #expect(
      try failure("CREATE CONSTRAINT c FOR ()-[r:R]-() REQUIRE r.x IS NOT NULL", session)
        == "ConstraintVerificationFailed: cannot create constraint 'c': relationship 1 of :R has no"
        + " property 'x' = find all: MATCH ()-[r:R]-() WHERE r.x IS NULL RETURN r")
    #expect(
      try failure("CREATE CONSTRAINT c FOR (n:P) REQUIRE n.id IS :: STRING", session)
        == "ConstraintVerificationFailed: cannot create constraint 'c': node 0 of :P has id = 1,"
        + " which is no STRING = find all: MATCH (n:P) WHERE n.id IS NOT :: STRING RETURN n")
    #expect(
      try rows("SHOW INDEXES YIELD name, isAutomatic", session)
        == [["name", "isAutomatic"], ["'automatic_id'", "true"]])
  }

  @Test func `what is there or missing is told`() throws {
    let session = try session(
      "CREATE INDEX names FOR (n:P) ON (n.name)",
      "CREATE CONSTRAINT ids FOR (n:P) REQUIRE n.id IS UNIQUE")
    let told = [
      "CREATE INDEX FOR (n:P) ON (n.name)":
        "there is an index on :P(name) already: 'names' = 'IF NOT EXISTS' leaves it as it is",
      "CREATE INDEX names FOR (n:P) ON (n.x)":
        "an index or a constraint is called 'names' already"
        + " = choose another name, or leave it out: kith then makes one up",
      "CREATE CONSTRAINT FOR (n:P) REQUIRE n.name IS UNIQUE":
        "the constraint makes an index on :P(name), but there is one: 'names'"
        + " = 'DROP INDEX names' first",
      "CREATE CONSTRAINT FOR (n:P) REQUIRE n.id IS NODE KEY":
        "there is a constraint on :P(id) already: 'ids' requires n.id IS UNIQUE"
        + " = 'IF NOT EXISTS' leaves it as it is; 'DROP CONSTRAINT ids' makes room for another",
      "DROP INDEX name": "there is no index 'name' ? names = 'SHOW INDEXES' lists them all",
      "DROP CONSTRAINT id":
        "there is no constraint 'id' ? ids = 'SHOW CONSTRAINTS' lists them all",
      "DROP INDEX ids":
        "index 'ids' serves the constraint of the same name = 'DROP CONSTRAINT ids' drops both",
      "DROP INDEX automatic_id":
        "index 'automatic_id' is kept by kith itself, for look-ups by 'id'"
        + " = it cannot be dropped; 'SHOW INDEXES' tells which ones are automatic"
    ]
    for (statement, message) in told.sorted(by: { $0.key < $1.key }) {
      #expect(try failure(statement, session) == "SemanticError: \(message)")
    }
  }

  @Test(
    arguments: [
      ("MATCH (p:P {x: 3}) RETURN p", "NodeIndexSeek p:P(x = 3)"),
      (
        "MATCH (p:P) WHERE p.x > 997 AND 999 >= p.x RETURN p",
        "NodeIndexSeek p:P(x > 997, x <= 999)"
      ),
      ("MATCH (p:P) WHERE p.x IN [1, 2] RETURN p", "NodeIndexSeek p:P(x IN [1, 2])"),
      (
        "MATCH (p:P) WHERE p.name STARTS WITH 'n1' RETURN p",
        "NodeIndexSeek p:P(name STARTS WITH 'n1')"
      ),
      ("MATCH (p:P) WHERE p.rare IS NOT NULL RETURN p", "NodeIndexSeek p:P(rare IS NOT NULL)"),
      ("MATCH (a)-[r:R {w: 5}]->(b) RETURN b", "RelationshipIndexSeek (a)-[r:R(w = 5)]->(b)"),
      ("MERGE (p:P {x: 3}) RETURN p", "NodeIndexSeek p:P(x = 3)"),
      ("UNWIND [1, 2] AS x MATCH (p:P {x: x}) RETURN p", "NodeIndexSeek p:P(x = x)"),
      ("MATCH (q:Q {id: 3}) RETURN q", "NodeIndexSeek q(id = 3):Q"),
      ("MATCH (n {id: 3}) RETURN n", "NodeIndexSeek n(id = 3)"),
      (
        "MATCH (q:Q) WHERE q.id STARTS WITH $text RETURN q",
        "NodeIndexSeek q(id STARTS WITH $text):Q"
      )
    ])
  func `plans use indexes`(query: String, step: String) throws {
    let session = try session(
      "UNWIND range(1, 1000) AS x CREATE (a:P {x: x, name: 'n' + x})-[:R {w: x}]->(:Q {x: x, id: x})",
      "MATCH (p:P) WHERE p.x < 5 SET p.rare = true",
      "CREATE INDEX FOR (n:P) ON (n.x)", "CREATE INDEX FOR (n:P) ON (n.name)",
      "CREATE INDEX FOR (n:P) ON (n.rare)", "CREATE INDEX FOR ()-[r:R]-() ON (r.w)")
    let plan = try run("EXPLAIN \(query)", session).plan?.text ?? ""
    #expect(plan.contains(step), "\(plan)")
    session.settings.plannerOptions.isOptimised = false
    #expect(try run("EXPLAIN \(query)", session).plan?.text.contains("IndexSeek") == false)
  }

  @Test func `changes of the schema are part of the transaction`() throws {
    let session = try session("CREATE (:P {x: 1})")
    try session.begin()
    let summary = try run("CREATE INDEX i FOR (n:P) ON (n.x)", session)
    #expect(summary.counters.indexesAdded == 1)
    try run("CREATE (:P {x: 2})", session)
    let failing = "CREATE CONSTRAINT FOR (n:P) REQUIRE n.y IS NOT NULL"
    #expect(try failure(failing, session) != "no error")
    #expect(try rows("MATCH (p:P {x: 2}) RETURN p.x AS x", session) == [["x"], ["2"]])
    try session.rollback()
    #expect(try rows("SHOW INDEXES YIELD name", session) == [["name"]])
    try session.begin()
    try run("CREATE CONSTRAINT c FOR (n:P) REQUIRE n.x IS UNIQUE", session)
    #expect(try failure("CREATE (:P {x: 1})", session) != "no error")
    try run("CREATE (:P {x: 3})", session)
    try session.commit()
    #expect(try rows("MATCH (p:P) WHERE p.x > 0 RETURN p.x AS x", session) == [["x"], ["1"], ["3"]])
    #expect(try run("DROP CONSTRAINT c", session).counters.constraintsRemoved == 1)
  }
}
