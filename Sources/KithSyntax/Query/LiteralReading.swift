import KithCore

/// Reads the values of literal tokens, and says what is wrong with bad ones.
extension StatementParser {
  /// What is wrong with a token that is none; nil for proper ones.
  func lexicalError(_ token: Token) -> Diagnostic? {
    switch token.kind {
    case .openString: return SyntaxMessages.openString(at: opening(token))
    case .openName: return SyntaxMessages.openName(at: opening(token))
    case .openComment: return SyntaxMessages.openComment(at: opening(token))
    case .badNumber: return SyntaxMessages.invalidNumber(text(token.span), at: token.span)
    case .badParameter: return SyntaxMessages.emptyParameter(at: token.span)
    case .badBytes: return SyntaxMessages.invalidBytes(at: token.span)
    case .badCharacter:
      let scalar = text(token.span).unicodeScalars.first ?? "?"
      return SyntaxMessages.invalidCharacter(
        String(scalar), isASCII: scalar.isASCII,
        suggestion: SyntaxMessages.lookalike(of: scalar), at: token.span)
    default: return nil
    }
  }

  /// Only where it begins: what is never closed reaches to the end of the text.
  private func opening(_ token: Token) -> SourceSpan {
    SourceSpan(start: token.start, end: min(token.end, token.start + 1))
  }

  // MARK: - Names

  /// The name between back-ticks; two of them inside stand for one. Only a map's key may be empty.
  func quotedName(_ token: Token, mayBeEmpty: Bool = false) throws(SyntaxFailure) -> ParsedName {
    guard mayBeEmpty || token.end - token.start > 2 else {
      throw SyntaxFailure(SyntaxMessages.emptyName(at: token.span))
    }
    return ParsedName(unquoted(bytes[(token.start + 1)..<(token.end - 1)]), token.span)
  }

  /// The parameter's name without `$`.
  func parameterName(_ token: Token) throws(SyntaxFailure) -> ParsedName {
    let name = bytes[(token.start + 1)..<token.end]
    guard name.first == UInt8(ascii: "`") else {
      return ParsedName(String(decoding: name, as: UTF8.self), token.span)
    }
    guard name.count > 2 else { throw SyntaxFailure(SyntaxMessages.emptyName(at: token.span)) }
    return ParsedName(unquoted(name.dropFirst().dropLast()), token.span)
  }

  private func unquoted(_ bytes: ArraySlice<UInt8>) -> String {
    var name: [UInt8] = []
    var isSecond = false
    for byte in bytes {
      isSecond = byte == UInt8(ascii: "`") && !isSecond
      if !isSecond { name.append(byte) }
    }
    return String(decoding: name, as: UTF8.self)
  }

  // MARK: - Numbers

  /// The value of an integer, with its sign before it: only so does the smallest one fit.
  func integer(_ token: Token, isNegative: Bool) throws(SyntaxFailure) -> Int64 {
    let digits = bytes[token.start..<token.end]
    let (radix, prefix) = base(of: digits)
    var value: UInt64 = 0
    var isTooLarge = false
    guard digits.count > prefix else { throw badInteger(token) }
    var isSeparated = false
    for byte in digits.dropFirst(prefix) {
      // One underscore at a time, and never the last.
      if byte == UInt8(ascii: "_"), !isSeparated {
        isSeparated = true
        continue
      }
      isSeparated = false
      guard let digit = hexadecimalDigit(byte), digit < radix else { throw badInteger(token) }
      let (product, overflowed) = value.multipliedReportingOverflow(by: radix)
      let (sum, carried) = product.addingReportingOverflow(digit)
      isTooLarge = isTooLarge || overflowed || carried
      value = sum
    }
    guard !isSeparated else { throw badInteger(token) }
    if radix == 10, digits.count > 1, digits.first == UInt8(ascii: "0") {
      throw SyntaxFailure(
        SyntaxMessages.leadingZero(
          text(token.span), octal: String(text(token.span).drop { $0 == "0" }), at: token.span))
    }
    let largest = UInt64(Int64.max) + (isNegative ? 1 : 0)
    guard !isTooLarge, value <= largest else {
      throw SyntaxFailure(SyntaxMessages.integerOverflow(text(token.span), at: token.span))
    }
    return isNegative ? Int64(truncatingIfNeeded: 0 &- value) : Int64(value)
  }

  private func base(of digits: ArraySlice<UInt8>) -> (radix: UInt64, prefix: Int) {
    guard digits.count > 1, digits.first == UInt8(ascii: "0") else { return (10, 0) }
    return switch digits[digits.startIndex + 1] | 0x20 {
    case UInt8(ascii: "x"): (16, 2)
    case UInt8(ascii: "o"): (8, 2)
    default: (10, 0)
    }
  }

  private func badInteger(_ token: Token) -> SyntaxFailure {
    SyntaxFailure(SyntaxMessages.invalidNumber(text(token.span), at: token.span))
  }

  /// The value of a floating point number.
  func float(_ token: Token) throws(SyntaxFailure) -> Double {
    var written = text(token.span)
    written.removeAll { $0 == "_" }
    if written.hasSuffix(".") { written.append("0") }
    // The standard library wants a digit between the dot and the exponent.
    if let dot = written.utf8.firstIndex(of: UInt8(ascii: ".")) {
      let next = written.utf8.index(after: dot)
      if written.utf8[next] | 0x20 == UInt8(ascii: "e") { written.insert("0", at: next) }
    }
    guard let value = Double(written) else {
      throw SyntaxFailure(SyntaxMessages.invalidNumber(text(token.span), at: token.span))
    }
    guard value.isFinite else {
      throw SyntaxFailure(SyntaxMessages.floatOverflow(text(token.span), at: token.span))
    }
    return value
  }

  // MARK: - Strings

  /// The value of a string with its escapes resolved.
  func string(_ token: Token) throws(SyntaxFailure) -> String {
    let inside = (token.start + 1)..<(token.end - 1)
    guard bytes[inside].contains(UInt8(ascii: "\\")) else {
      guard let valid = String(validating: bytes[inside], as: UTF8.self) else {
        throw SyntaxFailure(SyntaxMessages.invalidBytes(at: token.span))
      }
      return valid
    }
    var value: [UInt8] = []
    var position = inside.lowerBound
    while position < inside.upperBound {
      if bytes[position] == UInt8(ascii: "\\") {
        try appendEscape(at: &position, end: inside.upperBound, to: &value)
      } else {
        value.append(bytes[position])
        position += 1
      }
    }
    guard let valid = String(validating: value, as: UTF8.self) else {
      throw SyntaxFailure(SyntaxMessages.invalidBytes(at: token.span))
    }
    return valid
  }

  private func appendEscape(
    at position: inout Int, end: Int, to value: inout [UInt8]
  ) throws(SyntaxFailure) {
    let start = position
    position += 2
    switch Unicode.Scalar(bytes[start + 1]) {
    case "n", "N": value.append(0x0A)
    case "t", "T": value.append(0x09)
    case "r", "R": value.append(0x0D)
    case "b", "B": value.append(0x08)
    case "f", "F": value.append(0x0C)
    case "\\", "'", "\"", "`", "/": value.append(bytes[start + 1])
    case "u": try appendScalar(digits: 4, from: start, at: &position, end: end, to: &value)
    case "U": try appendScalar(digits: 8, from: start, at: &position, end: end, to: &value)
    default:
      let length = decodeScalar(bytes, at: start + 1)?.length ?? 1
      let span = SourceSpan(start: start, end: start + 1 + length)
      throw SyntaxFailure(SyntaxMessages.unknownEscape(text(span), at: span))
    }
  }

  private func appendScalar(
    digits: Int, from start: Int, at position: inout Int, end: Int, to value: inout [UInt8]
  ) throws(SyntaxFailure) {
    var code = hexadecimal(digits, at: position, end: end)
    position += digits
    // JSON writes characters past U+FFFF as a pair of surrogates.
    if let high = code, (0xD800...0xDBFF).contains(high), position + 6 <= end,
      bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u"),
      let low = hexadecimal(4, at: position + 2, end: end), (0xDC00...0xDFFF).contains(low)
    {
      code = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
      position += 6
    }
    guard let code, let scalar = Unicode.Scalar(code) else {
      var stop = start + 2
      while stop < min(start + 2 + digits, end), isNamePart(bytes[stop]) { stop += 1 }
      let span = SourceSpan(start: start, end: stop)
      throw SyntaxFailure(SyntaxMessages.invalidUnicodeEscape(text(span), digits: digits, at: span))
    }
    value.append(contentsOf: String(Character(scalar)).utf8)
  }

  private func hexadecimal(_ count: Int, at start: Int, end: Int) -> UInt32? {
    guard start + count <= end else { return nil }
    var value: UInt32 = 0
    for byte in bytes[start..<(start + count)] {
      guard let digit = hexadecimalDigit(byte) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}

private func hexadecimalDigit(_ byte: UInt8) -> UInt64? {
  switch byte {
  case 0x30...0x39: UInt64(byte - 0x30)
  case 0x41...0x46, 0x61...0x66: UInt64((byte | 0x20) - 0x61 + 10)
  default: nil
  }
}
