import KithCore

/// What a token is. Brackets and operators are told apart; words carry their keyword.
enum TokenKind: UInt8, Sendable {
  case word, quotedName, parameter, integer, float, string
  case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
  case comma, semicolon, colon, colonColon, dot, dotDot, plus, plusEqual, minus, star, slash,
    percent, caret
  case equal, regexMatch, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case bar, barBar, ampersand, bang
  /// Slips that get an answer of their own: `==`, `!=`, `&&`.
  case equalEqual, bangEqual, ampersandAmpersand
  /// A literal, name or comment that never ends, or bytes that mean nothing here.
  case openString, openName, openComment, badNumber, badParameter, badCharacter, badBytes
  case endOfText
  /// The place that completion asks about: nothing matches it.
  case cursor
}

/// A token: its kind, its keyword if it is a word that may be one, and its bytes.
struct Token: Sendable {
  var kind: TokenKind
  var keyword: Keyword?
  var start: Int
  var end: Int

  var span: SourceSpan { SourceSpan(start: start, end: end) }
}
