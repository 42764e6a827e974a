import KithCore
import Testing

@Suite struct ValueTextTests {
  /// Two people, one of whom knows the other.
  struct SmallGraph: EntityResolver {
    func node(_ id: NodeID) throws -> NodeRecord? {
      switch id.rawValue {
      case 0:
        NodeRecord(
          id: id, labels: ["Person"], properties: ValueMap([("name", .string("Katja"))]))
      case 1: NodeRecord(id: id, labels: ["Person", "First Minister"], properties: ValueMap())
      case 2: NodeRecord(id: id, labels: [], properties: ValueMap([("id", .integer(0))]))
      default: nil
      }
    }

    func relationship(_ id: RelationshipID) throws -> RelationshipRecord? {
      guard id.rawValue == 0 else { return nil }
      return RelationshipRecord(
        id: id, type: "KNOWS", start: NodeID(0), end: NodeID(1),
        properties: ValueMap([("since", .integer(2015))]))
    }
  }

  static let texts: [(Value, String)] = [
    (.null, "null"),
    (.boolean(true), "true"),
    (.integer(-7), "-7"),
    (.float(1), "1.0"),
    (.float(0.1), "0.1"),
    (.float(1e22), "1e22"),
    (.float(1.5e-7), "1.5e-7"),
    (.float(-1.2635418652381264e305), "-1.2635418652381264e305"),
    (.float(.nan), "NaN"),
    (.float(-.infinity), "-Infinity"),
    (.string("it's a\nline \\"), #"'it\'s a\nline \\'"#),
    (.list([.string("a"), .null, .list([])]), "['a', null, []]"),
    (
      .map(ValueMap([("größe", .integer(1)), ("two words", .null), ("a`b", .null)])),
      "{größe: 1, `two words`: null, `a``b`: null}"
    ),
    (.date(DateValue(daysSinceEpoch: 19_641)), "2023-10-11"),
    (.node(NodeID(0)), "(:Person {name: 'Katja'})"),
    (.node(NodeID(1)), "(:Person:`First Minister`)"),
    (.node(NodeID(2)), "({id: 0})"),
    (.node(NodeID(9)), "(#9)"),
    (.relationship(RelationshipID(0)), "[:KNOWS {since: 2015}]"),
    (.relationship(RelationshipID(9)), "[#9]"),
    (
      .path(PathValue(nodes: [NodeID(0), NodeID(1)], relationships: [RelationshipID(0)])),
      "<(:Person {name: 'Katja'})-[:KNOWS {since: 2015}]->(:Person:`First Minister`)>"
    ),
    (
      .path(PathValue(nodes: [NodeID(1), NodeID(0)], relationships: [RelationshipID(0)])),
      "<(:Person:`First Minister`)<-[:KNOWS {since: 2015}]-(:Person {name: 'Katja'})>"
    )
  ]

  @Test(arguments: texts)
  func `values are written as openCypher writes them`(value: Value, text: String) throws {
    #expect(try value.text(resolving: SmallGraph()) == text)
  }

  @Test func `styles differ in their quotes only`() throws {
    let value = Value.list([.string("a"), .date(DateValue(daysSinceEpoch: 0))])
    #expect(try value.text(.cell, resolving: SmallGraph()) == "['a', 1970-01-01]")
    #expect(try value.text(.conformance, resolving: SmallGraph()) == "['a', '1970-01-01']")
    #expect(try Value.string("a").text(.cell, resolving: SmallGraph()) == "a")
    #expect(Value.node(NodeID(3)).plainText == "(#3)")
  }
}
