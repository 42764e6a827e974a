import KithCore

/// Cuts the bytes of a query into tokens.
///
/// It never fails: what is no token becomes one of the bad kinds, and the parser says so when it gets
/// there. Comments are kept only for highlighting. The parser reads all tokens at once, which makes
/// looking ahead free: `matches` gives for every opening bracket its closing one.
///
/// Cost: linear; about 30 bytes a token.
struct QueryLexer {
  private let bytes: [UInt8]
  private let end: Int
  private var position: Int

  init(_ bytes: [UInt8], from start: Int = 0, to end: Int? = nil) {
    self.bytes = bytes
    self.end = end ?? bytes.count
    position = start
  }

  /// The next token; `endOfText` for ever after the last.
  mutating func next() -> Token {
    if let comment = skipBlank(keepingComments: false) { return comment }
    return scan()
  }

  /// The next token or comment, for those who paint.
  mutating func nextOrComment() -> (token: Token, isComment: Bool) {
    if let comment = skipBlank(keepingComments: true) { return (comment, true) }
    return (scan(), false)
  }

  private mutating func scan() -> Token {
    let start = position
    guard start < end else { return Token(kind: .endOfText, start: end, end: end) }
    let byte = bytes[start]
    switch byte {
    case _ where isNameStart(byte): return word(from: start)
    case _ where isDigit(byte): return number(from: start)
    case UInt8(ascii: "."): return dotOrNumber(from: start)
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return string(from: start, quote: byte)
    case UInt8(ascii: "`"): return quotedName(from: start)
    case UInt8(ascii: "$"): return parameter(from: start)
    case 0x80...: return scalarToken(from: start)
    default: return symbol(byte, from: start)
    }
  }

  private func peek(_ distance: Int) -> UInt8? {
    position + distance < end ? bytes[position + distance] : nil
  }

  private mutating func token(_ kind: TokenKind, from start: Int) -> Token {
    Token(kind: kind, start: start, end: position)
  }
}

// MARK: - Blank space and comments

extension QueryLexer {
  /// Skips blanks and comments; gives a comment back if it is asked to, or if it never ends.
  private mutating func skipBlank(keepingComments: Bool) -> Token? {
    while position < end {
      let start = position
      let byte = bytes[position]
      if byte == UInt8(ascii: "/"), let second = peek(1), isCommentStart(second) {
        let isWhole = skipComment(isLine: second == UInt8(ascii: "/"))
        if keepingComments || !isWhole {
          return token(isWhole ? .word : .openComment, from: start)
        }
      } else if byte < 0x80 {
        guard isWhitespace(Unicode.Scalar(byte)) else { return nil }
        position += 1
      } else {
        guard let (scalar, length) = decodeScalar(bytes, at: position), isWhitespace(scalar) else {
          return nil
        }
        position += length
      }
    }
    return nil
  }

  private func isCommentStart(_ second: UInt8) -> Bool {
    second == UInt8(ascii: "/") || second == UInt8(ascii: "*")
  }

  /// True if the comment has an end.
  private mutating func skipComment(isLine: Bool) -> Bool {
    position += 2
    while position < end {
      if isLine {
        if bytes[position] == 0x0A { return true }
      } else if bytes[position] == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        position += 2
        return true
      }
      position += 1
    }
    return isLine
  }
}

// MARK: - Names, parameters and strings

extension QueryLexer {
  private mutating func skipNameParts() {
    while position < end {
      if bytes[position] < 0x80 {
        guard isNamePart(bytes[position]) else { return }
        position += 1
      } else {
        guard let (scalar, length) = decodeScalar(bytes, at: position), isNamePart(scalar) else {
          return
        }
        position += length
      }
    }
  }

  private mutating func word(from start: Int) -> Token {
    skipNameParts()
    return Token(
      kind: .word, keyword: Keyword(bytes[start..<position]), start: start, end: position)
  }

  /// A back-ticked name; two back-ticks inside stand for one.
  private mutating func quotedName(from start: Int) -> Token {
    position += 1
    while position < end {
      if bytes[position] == UInt8(ascii: "`") {
        guard peek(1) == UInt8(ascii: "`") else {
          position += 1
          return token(.quotedName, from: start)
        }
        position += 1
      }
      position += 1
    }
    position = end
    return token(.openName, from: start)
  }

  private mutating func parameter(from start: Int) -> Token {
    position += 1
    if peek(0) == UInt8(ascii: "`") {
      let name = quotedName(from: position)
      return token(name.kind == .openName ? .openName : .parameter, from: start)
    }
    skipNameParts()
    return token(position == start + 1 ? .badParameter : .parameter, from: start)
  }

  private mutating func string(from start: Int, quote: UInt8) -> Token {
    position += 1
    while position < end {
      let byte = bytes[position]
      position += 1
      if byte == quote { return token(.string, from: start) }
      if byte == UInt8(ascii: "\\") { position = min(position + 1, end) }
    }
    return token(.openString, from: start)
  }

  private mutating func scalarToken(from start: Int) -> Token {
    guard let (scalar, length) = decodeScalar(bytes, at: start) else {
      while position < end, bytes[position] >= 0x80, decodeScalar(bytes, at: position) == nil {
        position += 1
      }
      return token(.badBytes, from: start)
    }
    position += length
    return isNameStart(scalar) ? word(from: start) : token(.badCharacter, from: start)
  }
}

// MARK: - Numbers

extension QueryLexer {
  /// `1`, `1.5`, `1.`, `1e10`, `0x1F`, `0o17`, `1_000`; `1..3` is a number and two dots.
  private mutating func number(from start: Int) -> Token {
    if bytes[start] == UInt8(ascii: "0"), let base = peek(1).map({ $0 | 0x20 }),
      base == UInt8(ascii: "x") || base == UInt8(ascii: "o")
    {
      skipNameParts()
      return token(.integer, from: start)
    }
    skipDigits()
    var kind = TokenKind.integer
    if peek(0) == UInt8(ascii: "."), isFraction(after: peek(1)) {
      kind = .float
      position += 1
      skipDigits()
    }
    return finishNumber(kind, from: start)
  }

  /// Whether a dot after digits belongs to the number: `1.5`, `1.`, `1.e3`, but neither `1..3` nor
  /// `1.name`.
  private func isFraction(after dot: UInt8?) -> Bool {
    guard let next = dot else { return true }
    if next | 0x20 == UInt8(ascii: "e") { return peek(2).map { !isNameStart($0) } ?? false }
    return next != UInt8(ascii: ".") && !isNameStart(next) && next < 0x80 && next != 0x60
  }

  private mutating func dotOrNumber(from start: Int) -> Token {
    if let next = peek(1), isDigit(next) {
      position += 1
      skipDigits()
      return finishNumber(.float, from: start)
    }
    position += peek(1) == UInt8(ascii: ".") ? 2 : 1
    return token(position - start == 2 ? .dotDot : .dot, from: start)
  }

  /// The exponent, if there is one, and whatever letters are glued to the number.
  private mutating func finishNumber(_ plain: TokenKind, from start: Int) -> Token {
    var kind = plain
    if let letter = peek(0), letter | 0x20 == UInt8(ascii: "e") {
      let sign = peek(1)
      let signed = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") ? 1 : 0
      if let digit = peek(1 + signed), isDigit(digit) {
        kind = .float
        position += 1 + signed
        skipDigits()
      }
    }
    let end = position
    skipNameParts()
    return token(position > end ? .badNumber : kind, from: start)
  }

  /// Digits, with single underscores in between: `1_000_000`.
  private mutating func skipDigits() {
    while position < end {
      let isSeparator =
        bytes[position] == UInt8(ascii: "_") && isDigit(bytes[position - 1])
        && (peek(1).map(isDigit) ?? false)
      guard isSeparator || isDigit(bytes[position]) else { return }
      position += 1
    }
  }
}

// MARK: - Symbols

extension QueryLexer {
  private mutating func symbol(_ byte: UInt8, from start: Int) -> Token {
    if let second = peek(1), let kind = pair(byte, second) {
      position += 2
      return token(kind, from: start)
    }
    position += 1
    return token(single(byte), from: start)
  }

  private func pair(_ first: UInt8, _ second: UInt8) -> TokenKind? {
    switch (Unicode.Scalar(first), Unicode.Scalar(second)) {
    case ("+", "="): .plusEqual
    case ("=", "~"): .regexMatch
    case ("=", "="): .equalEqual
    case ("<", ">"): .notEqual
    case ("!", "="): .bangEqual
    case ("<", "="): .lessOrEqual
    case (">", "="): .greaterOrEqual
    case ("|", "|"): .barBar
    case ("&", "&"): .ampersandAmpersand
    case (":", ":"): .colonColon
    default: nil
    }
  }

  private func single(_ byte: UInt8) -> TokenKind {
    switch Unicode.Scalar(byte) {
    case "(": .leftParenthesis
    case ")": .rightParenthesis
    case "[": .leftBracket
    case "]": .rightBracket
    case "{": .leftBrace
    case "}": .rightBrace
    case ",": .comma
    case ";": .semicolon
    case ":": .colon
    case "+": .plus
    case "-": .minus
    case "*": .star
    case "/": .slash
    case "%": .percent
    case "^": .caret
    case "=": .equal
    case "<": .less
    case ">": .greater
    case "|": .bar
    case "&": .ampersand
    case "!": .bang
    default: .badCharacter
    }
  }
}
