import KithCore
import Testing

@Suite struct DiagnosticRendererTests {
  private func error(
    _ message: String, _ start: Int, _ end: Int, suggestion: String? = nil, advice: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, message, at: SourceSpan(start: start, end: end), suggestion: suggestion,
      advice: advice)
  }

  @Test func aDiagnosticShowsItsPlaceItsLineAndWhatWasMeant() {
    let text = "MATCH (n)\nWHERE n.x = 1\nRETURN toUper('x')\n"
    let renderer = DiagnosticRenderer(text: text, fileName: "script.cypher")
    let diagnostic = error(
      "unknown function 'toUper'", 31, 37, suggestion: "toUpper", advice: "see ':help functions'")
    #expect(
      renderer.render(diagnostic) == """
        error[42001]: unknown function 'toUper'
         --> script.cypher:3:8
          |
        3 | RETURN toUper('x')
          |        ^^^^^^ did you mean 'toUpper'?
          = see ':help functions'
        """)
  }

  @Test func withoutAFileNameLineAndColumnRemain() {
    #expect(
      DiagnosticRenderer(text: "RETURN x").render(error("unknown variable 'x'", 7, 8)) == """
        error[42001]: unknown variable 'x'
         --> 1:8
          |
        1 | RETURN x
          |        ^
        """)
  }

  @Test func aDiagnosticWithoutAPlaceShowsNoLine() {
    let diagnostic = Diagnostic(
      .limitError, "out of memory", suggestion: "LIMIT", advice: "ask for less",
      severity: .warning)
    #expect(
      DiagnosticRenderer(text: "RETURN x").render(diagnostic) == """
        warning: out of memory
        = did you mean 'LIMIT'?
        = ask for less
        """)
  }

  @Test(
    arguments: [
      ("RETURN 'Zoë' + x", "x", "               ^"),
      ("RETURN '東京' + x", "x", "                ^"),
      ("RETURN '👍🏽' + x", "x", "              ^"),
      ("RETURN 'e\u{301}' + x", "x", "             ^"),
      ("\tRETURN x", "x", "           ^"),
      ("RETURN 東京", "東京", "       ^^^^")
    ])
  func theCaretStandsUnderThePlace(text: String, marked: String, carets: String) throws {
    let at = try #require(text.utf8.firstRange(of: marked.utf8, last: true))
    let rendered = DiagnosticRenderer(text: text).render(error("unknown", at.start, at.end))
    let lines = rendered.split(separator: "\n").map(String.init)
    #expect(lines.last == "  | \(carets)")
  }

  @Test func aLongLineIsCutAroundThePlace() {
    let text = "RETURN [" + String(repeating: "1234567, ", count: 40) + "x" + ", 9] AS numbers"
    let at = text.utf8.count - 16
    let rendered = DiagnosticRenderer(text: text, width: 40).render(error("unknown", at, at + 1))
    #expect(
      rendered == """
        error[42001]: unknown
         --> 1:369
          |
        1 | …67, 1234567, x, 9] AS numbers
          |               ^
        """)
    let first = DiagnosticRenderer(text: text, width: 40).render(error("unknown", 0, 6))
    #expect(first.contains("1 | RETURN [1234567, 1234567, 1234567, 123…\n  | ^^^^^^"))
  }

  @Test func controlCharactersNeverReachTheTerminal() {
    let rendered = DiagnosticRenderer(text: "RETURN \u{1B}[31m x").render(
      error("'\u{1B}' is odd", 7, 8))
    #expect(!rendered.contains("\u{1B}"))
  }

  @Test func aSpanOverSeveralLinesIsMarkedOnItsFirst() {
    #expect(
      DiagnosticRenderer(text: "RETURN {\n  a: 1").render(error("open", 7, 15)).hasSuffix(
        "1 | RETURN {\n  |        ^"))
  }

  @Test func spansOfAPieceAreShownInTheWholeText() {
    let renderer = DiagnosticRenderer(text: "RETURN 1;\nRETURN x;", fileName: "a", offset: 10)
    #expect(renderer.render(error("unknown", 7, 8)).contains(" --> a:2:8\n"))
  }

  @Test func coloursStandAroundTheirParts() {
    let palette = DiagnosticPalette(
      error: "<e>", warning: "<w>", notice: "<n>", gutter: "<g>", reset: "</>")
    #expect(
      DiagnosticRenderer(text: "x", palette: palette).render(error("bad", 0, 1)) == """
        <e>error[42001]:</> bad
         <g>--></> 1:1
          <g>|</>
        <g>1</> <g>|</> x
          <g>|</> <e>^</>
        """)
  }

  @Test func severalDiagnosticsHaveAnEmptyLineBetween() {
    let both = Diagnostics([error("one", 0, 1), error("two", 1, 2)])
    #expect(DiagnosticRenderer(text: "ab").render(both).contains("^\n\nerror[42001]: two\n"))
  }
}

extension String.UTF8View {
  fileprivate func firstRange(
    of needle: String.UTF8View, last: Bool
  ) -> (start: Int, end: Int)? {
    let hay = Array(self)
    let wanted = Array(needle)
    guard
      let start = (0...(hay.count - wanted.count)).last(where: {
        Array(hay[$0..<($0 + wanted.count)]) == wanted
      })
    else { return nil }
    return (start, start + wanted.count)
  }
}
