import KithCore
import KithSyntax
import Testing

@Suite struct SplitterTests {
  /// Pieces as `line kind text`, and what is unfinished.
  private func split(_ text: String) -> [String] {
    let split = StatementSplitter.split(text)
    var lines = split.pieces.map { "\($0.line) \($0.kind) \($0.text)" }
    if let rest = split.unfinished { lines.append("\(rest.line) \(rest.reason) … \(rest.text)") }
    let bytes = Array(text.utf8)
    for piece in split.pieces {
      #expect(
        String(decoding: bytes[piece.span.start..<piece.span.end], as: UTF8.self) == piece.text)
    }
    return lines
  }

  @Test(
    arguments: [
      ("", []),
      ("  // nothing\n /* at all */ ;;", []),
      ("RETURN 1;", ["1 statement RETURN 1"]),
      (
        "RETURN 1 ;\n\n  RETURN 2;RETURN 3;",
        ["1 statement RETURN 1", "3 statement RETURN 2", "3 statement RETURN 3"]
      ),
      (
        "// a; b\nRETURN ';' /* ; */ + \"a;\" + `;`; // c",
        ["2 statement RETURN ';' /* ; */ + \"a;\" + `;`"]
      ),
      ("RETURN 'it\\'s; fine';", ["1 statement RETURN 'it\\'s; fine'"]),
      (":help load; now\nRETURN 1;", ["1 command :help load; now", "2 statement RETURN 1"]),
      (".mode csv\r\n.5\n", ["1 command .mode csv", "2 statement … .5"]),
      ("// note\n  :quit", ["2 command :quit"]),
      (":load it's.gram\nRETURN 1;", ["1 command :load it's.gram", "2 statement RETURN 1"]),
      ("MATCH (n\n:Person) RETURN n;", ["1 statement MATCH (n\n:Person) RETURN n"]),
      (
        "RETURN 1; :timer on\nRETURN 2;",
        ["1 statement RETURN 1", "1 command :timer on", "2 statement RETURN 2"]
      )
    ])
  func statementsEndAtSemicolonsAndCommandsWithTheirLine(text: String, pieces: [String]) {
    #expect(split(text) == pieces)
  }

  @Test(
    arguments: [
      ("RETURN 1", "1 statement … RETURN 1"),
      ("RETURN 1 // more\n", "1 statement … RETURN 1"),
      ("RETURN 'abc\n;", "1 string … RETURN 'abc\n;"),
      ("RETURN `abc;", "1 name … RETURN `abc;"),
      ("RETURN 1 /* abc;", "1 comment … RETURN 1 /* abc;"),
      ("\n/* abc;", "2 comment … /* abc;"),
      ("MATCH (n {x: [1", "1 bracket(\"[\") … MATCH (n {x: [1"),
      ("MATCH (n {x: [1]", "1 bracket(\"{\") … MATCH (n {x: [1]"),
      ("MATCH (n", "1 bracket(\"(\") … MATCH (n")
    ])
  func whatIsUnfinishedSaysWhy(text: String, unfinished: String) {
    #expect(split(text) == [unfinished])
  }
}
