import KithCore
import KithInterchange
import Testing

/// Two people, one of whom knows the other.
struct TwoPeople: EntityResolver {
  func node(_ id: NodeID) -> NodeRecord? {
    switch id.rawValue {
    case 0:
      NodeRecord(
        id: id, labels: ["Person", "Böhm's"],
        properties: ValueMap([("name", .string("Ada")), ("the age", .integer(36))]))
    case 1: NodeRecord(id: id, labels: [], properties: ValueMap())
    default: nil
    }
  }

  func relationship(_ id: RelationshipID) -> RelationshipRecord? {
    RelationshipRecord(
      id: id, type: "KNOWS", start: NodeID(0), end: NodeID(1),
      properties: ValueMap([("since", .integer(2015))]))
  }
}

@Suite struct ResultFormatTests {
  private func written(
    _ format: ResultFormat, columns: [String], _ rows: [[Value]],
    screen: ScreenTraits = ScreenTraits()
  ) throws -> String {
    var output: [UInt8] = []
    var writer = format.writer(for: screen)
    writer.begin(columns: columns, into: &output)
    for row in rows { try writer.append([row], entities: TwoPeople(), into: &output) }
    writer.end(into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  private let columns = ["name", "a|b"]
  private let rows: [[Value]] = [
    [.string("Nörenberg"), .integer(7)], [.string("a \"b\", c\n|\t\\"), .null],
    [.string(""), .float(2)]
  ]

  @Test func `a table aligns umlauts, and numbers at the right`() throws {
    #expect(
      try written(.table, columns: ["name", "n"], [rows[0], [.string("李四"), .float(10.5)]]) == """
        ┌───────────┬──────┐
        │ name      │    n │
        ├───────────┼──────┤
        │ Nörenberg │    7 │
        │ 李四      │ 10.5 │
        └───────────┴──────┘

        """)
  }

  @Test func `a table without box drawing uses plain signs, and control characters are replaced`()
    throws
  {
    let screen = ScreenTraits(drawsBoxes: false)
    #expect(
      try written(
        .table, columns: ["x"], [[.string("a\u{1B}[31m")], [.string("1\n2")]], screen: screen)
          == """
          +--------+
          | x      |
          +--------+
          | a�[31m |
          | 1      |
          | 2      |
          +--------+

          """)
  }

  @Test func `a table as wide as the screen wraps its widest column between words`() throws {
    let screen = ScreenTraits(width: 30)
    #expect(
      try written(
        .table, columns: ["id", "title"],
        [[.integer(1), .string("Interkulturelle Öffnung der Verwaltung")]], screen: screen) == """
          ┌────┬───────────────────────┐
          │ id │ title                 │
          ├────┼───────────────────────┤
          │  1 │ Interkulturelle       │
          │    │ Öffnung der           │
          │    │ Verwaltung            │
          └────┴───────────────────────┘

          """)
  }

  @Test func `a table that cannot fit the screen is written line by line`() throws {
    let screen = ScreenTraits(width: 20)
    let long = Value.string("Landeshauptstadt")
    #expect(
      try written(.table, columns: ["a", "bc", "d"], [[long, long, .integer(1)]], screen: screen)
        == """
        ────────────────────
        a   Landeshauptstadt
        bc  Landeshauptstadt
        d   1

        """)
  }

  @Test func `a table with no rows shows its columns`() throws {
    #expect(
      try written(.table, columns: ["n"], []) == """
        ┌───┐
        │ n │
        ├───┤
        └───┘

        """)
  }

  @Test func `a long table keeps its columns after the rows that were measured`() throws {
    let rows = (0..<5_001).map { [Value.integer($0)] } + [[.string("a long cell")]]
    let lines = try written(.table, columns: ["n"], rows).split(separator: "\n")
    #expect(lines.count == 5_006)
    #expect(lines[5_003] == "│ 5000 │")
    #expect(lines[5_004] == "│ a long cell │")
  }

  @Test func `jsonl writes one object a row with keys in column order`() throws {
    #expect(
      try written(.jsonl, columns: columns, rows) == #"""
        {"name":"Nörenberg","a|b":7}
        {"name":"a \"b\", c\n|\t\\","a|b":null}
        {"name":"","a|b":2.0}

        """#)
  }

  @Test func `json writes one array a statement`() throws {
    #expect(
      try written(.json, columns: ["n"], [[.integer(1)], [.boolean(true)]]) == """
        [{"n":1},
         {"n":true}]

        """)
    #expect(try written(.json, columns: ["n"], []) == "[]\n")
  }

  @Test func `csv quotes what RFC 4180 asks for, and tells null from an empty string`() throws {
    #expect(
      try written(.csv, columns: columns, rows) == """
        name,a|b
        Nörenberg,7
        "a ""b"", c
        |\t\\",
        "",2.0

        """)
  }

  @Test func `tsv keeps one row a line`() throws {
    #expect(
      try written(.tsv, columns: columns, rows)
        == "name\ta|b\nNörenberg\t7\na \"b\", c\\n|\\t\\\\\t\n\t2.0\n")
  }

  @Test func `markdown escapes bars and line ends`() throws {
    #expect(
      try written(.markdown, columns: columns, Array(rows.prefix(2))) == #"""
        | name | a\|b |
        | --- | --- |
        | Nörenberg | 7 |
        | a "b", c<br>\|	\\ |  |

        """#)
  }

  @Test func `line writes one value a line and parts rows`() throws {
    #expect(
      try written(
        .line, columns: ["name", "größe"], [[.string("a\nb"), .null], [.integer(1), .integer(2)]])
          == """
           name = a
                  b
          größe = null

           name = 1
          größe = 2

          """)
  }

  @Test func `raw writes values only`() throws {
    #expect(try written(.raw, columns: ["a", "b"], [[.string("x"), .null]]) == "x\t\n")
  }

  @Test(arguments: ResultFormat.allCases)
  func `a statement without columns writes nothing`(format: ResultFormat) throws {
    #expect(try written(format, columns: [], []) == "")
  }

  @Test func `box parts rows by rules`() throws {
    #expect(
      try written(
        .box, columns: ["n", "t"], [[.integer(1), .string("a\nb")], [.integer(20), .null]])
          == """
          ┌────┬──────┐
          │  n │ t    │
          ├────┼──────┤
          │  1 │ a    │
          │    │ b    │
          ├────┼──────┤
          │ 20 │ null │
          └────┴──────┘

          """)
  }

  @Test func `html escapes what steers a page`() throws {
    #expect(
      try written(
        .html, columns: ["a<b", "n"],
        [[.string("\"x\" & <y>\n\u{1}z"), .integer(1)], [.null, .null]])
          == """
          <table>
          <thead>
          <tr><th>a&lt;b</th><th>n</th></tr>
          </thead>
          <tbody>
          <tr><td>&quot;x&quot; &amp; &lt;y&gt;<br>z</td><td class="number">1</td></tr>
          <tr><td></td><td></td></tr>
          </tbody>
          </table>

          """)
  }

  @Test(arguments: [
    (ResultFormat.csv, "a\n∅\n\"\"\n"), (.tsv, "a\n∅\n\n"), (.raw, "∅\n\n"),
    (.line, "a = ∅\n\na = \n"), (.markdown, "| a |\n| --- |\n| ∅ |\n|  |\n"),
    (.table, "┌───┐\n│ a │\n├───┤\n│ ∅ │\n│   │\n└───┘\n"), (.jsonl, "{\"a\":null}\n{\"a\":\"\"}\n")
  ])
  func `null has the text that is set`(format: ResultFormat, text: String) throws {
    var screen = ScreenTraits()
    screen.nullText = "∅"
    #expect(
      try written(format, columns: ["a"], [[.null], [.string("")]], screen: screen) == text)
  }

  @Test func `columns are as wide as what is shown, whatever it is made of`() throws {
    let texts = ["o\u{308}", "漢字", "👩‍👩‍👧‍👦", "🇩🇪", "e\u{301}\u{327}", "한국", "👍🏽", "ｱ"]
    #expect(
      try written(.table, columns: ["t"], texts.map { [.string($0)] }) == """
        ┌──────┐
        │ t    │
        ├──────┤
        │ o\u{308}    │
        │ 漢字 │
        │ 👩‍👩‍👧‍👦   │
        │ 🇩🇪   │
        │ e\u{301}\u{327}    │
        │ 한국 │
        │ 👍🏽   │
        │ ｱ    │
        └──────┘

        """)
  }

  @Test func `entities are written as JSON objects`() throws {
    let path = PathValue(nodes: [NodeID(0), NodeID(1)], relationships: [RelationshipID(5)])
    #expect(
      try written(.jsonl, columns: ["p"], [[.path(path)]]) == #"""
        {"p":{"nodes":[{"id":0,"labels":["Person","Böhm's"],"properties":{"name":"Ada","the age":36}},{"id":1,"labels":[],"properties":{}}],"relationships":[{"id":5,"type":"KNOWS","start":0,"end":1,"properties":{"since":2015}}]}}

        """#)
  }
}
