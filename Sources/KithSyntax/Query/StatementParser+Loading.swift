import KithCore

/// `LOAD CSV`, and `IN TRANSACTIONS` behind `CALL { … }`. Their words are names everywhere else.
extension StatementParser {
  /// `LOAD CSV [WITH HEADERS] FROM location AS row [FIELDTERMINATOR ';']`.
  mutating func loadCSV() throws(SyntaxFailure) -> ParsedLoadCSV {
    try expect(.load)
    try expectWord("CSV")
    let hasHeaders = consume(.with)
    if hasHeaders { try expectWord("HEADERS") }
    try expectWord("FROM")
    let location = try expression()
    try expect(.as)
    let variable = try name(.newName, "a variable")
    probe?.declare(variable.text)
    var separator: Character = ","
    if consumeWord("FIELDTERMINATOR") {
      let token = current
      guard at(.string) else { throw unexpected("a string such as ';'") }
      let text = try string(token)
      guard let first = text.first, text.count == 1 else {
        throw SyntaxFailure(SyntaxMessages.fieldTerminator(at: token.span))
      }
      separator = first
      advance()
    }
    return ParsedLoadCSV(
      hasHeaders: hasHeaders, location: location, variable: variable, separator: separator)
  }

  /// `IN [n CONCURRENT] TRANSACTIONS [OF n ROWS] [ON ERROR …] [REPORT STATUS AS s]`.
  mutating func transactions() throws(SyntaxFailure) -> ParsedTransactions {
    let first = current
    try expect(.in)
    // One file has one writer: transactions that may run at the same time run one after another.
    if at(.integer) || at(.parameter) { _ = try expression() }
    _ = consumeWord("CONCURRENT")
    guard consumeWord("TRANSACTIONS") || consumeWord("TRANSACTION") else {
      throw unexpected("'TRANSACTIONS'")
    }
    var parsed = ParsedTransactions(
      batchSize: nil, onError: .fail, status: nil, span: span(from: first))
    while true {
      if consumeWord("OF") {
        parsed.batchSize = try expression()
        guard consumeWord("ROWS") || consumeWord("ROW") else { throw unexpected("'ROWS'") }
      } else if at(.on) {
        advance()
        try expectWord("ERROR")
        parsed.onError = try errorRule()
      } else if consumeWord("REPORT") {
        try expectWord("STATUS")
        try expect(.as)
        let status = try name(.newName, "a variable")
        probe?.declare(status.text)
        parsed.status = status
      } else {
        break
      }
    }
    parsed.span = span(from: first)
    if parsed.status != nil, parsed.onError == .fail {
      throw SyntaxFailure(SyntaxMessages.statusOfFailure(at: parsed.span))
    }
    return parsed
  }

  private mutating func errorRule() throws(SyntaxFailure) -> TransactionErrorRule {
    if consumeWord("CONTINUE") { return .goOn }
    if consumeWord("BREAK") { return .stop }
    if consumeWord("FAIL") { return .fail }
    throw unexpected("'CONTINUE', 'BREAK' or 'FAIL'")
  }

  func isAtWord(_ word: String) -> Bool { isAtWords([word]) }

  private mutating func consumeWord(_ word: String) -> Bool {
    guard isAtWord(word) else { return false }
    advance()
    return true
  }

  private mutating func expectWord(_ word: String) throws(SyntaxFailure) {
    guard consumeWord(word) else {
      let found = current.kind == .word ? text(current.span) : ""
      throw unexpected("'\(word)'", suggestion: nearestName(to: found, among: [word]))
    }
  }
}

extension SyntaxMessages {
  static func fieldTerminator(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "FIELDTERMINATOR takes one character", at: span,
      advice: "write FIELDTERMINATOR ';'")
  }

  static func statusOfFailure(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax",
      "a status is reported only where an error does not end the statement", at: span,
      advice: "write ON ERROR CONTINUE REPORT STATUS AS …, or ON ERROR BREAK")
  }
}
