import KithCore
import Testing

@testable import KithSyntax

/// Statements on indexes and constraints: what they are read as, and what is said of those that are not.
@Suite struct SchemaTests {
  /// What a statement asks for, written out in the form that kith itself prints.
  private func read(_ text: String) -> String {
    do throws(Diagnostics) {
      let statement = try QueryParser.parse(text)
      guard case .schema(let command) = statement.body else { return "a query" }
      switch command.action {
      case .createIndex(let it):
        let index = PropertyIndex(
          number: IndexNumber(0), name: it.name ?? "", kind: it.kind, target: it.target,
          keys: it.keys)
        return index.createStatement + (it.isOptional ? " if not exists" : "")
      case .createConstraint(let it):
        let constraint = GraphConstraint(
          name: it.name ?? "", rule: it.rule, target: it.target, keys: it.keys)
        return constraint.createStatement + (it.isOptional ? " if not exists" : "")
      case .dropIndex(let name, let isOptional): return "drop index \(name) \(isOptional)"
      case .dropConstraint(let name, let isOptional): return "drop constraint \(name) \(isOptional)"
      }
    } catch {
      let it = error.all[0]
      return it.message + (it.suggestion.map { " ? \($0)" } ?? "")
        + (it.advice.map { " = \($0)" } ?? "")
    }
  }

  @Test(
    arguments: [
      ("CREATE INDEX i FOR (n:A) ON (n.x)", "CREATE RANGE INDEX i FOR (n:A) ON (n.x)"),
      (
        "create text index `my index` if not exists for (p:`A b`) on (p.x, p.y);",
        "CREATE TEXT INDEX `my index` FOR (n:`A b`) ON (n.x, n.y) if not exists"
      ),
      (
        "CREATE RANGE INDEX r FOR ()-[k:KNOWS]-() ON (k.since)",
        "CREATE RANGE INDEX r FOR ()-[r:KNOWS]-() ON (r.since)"
      ),
      (
        "CREATE INDEX r FOR ()-[k:KNOWS]->() ON (k.since)",
        "CREATE RANGE INDEX r FOR ()-[r:KNOWS]-() ON (r.since)"
      ),
      (
        "CREATE CONSTRAINT c FOR (n:A) REQUIRE n.x IS UNIQUE",
        "CREATE CONSTRAINT c FOR (n:A) REQUIRE n.x IS UNIQUE"
      ),
      (
        "CREATE CONSTRAINT c IF NOT EXISTS FOR (n:A) REQUIRE (n.x, n.y) IS NODE KEY",
        "CREATE CONSTRAINT c FOR (n:A) REQUIRE (n.x, n.y) IS NODE KEY if not exists"
      ),
      (
        "CREATE CONSTRAINT c FOR (n:A) REQUIRE (n.x) IS NOT NULL",
        "CREATE CONSTRAINT c FOR (n:A) REQUIRE n.x IS NOT NULL"
      ),
      (
        "CREATE CONSTRAINT c FOR ()-[r:T]-() REQUIRE r.x IS :: LIST<STRING NOT NULL> | INTEGER",
        "CREATE CONSTRAINT c FOR ()-[r:T]-() REQUIRE r.x IS :: LIST<STRING NOT NULL> | INTEGER"
      ),
      (
        "CREATE CONSTRAINT c FOR (n:A) REQUIRE n.x IS TYPED ZONED DATETIME",
        "CREATE CONSTRAINT c FOR (n:A) REQUIRE n.x IS :: ZONED DATETIME"
      ),
      (
        "CREATE CONSTRAINT c FOR ()-[r:T]-() REQUIRE r.x IS RELATIONSHIP KEY",
        "CREATE CONSTRAINT c FOR ()-[r:T]-() REQUIRE r.x IS RELATIONSHIP KEY"
      ),
      ("DROP INDEX i IF EXISTS", "drop index i true"),
      ("DROP CONSTRAINT c", "drop constraint c false"),
      ("CREATE index = (a)-[:T]->(b)", "a query"), ("CREATE (index:A)", "a query")
    ])
  func `a statement is read as what it says`(text: String, expected: String) {
    #expect(read(text) == expected)
  }

  @Test(
    arguments: [
      (
        "CREATE INDEX ON :Person(name)",
        "this is the older form of 'CREATE INDEX' = write CREATE INDEX FOR (n:Person) ON (n.name)"
      ),
      (
        "CREATE CONSTRAINT ON (n:Person) ASSERT n.id IS UNIQUE",
        "this is the older form of 'CREATE CONSTRAINT'"
          + " = write CREATE CONSTRAINT FOR (n:Label) REQUIRE n.key IS UNIQUE"
      ),
      (
        "CREATE CONSTRAINT c FOR (n:Person) ASSERT n.id IS UNIQUE",
        "expected 'REQUIRE', found 'ASSERT' ? REQUIRE"
      ),
      (
        "DROP INDEX ON :Person(name)",
        "'DROP INDEX' takes a name = 'SHOW INDEXES' lists the names"
      ),
      (
        "DROP CONSTRAINT ON (n:A) ASSERT n.x IS UNIQUE",
        "'DROP CONSTRAINT' takes a name = 'SHOW CONSTRAINTS' lists the names"
      ),
      ("DROP TABLE x", "expected 'INDEX' or 'CONSTRAINT', found 'TABLE'"),
      (
        "CREATE POINT INDEX FOR (n:A) ON (n.x)",
        "there are no POINT indexes = points are found by a scan; '=' on them uses a RANGE index"
      ),
      (
        "CREATE LOOKUP INDEX FOR (n) ON EACH labels(n)",
        "there are no LOOKUP indexes = labels and types are always looked up fast, without an index"
      ),
      (
        "CREATE FULLTEXT INDEX x FOR (n:A) ON EACH [n.x]",
        "there are no FULLTEXT indexes"
          + " = names are found by ':find'; CONTAINS and =~ search texts by a scan"
      ),
      (
        "CREATE VECTOR INDEX x FOR (n:A) ON (n.x)",
        "there are no VECTOR indexes = indexes are RANGE or TEXT"
      ),
      ("CREATE INDEX FOR (n:A) ON (m.x)", "variable 'm' is not defined ? n"),
      ("CREATE INDEX FOR (n:A) ON (n.x, n.x)", "property 'x' stands here twice"),
      (
        "CREATE INDEX FOR (n:A) ON (n.x) OPTIONS {}",
        "indexes have no options = leave 'OPTIONS' out"
      ),
      (
        "CREATE CONSTRAINT FOR (n:A) REQUIRE (n.x, n.y) IS NOT NULL",
        "a constraint of this kind is about one property = make a constraint for each property"
      ),
      (
        "CREATE CONSTRAINT FOR (n:A) REQUIRE n.x IS UNIQUE AND n.y IS UNIQUE",
        "a constraint has one rule = make a constraint for each rule"
      ),
      (
        "CREATE CONSTRAINT FOR (n:A) REQUIRE n.x IS :: NODE",
        "a constraint cannot demand the type NODE = properties are BOOLEAN, STRING, INTEGER, FLOAT,"
          + " POINT, temporal or a LIST of these; whether they must be there is another constraint:"
          + " IS NOT NULL"
      ),
      (
        "CREATE CONSTRAINT FOR (n:A) REQUIRE n.x IS RELATIONSHIP KEY",
        "expected 'NODE KEY', found 'RELATIONSHIP' ? NODE KEY"
      ),
      (
        "CREATE CONSTRAINT FOR (n:A) REQUIRE n.x IS 3",
        "expected 'UNIQUE', 'NOT NULL', 'NODE KEY' or ':: TYPE', found '3'"
      ),
      (
        "SHOW INDICES",
        "expected 'INDEXES', 'CONSTRAINTS', 'FUNCTIONS' or 'PROCEDURES', found 'INDICES' ? INDEXES"
      )
    ])
  func `what cannot be read gets advice`(text: String, expected: String) {
    #expect(read(text) == expected)
  }

  @Test func `completion knows the words`() {
    func keywords(_ text: String) -> [String] {
      QueryCompletion.context(text, at: text.utf8.count).keywords
    }
    #expect(keywords("DROP ") == ["CONSTRAINT", "INDEX"])
    #expect(keywords("CREATE ").contains("INDEX"))
    #expect(keywords("CREATE ").contains("CONSTRAINT"))
    #expect(keywords("CREATE TEXT ") == ["INDEX"])
    #expect(keywords("SHOW ").contains("INDEXES"))
    #expect(keywords("SHOW ").contains("PROCEDURES"))
    #expect(keywords("CREATE CONSTRAINT c FOR (n:A) ") == ["REQUIRE"])
    #expect(keywords("CREATE INDEX i FOR (n:A) ") == ["ON"])
  }
}
