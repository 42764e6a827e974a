import KithCore
import KithSyntax
import Testing

@Suite struct CompletionTests {
  /// The context at the end of the text, or at `‸` in it.
  private func context(_ text: String) -> CompletionContext {
    let place = text.firstIndex(of: "‸") ?? text.endIndex
    let offset = text.utf8.distance(from: text.startIndex, to: place)
    return QueryCompletion.context(text.replacing("‸", with: ""), at: offset)
  }

  private func names(_ text: String) -> [String] { context(text).names.map(describe) }

  private func describe(_ name: ExpectedName) -> String {
    switch name {
    case .label(let step): "label" + (step.map { " via \(describe($0))" } ?? "")
    case .relationshipType(let step): "type from \(describe(step))"
    case .propertyKey(let owner): "key of \(describe(owner))"
    case .variable: "variable"
    case .newName: "new"
    case .function(let namespace): "function \(namespace)"
    case .procedure(let namespace): "procedure \(namespace)"
    case .procedureColumn(let procedure): "column of \(procedure)"
    case .parameter: "parameter"
    case .index: "index"
    case .constraint: "constraint"
    case .shownColumn(let keyword): "column of \(keyword)"
    case .type: "type"
    case .value(let key, let owner): "value of \(key) of \(describe(owner))"
    }
  }

  private func describe(_ variable: ScopedVariable) -> String {
    "\(variable.name)/\(variable.kind)" + variable.labels.map { ":\($0)" }.joined()
  }

  private func describe(_ step: PatternStep) -> String {
    let arrow = step.direction.map { $0 == .outgoing ? "->" : "<-" } ?? "-"
    return step.labels.map { ":\($0)" }.joined() + arrow + step.types.map { ":\($0)" }.joined()
  }

  @Test(
    arguments: [
      ("MATCH (n:", ["label"]),
      ("MATCH (n:Per", ["label"]),
      ("MATCH (n:A|", ["label"]), ("MATCH (n:A&!", ["label"]),
      ("MATCH (a:Person)-[:", ["type from :Person-"]),
      ("MATCH (a:Person)<-[r:KN", ["type from :Person<-"]),
      ("MATCH (a:Person)-[:KNOWS|", ["type from :Person-"]),
      ("MATCH (a:Person)-[:KNOWS]->(:", ["label via :Person->:KNOWS"]),
      ("MATCH (a:Person) MATCH (a)-[:", ["type from :Person-"]),
      ("MATCH (n:Person {", ["key of n/node:Person"]),
      ("MATCH (n:Person {name: 'x', a", ["key of n/node:Person"]),
      ("MATCH (:Person {", ["key of /node:Person"]),
      ("MATCH ()-[r:R|S {", ["key of r/relationship:R:S"]),
      ("MATCH (n:Person) WHERE n.", ["key of n/node:Person"]),
      ("MATCH (n:Person) RETURN n.na", ["key of n/node:Person"]),
      ("MATCH (n:Person WHERE n.", ["key of n/node:Person"]),
      ("MATCH (n:Person) WITH n AS m RETURN m.", ["key of m/node:Person"]),
      ("MATCH (n:Person) RETURN n {.", ["key of n/node:Person"]),
      ("MATCH (n:Person) SET n.", ["key of n/node:Person"]),
      ("MATCH (n:Person) SET n:", ["label"]),
      ("MATCH (n:Person) REMOVE n:", ["label"]),
      ("MATCH (n) WHERE n:", ["label"]),
      ("RETURN duration.", ["function duration.", "key of duration/value"]),
      ("CALL ", ["procedure "]), ("CALL db.", ["procedure db."]),
      ("CALL db.labels() YIELD ", ["column of db.labels"]),
      ("RETURN ", ["variable", "function ", "parameter"]),
      ("RETURN cou", ["variable", "function ", "parameter"]),
      ("RETURN $", ["parameter"]), ("RETURN $na", ["parameter"]),
      ("MATCH (n:Person {name: 'Ka", ["value of name of n/node:Person"]),
      ("MATCH (n:Person) WHERE n.name = 'Ka", ["value of name of n/node:Person"]),
      ("MATCH (n:Person) WHERE n.name STARTS WITH \"Ka", ["value of name of n/node:Person"]),
      ("MATCH (n:Person) WHERE n.name IN ['a', 'b", ["value of name of n/node:Person"]),
      ("MATCH (n:Person) SET n.name = '", ["value of name of n/node:Person"]),
      ("MATCH (n:`Per", ["label"]),
      ("UNWIND [1] AS ", ["new"]),
      ("MATCH (", ["variable"]), ("MATCH (n)-[", ["variable"]),
      ("RETURN 1 IS :: ", ["type"]), ("RETURN CAST(1 AS LIST<IN", ["type"]),
      ("RETURN 'abc", []), ("RETURN 12", []), ("RETURN 1 // no", []), ("RETURN 1 /* no", []),
      (":help ma", []), ("RETURN 1; :help ma", []), ("RETURN 'a'", [])
    ])
  func theGrammarAsksForNames(text: String, expected: [String]) {
    #expect(names(text) == expected)
  }

  private let clauses = [
    "CALL", "CREATE", "DELETE", "DETACH DELETE", "FILTER", "FINISH", "FOR", "FOREACH",
    "INSERT", "LET", "LOAD CSV", "MATCH", "MERGE", "NODETACH DELETE", "OPTIONAL MATCH", "REMOVE",
    "RETURN",
    "SET", "UNWIND", "WITH"
  ]

  private let paging = ["LIMIT", "OFFSET", "ORDER BY", "SKIP"]

  @Test func aStatementBeginsWithAClause() {
    for text in ["", "MA", "RETURN 1; ", "RETURN 1;\n:help\n", "// x\n"] {
      let others = ["DROP", "EXPLAIN", "PROFILE", "SHOW"]
      #expect(context(text).keywords == (clauses + others).sorted(), "\(text)")
    }
  }

  @Test(
    arguments: [
      ("MATCH (n) ", ["UNION", "WHERE"]),
      ("MATCH (n) WH", ["UNION", "WHERE"]),
      (
        "MATCH (n) WHERE n.x ",
        ["AND", "CONTAINS", "ENDS WITH", "IN", "IS", "OR", "STARTS WITH", "UNION", "XOR"]
      ),
      ("MERGE (n) ", ["ON", "UNION"])
    ])
  func behindAClauseComeItsPartsAndTheNext(text: String, extra: [String]) {
    let found = context(text).keywords
    #expect(Set(found).subtracting(clauses) == Set(extra + paging))
    #expect(Set(found).isSuperset(of: clauses))
  }

  @Test(
    arguments: [
      ("MATCH (n) RETURN n ORDER ", ["BY"]), ("RETURN 1 ORDER BY 1 A", ["ASC"]),
      ("RETURN n.x IS ", ["NULL", "NOT"]),
      ("RETURN n.x IS NOT ", ["NULL"]), ("RETURN n.x STARTS ", ["WITH"]), ("OPTIONAL ", ["MATCH"]),
      ("MERGE (n) ON ", ["CREATE", "MATCH"]), ("MERGE (n) ON CREATE ", ["SET"]),
      ("DETACH ", ["DELETE"]),
      ("RETURN ", ["CASE", "DISTINCT", "NOT", "EXISTS"]), ("RETURN CASE x ", ["WHEN"]),
      ("RETURN CASE x WHEN 1 ", ["THEN"]),
      ("RETURN CASE x WHEN 1 THEN 2 ", ["WHEN", "ELSE", "END"]),
      ("UNWIND [1] ", ["AS"]), ("RETURN 1 UNION ", ["ALL", "MATCH", "RETURN"]),
      ("RETURN n ", ["AS", "LIMIT", "SKIP", "ORDER BY"]),
      ("CALL db.labels() ", ["YIELD"]), ("FOREACH (x ", ["IN"]), ("MATCH (n ", ["WHERE"]),
      ("RETURN EXISTS { ", ["MATCH"]), ("CALL { ", ["MATCH", "WITH"]), ("MATCH ", ["shortestPath"])
    ])
  func keywordsFollowTheGrammar(text: String, expected: [String]) {
    #expect(Set(context(text).keywords).isSuperset(of: expected), "\(context(text).keywords)")
  }

  @Test(
    arguments: [
      (
        "MATCH (n:Person)-[r:KNOWS]->(m) RETURN ",
        ["m/node", "r/relationship:KNOWS", "n/node:Person"]
      ),
      ("MATCH p = (a)--(b) UNWIND [1] AS x RETURN ", ["x/value", "p/path", "b/node", "a/node"]),
      ("MATCH (a), (b) WITH a, b.x AS y RETURN ", ["y/value", "a/node"]),
      ("MATCH (a) WITH *, 1 AS y RETURN ", ["y/value", "a/node"]),
      ("MATCH (a) RETURN [x IN a.xs WHERE ", ["x/value", "a/node"]),
      ("MATCH (a) RETURN [x IN a.xs | x], ", ["a/node"]),
      ("MATCH (a) WHERE EXISTS { (a)-->(b) WHERE ", ["b/node", "a/node"]),
      ("MATCH (a) RETURN a UNION MATCH (b) RETURN ", ["b/node"]),
      ("CALL { MATCH (x:A) RETURN x } RETURN ", ["x/node:A"]),
      ("CALL db.labels() YIELD label AS l RETURN ", ["l/value"]),
      ("MATCH (a) RETURN a; MATCH (b) RETURN ", ["b/node"]),
      ("MATCH (a) RETURN a AS x ORDER BY ", ["x/node", "a/node"]),
      ("MATCH (a:A) MATCH (a:B)-->(c) WHERE ", ["c/node", "a/node:A:B"]),
      ("MATCH (a:A) WHERE a.x = = 1 MATCH (b) RETURN ", ["b/node", "a/node:A"]),
      ("MATCH (a:A {x: ) MATCH (b:B) RETURN ", ["b/node:B", "a/node:A"]),
      ("MATCH (a:A {x: [) MATCH (b:B) WHERE b.", ["b/node:B", "a/node:A"])
    ])
  func variablesInScopeAreKnown(text: String, expected: [String]) {
    #expect(context(text).variables.map(describe) == expected)
  }

  @Test(
    arguments: [
      ("MATCH (n:Pe‸rson)", 9, 11, "Pe"), ("RETURN $na", 8, 10, "na"),
      ("MATCH (n {name: 'Ka", 17, 19, "Ka"), ("MATCH (n:`My L", 10, 14, "My L"),
      ("RETURN ", 7, 7, ""),
      ("MATCH (ü:Per", 10, 13, "Per")
    ])
  func theWordThatIsReplacedIsTheOneBeingTyped(text: String, start: Int, end: Int, prefix: String) {
    let found = context(text)
    #expect(found.replaced == SourceSpan(start: start, end: end))
    #expect(found.prefix == prefix)
  }

  @Test func theQuoteIsKnown() {
    #expect(context("MATCH (n:`My").quote == "`")
    #expect(context("MATCH (n {name: \"K").quote == "\"")
    #expect(context("MATCH (n {name: ").quote == nil)
    #expect(context("MATCH (n {name: 'K").keywords == [])
  }
}
