import KithShell
import Testing

@Suite struct StatementReaderTests {
  /// The entries of a text that comes in pieces of some size, with `…` behind what the end of input cut off.
  private func entries(_ text: String, piece: Int) -> [String] {
    var reader = StatementReader()
    var found: [String] = []
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      reader.append(bytes.prefix(piece))
      bytes = bytes.dropFirst(piece)
      while let entry = reader.next() { found.append(show(entry)) }
    }
    while let entry = reader.finish() { found.append(show(entry) + "…") }
    return found
  }

  private func show(_ entry: ScriptEntry) -> String {
    "\(entry.kind == .command ? "command" : "statement") \(entry.line): \(entry.text)"
  }

  @Test(arguments: [
    ("RETURN 1;", ["statement 1: RETURN 1"]),
    ("RETURN 1", ["statement 1: RETURN 1…"]),
    ("RETURN 1;\n\n RETURN\n2 ;", ["statement 1: RETURN 1", "statement 3: RETURN\n2"]),
    (";;\n;", []), ("", []), (" \n// only a comment", []),
    (":schema\nRETURN 1;", ["command 1: :schema", "statement 2: RETURN 1"]),
    (".help;\r\n", ["command 1: .help"]), (":timing on", ["command 1: :timing on…"]),
    ("// :no\n/* ; */ :yes\n", ["command 2: :yes"]),
    ("RETURN ';', \"a;'\", `b;`, '\\';';", ["statement 1: RETURN ';', \"a;'\", `b;`, '\\';'"]),
    ("RETURN 1 // ;\n + 2;", ["statement 1: RETURN 1 // ;\n + 2"]),
    ("RETURN 4 / 2 /* ; **/;", ["statement 1: RETURN 4 / 2 /* ; **/"]),
    ("MATCH (n)\n:param\n;", ["statement 1: MATCH (n)\n:param"]),
    ("RETURN 'ö;", ["statement 1: RETURN 'ö;…"]),
    ("/* never closed", ["statement 1: /* never closed…"]),
    ("RETURN 1; :echo x", ["statement 1: RETURN 1", "command 1: :echo x…"]),
    ("/", ["statement 1: /…"])
  ])
  func `a script is cut into statements and commands, in whatever pieces it comes`(
    text: String, expected: [String]
  ) {
    for piece in [1, 2, 3, 1_000] { #expect(entries(text, piece: piece) == expected, "\(piece)") }
  }

  @Test func `an entry knows what stands before it on its line`() {
    var reader = StatementReader()
    reader.append("\n  RETURN 1; RETURN ü; :x\n".utf8)
    #expect(reader.next()?.leading == "  ")
    #expect(reader.next()?.leading == "  RETURN 1; ")
    #expect(
      reader.next()
        == ScriptEntry(kind: .command, text: ":x", line: 2, leading: "  RETURN 1; RETURN ü; "))
  }

  @Test(arguments: [
    ("RETURN", StatementReader.Place.statement), ("RETURN 'a", .string(quote: 39)),
    ("RETURN `", .name), ("RETURN /* x", .comment), (":x", .command), ("RETURN 1;", .between)
  ])
  func `the reader tells what it is within`(text: String, place: StatementReader.Place) {
    var reader = StatementReader()
    reader.append(text.utf8)
    while reader.next() != nil {}
    #expect(reader.place == place)
  }

  @Test func `bytes that are no UTF-8 are noticed`() {
    var reader = StatementReader()
    reader.append([0x52, 0xFC, 0x3B])
    #expect(reader.next()?.isUTF8 == false)
  }

  @Test func `a long session keeps only the line that it is in`() {
    var reader = StatementReader()
    for number in 1...2_000 {
      reader.append("RETURN \(number);\n".utf8)
      #expect(reader.next()?.line == number)
    }
    #expect(reader.pendingBytes < 100)
  }
}
