import KithPlanner
import Testing

/// Plans as EXPLAIN prints them, without the counts.
private func operations(_ text: String, isOptimised: Bool = true) throws -> [String] {
  let plan = try CivicGraph.plan(text, isOptimised: isOptimised)
  return PlanText.text(of: plan).split(separator: "\n").map { line in
    let text = line.prefix { $0 != "\u{0}" }
    let end = text.range(ofRows: "  about ") ?? text.endIndex
    return String(text[..<end]).trimmedTail
  }
}

extension Substring {
  fileprivate func range(ofRows marker: String) -> Index? {
    var index = startIndex
    var found: Index?
    while index < endIndex {
      if self[index...].hasPrefix(marker) {
        found = index
        break
      }
      index = self.index(after: index)
    }
    return found
  }
}

extension String {
  fileprivate var trimmedTail: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}

@Suite struct PlanTests {
  @Test func aLookUpStartsAtTheNamedNode() throws {
    #expect(
      try operations("MATCH (p:Person {id: 7})-[:KNOWS]-(f:Person) RETURN f.name") == [
        "project f.name",
        "└ expand (p)-[:KNOWS]-(f:Person)",
        "  └ look up p:Person by id = 7"
      ])
  }

  @Test func aPatternIsEnteredAtItsRarestEnd() throws {
    #expect(
      try operations("MATCH (p:Person)-[:WORKS_ON]->(x:Project {name: 'N'}) RETURN p") == [
        "project p",
        "└ expand (x)<-[:WORKS_ON]-(p:Person)",
        "  └ look up x:Project by name = 'N'"
      ])
  }

  @Test func withoutOptimisationAPatternIsFollowedAsWritten() throws {
    #expect(
      try operations(
        "MATCH (p:Person)-[:WORKS_ON]->(x:Project {name: 'N'}) RETURN p", isOptimised: false) == [
          "project p",
          "└ filter x.name = 'N'",
          "  └ expand (p)-[:WORKS_ON]->(x:Project)",
          "    └ label scan p:Person"
        ])
  }

  @Test func aLimitedOrderKeepsOnlyItsFirstRows() throws {
    #expect(
      try operations("MATCH (p:Person) RETURN p.name ORDER BY p.born DESC LIMIT 3") == [
        "project p.name",
        "└ top 3 by p.born descending",
        "  └ label scan p:Person"
      ])
  }

  @Test func differentEndsAreFoundWithoutAllWaysToThem() throws {
    #expect(
      try operations(
        "MATCH (p:Person {id: 7})-[:KNOWS]-(a)-[:KNOWS]-(f) WHERE f.id <> a.id AND f.born > 1 "
          + "RETURN count(DISTINCT f)") == [
          "aggregate count",
          "└ filter f.born > 1",
          "  └ expand to distinct (a)-[:KNOWS]-(f) where f.id <> a.id",
          "    └ expand (p)-[:KNOWS]-(a)",
          "      └ look up p:Person by id = 7"
        ])
    #expect(
      try operations("MATCH (p:Person {id: 7})-[:KNOWS*1..4]-(f) RETURN count(DISTINCT f.id)") == [
        "aggregate count",
        "└ reach (p)-[:KNOWS*1..4]-(f)",
        "  └ look up p:Person by id = 7"
      ])
  }

  @Test(arguments: [
    "MATCH (p:Person {id: 7})-[:KNOWS*1..4]-(f) RETURN count(f)",
    "MATCH (p:Person {id: 7})-[:KNOWS*2..4]-(f) RETURN count(DISTINCT f)",
    "MATCH (p:Person {id: 7})-[k:KNOWS*1..4]-(f) RETURN DISTINCT f, size(k)",
    "MATCH (p:Person {id: 7})-[:KNOWS]-()-[:KNOWS]-(f) RETURN f LIMIT 3",
    "MATCH (p:Person {id: 7})-[:KNOWS]-()-[:KNOWS]-(f) WITH f, rand() AS r RETURN DISTINCT r"
  ])
  func waysThatMakeADifferenceAreAllFollowed(query: String) throws {
    let lines = try operations(query)
    #expect(!lines.contains { $0.contains("distinct (") || $0.contains("reach") })
  }

  @Test func aTriangleIsClosedByAnIntersection() throws {
    let lines = try operations(
      "MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person), (a)-[:KNOWS]->(c) "
        + "RETURN a.name, b.name, c.name")
    #expect(lines.contains { $0.contains("└ intersect (") })
    #expect(lines.count == 4)
  }

  @Test func aTriangleThatIsOnlyCountedHasNoRows() throws {
    let lines = try operations(
      "MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person), (a)-[:KNOWS]->(c) RETURN count(*)"
    )
    #expect(lines.contains { $0.contains("└ count intersection (") })
    #expect(lines.count == 4)
  }

  @Test func theStatisticsCountWhatTheyKnow() throws {
    #expect(
      try operations("MATCH (p:Person) RETURN count(*) AS n") == [
        "count (p:Person) from statistics"
      ])
    #expect(
      try operations("MATCH (:Person)-[r:KNOWS]->() RETURN count(r) AS n") == [
        "count (:Person)-[:KNOWS]->() from statistics"
      ])
  }

  @Test func theStatisticsDoNotCountWhatAConditionLeavesOut() throws {
    for text in [
      "MATCH (p:Person {id: 1}) RETURN count(*)", "MATCH (p:Person:Project) RETURN count(*)",
      "UNWIND [1, 2] AS i MATCH (p:Person) RETURN count(*)", "MATCH (p)-->(p) RETURN count(*)",
      "MATCH (p)-->() RETURN count(DISTINCT p)", "MATCH ()-[:KNOWS*]->() RETURN count(*)",
      "MATCH (p) RETURN count(p.name)", "MATCH ()-->(), ()-->() RETURN count(*)"
    ] {
      #expect(try !operations(text).contains { $0.contains("from statistics") }, "\(text)")
    }
  }

  @Test func whatIsOnlyCountedIsADegree() throws {
    #expect(
      try operations("MATCH (p:Person)-[:KNOWS]-(:Person) RETURN p, count(*) AS c") == [
        "project p, c", "└ count (p)-[:KNOWS]-(:Person)", "  └ label scan p:Person"
      ])
    #expect(
      try operations("MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c) RETURN count(*) AS n")
        == [
          "aggregate sum", "└ count (b)<-[:KNOWS]-(a:Person), (b)-[:KNOWS]->(c)",
          "  └ label scan b:Person"
        ])
    #expect(
      try operations(
        "MATCH (o:Organisation) OPTIONAL MATCH (o)-[:FUNDS]->(x) RETURN o.name, count(x) AS n")
        == [
          "aggregate sum by o.name", "└ count (o)-[:FUNDS]->(x), if any",
          "  └ label scan o:Organisation"
        ])
  }

  @Test func whatASubqueryOnlyCountsIsADegree() throws {
    for result in ["COUNT", "EXISTS"] {
      #expect(
        try operations("MATCH (p:Person) RETURN \(result) { (p)-[:KNOWS]-() } AS n") == [
          "project n", "└ in \(result) {…}", "  └ count (p)-[:KNOWS]-()", "    └ argument p",
          "└ label scan p:Person"
        ])
    }
  }

  @Test func relationshipsOfARareTypeAreTheStart() throws {
    #expect(
      try operations("MATCH (x)<-[f:FUNDS]-(o) RETURN o, f, x") == [
        "project o, f, x", "└ all relationships (o)-[f:FUNDS]->(x)"
      ])
  }

  @Test func whatIsReadIsNotOnlyCounted() throws {
    for text in [
      "MATCH (a)-[r:KNOWS]->(b) RETURN sum(r.since)",
      "MATCH (a)-[:KNOWS]->(b) RETURN a, collect(b)",
      "MATCH (a)-[r:KNOWS]->(b {id: 1}) WHERE r.since > 1 RETURN count(*)",
      "MATCH q = (a)-[:KNOWS]->(b) RETURN q, count(*)"
    ] {
      #expect(try !operations(text).contains { $0.contains("count (") }, "\(text)")
    }
  }

  @Test func anEqualityWithARowBeforeIsALookUp() throws {
    #expect(
      try operations("UNWIND [1, 2] AS i MATCH (p:Person {id: i}) RETURN p") == [
        "project p",
        "└ look up p:Person by id = i",
        "  └ unwind [1, 2] as i",
        "    └ single row"
      ])
  }

  @Test func labelsInWhereAreLabelsOfThePattern() throws {
    #expect(
      try operations("MATCH (p) WHERE p:Project RETURN p") == [
        "project p", "└ label scan p:Project"
      ])
  }

  @Test func propertiesThatReadTheSameCreateAreCreatedAfterIt() throws {
    #expect(
      try operations("CREATE (a:Person {id: 1}), (b:Person {id: a.id})") == [
        "no result", "└ create 1 node, 0 relationships", "  └ create 1 node, 0 relationships",
        "    └ single row"
      ])
  }

  @Test func writesAreTold() throws {
    #expect(try !CivicGraph.plan("MATCH (n) SET n.name = 'x'").isReadOnly)
    #expect(try CivicGraph.plan("MATCH (n) RETURN n").isReadOnly)
  }
}
