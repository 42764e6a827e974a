import KithCore

/// Every message of the fact file parser.
enum FactMessages {
  private static func error(
    _ message: String, at span: SourceSpan, suggestion: String? = nil, advice: String? = nil
  ) -> Diagnostic {
    Diagnostic(.inputError, message, at: span, suggestion: suggestion, advice: advice)
  }

  static func unexpected(_ found: String, expected: String, at span: SourceSpan) -> Diagnostic {
    error("expected \(expected), not \(found)", at: span)
  }

  static func notAFact(_ found: String, at span: SourceSpan) -> Diagnostic {
    error(
      "expected a fact, not \(found)", at: span,
      advice:
        "a fact is (id:Label {key: \"value\"}) or (id)-[:TYPE]->(id); a comment starts with //"
    )
  }

  static func neverClosed(_ bracket: String, at span: SourceSpan) -> Diagnostic {
    error("'\(bracket)' is never closed", at: span)
  }

  static func oneFactALine(at span: SourceSpan) -> Diagnostic {
    error("one fact a line", at: span, advice: "begin a new line here")
  }

  static func lateHeader(at span: SourceSpan) -> Diagnostic {
    error("the header stands before the first fact, once", at: span)
  }

  static func unknownHeaderKey(_ key: ParsedName) -> Diagnostic {
    error(
      "the header has no key '\(key.text)'", at: key.span,
      suggestion: nearestName(to: key.text, among: FactParser.headerKeys),
      advice: "it has kith, lang and source: { kith: 1, lang: \"de\", source: bericht }")
  }

  static func otherVersion(_ version: String, at span: SourceSpan) -> Diagnostic {
    error(
      "this is a fact file of version \(version); this kith reads version 1", at: span,
      advice: "write kith: 1, or load it with a newer kith")
  }

  static func headerWord(_ key: String, at span: SourceSpan) -> Diagnostic {
    error("'\(key)' wants a word or a text", at: span)
  }

  static func missingID(at span: SourceSpan) -> Diagnostic {
    error(
      "a thing needs an id", at: span, advice: "write it before the colon: (katja:Person {…})")
  }

  static func unquotedDate(_ subject: String, _ text: String, at span: SourceSpan) -> Diagnostic {
    error("write \(subject)\"\(text)\" (dates need quotes)", at: span)
  }

  static func unquotedText(_ subject: String, _ text: String, at span: SourceSpan) -> Diagnostic {
    error("write \(subject)\"\(text)\" (texts need quotes)", at: span)
  }

  static func invalidPoint(_ text: String, at span: SourceSpan) -> Diagnostic {
    error(
      "'\(text)' is no point: write point({longitude: 11.63, latitude: 52.13}) or"
        + " point({x: 1, y: 2})", at: span)
  }

  static func unquotedAnnotation(
    _ name: String, _ text: String, at span: SourceSpan
  ) -> Diagnostic {
    error("write @\(name)(\"\(text)\") (texts need quotes)", at: span)
  }

  static func curlyQuote(_ quote: String, at span: SourceSpan) -> Diagnostic {
    error("'\(quote)' does not begin a text", at: span, advice: "write straight quotes: \"…\"")
  }

  static func unclosedText(at span: SourceSpan) -> Diagnostic {
    error(
      "this text never ends", at: span,
      advice:
        "close it with the quote that it began with; write a line break as \\n and a quote as \\\""
    )
  }

  static func unknownEscape(_ escape: String, at span: SourceSpan) -> Diagnostic {
    error(
      "'\(escape)' is not an escape", at: span,
      advice: "there are \\\" \\' \\` \\\\ \\/ \\b \\f \\n \\r \\t and \\u00E4")
  }

  static func numberTooLarge(_ text: String, at span: SourceSpan) -> Diagnostic {
    error("the number \(text) is too large", at: span, advice: "write it as a text in quotes")
  }

  static func nullValue(_ subject: String, at span: SourceSpan) -> Diagnostic {
    error("a fact holds no null", at: span, advice: "leave the key out")
  }

  static func nestedValue(_ kind: String, at span: SourceSpan) -> Diagnostic {
    error(
      "a property holds no \(kind)", at: span,
      advice: "a property is a text, a number, true, false or a list of these")
  }

  static func duplicateKey(_ key: ParsedName) -> Diagnostic {
    error("the key '\(key.text)' stands twice", at: key.span)
  }

  static func noDirection(at span: SourceSpan) -> Diagnostic {
    error("a fact has a direction", at: span, advice: "write -[:TYPE]-> or <-[:TYPE]-")
  }

  static func otherArrow(_ arrow: String, at span: SourceSpan) -> Diagnostic {
    error("'\(arrow)' is not an arrow", at: span, advice: "write -[:TYPE]-> or <-[:TYPE]-")
  }

  static func noType(at span: SourceSpan) -> Diagnostic {
    error("a fact needs a type", at: span, advice: "write it behind a colon: -[:HEADS]->")
  }

  static func severalTypes(at span: SourceSpan) -> Diagnostic {
    error("a fact has one type", at: span, advice: "write one line for each type")
  }

  static func unknownAnnotation(_ name: ParsedName) -> Diagnostic {
    let names = FactAnnotationKind.allCases.map(\.rawValue)
    return error(
      "there is no annotation '@\(name.text)'", at: name.span,
      suggestion: nearestName(to: name.text, among: names).map { "@\($0)" },
      advice: "there are " + names.map { "@\($0)" }.joined(separator: " "))
  }

  static func strayAnnotation(at span: SourceSpan) -> Diagnostic {
    error(
      "an annotation without a fact", at: span,
      advice: "it stands before its fact, on the same line: @page(2) (a)-[:TYPE]->(b)")
  }

  static func annotationWants(
    _ kind: FactAnnotationKind, _ what: String, at span: SourceSpan, suggestion: String? = nil
  ) -> Diagnostic {
    error("@\(kind.rawValue) wants \(what)", at: span, suggestion: suggestion)
  }
}
