/// The names of types, each with its words in capitals: `["LOCAL", "DATETIME"]`.
///
/// Lists, unions and `NOT NULL` are grammar and not here. Aliases are those of Neo4j's Cypher manual, "Values and
/// types", and GQL's.
package enum TypeName {
  /// Every spelling; where one begins like another, the longer one comes first.
  package static let all: [(words: [String], kind: TypeDescription.Kind)] = longestFirst(
    names.flatMap { kind, spellings in
      spellings.map { spelling in
        (words: spelling.split(separator: " ").map(String.init), kind: kind)
      }
    })

  /// The names that documentation uses, one a type: for messages and completion.
  package static let preferred: [String] = names.map { $0.1[0] } + ["LIST<ANY>"]

  private static let names: [(TypeDescription.Kind, [String])] = [
    (.any, ["ANY", "ANY VALUE"]),
    (.nothing, ["NOTHING"]),
    (.null, ["NULL"]),
    (.boolean, ["BOOLEAN", "BOOL"]),
    (.string, ["STRING", "VARCHAR"]),
    (.integer, ["INTEGER", "INT", "SIGNED INTEGER", "INT64", "INTEGER64"]),
    (.float, ["FLOAT", "FLOAT64", "DOUBLE"]),
    (.date, ["DATE"]),
    (.localTime, ["LOCAL TIME", "TIME WITHOUT TIME ZONE", "TIME WITHOUT TIMEZONE"]),
    (.zonedTime, ["ZONED TIME", "TIME WITH TIME ZONE", "TIME WITH TIMEZONE"]),
    (
      .localDateTime,
      ["LOCAL DATETIME", "TIMESTAMP WITHOUT TIME ZONE", "TIMESTAMP WITHOUT TIMEZONE"]
    ),
    (
      .zonedDateTime,
      ["ZONED DATETIME", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH TIMEZONE"]
    ),
    (.duration, ["DURATION"]),
    (.point, ["POINT"]),
    (.node, ["NODE", "ANY NODE", "VERTEX", "ANY VERTEX"]),
    (.relationship, ["RELATIONSHIP", "ANY RELATIONSHIP", "EDGE", "ANY EDGE"]),
    (.map, ["MAP", "ANY MAP"]),
    (.path, ["PATH"]),
    (.propertyValue, ["PROPERTY VALUE", "ANY PROPERTY VALUE"])
  ]

  private static func longestFirst(
    _ all: [(words: [String], kind: TypeDescription.Kind)]
  ) -> [(words: [String], kind: TypeDescription.Kind)] {
    all.sorted { $0.words.count > $1.words.count }
  }
}
