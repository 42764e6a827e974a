import Foundation
import KithCore
import Testing

@testable import KithInterchange

/// A graph, and CSV files to load into it.
struct CSVWorkbench {
  let graph = FakeGraph()
  let directory: ScratchDirectory

  init() throws { directory = try ScratchDirectory() }

  @discardableResult
  func load(
    _ files: (name: String, text: String)..., options: LoadOptions = LoadOptions()
  ) throws -> LoadReport {
    let paths = try files.map { try directory.write($0.name, $0.text) }
    return try FileLoader.load(paths: paths, into: graph, options: options)
  }

  /// The rendered errors; "" where there are none.
  func errors(
    _ files: (name: String, text: String)..., options: LoadOptions = LoadOptions()
  ) throws -> String {
    let paths = try files.map { try directory.write($0.name, $0.text) }
    return try directory.errors {
      _ = try FileLoader.load(paths: paths, into: graph, options: options)
    }
  }
}

@Suite("CSV is loaded")
struct CSVLoadTests {
  private let persons = """
    id:ID(Person),name:string,born:date,email:string,:LABEL
    1,Lena König,1956-06-17,lena@example.org,Person
    2,"Claudia ""Claudi"" Weber, geb. Kurz",1962-08-23,,Person;Speaker

    """
  private let places = "id:ID(Place),name:string,:LABEL\r\n1,Köln,Place\r\n"
  private let livesIn = """
    :START_ID(Person),:END_ID(Place),since:date,amount:long,:TYPE
    2,1,2018-03-27,1000,LIVES_IN
    1,1,,,VISITED
    """

  @Test("nodes and relationships come in any order, ids are told apart by their spaces")
  func files() throws {
    let bench = try CSVWorkbench()
    let report = try bench.load(
      ("lives.csv", livesIn), ("person.csv", persons), ("place.csv", places))
    #expect(
      bench.graph.nodeText == """
        (:Person {id: 1, name: 'Lena König', born: 1956-06-17, email: 'lena@example.org'})
        (:Person:Speaker {id: 2, name: 'Claudia "Claudi" Weber, geb. Kurz', born: 1962-08-23})
        (:Place {id: 1, name: 'Köln'})
        """)
    #expect(
      bench.graph.relationshipRecords.compactMap { $0 }.map {
        "\($0.start.rawValue) \($0.type) \($0.end.rawValue) \(Value.map($0.properties).plainText)"
      } == ["1 LIVES_IN 2 {since: 2018-03-27, amount: 1000}", "0 VISITED 2 {}"])
    #expect(report.summary == "5 added (3 nodes, 2 relationships)")
  }

  @Test("a plan counts what would be added, and adds nothing")
  func plan() throws {
    let bench = try CSVWorkbench()
    let report = try bench.load(
      ("person.csv", persons), ("place.csv", places), ("lives.csv", livesIn),
      options: LoadOptions(isPlan: true))
    #expect(
      report.planLines == [
        "+ person.csv  1 node :Person", "+ person.csv  1 node :Person:Speaker",
        "+ place.csv  1 node :Place", "+ lives.csv  1 relationship :LIVES_IN",
        "+ lives.csv  1 relationship :VISITED"
      ])
    #expect(bench.graph.changeCount == 0)
  }

  @Test("a file's rows come behind what the graph has")
  func appends() throws {
    let bench = try CSVWorkbench()
    try bench.load(("place.csv", places))
    try bench.load(("more.csv", "id:ID(Place),name:string,:LABEL\n2,Halle,Place\n"))
    #expect(bench.graph.statistics.nodeCount == 2)
  }

  @Test(
    "a column has the type that the header gives it",
    arguments: [
      ("x", "1", "'1'"), ("x:string", " a ", "' a '"), ("x:STRING", "\"\"", "''"),
      ("x:long", "-12", "-12"), ("x:int", " +7 ", "7"),
      ("x:byte", "9223372036854775807", "9223372036854775807"),
      ("x:long", "-9223372036854775808", "-9223372036854775808"),
      ("x:double", "1.5", "1.5"), ("x:float", "-0.1", "-0.1"), ("x:double", "1e3", "1000.0"),
      ("x:double", "0.30000000000000004", "0.30000000000000004"), ("x:double", "12", "12.0"),
      ("x:double", "NaN", "NaN"), ("x:boolean", "TRUE", "true"), ("x:boolean", "false", "false"),
      ("x:date", "2023-10-11", "2023-10-11"), ("x:date", "2024-02-29", "2024-02-29"),
      ("x:localtime", "12:30", "12:30"), ("x:time", "12:30+01:00", "12:30+01:00"),
      ("x:localdatetime", "2023-10-11T12:30", "2023-10-11T12:30"),
      ("x:datetime", "2023-10-11T12:30Z", "2023-10-11T12:30Z"), ("x:duration", "P1DT2H", "P1DT2H"),
      (
        "x:point", "\"{latitude:52.13, longitude:11.63}\"",
        "point({x: 11.63, y: 52.13, crs: 'wgs-84'})"
      ),
      ("x:point", "\"point({x: 1, y: 2})\"", "point({x: 1.0, y: 2.0, crs: 'cartesian'})"),
      ("x:string[]", "a;b;;c", "['a', 'b', '', 'c']"), ("x:long[]", "1;2", "[1, 2]"),
      ("x:double[]", "1.5;2", "[1.5, 2.0]"), ("x:boolean[]", "true;false", "[true, false]"),
      ("x:date[]", "2023-10-11", "[2023-10-11]"), ("x:string[]", "\"\"", "[]")
    ])
  func types(header: String, field: String, expected: String) throws {
    let bench = try CSVWorkbench()
    try bench.load(("a.csv", ":LABEL,\(header)\nA,\(field)\n"))
    #expect(bench.graph.nodeText == "(:A {x: \(expected)})")
  }

  @Test(
    "an empty field is no value",
    arguments: ["string", "long", "double", "boolean", "date", "time", "long[]"])
  func emptyFields(type: String) throws {
    let bench = try CSVWorkbench()
    try bench.load(("a.csv", ":LABEL,x:\(type)\nA,\nA,\n"))
    #expect(bench.graph.nodeText == "(:A)\n(:A)")
  }

  @Test("a null in the middle leaves its neighbours alone")
  func nullInTheMiddle() throws {
    let bench = try CSVWorkbench()
    try bench.load(("a.csv", ":LABEL,x:long,y\nA,1,a\nA,,\nA,3,c\n"))
    #expect(bench.graph.nodeText == "(:A {x: 1, y: 'a'})\n(:A)\n(:A {x: 3, y: 'c'})")
  }

  @Test("the delimiter is what the header has: comma, semicolon or tab")
  func delimiters() throws {
    for (delimiter, list) in [(",", ";"), (";", ","), ("\t", ";")] {
      let bench = try CSVWorkbench()
      let header = [":LABEL", "x", "y:string[]"].joined(separator: delimiter)
      let row = ["A\(list)B", "1", "p\(list)q"].joined(separator: delimiter)
      try bench.load(("a.csv", header + "\n" + row))
      #expect(bench.graph.nodeText == "(:A:B {x: '1', y: ['p', 'q']})")
    }
  }

  @Test("quoted fields hold delimiters, line breaks and quotes; empty lines are passed over")
  func quoting() throws {
    let bench = try CSVWorkbench()
    try bench.load(
      (
        "a.csv",
        "\u{FEFF}\"id:ID\",\"a b\",:LABEL\r\n\r\n1,\"x, \"\"y\"\"\nz\",A\r\n\n2,mid\"dle,A\r\n3,\"\",A"
      ))
    #expect(
      bench.graph.nodeText == """
        (:A {id: 1, `a b`: 'x, "y"\\nz'})
        (:A {id: 2, `a b`: 'mid"dle'})
        (:A {id: 3, `a b`: ''})
        """)
  }

  @Test("whole numbers become integers, unless one id of the space is none or texts are wanted")
  func idTypes() throws {
    func ids(_ texts: [String], _ type: LoadOptions.IDType) throws -> String {
      let bench = try CSVWorkbench()
      for (number, text) in texts.enumerated() {
        _ = try bench.directory.write("\(number).csv", "id:ID,:LABEL\n\(text)\n")
      }
      _ = try bench.directory.write(
        "r.csv", ":START_ID,:END_ID,:TYPE\n\(texts[0].split(separator: ",")[0]),2,X\n")
      _ = try FileLoader.load(
        paths: [bench.directory.path], into: bench.graph, options: LoadOptions(idType: type))
      return bench.graph.nodeRecords.compactMap { $0?.properties["id"]?.plainText }
        .joined(separator: " ") + " " + bench.graph.relationshipText
    }
    #expect(try ids(["1,A", "2,A"], .auto) == "1 2 (1)-[:X]->(2)")
    #expect(
      try ids(["-900000000000,A", "2,A"], .auto) == "-900000000000 2 (-900000000000)-[:X]->(2)")
    #expect(try ids(["1,A", "2,A"], .integer) == "1 2 (1)-[:X]->(2)")
    #expect(try ids(["1,A", "2,A"], .string) == "'1' '2' ('1')-[:X]->('2')")
    #expect(try ids(["a,A", "2,A"], .auto) == "'a' '2' ('a')-[:X]->('2')")
    #expect(try ids(["007,A", "2,A"], .auto) == "'007' '2' ('007')-[:X]->('2')")
  }

  @Test("an id column without a name is no property, and other columns may be left out")
  func namesLeftOut() throws {
    let bench = try CSVWorkbench()
    try bench.load(
      ("a.csv", ":ID,name,note:IGNORE,:IGNORE\nx,A,n,m\n"),
      ("r.csv", "from:START_ID,to:END_ID,:TYPE\nx,x,LOOP\n"))
    #expect(bench.graph.nodeText == "({name: 'A'})")
    #expect(bench.graph.relationshipText == "(#0)-[:LOOP]->(#0)")
  }

  @Test("a file with a header only has no rows")
  func headerOnly() throws {
    let bench = try CSVWorkbench()
    #expect(try bench.load(("a.csv", "id:ID,:LABEL")).summary == "nothing to load")
  }

  @Test("tables and facts are loaded in one run")
  func withFacts() throws {
    let bench = try CSVWorkbench()
    let report = try bench.load(("place.csv", places), ("a.gram", "(a:A)"))
    #expect(report.summary == "2 added (2 nodes, 0 relationships)")
  }

  @Test(
    "many ids are found again, whether they lie close, far apart or are texts",
    arguments: [1, 1_000_003, 0])
  func manyIDs(step: Int) throws {
    let bench = try CSVWorkbench()
    func id(_ number: Int) -> String {
      step == 0 ? "n\(number)-a-long-enough-id" : "\(number * step)"
    }
    let count = 3000
    let nodes = "id:ID,:LABEL\n" + (0..<count).map { "\(id($0)),A\n" }.joined()
    let links =
      ":START_ID,:END_ID,:TYPE\n"
      + (0..<count).map { "\(id($0)),\(id((Int($0) * 7 + 1) % count)),X\n" }.joined()
    try bench.load(("a.csv", nodes), ("r.csv", links))
    let ends = bench.graph.relationshipRecords.compactMap { $0 }.map { Int($0.end.rawValue) }
    #expect(ends == (0..<count).map { ($0 * 7 + 1) % count })
  }
}
