import Testing

/// The program itself, on the stack of a process: input that is too long, too deep or no text.
@Suite struct LimitPipeTests {
  private func run(_ script: [UInt8]) throws -> PipeRun {
    let path = "\(Place.folder())/script.cypher"
    Place.write(bytes: script, to: path)
    return try #require(PipeRun(["--format", "raw", "-f", path]))
  }

  @Test func `a condition of two megabytes is answered`() throws {
    let terms = (0..<100_000).map { "n.x <> \($0)" }.joined(separator: " AND ")
    let result = try run(Array("MATCH (n) WHERE \(terms) RETURN count(*)".utf8))
    #expect(result.output == "0\n")
    #expect(result.status == 0, "\(result.messages.prefix(200))")
  }

  @Test func `nesting without end is a clear error`() throws {
    for (open, close) in [("(", ")"), ("[", "]"), ("{a: ", "}"), ("CASE WHEN true THEN ", " END")] {
      let text =
        "RETURN " + String(repeating: open, count: 10_000) + "1"
        + String(repeating: close, count: 10_000)
      let result = try run(Array(text.utf8))
      #expect(result.messages.hasPrefix("error: the query is nested deeper than 300 levels\n"))
      #expect(result.status == 1)
    }
  }

  @Test func `bytes that are no text are an error, a zero in a string is a character`() throws {
    let broken = try run(Array("RETURN 1;\nRETURN 'a".utf8) + [0xFF, 0xFE] + Array("'".utf8))
    #expect(broken.messages.contains("is not UTF-8 text (byte 20)"))
    #expect(broken.status == 1)
    let zero = try run(Array("RETURN size('a\0b')".utf8))
    #expect(zero.output == "3\n")
    let outside = try run(Array("RETURN 1 \0 AS x".utf8))
    #expect(outside.messages.hasPrefix("error[42001]: the character "))
    #expect(outside.status == 1)
  }
}
