import KithCore
import Testing

@testable import KithInterchange

@Suite("Mistakes in CSV files")
struct CSVProblemTests {
  private let places = "id:ID(Place),name,:LABEL\n1,Köln,Place\n2,Ulm,Place\n"

  /// Loads one file beside the places, and gives what is wrong with it; nothing may have been loaded.
  private func errors(_ text: String, options: LoadOptions = LoadOptions()) throws -> String {
    let bench = try CSVWorkbench()
    let errors = try bench.errors(("place.csv", places), ("a.csv", text), options: options)
    #expect(bench.graph.changeCount == 0)
    return errors
  }

  @Test("a table without such a header is told what one looks like")
  func plainHeader() throws {
    #expect(
      try errors("name,born\nLena,1956") == """
        error: line 1: this line does not say what the columns are
         --> a.csv:1:1
          |
        1 | name,born
          | ^^^^^^^^^
          = name them as neo4j-admin import does: id:ID(Person),name:string,born:date,:LABEL for nodes, :START_ID(Person),:END_ID(Person),since:date,:TYPE for relationships
        """)
  }

  @Test(
    "a wrong header is refused",
    arguments: [
      ("", "line 1: the file is empty|its first line names the columns"),
      (
        "id:ID,born:dat",
        "line 1: 'dat' is not a type of a column|date|there are string long int double float boolean date "
          + "localtime time localdatetime datetime duration point ID LABEL START_ID END_ID TYPE IGNORE; arrays have [] behind the type"
      ),
      ("id:ID,id:string", "line 1: the column 'id' stands twice"),
      ("id:ID,:ID", "line 1: there is such a column already"),
      ("id:ID,,x", "line 1: column 2 has no name|write :IGNORE for a column that is not read"),
      (
        ":START_ID,:TYPE",
        "line 1: the header has no column :END_ID|relationships have :START_ID, :END_ID and :TYPE"
      ),
      (
        ":START_ID,:END_ID",
        "line 1: the header has no column :TYPE|relationships have :START_ID, :END_ID and :TYPE"
      ),
      (
        ":START_ID,:END_ID,:TYPE,:LABEL",
        "line 1: a file holds nodes or relationships, not both|nodes have :ID and :LABEL, relationships :START_ID, :END_ID and :TYPE"
      ),
      (
        ":START_ID(Plac),:END_ID(Place),:TYPE",
        "line 1: no file of this run has nodes in the id space 'Plac'|Place|load the files of nodes and of relationships in one run"
      )
    ])
  func headers(text: String, expected: String) throws {
    let bench = try CSVWorkbench()
    let paths = [
      try bench.directory.write("place.csv", places), try bench.directory.write("a.csv", text)
    ]
    let found = #expect(throws: FileDiagnostics.self) {
      try FileLoader.load(paths: paths, into: bench.graph)
    }
    let one = try #require(found?.all.first)
    let parts = [
      "line \(one.position?.line ?? 0): \(one.diagnostic.message)", one.diagnostic.suggestion,
      one.diagnostic.advice
    ]
    #expect(parts.compactMap { $0 }.joined(separator: "|") == expected)
  }

  @Test("a row with too few or too many fields is shown")
  func fieldCounts() throws {
    #expect(
      try errors(":LABEL,x,y\nA,1,2\nA,1\nA,1,2,3\n") == """
        error: line 3: 2 fields, and the header has 3 columns
         --> a.csv:3:1
          |
        3 | A,1
          | ^^^
          = an empty field stands for no value, but its delimiter is there

        error: line 4: 4 fields, and the header has 3 columns
         --> a.csv:4:1
          |
        4 | A,1,2,3
          | ^^^^^^^
          = a field with a delimiter in it stands in quotes
        """)
  }

  @Test(
    "a value of another type is shown with what to write",
    arguments: [
      (
        "date", "2023-13-01",
        "'2023-13-01' is not a date: there is no month 13|months are 01 to 12, seasons 21 (spring) to 24 (winter)"
      ),
      ("date", "2023-02-30", "'2023-02-30' is not a date: February 2023 has 28 days"),
      (
        "date", "11.10.2023",
        "'11.10.2023' in column 'x' is not a date|write year, month and day: 2023-10-11; an empty field stands for no value"
      ),
      (
        "date", "2023-10",
        "'2023-10' in column 'x' is not a date|write year, month and day: 2023-10-11; an empty field stands for no value"
      ),
      (
        "long", "12x",
        "'12x' in column 'x' is not a whole number|an empty field stands for no value"
      ),
      (
        "long", "1.5",
        "'1.5' in column 'x' is not a whole number|an empty field stands for no value"
      ),
      (
        "long", "9223372036854775808",
        "9223372036854775808 in column 'x' is too large for a whole number of 64 bits"
      ),
      (
        "double", "\"3,14\"",
        "'3,14' in column 'x' is not a number|the decimal point is '.'; an empty field stands for no value"
      ),
      (
        "double", "0x10",
        "'0x10' in column 'x' is not a number|the decimal point is '.'; an empty field stands for no value"
      ),
      (
        "boolean", "ja",
        "'ja' in column 'x' is not true or false|an empty field stands for no value"
      ),
      (
        "localtime", "25:00",
        "'25:00' in column 'x' is not a time of day|write 12:30 or 12:30:05.25; an empty field stands for no value"
      ),
      (
        "time", "12:30",
        "'12:30' in column 'x' is not a time of day with an offset|write 12:30+01:00 or 12:30Z; an empty field stands for no value"
      ),
      (
        "localdatetime", "2023-10-11",
        "'2023-10-11' in column 'x' is not a day and a time|write 2023-10-11T12:30; an empty field stands for no value"
      ),
      (
        "datetime", "2023-10-11T12:30",
        "'2023-10-11T12:30' in column 'x' is not a day and a time with an offset|write 2023-10-11T12:30+02:00; an empty field stands for no value"
      ),
      (
        "duration", "2 days",
        "'2 days' in column 'x' is not a duration|write P1Y2M3DT4H5M; an empty field stands for no value"
      ),
      (
        "point", "{x: 1}",
        "'{x: 1}' in column 'x' is not a point|write {longitude: 11.63, latitude: 52.13} or {x: 1, y: 2}; an empty field stands for no value"
      ),
      (
        "long[]", "1;b",
        "'b' in column 'x' is not a whole number|an empty field stands for no value"
      )
    ])
  func values(type: String, field: String, expected: String) throws {
    let bench = try CSVWorkbench()
    let path = try bench.directory.write("a.csv", ":LABEL,x:\(type)\nA,\(field)\n")
    let found = #expect(throws: FileDiagnostics.self) {
      try FileLoader.load(paths: [path], into: bench.graph)
    }
    let one = try #require(found?.all.first)
    #expect(
      [one.diagnostic.message, one.diagnostic.advice].compactMap { $0 }.joined(separator: "|")
        == expected)
    #expect(one.position == TextPosition(line: 2, column: 3))
    #expect(bench.graph.changeCount == 0)
  }

  @Test("a broken date is shown in its line, with a caret")
  func brokenDate() throws {
    #expect(
      try errors(":LABEL,name,born:date\nA,Lena König,1956-06-31\n") == """
        error: line 2: '1956-06-31' is not a date: June 1956 has 30 days
         --> a.csv:2:14
          |
        2 | A,Lena König,1956-06-31
          |              ^^^^^^^^^^
        """)
  }

  @Test("an unknown id is shown with its id space")
  func unknownID() throws {
    #expect(
      try errors(":START_ID(Place),:END_ID(Place),:TYPE\n1,2,NEAR\n1,17,NEAR\nx,,NEAR\n") == """
        error: line 3: no node has the id '17' in the id space 'Place'
         --> a.csv:3:3
          |
        3 | 1,17,NEAR
          |   ^^

        error: line 4: no node has the id 'x' in the id space 'Place'
         --> a.csv:4:1
          |
        4 | x,,NEAR
          | ^

        error: line 4: a relationship needs both its ends
         --> a.csv:4:3
          |
        4 | x,,NEAR
          |   ^
        """)
  }

  @Test("a file that was loaded before is refused")
  func loadedTwice() throws {
    let bench = try CSVWorkbench()
    let file = (name: "a.csv", text: "id:ID(Place),:LABEL\n7,A\n2,A\n")
    try bench.load(file)
    #expect(
      try bench.errors(file) == """
        error: line 2: the graph has a node with the id '7' and these labels already
         --> a.csv:2:1
          |
        2 | 7,A
          | ^
          = rows of CSV files are always added, never compared: load them into a new file
        """)
    // Another id, or another label, is another thing.
    try bench.load((name: "b.csv", text: "id:ID(Place),:LABEL\n8,A\n"))
    try bench.load((name: "c.csv", text: "id:ID(Place),:LABEL\n7,B\n"))
  }

  @Test("an id that stands twice names both places")
  func idTwice() throws {
    #expect(
      try errors("id:ID(Place),:LABEL\n7,A\n2,A\n7,A\n") == """
        error: line 3: the id '2' stands in 'place.csv' on line 3 already
         --> a.csv:3:1
          |
        3 | 2,A
          | ^
          = ids are unique within the id space 'Place'

        error: line 4: the id '7' stands on line 2 already
         --> a.csv:4:1
          |
        4 | 7,A
          | ^
          = ids are unique within the id space 'Place'
        """)
    #expect(
      try errors("id:ID,:LABEL\na,A\n\"a\",A\n") == """
        error: line 3: the id 'a' stands on line 2 already
         --> a.csv:3:2
          |
        3 | "a",A
          |  ^
          = ids are unique within the id space without a name
        """)
  }

  @Test("an empty id, an empty type and an id that is to be a number are refused")
  func emptyFields() throws {
    #expect(
      try errors("id:ID,:LABEL\n,A\n") == """
        error: line 2: a node of this file needs an id
         --> a.csv:2:1
          |
        2 | ,A
          | ^
        """)
    #expect(
      try errors(":START_ID(Place),:END_ID(Place),:TYPE\n1,2,\n") == """
        error: line 2: a relationship needs a type
         --> a.csv:2:5
          |
        2 | 1,2,
          |     ^
        """)
    #expect(
      try errors("id:ID,:LABEL\nx1,A\n", options: LoadOptions(idType: .integer)) == """
        error: line 2: the id 'x1' is not a whole number
         --> a.csv:2:1
          |
        2 | x1,A
          | ^^
          = leave out --id-type integer, or write --id-type string
        """)
  }

  @Test("a quote that never closes is shown where it opened")
  func unclosedQuote() throws {
    #expect(
      try errors(":LABEL,x\nA,1\nA,\"open\nA,2\n") == """
        error: line 3: this quote never closes
         --> a.csv:3:3
          |
        3 | A,"open
          |   ^
          = a quote within a quoted field is doubled: ""
        """)
    #expect(
      try errors(":LABEL,x\nA,\"open\nA,\"2\"\n") == """
        error: line 3: text behind the closing quote
         --> a.csv:3:4
          |
        3 | A,"2"
          |    ^
          = the field began on line 2; a quote within a quoted field is doubled: ""
        """)
  }

  @Test("a wrong encoding names the byte and what to do")
  func encoding() throws {
    let bench = try CSVWorkbench()
    let bytes = Array(":LABEL,x\nA,M".utf8) + [0xFC] + Array("ller\n".utf8)
    let path = try bench.directory.write("a.csv", bytes: bytes)
    let text = try bench.directory.errors {
      _ = try FileLoader.load(paths: [path], into: bench.graph)
    }
    #expect(
      text == """
        error: line 2: the byte FC is not UTF-8 (in Latin-1 it is 'ü')
         --> a.csv:2:4
          |
        2 | A,M\u{FFFD}ller
          |    ^
          = convert the file: iconv -f LATIN1 -t UTF-8 'a.csv' > 'a.utf8.csv'
        """)
  }

  @Test("twenty mistakes are enough, and those of facts and tables come together")
  func limit() throws {
    let bench = try CSVWorkbench()
    let many = ":LABEL,x:long\n" + String(repeating: "A,b\n", count: 5000)
    let path = try bench.directory.write("a.csv", many)
    let found = #expect(throws: FileDiagnostics.self) {
      try FileLoader.load(paths: [path], into: bench.graph)
    }
    #expect(found?.all.count == 20)
    let facts = try bench.directory.write("b.gram", "x")
    let both = #expect(throws: FileDiagnostics.self) {
      try FileLoader.load(
        paths: [facts, try bench.directory.write("c.csv", "name\n")], into: bench.graph)
    }
    #expect(both?.all.map { $0.path.lastPathComponent } == ["b.gram", "c.csv"])
  }
}
