package import KithCore

/// A piece of a script or of what was typed: one statement or one command of the shell.
package struct StatementPiece: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// A query; its `;` does not belong to it.
    case statement
    /// A line that begins with `:`, or with `.` and a letter.
    case command
  }

  package var kind: Kind
  /// Without blanks and comments around it.
  package var span: SourceSpan
  /// The line where it begins, from 1.
  package var line: Int
  package var text: String
}

/// What has been begun and not ended.
package struct UnfinishedPiece: Sendable, Hashable {
  /// What is missing at the end.
  package enum Reason: Sendable, Hashable {
    /// Only the `;`.
    case statement
    /// The quote that ends a string.
    case string
    /// The back-tick that ends a name.
    case name
    /// `*/`
    case comment
    /// The partner of an opening bracket: `(`, `[` or `{`.
    case bracket(Character)
  }

  package var reason: Reason
  package var span: SourceSpan
  package var line: Int
  package var text: String
}

/// A text cut into pieces, in their order.
package struct SplitStatements: Sendable, Hashable {
  package var pieces: [StatementPiece]
  /// What comes after the last piece, if it is more than blanks and comments.
  package var unfinished: UnfinishedPiece?
}

/// Cuts a text into statements at each `;` outside strings, comments and back-ticks.
package enum StatementSplitter {
  /// Never fails; what is no query is told by the parser, piece by piece. Empty statements are left
  /// out. Cost: linear.
  package static func split(_ text: String) -> SplitStatements {
    split(utf8: Array(text.utf8))
  }

  package static func split(utf8 bytes: [UInt8]) -> SplitStatements {
    var splitting = Splitting(bytes)
    return splitting.run()
  }
}

private struct Splitting {
  let bytes: [UInt8]
  var lexer: QueryLexer
  var pieces: [StatementPiece] = []
  /// The tokens of the piece at hand: its first, its last, and its open brackets.
  var first: Token?
  var last: Token?
  var brackets: [TokenKind] = []
  /// How far lines have been counted.
  var counted = 0
  var line = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lexer = QueryLexer(bytes)
  }

  mutating func run() -> SplitStatements {
    while true {
      let token = lexer.next()
      switch token.kind {
      case .endOfText: return SplitStatements(pieces: pieces, unfinished: unfinished(nil))
      case .openString, .openName, .openComment:
        let beginning = first ?? token
        first = beginning
        last = token
        return SplitStatements(pieces: pieces, unfinished: unfinished(token.kind))
      case .semicolon: finishStatement()
      case .colon where first == nil: readCommand(token)
      case .dot where first == nil && isLetter(at: token.end): readCommand(token)
      default: extend(by: token)
      }
    }
  }

  private func isLetter(at index: Int) -> Bool {
    index < bytes.count && isNameStart(bytes[index])
  }

  private mutating func extend(by token: Token) {
    first = first ?? token
    last = token
    switch token.kind {
    case .leftParenthesis, .leftBracket, .leftBrace: brackets.append(token.kind)
    case .rightParenthesis, .rightBracket, .rightBrace: _ = brackets.popLast()
    default: break
    }
  }

  private mutating func finishStatement() {
    if let first, let last {
      append(.statement, SourceSpan(start: first.start, end: last.end))
    }
    first = nil
    last = nil
    brackets = []
  }

  /// A command ends with its line, whatever is in it.
  private mutating func readCommand(_ token: Token) {
    let lineEnd = bytes[token.start...].firstIndex(of: 0x0A) ?? bytes.count
    var end = lineEnd
    while end > token.end, isWhitespace(Unicode.Scalar(bytes[end - 1])) { end -= 1 }
    append(.command, SourceSpan(start: token.start, end: end))
    lexer = QueryLexer(bytes, from: lineEnd)
  }

  private mutating func append(_ kind: StatementPiece.Kind, _ span: SourceSpan) {
    pieces.append(
      StatementPiece(kind: kind, span: span, line: lineNumber(of: span.start), text: text(span)))
  }

  private mutating func unfinished(_ kind: TokenKind?) -> UnfinishedPiece? {
    guard let first, let last else { return nil }
    let reason: UnfinishedPiece.Reason =
      switch (kind, brackets.last) {
      case (.openString, _): .string
      case (.openName, _): .name
      case (.openComment, _): .comment
      case (_, .leftParenthesis): .bracket("(")
      case (_, .leftBracket): .bracket("[")
      case (_, .leftBrace): .bracket("{")
      default: .statement
      }
    let span = SourceSpan(start: first.start, end: last.end)
    return UnfinishedPiece(
      reason: reason, span: span, line: lineNumber(of: span.start), text: text(span))
  }

  private func text(_ span: SourceSpan) -> String {
    String(decoding: bytes[span.start..<span.end], as: UTF8.self)
  }

  private mutating func lineNumber(of offset: Int) -> Int {
    for byte in bytes[counted..<offset] where byte == 0x0A { line += 1 }
    counted = offset
    return line
  }
}
