import KithCore
import KithPlanner
import Testing

/// Path patterns of GQL: what is refused and why, and what EXPLAIN shows.
@Suite struct PathPatternTests {
  static let refused: [(statement: String, detail: String, message: String, hint: String)] = [
    (
      "MATCH (b) ((a)-->(b))+ RETURN a", "VariableAlreadyBound",
      "variable 'b' is already bound, and cannot be bound again by each repetition",
      "give what is repeated names of its own"
    ),
    (
      "MATCH ((a)-[r]->(b))+ WHERE a.name = 'x' RETURN b", "InvalidArgumentType",
      "'.name' takes a node, relationship, map, temporal value or point, not a list of nodes",
      "what is repeated is a list outside: write '[x IN list | x.name]'"
    ),
    (
      "MATCH (a)-[r]->+(b) RETURN r.name", "InvalidArgumentType",
      "'.name' takes a node, relationship, map, temporal value or point, not a list of relationships",
      "what is repeated is a list outside: write '[x IN list | x.name]'"
    ),
    (
      "MATCH ((a)-->(b))+, (a)-->(c) RETURN c", "VariableTypeConflict",
      "variable 'a' is a list of nodes, but a node is wanted here", ""
    ),
    (
      "MATCH (s) ((a)-->(b) WHERE a.born < s.born)+ RETURN s", "UndefinedVariable",
      "what is repeated reads its own variables and those of earlier clauses, not others of its "
        + "MATCH",
      "bind the other one in a MATCH before, or compare in a WHERE behind the pattern"
    ),
    (
      "MATCH (s) ((a)-->(b) WHERE a.born < z.born)+ RETURN s", "UndefinedVariable",
      "variable 'z' is not defined", ""
    ),
    (
      "MATCH SHORTEST 2 (a)-->+(b), (b)-->(c) RETURN a", "UnexpectedSyntax",
      "a path of which some are selected must be the only path of its MATCH",
      "give the other paths a MATCH of their own, or write MATCH REPEATABLE ELEMENTS"
    ),
    (
      "MATCH REPEATABLE ELEMENTS ANY SHORTEST (a)-->+(x WHERE x.born = c.born)-->(b), (c) RETURN a",
      "UndefinedVariable",
      "a path of which some are selected reads its own variables and those of earlier clauses",
      "bind the other path in a MATCH before"
    ),
    (
      "MATCH WALK (a)-->+(b) RETURN a", "UnexpectedSyntax",
      "a walk may repeat relationships, so that without an upper bound there is no end of walks",
      "give it a bound such as {1,5}, select by ANY SHORTEST, or say TRAIL or ACYCLIC"
    ),
    (
      "MATCH ANY shortestPath((a)-[*]->(b)) RETURN a", "UnexpectedSyntax",
      "shortestPath() selects by itself and takes no words before it",
      "write 'ANY SHORTEST (a)-[:TYPE]->+(b)' instead of shortestPath()"
    ),
    (
      "MATCH shortestPath((a)-->+(b)) RETURN a", "UnexpectedSyntax",
      "a quantifier cannot stand in shortestPath",
      "write 'shortestPath((a)-[:TYPE*1..3]->(b))' or 'ANY SHORTEST (a)-[:TYPE]->{1,3}(b)'"
    ),
    (
      "MATCH shortestPath(((a)-->(b)){2}) RETURN a", "UnexpectedSyntax",
      "a quantifier cannot stand in shortestPath",
      "write 'shortestPath((a)-[:TYPE*1..3]->(b))' or 'ANY SHORTEST (a)-[:TYPE]->{1,3}(b)'"
    ),
    (
      "MATCH (a) RETURN shortestPath((a)-[*]->()) AS p", "UnexpectedSyntax",
      "shortestPath in an expression goes between two nodes that are bound already",
      "name both ends and bind them in a MATCH before"
    ),
    ("CREATE ((a)-[:KNOWS]->(b)){2}", "UnexpectedSyntax", "a repeated part cannot be created", ""),
    (
      "CREATE ANY (a)-[:KNOWS]->(b)", "UnexpectedSyntax", "a choice of paths cannot be created", ""
    )
  ]

  @Test(arguments: refused.indices)
  func tellsWhatIsWrong(_ index: Int) {
    let expected = Self.refused[index]
    guard let error = CivicGraph.error(expected.statement) else {
      Issue.record("no error: \(expected.statement)")
      return
    }
    #expect(error.detail == expected.detail, "\(expected.statement)")
    #expect(error.message == expected.message)
    #expect(error.suggestion ?? error.advice ?? "" == expected.hint)
    #expect(error.span != nil)
  }

  /// The lines of EXPLAIN without their counts.
  private func operations(_ text: String) throws -> [String] {
    let plan = try CivicGraph.plan(text)
    return PlanText.text(of: plan).split(separator: "\n").map { line in
      // Two spaces or more stand before the count.
      let parts = line.split(separator: "  about ", maxSplits: 1)
      var text = parts.first ?? ""
      while text.last == " " { text.removeLast() }
      return String(text)
    }
  }

  @Test func aRepeatedRelationshipIsAWalk() throws {
    #expect(
      try operations("MATCH (p:Person {id: 7})-[:KNOWS]->{1,3}(f:Person) RETURN f.name") == [
        "project f.name",
        "└ expand (p)-[:KNOWS*1..3]->(f:Person)",
        "  └ look up p:Person by id = 7"
      ])
  }

  @Test func aRepeatedPartIsSearchedDepthFirst() throws {
    #expect(
      try operations(
        "MATCH (p:Person {id: 7}) ((a)-[:KNOWS]->(b) WHERE a.born < b.born){1,3} (f) RETURN f.name")
        == [
          "project f.name",
          "└ search depth first: trail (p) ((a)-[:KNOWS]->(b)){1,3} (f) where a.born < b.born",
          "  └ look up p:Person by id = 7"
        ])
  }

  @Test func aShortestPathBetweenTwoNodesIsSearchedFromBothEnds() throws {
    #expect(
      try operations(
        "MATCH p = ANY SHORTEST (a:Person {id: 7})-[:KNOWS]-+(b:Person {id: 8}) RETURN length(p)")
        == [
          "project length(p)",
          "└ search from both ends: shortest 1 trail (a)-[:KNOWS]-{1,}(b)",
          "  └ look up b:Person by id = 8",
          "    └ look up a:Person by id = 7"
        ])
  }

  @Test func aShortestPathToAnyNodeIsSearchedBreadthFirst() throws {
    #expect(
      try operations(
        "MATCH p = SHORTEST 2 GROUPS (a:Person {id: 7})-[:KNOWS]->+(b:Person) RETURN length(p)")
        == [
          "project length(p)",
          "└ search breadth first: shortest 2 groups trail (a)-[:KNOWS]->{1,}(b):Person",
          "  └ look up a:Person by id = 7"
        ])
  }
}
