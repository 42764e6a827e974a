import KithCore

/// Every message of the query lexer and parser.
enum SyntaxMessages {
  // MARK: - The unexpected

  static func unexpected(
    _ found: String, expected: String, at span: SourceSpan, suggestion: String? = nil,
    advice: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "expected \(expected), found \(found)", at: span,
      suggestion: suggestion, advice: advice)
  }

  static func unclosed(
    _ opening: String, closedBy closing: String, found: String, at span: SourceSpan,
    opened position: TextPosition
  ) -> Diagnostic {
    unexpected(
      found, expected: "'\(closing)'", at: span,
      advice: "'\(opening)' in line \(position.line), column \(position.column) is still open")
  }

  static func unopened(_ closing: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "'\(closing)' closes nothing", at: span)
  }

  static func emptyStatement(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "there is no statement here", at: span,
      advice: "a query begins with a clause such as MATCH, CREATE or RETURN")
  }

  static func secondStatement(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "a second statement begins here", at: span,
      advice: "run one statement at a time")
  }

  static func reservedName(_ word: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax",
      "expected an expression, found the keyword '\(word)'", at: span,
      advice: "a name that is also a keyword goes in back-ticks: `\(word)`")
  }

  // MARK: - Literals and names

  static func openString(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "the string is not closed", at: span,
      advice: "a string ends with the quote that it begins with; inside, write \\' or \\\"")
  }

  static func openName(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "the name in back-ticks is not closed", at: span)
  }

  static func openComment(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "the comment is not closed", at: span,
      advice: "a comment that begins with /* ends with */")
  }

  static func emptyName(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "there is no name between the back-ticks", at: span)
  }

  static func invalidNumber(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidNumberLiteral", "'\(text)' is not a number", at: span,
      advice: "numbers look like 42, 0x2A, 0o52, 4.2 or 4.2e1")
  }

  static func leadingZero(_ text: String, octal: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidNumberLiteral", "a number does not begin with 0: '\(text)'",
      at: span, advice: "octal numbers are written 0o\(octal); digits with zeros in front are text")
  }

  static func integerOverflow(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "IntegerOverflow", "the integer '\(text)' is too large", at: span,
      advice: "integers go from -9223372036854775808 to 9223372036854775807")
  }

  static func floatOverflow(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "FloatingPointOverflow", "the number '\(text)' is too large", at: span,
      advice: "floating point numbers reach up to 1.7976931348623157e308")
  }

  static func invalidUnicodeEscape(_ text: String, digits: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidUnicodeLiteral", "'\(text)' is not a character", at: span,
      advice: digits == 4
        ? "write four hexadecimal digits: \\u00FC" : "write eight hexadecimal digits: \\U0001F600")
  }

  static func unknownEscape(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "'\(text)' has no meaning in a string", at: span,
      advice: "write \\\\ for a backslash; others are \\n \\t \\r \\b \\f \\' \\\" \\u00FC")
  }

  static func invalidCharacter(
    _ text: String, isASCII: Bool, suggestion: String?, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: isASCII ? "UnexpectedSyntax" : "InvalidUnicodeCharacter",
      "the character '\(text)' has no meaning here", at: span, suggestion: suggestion)
  }

  static func invalidBytes(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidUnicodeCharacter", "these bytes are not UTF-8", at: span,
      advice: "save the text as UTF-8")
  }

  static func emptyParameter(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "expected the parameter's name after '$'", at: span)
  }

  // MARK: - Limits

  static func tooDeep(limit: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .limitError, "the query is nested deeper than \(limit) levels", at: span,
      advice: "pass long lists as a parameter, or split the query with WITH")
  }

  static func tooLong(limit: Int) -> Diagnostic {
    Diagnostic(
      .limitError, "the statement is longer than \(limit) bytes",
      advice: "pass large values as parameters, or load them from a file")
  }
}
