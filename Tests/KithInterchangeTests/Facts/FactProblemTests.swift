import KithCore
import Testing

@testable import KithInterchange

@Suite("Facts that do not fit together")
struct FactProblemTests {
  @Test("an unquoted date is shown in its line, with a caret")
  func rendered() throws {
    let bench = try FactWorkbench()
    let source = exampleFacts.replacing("from: \"2024-01\"", with: "from: 2024-01")
    let text = try bench.directory.errors { try bench.load([("bericht.gram", source)]) }
    #expect(
      text == """
        error: line 14: write from: "2024-01" (dates need quotes)
          --> bericht.gram:14:32
           |
        14 | @page(5) (land)-[:FUNDS {from: 2024-01}]->(ikoe)
           |                                ^^^^^^^
        """)
  }

  @Test("an unknown id is an error with a guess")
  func unknownIDs() throws {
    let bench = try FactWorkbench()
    #expect(
      try bench.problems(
        """
        { kith: 1, source: berricht }
        (bericht:Source)
        (katja:Person)
        (kathja)-[:X]->(nobody)
        @source(bercht) (katja)-[:X]->(katja)
        """) == [
          "a.gram:1:20 no source has the id 'berricht' (bericht?) | describe it on a line of its own: (berricht:Source {title: \"…\"})",
          "a.gram:4:2 nothing has the id 'kathja' (katja?) | describe it on a line of its own: (kathja:Label {name: \"…\"})",
          "a.gram:5:9 no source has the id 'bercht' (bericht?) | describe it on a line of its own: (bercht:Source {title: \"…\"})"
        ])
    #expect(bench.graph.changeCount == 0)
  }

  @Test("ids of other files of the run and of the graph are known")
  func knownIDs() throws {
    let bench = try FactWorkbench()
    #expect(try bench.problems("(a)-[:X]->(b)\n(a:A)", "(b:A)") == [])
    try bench.load([("later.gram", "(c:A)\n@source(a) (c)-[:X]->(b)")])
    #expect(
      bench.graph.relationshipText == "('a')-[:X]->('b')\n('c')-[:X {source: 'a'}]->('b')")
  }

  @Test("an id that several nodes have outside of fact files is refused")
  func ambiguousIDs() throws {
    let bench = try FactWorkbench()
    for label in ["Person", "Place"] {
      _ = try bench.graph.createNode(labels: [label], properties: ValueMap([("id", .string("1"))]))
    }
    #expect(
      try bench.problems("(a:A)\n(a)-[:X]->(1)") == [
        "a.gram:2:12 several nodes of the graph have the id '1' | ids of a CSV file are unique within their id space only: describe the thing in a fact file"
      ])
  }

  @Test("a thing that is described differently names both places")
  func conflicts() throws {
    let bench = try FactWorkbench()
    #expect(
      try bench.problems(
        "(a:A {name: \"x\"})\n(a:B {born: 1970})\n(a {name: \"y\"})", "// b\n(a:A {born: 1971})")
        == [
          "a.gram:3:5 'a' has name: \"x\" on line 1 | an id stands for one thing: give one of them another id, or the same name",
          "b.gram:2:7 'a' has born: 1970 in 'a.gram' on line 1 | an id stands for one thing: give one of them another id, or the same born"
        ])
  }

  @Test("another file may add to a thing, but contradict neither its file nor the graph")
  func additions() throws {
    let bench = try FactWorkbench()
    let base = "(a:A {name: \"x\", born: 1970})"
    let extra = "@page(7) (a:Extra {phone: \"1\"})"
    let otherSource = try FactWorkbench().problems(
      "{ kith: 1, source: s }\n(s:Source)\n(a:A)",
      "{ kith: 1, source: s }\n@source(a) (a {x: 1})\n(s)")
    #expect(
      otherSource == [
        "b.gram:2:13 notice: 'a' keeps the sources that 'a.gram' gives; those given here are not stored"
      ])
    #expect(
      try bench.problems(base, extra) == [
        "b.gram:1:11 notice: 'a' keeps the sources that 'a.gram' gives; those given here are not stored"
      ])
    #expect(
      bench.graph.nodeText == "(:A:Extra {id: 'a', name: 'x', born: 1970, phone: '1'})")
    #expect(try bench.load(base, extra).summary == "1 unchanged")
    #expect(try bench.load(base).summary == "1 unchanged")
    #expect(try bench.load([("b.gram", extra)]).summary == "1 unchanged")
    try bench.load([("b.gram", "(a {phone: \"2\"})")])
    #expect(
      bench.graph.nodeText == "(:A:Extra {id: 'a', name: 'x', born: 1970, phone: '2'})")
    do {
      try bench.load([("b.gram", "(a {born: 1971})")])
      Issue.record("a contradiction was loaded")
    } catch let diagnostics as FileDiagnostics {
      #expect(diagnostics.all.map(\.diagnostic.message) == ["'a' has born: 1970 in 'a.gram'"])
      #expect(
        diagnostics.all.map(\.diagnostic.advice) == [
          "change it there, or load both files together once it has moved"
        ])
    }
  }

  @Test("a thing moves with its line to another file")
  func moves() throws {
    let bench = try FactWorkbench()
    try bench.load("(a:A {name: \"x\", born: 1970})", "")
    #expect(try bench.load("", "(a:A {name: \"y\"})").summary == "1 changed")
    #expect(
      bench.graph.fullText
        == "(:A {id: 'a', name: 'y', factFile: 'b.gram', factKeys: 'id name :A'})\n")
  }

  @Test("a relationship moves with its line to another file of the run")
  func relationshipsMove() throws {
    let bench = try FactWorkbench()
    try bench.load("(a:A)\n(a)-[:X {role: \"r\"}]->(a)\n(a)-[:Y]->(a)", "")
    let report = try bench.load("(a:A)", "(a)-[:X {role: \"r\"}]->(a)\n(a)-[:Y {role: \"s\"}]->(a)")
    #expect(
      report.summary
        == "1 added (0 nodes, 1 relationship), 2 unchanged, 1 no longer in the files (kept)")
    let alone = try bench.load([
      ("b.gram", "(a)-[:X {role: \"r\"}]->(a)\n(a)-[:Y {role: \"s\"}]->(a)")
    ])
    #expect(alone.summary == "2 unchanged")
  }

  @Test("a fact that gets other ends keeps what somebody set on it by a query")
  func replacedFacts() throws {
    let bench = try FactWorkbench()
    try bench.load("(a:A)\n(b:A)\n(a)-[f:X {role: \"r\"}]->(a)")
    try bench.graph.setProperty("mine", ofRelationship: RelationshipID(0), to: .integer(1))
    try bench.load("(a:A)\n(b:A)\n(a)-[f:X]->(b)")
    #expect(bench.graph.relationshipText == "('a')-[:X {id: 'f', mine: 1}]->('b')")
  }

  @Test("an id of a fact is unique in the whole graph")
  func relationshipIDs() throws {
    let bench = try FactWorkbench()
    #expect(
      try bench.problems("(a:A)\n(a)-[a:X]->(a)\n(a)-[f:X]->(a)\n(a)-[f:Y]->(a)") == [
        "a.gram:2:6 the id 'a' stands for a thing on line 1 | ids are unique in the whole graph",
        "a.gram:4:6 the id 'f' stands for another fact on line 3 | ids are unique in the whole graph"
      ])
    try bench.load("(a:A)\n(a)-[f:X]->(a)")
    let files = [("z.gram", "(a)-[f:Y]->(a)")]
    do {
      try bench.load(files)
      Issue.record("a contradiction was loaded")
    } catch let diagnostics as FileDiagnostics {
      #expect(
        diagnostics.all.map(\.diagnostic.message) == [
          "the id 'f' stands for another fact of 'a.gram' in the graph"
        ])
    }
  }

  @Test("the same fact written twice is loaded once, with a warning")
  func twins() throws {
    let bench = try FactWorkbench()
    #expect(
      try bench.problems("(a:A)\n(a)-[:X]->(a)\n(a)-[:X]->(a)") == [
        "a.gram:3:4 warning: the same fact stands on line 2 already; it is loaded once"
      ])
    #expect(bench.graph.statistics.relationshipCount == 1)
    #expect(
      try bench.problems(
        "(a:A)\n(a)-[:X]->(a)\n(a)-[:X]->(a)", options: LoadOptions(isStrict: true)) == [
          "a.gram:3:4 the same fact stands on line 2 already; it is loaded once"
        ])
  }

  @Test(
    "keys and annotations that cannot be are refused",
    arguments: [
      ("(a:A {id: \"b\"})", "a.gram:1:7 the id stands before the colon | write (katja:Person {…})"),
      ("(a:A {factFile: \"b\"})", "a.gram:1:7 kith keeps the key 'factFile' for itself"),
      (
        "@page(2) (a:A {page: 3})",
        "a.gram:1:16 'page' stands in the map and as @page | say it once"
      ),
      (
        "@page(2) @page(3) (a:A)",
        "a.gram:1:10 @page stands twice in one claim | a second claim begins with its own @source"
      ),
      (
        "(a:A)\n@page(2) (a)",
        "a.gram:2:1 the line says nothing that an annotation could belong to | describe the thing, (a:Label {…}), or write a relationship"
      )
    ])
  func refused(source: String, expected: String) throws {
    let problems = try FactWorkbench().problems(source)
    #expect(problems == [expected])
  }

  @Test("a name that is new and looks like a slip is a warning, and strictly an error")
  func slips() throws {
    let bench = try FactWorkbench()
    let source = """
      (a:Person {name: "x"})
      (b:Person {naem: "x"})
      (c:Preson {name: "x"})
      (a)-[:HOLDS_ROLE {form: "2015", role: "r"}]->(b)
      (b)-[:HOLDS_ROLE {from: "2015", role: "r"}]->(b)
      (b)-[:HOLDS_ROEL {role: "r"}]->(b)
      """
    let problems = [
      "a.gram:3:4 warning: unknown label 'Preson' (Person?)",
      "a.gram:6:7 warning: unknown type 'HOLDS_ROEL' (HOLDS_ROLE?)",
      "a.gram:2:12 warning: unknown key 'naem' (name?)",
      "a.gram:4:19 warning: unknown key 'form' (from?)"
    ]
    #expect(
      try bench.problems(source, options: LoadOptions(isStrict: true)).sorted()
        == problems.map { $0.replacing("warning: ", with: "") }.sorted())
    #expect(bench.graph.changeCount == 0)
    #expect(try bench.problems(source).sorted() == problems.sorted())
    // What the graph has is known.
    #expect(try bench.problems(source) == [])
  }

  @Test(
    "names that people tell apart are no slips",
    arguments: [
      ("HEADS", "LEADS", false), ("kind", "kinds", false), ("WORKS_ON", "WORKS_IN", false),
      ("role", "rule", false), ("LOCATED", "LOCATES", false), ("date", "data", false),
      ("Phase1", "Phase2", false), ("RUNS", "RUN", false), ("FUNDS", "Funds", true),
      ("worksOn", "WORKS_ON", true), ("form", "from", true), ("untl", "until", true),
      ("unttil", "until", true), ("Preson", "Person", true), ("Persin", "Person", true),
      ("Orgenisation", "Organisation", true), ("HOLDS_ROEL", "HOLDS_ROLE", true)
    ])
  func resemblance(name: String, other: String, expected: Bool) {
    #expect(FactNames.resembles(name, other) == expected)
    #expect(FactNames.resembles(other, name) == expected)
  }

  @Test("errors of all files come in one run, twenty at most")
  func limit() throws {
    let bench = try FactWorkbench()
    let bad = (0..<15).map { "(x\($0))-[:X]->(y)" }.joined(separator: "\n")
    #expect(try bench.problems(bad, bad).count == 20)
    #expect(try bench.problems("x", "(a:A {b: 2023-12})").count == 2)
  }
}
