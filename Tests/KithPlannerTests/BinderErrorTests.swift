import KithCore
import KithPlanner
import Testing

/// Every case: the statement, the conformance suite's detail, and the message with what it suggests and advises.
@Suite struct BinderErrorTests {
  static let cases: [(statement: String, detail: String, message: String, hint: String)] = [
    (
      "MATCH (person) RETURN persn.name", "UndefinedVariable", "variable 'persn' is not defined",
      "person"
    ),
    (
      "MATCH (n) WHERE (n)-[r]->() RETURN n", "UndefinedVariable",
      "variable 'r' is not defined: a pattern as a condition cannot name anything new",
      "leave the name away, or write 'EXISTS { … }', which takes new names"
    ),
    (
      "CREATE (a) SET a.list = [1, {b: 1}]", "InvalidPropertyType", "a property cannot hold a map",
      "properties hold booleans, numbers, strings, temporal values, points and lists of these"
    ),
    (
      "MATCH (a) CREATE (a:Person)", "VariableAlreadyBound", "variable 'a' is already bound",
      "give the new one another name, or refer to the old one as '(a)' alone"
    ),
    (
      "MATCH (a)-[r]->() MATCH (r) RETURN r", "VariableTypeConflict",
      "variable 'r' is a relationship, but a node is wanted here", ""
    ),
    ("RETURN toUper('x')", "UnknownFunction", "unknown function 'toUper'", "toUpper"),
    (
      "RETURN toUpper('x', 1)", "InvalidNumberOfArguments",
      "'toUpper(text)' does not take 2 arguments",
      ""
    ),
    (
      "MATCH (n) WHERE count(n) > 1 RETURN n", "InvalidAggregation",
      "aggregation 'count(value)' cannot stand here",
      "aggregate in a WITH before, and use its result here"
    ),
    (
      "MATCH (n) RETURN max(count(n))", "NestedAggregation",
      "aggregation 'count(value)' stands inside another aggregation",
      "aggregate in a WITH before, and aggregate its result here"
    ),
    (
      "MATCH (n) RETURN n.id + count(*)", "AmbiguousAggregationExpression",
      "this mixes an aggregation with something that is not grouped by",
      "project it as a column of its own in a WITH before"
    ),
    (
      "MATCH (n) WITH n.name RETURN 1", "NoExpressionAlias", "an expression in WITH needs a name",
      "write '… AS name'"
    ),
    (
      "RETURN 1 AS a, 2 AS a", "ColumnNameConflict", "two columns are called 'a'",
      "give one of them another name by AS"
    ),
    (
      "RETURN *", "NoVariablesInScope", "'*' stands for all variables, but there are none", ""
    ),
    (
      "MATCH (n)", "InvalidClauseComposition", "a query cannot end with MATCH",
      "add a RETURN: 'RETURN *' returns all variables"
    ),
    (
      "RETURN 1 AS a UNION RETURN 2 AS b", "DifferentColumnsInUnion",
      "the parts of a UNION give different columns: a and b", ""
    ),
    (
      "MATCH (n $map) RETURN n", "InvalidParameterUse",
      "a parameter cannot stand for all properties in MATCH",
      "name the properties: '{key: $parameter.key}'"
    ),
    (
      "CREATE (a)-[]->(b)", "NoSingleRelationshipType",
      "a relationship needs exactly one type to be created", "write '-[:TYPE]->'"
    ),
    (
      "CREATE (a)-[:T]-(b)", "RequiresDirectedRelationship",
      "a relationship needs a direction to be created", "write '-[:TYPE]->' or '<-[:TYPE]-'"
    ),
    (
      "CREATE (a)-[:T*2]->(b)", "CreatingVarLength",
      "a relationship of variable length cannot be created", ""
    ),
    (
      "MATCH (n) DELETE n:Person", "InvalidDelete",
      "DELETE takes nodes, relationships and paths, not a label",
      "REMOVE takes labels and properties away"
    ),
    (
      "MATCH (n) RETURN n LIMIT -1", "NegativeIntegerArgument",
      "LIMIT takes a whole number that is not negative", ""
    ),
    (
      "MATCH (n) RETURN n SKIP n.id", "NonConstantExpression",
      "SKIP takes a number or a parameter, not a variable", ""
    ),
    (
      "MATCH (n) RETURN (n)-->()", "UnexpectedSyntax", "a pattern is a condition, not a value",
      "write '[p = (a)-->(b) | p]' for its paths, or 'COUNT { (a)-->(b) }' for their number"
    ),
    ("CALL db.label()", "ProcedureNotFound", "unknown procedure 'db.label'", "db.labels"),
    (
      "WITH 1 AS n RETURN n.x", "InvalidArgumentType",
      "'.x' takes a node, relationship, map, temporal value or point, not a whole number", ""
    ),
    (
      String(repeating: "WITH 1 AS a ", count: 1600) + "RETURN a", "TooManyClauses",
      "a query has more than 1500 clauses and steps of patterns",
      "run it as several statements, in a transaction if need be"
    ),
    ("RETURN 'a' % 2", "InvalidArgumentType", "'%' takes a number, not a string", ""),
    (
      "MATCH (n) FINISH RETURN 1", "InvalidClauseComposition", "nothing can follow FINISH",
      "FINISH is the end of a query"
    ),
    (
      "MATCH (n) RETURN COLLECT { MATCH (m) RETURN m, n } AS l", "InvalidClauseComposition",
      "COLLECT makes a list of one column, but its query returns 2",
      "write 'COLLECT { MATCH … RETURN value }'"
    ),
    (
      "MATCH (n) RETURN COLLECT { (n)-->() } AS l", "InvalidClauseComposition",
      "COLLECT makes a list of one column, but its query returns none",
      "write 'COLLECT { MATCH … RETURN value }'"
    ),
    (
      "WITH 1 AS x CALL (x) { WITH 2 AS x RETURN x AS y } RETURN y", "VariableAlreadyBound",
      "variable 'x' comes from outside the subquery and keeps its meaning in it",
      "give the new one another name"
    )
  ]

  @Test(arguments: cases.indices)
  func tellsWhatIsWrong(_ index: Int) {
    let expected = Self.cases[index]
    guard let error = CivicGraph.error(expected.statement) else {
      Issue.record("no error: \(expected.statement)")
      return
    }
    #expect(error.detail == expected.detail, "\(expected.statement)")
    #expect(error.message == expected.message)
    #expect(error.suggestion ?? error.advice ?? "" == expected.hint)
    #expect(error.span != nil)
  }

  @Test func warnsOfNamesThatTheGraphDoesNotKnow() throws {
    let plan = try CivicGraph.plan("MATCH (p:Persn)-[:KNOW]->() RETURN p.nme")
    #expect(
      plan.warnings.map(\.message) == [
        "the graph has no label 'Persn'", "the graph has no relationship type 'KNOW'",
        "the graph has no property 'nme'"
      ])
    #expect(plan.warnings.map(\.suggestion) == ["Person", "KNOWS", "name"])
  }
}
