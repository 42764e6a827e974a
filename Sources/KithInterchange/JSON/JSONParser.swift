package import KithCore

/// Reads JSON (RFC 8259) into values: objects become maps in the order of their keys, whole numbers integers,
/// other numbers floats.
package enum JSON {
  /// The most lists and maps that may stand in each other.
  package static let depthLimit = 200

  /// The one value that the text holds. Linear in the text. Errors carry their place in it, in bytes.
  package static func value(of text: String) throws(Diagnostic) -> Value {
    var parser = JSONParser(Array(text.utf8))
    return try parser.wholeText()
  }
}

private struct JSONParser {
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func wholeText() throws(Diagnostic) -> Value {
    skipSpace()
    if index == bytes.count { throw problem(.empty) }
    let value = try value()
    skipSpace()
    if index < bytes.count { throw problem(.textAfterValue(found: found)) }
    return value
  }

  private mutating func value() throws(Diagnostic) -> Value {
    skipSpace()
    switch current {
    case "{": return .map(try object())
    case "[": return .list(try array())
    case "\"": return .string(try string())
    case .some(let scalar) where scalar == "-" || ("0"..."9").contains(scalar): return try number()
    case _:
      for (word, value) in [
        ("true", Value.boolean(true)), ("false", .boolean(false)), ("null", .null)
      ]
      where bytes[index...].starts(with: word.utf8) {
        index += word.utf8.count
        return value
      }
      throw problem(.valueExpected(found: found))
    }
  }

  private mutating func object() throws(Diagnostic) -> ValueMap {
    try descend()
    defer { depth -= 1 }
    var map = ValueMap()
    index += 1
    skipSpace()
    if accept("}") { return map }
    while true {
      skipSpace()
      guard current == "\"" else { throw problem(.keyExpected(found: found)) }
      let key = try string()
      skipSpace()
      guard accept(":") else { throw problem(.colonExpected(found: found)) }
      map[key] = try value()
      skipSpace()
      if accept("}") { return map }
      guard accept(",") else { throw problem(.commaExpected(found: found, closing: "}")) }
    }
  }

  private mutating func array() throws(Diagnostic) -> [Value] {
    try descend()
    defer { depth -= 1 }
    var list: [Value] = []
    index += 1
    skipSpace()
    if accept("]") { return list }
    while true {
      list.append(try value())
      skipSpace()
      if accept("]") { return list }
      guard accept(",") else { throw problem(.commaExpected(found: found, closing: "]")) }
    }
  }

  private mutating func string() throws(Diagnostic) -> String {
    let start = index
    index += 1
    var text: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        return String(decoding: text, as: UTF8.self)
      }
      if byte < 0x20 { throw problem(.controlCharacterInString) }
      if byte == UInt8(ascii: "\\") {
        text.append(contentsOf: String(try escape()).utf8)
      } else {
        text.append(byte)
        index += 1
      }
    }
    throw JSONProblem.unclosedString.diagnostic(at: SourceSpan(start: start, end: index))
  }

  private mutating func escape() throws(Diagnostic) -> Unicode.Scalar {
    let start = index
    index += 1
    let letter = current
    if letter == "u" { return try unicodeEscape(from: start) }
    let plain: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t"
    ]
    guard let letter, let scalar = plain[letter] else {
      let text = String(decoding: bytes[start..<min(start + 2, bytes.count)], as: UTF8.self)
      throw JSONProblem.unknownEscape(text)
        .diagnostic(at: SourceSpan(start: start, end: min(start + 2, bytes.count)))
    }
    index += 1
    return scalar
  }

  /// `\u00fc`, or the pair `\ud83d\ude00` of a character beyond U+FFFF.
  private mutating func unicodeEscape(from start: Int) throws(Diagnostic) -> Unicode.Scalar {
    index += 1
    if let first = hexadecimal() {
      if let scalar = Unicode.Scalar(first) { return scalar }
      if first < 0xDC00, accept("\\"), accept("u"), let second = hexadecimal(),
        (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return scalar
      }
    }
    throw JSONProblem.brokenUnicodeEscape.diagnostic(at: SourceSpan(start: start, end: index))
  }

  private mutating func hexadecimal() -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    var number: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      number = number << 4 | UInt32(digit)
    }
    index += 4
    return number
  }

  private mutating func number() throws(Diagnostic) -> Value {
    let start = index
    while let scalar = current, "+-.0123456789eE".unicodeScalars.contains(scalar) { index += 1 }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    let span = SourceSpan(start: start, end: index)
    guard isNumber(bytes[start..<index]) else {
      throw JSONProblem.brokenNumber(text).diagnostic(at: span)
    }
    if text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }) {
      guard let integer = Int64(text) else {
        throw JSONProblem.numberTooLarge(text).diagnostic(at: span)
      }
      return .integer(integer)
    }
    guard let float = Double(text), float.isFinite else {
      throw JSONProblem.numberTooLarge(text).diagnostic(at: span)
    }
    return .float(float)
  }

  /// RFC 8259, section 6: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
  private func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    func digits() -> Int {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    func skip(_ choices: String) -> Bool {
      guard let first = rest.first, choices.utf8.contains(first) else { return false }
      rest = rest.dropFirst()
      return true
    }
    _ = skip("-")
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    if whole == 0 || startsWithZero && whole > 1 { return false }
    if skip("."), digits() == 0 { return false }
    if skip("eE") {
      _ = skip("+-")
      if digits() == 0 { return false }
    }
    return rest.isEmpty
  }

  private mutating func descend() throws(Diagnostic) {
    depth += 1
    if depth > JSON.depthLimit { throw problem(.tooDeep(limit: JSON.depthLimit)) }
  }

  private mutating func skipSpace() {
    while index < bytes.count, " \n\r\t".utf8.contains(bytes[index]) { index += 1 }
  }

  private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    index += 1
    return true
  }

  /// The byte here, as the ASCII character it stands for.
  private var current: Unicode.Scalar? {
    index < bytes.count ? Unicode.Scalar(bytes[index]) : nil
  }

  /// What stands here, for messages.
  private var found: String {
    guard index < bytes.count else { return "the end" }
    let rest = String(decoding: bytes[index...].prefix(16), as: UTF8.self)
    return "'\(rest.prefix(1))'"
  }

  private func problem(_ problem: JSONProblem) -> Diagnostic {
    problem.diagnostic(at: SourceSpan(start: index, end: min(index + 1, bytes.count)))
  }
}
