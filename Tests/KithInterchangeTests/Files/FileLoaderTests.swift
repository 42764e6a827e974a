import KithCore
import Testing

@testable import KithInterchange

@Suite("Files that cannot be loaded")
struct FileLoaderTests {
  private func message(_ name: String, _ bytes: [UInt8]?) throws -> String {
    let directory = try ScratchDirectory()
    return try directory.errors {
      let path =
        try bytes.map { try directory.write(name, bytes: $0) } ?? directory.path + "/" + name
      _ = try FileLoader.load(paths: [path], into: FakeGraph())
    }
  }

  @Test("a missing file, a directory without files and another kind of file are refused")
  func missing() throws {
    #expect(try message("no.gram", nil) == "error: no.gram: there is no such file")
    #expect(try message("nowhere", nil) == "error: nowhere: there is no such file")
    #expect(
      try message("x.txt", [0x61]) == """
        error: x.txt: kith does not know this kind of file
        = kith loads fact files (.gram) and CSV files (.csv); a script is run with -f
        """)
    let directory = try ScratchDirectory()
    let empty = try directory.errors {
      _ = try FileLoader.load(paths: [directory.path + "/"], into: FakeGraph())
    }
    #expect(
      empty == """
        error: : there is no file to load in this directory
        = kith loads fact files (.gram) and CSV files (.csv)
        """)
  }

  @Test("a directory inside the list is read, two fact files of one name are not")
  func directories() throws {
    let directory = try ScratchDirectory()
    _ = try directory.write("b.gram", "(b)-[:X]->(a)\n(b:B)")
    _ = try directory.write("a.gram", "(a:A)")
    _ = try directory.write("notes.txt", "not facts")
    _ = try directory.write(".hidden.gram", "not facts")
    let graph = FakeGraph()
    _ = try FileLoader.load(paths: [directory.path], into: graph)
    #expect(graph.nodeText == "(:A {id: 'a'})\n(:B {id: 'b'})")
    let twice = try directory.errors {
      _ = try FileLoader.load(paths: [directory.path, directory.path + "/a.gram"], into: graph)
    }
    #expect(
      twice == """
        error: a.gram: another file of this run has the same name
        = a fact file is known by its name without directories: rename one of them
        """)
  }

  @Test("what is not UTF-8 is refused with the byte, its line and what to do")
  func encoding() throws {
    #expect(
      try message(
        "x.gram", Array("(a:A)\n(b:B {name: \"M".utf8) + [0xFC] + Array("ller\"})\n".utf8))
          == """
          error: line 2: the byte FC is not UTF-8 (in Latin-1 it is 'ü')
           --> x.gram:2:14
            |
          2 | (b:B {name: "M�ller"})
            |               ^
            = convert the file: iconv -f LATIN1 -t UTF-8 'x.gram' > 'x.utf8.gram'
          """.replacing(":2:14", with: ":2:15"))
    #expect(
      try message("x.gram", [0xFF, 0xFE, 0x28, 0x00]) == """
        error: x.gram: the text is UTF-16, not UTF-8
        = convert the file: iconv -f UTF-16 -t UTF-8 'x.gram' > 'x.utf8.gram'
        """)
  }

  @Test(
    "UTF-8 is checked as Unicode defines it",
    arguments: [
      ([0x61, 0xC3, 0xBC, 0xE2, 0x80, 0x93, 0xF0, 0x9F, 0x98, 0x80, 0x61], nil),
      ([0x61, 0xFC], 1), ([0xC3], 0), ([0xC3, 0x61], 0), ([0xC0, 0x80], 0), ([0xE0, 0x80, 0x80], 0),
      ([0xED, 0xA0, 0x80], 0), ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80, 0x80, 0x80], 0),
      ([0x80], 0), ([0xE2, 0x82], 0), ([0xE2, 0x82, 0x61], 0),
      ([UInt8](repeating: 0x61, count: 17) + [0xFF], 17),
      ([UInt8](repeating: 0x61, count: 23), nil), ([], nil)
    ] as [([UInt8], Int?)])
  func utf8(bytes: [UInt8], invalid: Int?) {
    // Safe because the buffer is only read inside the closure.
    let found = unsafe bytes.withUnsafeBufferPointer { unsafe TextCheck.firstInvalid(in: $0) }
    #expect(found == invalid)
  }
}

@Suite("What a load says of itself")
struct LoadReportTests {
  @Test("counts what was done, and in a plan what would be")
  func summary() {
    var report = LoadReport()
    #expect(report.summary == "nothing to load")
    report.nodes = LoadReport.Counts(added: 1, changed: 2, unchanged: 3)
    report.relationships.added = 4
    report.departed = 5
    #expect(
      report.summary
        == "5 added (1 node, 4 relationships), 2 changed, 3 unchanged, 5 no longer in the files (kept)"
    )
    report.isPlan = true
    #expect(
      report.summary
        == "5 to add (1 node, 4 relationships), 2 to change, 3 unchanged, 5 no longer in the files (kept)"
    )
  }
}
