import KithCore

/// Calls of functions of texts that take words among their arguments, as GQL writes them.
extension StatementParser {
  /// The arguments of a call, behind its opening parenthesis. A form with words of its own names the plain
  /// function that does the same: `trim(LEADING '0' FROM x)` is `ltrim(x, '0')`.
  mutating func callArguments(
    _ function: inout ParsedName
  ) throws(SyntaxFailure) -> [ParsedExpression] {
    switch function.text.lowercased() {
    case "trim": try trimArguments(&function)
    case "normalize": try normalizeArguments()
    default: try expressions()
    }
  }

  /// `trim(text)`, `trim([LEADING | TRAILING | BOTH] [characters] FROM text)`.
  private mutating func trimArguments(
    _ function: inout ParsedName
  ) throws(SyntaxFailure) -> [ParsedExpression] {
    let plain = plainTrim
    if plain != nil { advance() }
    if plain != nil, consumeWord("FROM") {
      function.text = plain ?? function.text
      return [try expression()]
    }
    let first = try expression()
    if consumeWord("FROM") {
      function.text = plain ?? "btrim"
      return [try expression(), first]
    }
    guard plain == nil else { throw unexpected("'FROM' and a text") }
    return try [first] + (consume(.comma) ? expressions() : [])
  }

  /// The function that trims the side which the word here names; nil where it names none.
  private var plainTrim: String? {
    guard current.kind == .word else { return nil }
    switch peek(1).kind {
    case .word, .quotedName, .string, .parameter, .leftParenthesis: break
    default: return nil
    }
    return switch text(current.span).uppercased() {
    case "LEADING": "ltrim"
    case "TRAILING": "rtrim"
    case "BOTH": "btrim"
    default: nil
    }
  }

  /// `normalize(text)`, `normalize(text, NFKC)`: the form stands there as a word.
  private mutating func normalizeArguments() throws(SyntaxFailure) -> [ParsedExpression] {
    let first = try expression()
    guard consume(.comma) else { return [first] }
    if current.kind == .word, peek(1).kind == .rightParenthesis,
      let form = UnicodeNormalForm(named: text(current.span))
    {
      advance()
      return [first, ParsedExpression(.string(form.rawValue), previous.span)]
    }
    return try [first] + expressions()
  }

  /// Steps over a word that means something in one place only, in any case.
  private mutating func consumeWord(_ word: String) -> Bool {
    guard current.kind == .word, text(current.span).uppercased() == word else { return false }
    advance()
    return true
  }
}
