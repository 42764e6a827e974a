import KithCore
import Testing

@Suite struct WriteTests {
  // MARK: CREATE

  @Test func whatIsCreatedIsHandedOn() throws {
    let graph = try TestGraph("CREATE (:A {n: 1})")
    #expect(
      try graph.rows(
        "MATCH (a:A) CREATE p = (a)-[r:T {k: a.n + 1, gone: null}]->(b:B:C {m: [1, 2]}) "
          + "RETURN a, r, b, length(p)") == [
          "(:A {n: 1}) | [:T {k: 2}] | (:B:C {m: [1, 2]}) | 1"
        ])
  }

  @Test func changesAreCounted() throws {
    let graph = try TestGraph()
    var counters = try graph.execute(
      "CREATE (a:A:B {x: 1, y: null})-[:T {z: 2}]->(b), (b)<-[:T]-(:A)")
    var expected = ChangeCounters()
    expected.nodesCreated = 3
    expected.relationshipsCreated = 2
    expected.propertiesSet = 2
    expected.labelsAdded = 3
    #expect(counters == expected)
    counters = try graph.execute(
      "MATCH (a:B) SET a.x = null, a.none = null, a:A:C REMOVE a:B, a.missing DETACH DELETE a")
    expected = ChangeCounters()
    expected.propertiesSet = 1
    expected.labelsAdded = 1
    expected.labelsRemoved = 1
    expected.nodesDeleted = 1
    expected.relationshipsDeleted = 1
    #expect(counters == expected)
    #expect(try graph.execute("MATCH (n:Nothing) DELETE n").isEmpty)
  }

  @Test func aClauseDoesNotReadWhatItMakes() throws {
    let graph = try TestGraph("UNWIND range(1, 5) AS i CREATE (:A {i: i})")
    #expect(try graph.rows("MATCH (a) CREATE (b) RETURN count(*)") == ["5"])
    #expect(
      try graph.rows("MATCH (a) CREATE (:B) WITH count(*) AS n MATCH (m) RETURN n, count(m)")
        == ["5 | 10"])
    #expect(
      try graph.rows(
        "MATCH (a:A) CREATE (:A {i: COUNT { MATCH (m:A) }}) WITH count(*) AS x "
          + "MATCH (a:A) WHERE a.i = 5 RETURN DISTINCT count(a)") == ["6"])
  }

  @Test func changesAreMadeWhateverIsReturned() throws {
    for tail in ["RETURN a LIMIT 0", "RETURN a SKIP 10", "RETURN a ORDER BY a.i LIMIT 0"] {
      let graph = try TestGraph("UNWIND range(1, 5) AS i CREATE (:A {i: i})")
      try graph.execute("MATCH (a) CREATE (:B) WITH a \(tail)", batchRowCount: 2)
      #expect(try graph.rows("MATCH (b:B) RETURN count(b)") == ["5"])
    }
  }

  @Test func aRelationshipNeedsItsNodes() throws {
    let graph = try TestGraph()
    #expect(
      try graph.failure("OPTIONAL MATCH (a:Nothing) CREATE (a)-[:T]->()")
        == "EntityNotFound MissingNode: a relationship needs two nodes, but one of them is null "
        + "[leave out rows where a node is missing]")
  }

  @Test func whatNoPropertyCanHoldIsRefused() throws {
    let graph = try TestGraph("CREATE (:A)")
    for value in ["{a: 1}", "[{a: 1}]", "a", "[a]"] {
      let failure = try graph.failure("MATCH (a:A) SET a.x = \(value)")
      #expect(failure.hasPrefix("TypeError InvalidPropertyType"), "\(failure)")
    }
  }

  // MARK: SET and REMOVE

  @Test func propertiesAreReplacedMergedAndCopied() throws {
    let graph = try TestGraph("CREATE (:A {x: 1, y: 2}), (:B {y: 3, z: 4})-[:T {w: 5}]->()")
    #expect(try graph.rows("MATCH (a:A) SET a = {y: 7, z: null} RETURN a") == ["(:A {y: 7})"])
    #expect(
      try graph.rows("MATCH (a:A) SET a += {y: null, z: 8} RETURN a") == ["(:A {x: 1, z: 8})"])
    #expect(
      try graph.rows("MATCH (a:A), (b:B) SET a = b RETURN a") == ["(:A {y: 3, z: 4})"])
    #expect(
      try graph.rows("MATCH (a:A), ()-[r]->() SET a += r RETURN a")
        == ["(:A {x: 1, y: 2, w: 5})"])
    #expect(
      try graph.rows("MATCH ()-[r]->() SET r.w = r.w + 1, r.v = r.w RETURN r")
        == ["[:T {w: 6, v: 6}]"])
    #expect(
      try graph.rows("MATCH (a:A) SET a[$key] = 9 RETURN a", ["key": .string("k")]) == [
        "(:A {x: 1, y: 2, k: 9})"
      ])
    #expect(
      try graph.failure("MATCH (a:A) SET a += $v", ["v": .integer(1)])
        == "TypeError InvalidArgumentType: properties come from a map, a node or a relationship, "
        + "but found Integer 1")
    #expect(
      try graph.failure("MATCH (a:A) SET a[$v] = 1", ["v": .integer(1)])
        == "TypeError InvalidArgumentType: a property's key is a string, but found Integer 1")
  }

  @Test func aRowSeesWhatWasSetForTheRowsBefore() throws {
    let graph = try TestGraph("CREATE (a:A {n: 0}), (a)-[:T]->(), (a)-[:T]->(), (a)-[:T]->()")
    #expect(
      try graph.rows("MATCH (a:A)-->() SET a.n = a.n + 1 RETURN a.n") == ["3", "3", "3"])
  }

  @Test func nullIsLeftAlone() throws {
    let graph = try TestGraph()
    #expect(
      try graph.rows(
        "OPTIONAL MATCH (a:Nothing) SET a.x = 1, a += {y: 2}, a:B REMOVE a.x, a:B DELETE a RETURN a"
      ) == ["null"])
  }

  @Test func onlyEntitiesAreChanged() throws {
    let graph = try TestGraph("CREATE ()-[:T]->()")
    #expect(
      try graph.failure("UNWIND $list AS n SET n.x = 1", ["list": .list([.integer(1)])])
        == "TypeError InvalidArgumentType: 'SET' takes a node or a relationship, but found Integer 1"
    )
    #expect(
      try graph.failure("UNWIND $list AS n REMOVE n.x", ["list": .list([.boolean(true)])])
        == "TypeError InvalidArgumentType: 'REMOVE' takes a node or a relationship, but found "
        + "Boolean true")
    #expect(
      try graph.failure("UNWIND $list AS n DELETE n", ["list": .list([.string("x")])])
        == "TypeError InvalidArgumentType: 'DELETE' takes nodes, relationships and paths, but found "
        + "String 'x'")
  }

  // MARK: DELETE

  @Test func relationshipsGoBeforeNodes() throws {
    let graph = try TestGraph("CREATE (a:A)-[:T]->(b:B), (b)-[:T]->(a)")
    #expect(
      try graph.rows("MATCH (a)-[r]-(b) DELETE a, b, r RETURN count(*)") == ["4"])
    #expect(
      try graph.rows("MATCH p = (:A)-->()-->() DELETE p WITH 1 AS x MATCH (n) RETURN count(n)")
        == ["0"])
    #expect(
      try graph.rows("MATCH (a:A) DETACH DELETE a WITH 1 AS x MATCH (n) RETURN n") == ["(:B)"])
  }

  @Test func aConnectedNodeStays() throws {
    let graph = try TestGraph("CREATE (:A)-[:T]->(:B)")
    let failure = try graph.failure("MATCH (a:A) DELETE a")
    #expect(
      failure.hasPrefix("ConstraintVerificationFailed DeleteConnectedNode"), "\(failure)")
  }

  @Test func typeAndEndsOfWhatIsDeletedAreRemembered() throws {
    let graph = try TestGraph("CREATE (:A)-[:T {k: 1}]->(:B)")
    #expect(
      try graph.rows("MATCH ()-[r]->() DELETE r RETURN type(r), startNode(r), endNode(r)")
        == ["'T' | (:A) | (:B)"])
    #expect(
      try graph.failure("MATCH ()-[r]->() DELETE r RETURN r.k")
        == "EntityNotFound DeletedEntityAccess: a Relationship was deleted in this statement "
        + "[read what you need of it before DELETE]")
  }

  @Test func whatIsDeletedCannotBeRead() throws {
    let graph = try TestGraph("CREATE (:A {x: 1})")
    #expect(
      try graph.failure("MATCH (a:A) DELETE a RETURN a.x")
        == "EntityNotFound DeletedEntityAccess: a Node was deleted in this statement "
        + "[read what you need of it before DELETE]")
    #expect(
      try graph.failure("MATCH (a:A) DELETE a SET a.x = 2")
        == "EntityNotFound DeletedEntityAccess: a Node was deleted in this statement "
        + "[read what you need of it before DELETE]")
    #expect(
      try graph.failure("MATCH (a:A) DELETE a CREATE (a)-[:T]->()")
        == "EntityNotFound DeletedEntityAccess: a Node was deleted in this statement "
        + "[read what you need of it before DELETE]")
  }

  // MARK: MERGE

  @Test func mergeFindsOrCreates() throws {
    let graph = try TestGraph("CREATE (:A {n: 1}), (:A {n: 1})")
    #expect(
      try graph.rows(
        "UNWIND [1, 2, 2, 3, 1] AS n MERGE (a:A {n: n}) ON CREATE SET a.new = true "
          + "ON MATCH SET a.met = coalesce(a.met, 0) + 1 RETURN n, a.new, a.met") == [
          "1 | null | 2", "1 | null | 2", "2 | true | 1", "2 | true | 1", "3 | true | null",
          "1 | null | 2", "1 | null | 2"
        ])
  }

  @Test func mergeConnectsBoundNodes() throws {
    let graph = try TestGraph("CREATE (:A {n: 1}), (:A {n: 2}), (:B)")
    let merge = "MATCH (a:A), (b:B) MERGE (a)-[r:T]->(b) ON CREATE SET r.k = a.n"
    try graph.execute(merge)
    #expect(try graph.execute(merge).isEmpty)
    #expect(
      try graph.rows("\(merge) RETURN r.k ORDER BY r.k") == ["1", "2"])
    #expect(
      try graph.rows("MATCH (a:A {n: 1}), (b:B) MERGE p = (b)-[:T]-(a) RETURN length(p)") == ["1"])
    #expect(
      try graph.rows("MATCH (a:A {n: 1}) MERGE (a)-[:U]->(c:C)<-[:V]-(d) RETURN a.n, c, d")
        == ["1 | (:C) | ()"])
  }

  @Test func mergeRefusesNull() throws {
    let graph = try TestGraph()
    #expect(
      try graph.failure("UNWIND [null] AS n MERGE (:A {n: n})")
        == "SemanticError MergeReadOwnWrites: 'MERGE' cannot look for a null in property 'n' "
        + "[leave out rows where it is null, or set it by 'ON CREATE SET']")
  }

  // MARK: FOREACH and CALL

  @Test func foreachRunsItsChanges() throws {
    let graph = try TestGraph("CREATE (:A {n: 0})")
    #expect(
      try graph.rows(
        "MATCH (a:A) FOREACH (x IN [1, 2, null, 3] | SET a.n = a.n + coalesce(x, 10) "
          + "CREATE (:B {x: x})) WITH a MATCH (b:B) RETURN a.n, collect(b.x)") == [
          "16 | [1, 2, 3]"
        ])
    #expect(
      try graph.rows(
        "UNWIND [1, 2] AS i FOREACH (x IN range(1, i) | MERGE (:C {x: x})) WITH count(*) AS rows "
          + "MATCH (c:C) RETURN rows, count(c)") == ["2 | 2"])
    #expect(
      try graph.rows("FOREACH (x IN null | CREATE ()) WITH 1 AS one MATCH (n) RETURN n.n")
        == ["0"])
    #expect(
      try graph.failure("FOREACH (x IN $list | CREATE ())", ["list": .integer(3)])
        == "TypeError InvalidArgumentType: 'FOREACH' takes a list, but found Integer 3")
  }

  @Test func subqueriesChangeRowByRow() throws {
    let graph = try TestGraph("CREATE (:A {n: 1}), (:A {n: 2})")
    #expect(
      try graph.rows(
        "MATCH (a:A) CALL { WITH a CREATE (:B {n: a.n}) } WITH a MATCH (b:B) "
          + "RETURN a.n, b.n ORDER BY a.n, b.n") == ["1 | 1", "1 | 2", "2 | 1", "2 | 2"])
    #expect(
      try graph.rows(
        "MATCH (a:A) CALL { WITH a CREATE (b:B {n: a.n}) RETURN b } RETURN a.n, b.n LIMIT 1")
        == ["1 | 1"])
  }
}
