import KithCore
import Testing

@testable import KithInterchange

/// The example of the notation's description.
let exampleFacts = """
  { kith: 1, lang: "de", source: bericht }        // default source of every fact in this file

  (bericht:Source {title: "Sachbericht Integrationsnetz", date: "2024-03", file: "bericht.pdf"})
  (presse:Source  {title: "Lokalzeitung, S. 3", date: "2024-02-17"})

  (katja:Person {name: "Katja Michalak", title: "Dr."})
  (buero:Organisation:Office {name: "Büro für Integration"})
  (ikoe:Project {name: "Interkulturelle Öffnung"})
  (bund:Organisation {name: "Bundesamt X"})
  (land:Organisation {name: "Landesministerium Y"})

  @page(2) (katja)-[:HEADS {role: "Leiterin", from: "2015~"}]->(buero)
  @page(5) (bund)-[:FUNDS {from: "2021", until: "2023-12"}]->(ikoe)
  @page(5) (land)-[:FUNDS {from: "2024-01"}]->(ikoe)
  @source(presse) @rank(deprecated) (bund)-[:FUNDS {until: "2023-10?"}]->(ikoe)
  """

/// A graph, and fact files to load into it.
struct FactWorkbench {
  let graph = FakeGraph()
  let directory: ScratchDirectory

  init() throws { directory = try ScratchDirectory() }

  /// Loads texts as files: `a.gram`, `b.gram`, …
  @discardableResult
  func load(_ texts: String..., options: LoadOptions = LoadOptions()) throws -> LoadReport {
    try load(Array(zip(["a.gram", "b.gram", "c.gram"], texts)), options: options)
  }

  @discardableResult
  func load(
    _ files: [(name: String, text: String)], options: LoadOptions = LoadOptions()
  ) throws -> LoadReport {
    let paths = try files.map { try directory.write($0.name, $0.text) }
    return try withExtendedLifetime(directory) {
      try FileLoader.load(paths: paths, into: graph, options: options)
    }
  }

  /// What the plan for the texts says, a line each.
  func plan(_ texts: String...) throws -> String {
    let files = Array(zip(["a.gram", "b.gram", "c.gram"], texts))
    return try load(files, options: LoadOptions(isPlan: true)).planLines.joined(separator: "\n")
  }

  /// The errors without the excerpts: `a.gram:3 message | advice (suggestion?)`.
  func problems(_ texts: String..., options: LoadOptions = LoadOptions()) throws -> [String] {
    let files = Array(zip(["a.gram", "b.gram", "c.gram"], texts))
    do {
      return try load(files, options: options).remarks.map(Self.line)
    } catch let diagnostics as FileDiagnostics {
      return diagnostics.all.map(Self.line)
    }
  }

  private static func line(_ problem: FileDiagnostic) -> String {
    let diagnostic = problem.diagnostic
    let severity = diagnostic.severity == .error ? "" : " \(diagnostic.severity.rawValue):"
    let suggestion = diagnostic.suggestion.map { " (\($0)?)" } ?? ""
    let advice = diagnostic.advice.map { " | \($0)" } ?? ""
    let place = problem.position.map { "\($0.line):\($0.column)" } ?? "?"
    let name = problem.path.split(separator: "/").last ?? ""
    return "\(name):\(place)\(severity) \(diagnostic.message)\(suggestion)\(advice)"
  }
}

@Suite("Facts are loaded")
struct FactLoadTests {
  @Test("the example of the notation becomes a graph")
  func example() throws {
    let bench = try FactWorkbench()
    let report = try bench.load(exampleFacts)
    #expect(
      bench.graph.nodeText == """
        (:Source {id: 'bericht', title: 'Sachbericht Integrationsnetz', date: '2024-03', file: 'bericht.pdf'})
        (:Source {id: 'presse', title: 'Lokalzeitung, S. 3', date: '2024-02-17'})
        (:Person {id: 'katja', name: 'Katja Michalak', title: 'Dr.', source: 'bericht'})
        (:Organisation:Office {id: 'buero', name: 'Büro für Integration', source: 'bericht'})
        (:Project {id: 'ikoe', name: 'Interkulturelle Öffnung', source: 'bericht'})
        (:Organisation {id: 'bund', name: 'Bundesamt X', source: 'bericht'})
        (:Organisation {id: 'land', name: 'Landesministerium Y', source: 'bericht'})
        """)
    #expect(
      bench.graph.relationshipText == """
        ('katja')-[:HEADS {role: 'Leiterin', from: '2015~', source: 'bericht', page: 2}]->('buero')
        ('bund')-[:FUNDS {from: '2021', until: '2023-12', source: 'bericht', page: 5}]->('ikoe')
        ('land')-[:FUNDS {from: '2024-01', source: 'bericht', page: 5}]->('ikoe')
        ('bund')-[:FUNDS {until: '2023-10?', source: 'presse', rank: 'deprecated'}]->('ikoe')
        """)
    #expect(report.summary == "11 added (7 nodes, 4 relationships)")
    #expect(report.remarks == [])
    #expect(report.microseconds > 0)
  }

  @Test("the loader notes the file and its keys on what it loads")
  func bookkeeping() throws {
    let bench = try FactWorkbench()
    try bench.load("(a:A:B {name: \"x\"})\n@page(1) (a)-[:X {role: \"r\"}]->(a)")
    #expect(
      bench.graph.fullText == """
        (:A:B {id: 'a', name: 'x', factFile: 'a.gram', factKeys: 'id name :A :B'})
        ('a')-[:X {role: 'r', page: 1, factKeys: 'role page', factFile: 'a.gram'}]->('a')
        """)
  }

  @Test("the same files loaded twice change nothing")
  func idempotent() throws {
    let bench = try FactWorkbench()
    try bench.load(exampleFacts)
    let (text, changes) = (bench.graph.fullText, bench.graph.changeCount)
    let again = try bench.load(exampleFacts)
    #expect(again.summary == "11 unchanged")
    #expect(bench.graph.changeCount == changes)
    #expect(bench.graph.fullText == text)
    #expect(try bench.plan(exampleFacts) == "")
  }

  @Test(
    "several facts between the same two things stay apart, also when they are equal but for their source"
  )
  func repeatedFacts() throws {
    let bench = try FactWorkbench()
    let text = """
      (s:Source {title: "s"})
      (t:Source {title: "t"})
      (p:Person {name: "P"})
      (o:Organisation {name: "O"})
      (p)-[:HOLDS_ROLE {role: "Vorsitz", from: "2010", until: "2012"}]->(o)
      (p)-[:HOLDS_ROLE {role: "Vorsitz", from: "2020"}]->(o)
      (p)-[:HOLDS_ROLE]->(o)
      @source(s) (p)-[:HOLDS_ROLE]->(o)
      @source(t) (p)-[:HOLDS_ROLE]->(o)
      """
    try bench.load(text)
    #expect(bench.graph.statistics.relationshipCount == 5)
    let changes = bench.graph.changeCount
    try bench.load(text)
    #expect(bench.graph.changeCount == changes)
  }

  @Test("lines in another order change nothing")
  func orderIsFree() throws {
    let bench = try FactWorkbench()
    try bench.load(exampleFacts)
    let changes = bench.graph.changeCount
    let lines = exampleFacts.split(separator: "\n").map(String.init)
    let turned = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n")
    #expect(try bench.load(turned).summary == "11 unchanged")
    #expect(bench.graph.changeCount == changes)
  }

  @Test("an edited line changes its fact, and only what differs")
  func editedLines() throws {
    let bench = try FactWorkbench()
    try bench.load(exampleFacts)
    let edited =
      exampleFacts
      .replacing("title: \"Dr.\"", with: "title: \"Prof. Dr.\", born: 1970")
      .replacing("until: \"2023-12\"", with: "until: \"2023-11\"")
      .replacing("@page(5) (land)", with: "(land)")
      .replacing("buero:Organisation:Office", with: "buero:Organisation:Department")
    #expect(
      try bench.plan(edited) == """
        ~ a.gram:6   (katja)  title: "Dr." → "Prof. Dr.", born: nothing → 1970
        ~ a.gram:7   (buero)  +:Department, -:Office
        ~ a.gram:13  (bund)-[:FUNDS]->(ikoe)  until: "2023-12" → "2023-11"
        ~ a.gram:14  (land)-[:FUNDS]->(ikoe)  page: 5 → nothing
        """)
    let report = try bench.load(edited)
    #expect(report.summary == "4 changed, 7 unchanged")
    #expect(
      bench.graph.nodeText.split(separator: "\n")[2]
        == "(:Person {id: 'katja', name: 'Katja Michalak', title: 'Prof. Dr.', source: 'bericht', born: 1970})"
    )
    #expect(bench.graph.statistics.relationshipCount == 4)
    #expect(try bench.load(edited).summary == "11 unchanged")
  }

  @Test("an edited fact is found as the nearest of those between the same two things")
  func nearest() throws {
    let bench = try FactWorkbench()
    let facts = """
      (p:Person {name: "P"})
      (o:Organisation {name: "O"})
      (p)-[:HOLDS_ROLE {role: "Vorsitz", from: "2010", until: "2012"}]->(o)
      (p)-[:HOLDS_ROLE {role: "Mitglied", from: "2015"}]->(o)
      (p)-[:HOLDS_ROLE {role: "Vorsitz", from: "2020"}]->(o)
      """
    try bench.load(facts)
    let edited = """
      (p:Person {name: "P"})
      (o:Organisation {name: "O"})
      (p)-[:HOLDS_ROLE {role: "Mitglied", from: "2015", until: "2019"}]->(o)
      (p)-[:HOLDS_ROLE {role: "Vorsitz", from: "2020", until: "2023"}]->(o)
      (p)-[:HOLDS_ROLE {role: "Ehrenvorsitz"}]->(o)
      (p)-[:HOLDS_ROLE {role: "Vorsitz", from: "2010", until: "2012"}]->(o)
      """
    #expect(
      try bench.plan(edited) == """
        + a.gram:5  (p)-[:HOLDS_ROLE {role: "Ehrenvorsitz"}]->(o)
        ~ a.gram:3  (p)-[:HOLDS_ROLE]->(o)  until: nothing → "2019"
        ~ a.gram:4  (p)-[:HOLDS_ROLE]->(o)  until: nothing → "2023"
        """)
  }

  @Test("a fact with an id of its own is found by it, also between other things")
  func ownIDs() throws {
    let bench = try FactWorkbench()
    let things = "(a:A {name: \"a\"})\n(b:A {name: \"b\"})\n(c:A {name: \"c\"})\n"
    try bench.load(things + "(a)-[f1:LEADS {from: \"2020\"}]->(b)\n(a)-[f2:LEADS]->(b)")
    #expect(
      bench.graph.relationshipText == """
        ('a')-[:LEADS {id: 'f1', from: '2020'}]->('b')
        ('a')-[:LEADS {id: 'f2'}]->('b')
        """)
    let edited =
      things + "(a)-[f1:LEADS {from: \"2021\"}]->(c)\n(a)-[f2:LEADS {from: \"2020\"}]->(b)"
    #expect(
      try bench.plan(edited) == """
        ~ a.gram:4  (a)-[f1:LEADS {from: "2021"}]->(c)
        ~ a.gram:5  (a)-[f2:LEADS]->(b)  from: nothing → "2020"
        """)
    #expect(try bench.load(edited).summary == "2 changed, 3 unchanged")
    #expect(
      bench.graph.relationshipText == """
        ('a')-[:LEADS {id: 'f2', from: '2020'}]->('b')
        ('a')-[:LEADS {id: 'f1', from: '2021'}]->('c')
        """)
    #expect(try bench.load(edited).summary == "5 unchanged")
  }

  @Test("a fact that gets an id stays the same fact")
  func gainsID() throws {
    let bench = try FactWorkbench()
    try bench.load("(a:A)\n(a)-[:X {from: \"2020\"}]->(a)")
    let report = try bench.load("(a:A)\n(a)-[f1:X {from: \"2020\"}]->(a)")
    #expect(report.summary == "1 changed, 1 unchanged")
    #expect(bench.graph.relationshipText == "('a')-[:X {from: '2020', id: 'f1'}]->('a')")
  }

  @Test("a deleted line is reported, and its fact stays")
  func deletedLines() throws {
    let bench = try FactWorkbench()
    try bench.load(exampleFacts)
    let shorter = exampleFacts.split(separator: "\n").filter {
      !$0.contains("(land)-[") && !$0.contains("(land:")
    }.joined(separator: "\n")
    #expect(
      try bench.plan(shorter) == """
        - a.gram  (land:Organisation {name: "Landesministerium Y", source: "bericht"})  is no longer in the file and stays
        - a.gram  (land)-[:FUNDS {from: "2024-01", source: "bericht", page: 5}]->(ikoe)  is no longer in the file and stays
        """)
    #expect(try bench.load(shorter).summary == "9 unchanged, 2 no longer in the files (kept)")
    #expect(bench.graph.statistics.nodeCount == 7)
  }

  @Test("what somebody set by a query stays, unless the file says otherwise")
  func keepsOtherProperties() throws {
    let bench = try FactWorkbench()
    try bench.load("(a:A {name: \"x\", born: 1970})")
    try bench.graph.setProperty("phone", ofNode: NodeID(0), to: .string("1"))
    try bench.graph.setProperty("name", ofNode: NodeID(0), to: .string("y"))
    try bench.graph.addLabel("Mine", to: NodeID(0))
    try bench.load("(a:A {name: \"x\"})")
    #expect(bench.graph.nodeText == "(:A:Mine {id: 'a', name: 'x', phone: '1'})")
  }

  @Test("a node made by a query is taken over by its id")
  func adoptsNodes() throws {
    let bench = try FactWorkbench()
    _ = try bench.graph.createNode(
      labels: ["Person"], properties: ValueMap([("id", .string("a")), ("phone", .string("1"))]))
    try bench.load("(a:Person {name: \"A\"})\n(a)-[:KNOWS]->(a)")
    #expect(bench.graph.nodeText == "(:Person {id: 'a', phone: '1', name: 'A'})")
  }

  @Test("a plan changes nothing")
  func planChangesNothing() throws {
    let bench = try FactWorkbench()
    let report = try bench.load(
      [("a.gram", "(a:A {name: \"x\"})\n@page(2) (a)-[:X {l: [1, \"b\"]}]->(a)")],
      options: LoadOptions(isPlan: true))
    #expect(
      report.planLines == [
        "+ a.gram:1  (a:A {name: \"x\"})",
        "+ a.gram:2  (a)-[:X {l: [1, \"b\"], page: 2}]->(a)"
      ])
    #expect(report.summary == "2 to add (1 node, 1 relationship)")
    #expect(bench.graph.changeCount == 0)
  }

  @Test("an empty file loads nothing")
  func emptyFile() throws {
    let bench = try FactWorkbench()
    #expect(try bench.load("").summary == "nothing to load")
  }
}

@Suite("Sources of facts")
struct FactClaimTests {
  private func load(_ text: String) throws -> (String, String) {
    let bench = try FactWorkbench()
    try bench.load("(s:Source)\n(t:Source)\n(a:A)\n" + text)
    let nodes = bench.graph.nodeText.split(separator: "\n").dropFirst(2).joined(separator: "\n")
    return (nodes, bench.graph.relationshipText)
  }

  @Test("one claim gives values, several give lists that run alike")
  func severalClaims() throws {
    let (_, one) = try load("@page(2) @source(s) @note(\"n\") (a)-[:X]->(a)")
    #expect(one == "('a')-[:X {source: 's', page: 2, note: 'n'}]->('a')")
    let (_, two) = try load(
      "@source(s) @page(2) @source(t) @rank(preferred) @quote(\"q\") (a)-[:X]->(a)")
    #expect(
      two
        == "('a')-[:X {source: ['s', 't'], page: [2, ''], quote: ['', 'q'], rank: ['', 'preferred']}]->('a')"
    )
  }

  @Test("annotations beside a relationship are about that, and not about things described there")
  func inlineThings() throws {
    let bench = try FactWorkbench()
    try bench.load("(s:Source)\n@source(s) @page(3) (a:A {name: \"x\"})-[:X]->(b:B)<-[:Y]-(a)")
    #expect(
      bench.graph.nodeText == "(:Source {id: 's'})\n(:A {id: 'a', name: 'x'})\n(:B {id: 'b'})")
    #expect(
      bench.graph.relationshipText
        == "('a')-[:X {source: 's', page: 3}]->('b')\n('a')-[:Y {source: 's', page: 3}]->('b')")
  }

  @Test("a thing described on several lines has all its claims")
  func severalLines() throws {
    let (nodes, _) = try load(
      "@source(s) @page(1) (b:B {name: \"x\"})\n@source(t) (b:C {name: \"x\", born: 1970})")
    #expect(
      nodes == "(:A {id: 'a'})\n"
        + "(:B:C {id: 'b', name: 'x', born: 1970, source: ['s', 't'], page: [1, '']})")
  }

  @Test("the file's own source is the default, but not for sources themselves")
  func defaultSource() throws {
    let bench = try FactWorkbench()
    try bench.load(
      "{ kith: 1, source: s }\n(s:Source)\n@page(1) (t:Source)\n(a:A)\n(b:A {source: \"own\"})")
    #expect(
      bench.graph.nodeText == """
        (:Source {id: 's'})
        (:Source {id: 't', source: 's', page: 1})
        (:A {id: 'a', source: 's'})
        (:A {id: 'b', source: 'own'})
        """)
  }
}

@Suite("Dates in facts")
struct FactDateTests {
  @Test(
    "a date is kept as written, or normalised with a notice",
    arguments: [
      ("from: \"2015~\"", "from: '2015~'", nil),
      ("from: 2015", "from: '2015'", nil),
      ("until: \"..\"", "until: '..'", nil),
      ("date: \"2021/2023\"", "date: '2021/2023'", nil),
      ("from: \"Dezember 2023\"", "from: '2023-12'", "\"Dezember 2023\" is read as \"2023-12\""),
      ("from: \"um 2015\"", "from: '2015~'", "\"um 2015\" is read as \"2015~\""),
      ("from: \"01.12.2023\"", "from: '2023-12-01'", "\"01.12.2023\" is read as \"2023-12-01\""),
      ("from: \"seit 2015\"", "from: '2015'", "\"seit 2015\" is read as \"2015\""),
      (
        "from: \"bis Oktober 2023\"", "until: '2023-10'",
        "from: \"bis Oktober 2023\" is read as until: \"2023-10\""
      ),
      (
        "from: \"2021 bis heute\"", "from: '2021', until: '..'",
        "from: \"2021 bis heute\" is read as from: \"2021\", until: \"..\""
      ),
      ("date: \"seit 2015\"", "date: '2015/'", "\"seit 2015\" is read as \"2015/\""),
      (
        "date: \"2021 bis 2023\"", "date: '2021/2023'", "\"2021 bis 2023\" is read as \"2021/2023\""
      ),
      ("born: \"um 2015\"", "born: 'um 2015'", nil)
    ] as [(String, String, String?)])
  func normalises(written: String, stored: String, notice: String?) throws {
    let bench = try FactWorkbench()
    let report = try bench.load("(a:A {\(written)})")
    #expect(bench.graph.nodeText == "(:A {id: 'a', \(stored)})")
    #expect(report.remarks.map(\.diagnostic.message) == (notice.map { [$0] } ?? []))
    #expect(report.remarks.allSatisfy { $0.diagnostic.severity == .notice })
  }

  @Test(
    "a broken date says what is wrong",
    arguments: [
      (
        "from: \"2023-02-30\"",
        "a.gram:1:13 from: '2023-02-30' is not a date: February 2023 has 28 days"
      ),
      (
        "from: \"2023-13\"",
        "a.gram:1:13 from: '2023-13' is not a date: there is no month 13 | "
          + "months are 01 to 12, seasons 21 (spring) to 24 (winter)"
      ),
      (
        "from: \"30.02.2023\"",
        "a.gram:1:13 from: '2023-02-30' is not a date: February 2023 has 28 days"
      ),
      (
        "from: \"bald\"",
        "a.gram:1:13 from: 'bald' is not a date | write a date such as 2023, 2023-12, 2023-12-01, "
          + "2015~ (about), 2023-10? (perhaps), 2021/2023 or 2021/.."
      ),
      (
        "date: \"..\"",
        "a.gram:1:13 date: '..' is not a date | write a date such as 2023, 2023-12, 2023-12-01, "
          + "2015~ (about), 2023-10? (perhaps), 2021/2023 or 2021/.."
      ),
      (
        "from: 12.2023",
        "a.gram:1:13 from wants a date | write a date in quotes, such as \"2023-12\" or \"2015~\", "
          + "or a year such as 2023"
      ),
      (
        "from: \"2023\", until: \"2021\"",
        "a.gram:1:28 until: \"2021\" lies before from: \"2023\""
      ),
      (
        "from: \"bis 2023\", until: \"2022\"",
        "a.gram:1:13 this gives 'until' too, which stands in the map already"
      )
    ])
  func broken(written: String, expected: String) throws {
    let problems = try FactWorkbench().problems("(a:A {\(written)})")
    #expect(problems == [expected])
  }
}
