import KithCore
import KithPlanner
import KithSyntax
import Testing

/// Statements with several mistakes, and statements that are right and surely not meant.
@Suite struct StatementFaultsTests {
  private func plan(_ text: String, schema: Schema = Schema()) throws -> StatementPlan {
    try StatementPlanner.plan(
      QueryParser.parse(text), schema: schema, statistics: Statistics())
  }

  /// `detail text` of each error, in order.
  private func faults(of text: String) -> [String] {
    do {
      _ = try plan(text)
      return []
    } catch let error as Diagnostics {
      return error.all.map { fault in
        let utf8 = Array(text.utf8)
        let place = fault.span.map { String(decoding: utf8[$0.start..<$0.end], as: UTF8.self) }
        return "\(fault.detail) \(place ?? "nowhere")"
      }
    } catch {
      return ["\(error)"]
    }
  }

  @Test(arguments: [
    (
      "MATCH (n) WHERE m.age > 3 RETURN toUper(n.name), o.x",
      ["UndefinedVariable m", "UnknownFunction toUper", "UndefinedVariable o"]
    ),
    // One name is one mistake, however often it is read.
    ("RETURN x, x + 1, [x]", ["UndefinedVariable x"]),
    // A clause that is wrong still brings its names into scope.
    (
      "MATCH (a) MATCH (b)-[a]->(c) RETURN b, c, d",
      ["VariableTypeConflict a", "UndefinedVariable d"]
    ),
    (
      "MATCH (n) WITH n.name RETURN n, 1 AS n",
      ["NoExpressionAlias n.name", "UndefinedVariable n", "ColumnNameConflict n"]
    ),
    (
      "UNWIND [1] AS x WITH sum(sum(x)) AS s RETURN s + q UNION RETURN p AS z",
      ["NestedAggregation sum(x)", "UndefinedVariable q", "UndefinedVariable p"]
    ),
    (
      "MATCH (n) WHERE EXISTS { MATCH (n)-->(m) WHERE k.x = 1 } RETURN l",
      ["UndefinedVariable k", "UndefinedVariable l"]
    ),
    ("RETURN 1 AS a LIMIT b", ["NonConstantExpression b"])
  ])
  func `a statement's mistakes are told together`(text: String, expected: [String]) {
    #expect(faults(of: text) == expected)
  }

  @Test func `a screenful of mistakes is enough`() {
    let names = (1...50).map { "v\($0)" }.joined(separator: ", ")
    #expect(faults(of: "RETURN \(names)").count == 21)
  }

  /// `detail message` of each warning.
  private func warnings(of text: String) throws -> [String] {
    try plan(text).warnings.map { "\($0.detail): \($0.message) (\($0.advice ?? ""))" }
  }

  private static let product =
    "CartesianProduct: nothing connects this pattern with the others: every match of the one meets"
    + " every match of the other (connect them by a relationship, or by a condition in WHERE)"

  @Test(arguments: [
    (
      "MATCH (n) WHERE n.x = null RETURN n",
      "AlwaysNull: '=' with null is always null, never true ('IS NULL' asks whether a value is missing)"
    ),
    (
      "MATCH (n) WHERE null <> n.x RETURN n",
      "AlwaysNull: '<>' with null is always null, never true"
        + " ('IS NOT NULL' asks whether a value is there)"
    ),
    (
      "MATCH (n {x: null}) RETURN n",
      "AlwaysNull: '=' with null is always null, never true ('IS NULL' asks whether a value is missing)"
    ),
    (
      "MATCH (n) WHERE n.x STARTS WITH null RETURN n",
      "AlwaysNull: 'STARTS WITH' with null is always null, never true"
        + " (nothing is known of null, so nothing passes)"
    ),
    (
      "RETURN 'a' < 1 AS x",
      "AlwaysNull: '<' between a string and a whole number is always null, never true"
        + " (make both of one type: toInteger(), toFloat(), toString(), date())"
    ),
    ("MATCH (a:A), (b:B) RETURN a, b", product),
    ("MATCH (a)-->(b), (c)-->(d), (a)-->(e) RETURN *", product),
    ("MATCH (a) WITH a MATCH (a)-->(b), (c), (d) RETURN *", product)
  ])
  func `what is surely not meant is warned of`(text: String, warning: String) throws {
    #expect(try warnings(of: text) == [warning])
  }

  @Test(arguments: [
    "MATCH (n) WHERE n.x IS NULL RETURN n", "RETURN 1 < 2.5 AS x",
    "MATCH (a)-->(b), (b)-->(c) RETURN a",
    "MATCH (a:A), (b:B) WHERE a.x = b.x RETURN a", "MATCH (a:A), (b:B {x: a.x}) RETURN a",
    "MATCH (a {id: 1}), (b {id: $id}) CREATE (a)-[:KNOWS]->(b)",
    "MATCH (a) WITH a MATCH (a), (b) RETURN a, b", "MATCH (a) MATCH (b) RETURN a, b"
  ])
  func `what may be meant is not`(text: String) throws {
    #expect(try warnings(of: text).isEmpty)
  }
}
