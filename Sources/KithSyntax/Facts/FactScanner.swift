import KithCore

/// Walks over the bytes of a fact file; knows spaces, comments, words and texts, and nothing of facts.
struct FactScanner {
  let bytes: [UInt8]
  private(set) var position = 0
  /// The end of what was last read and is neither space nor comment.
  private(set) var lastEnd = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
    // A byte order mark says nothing in UTF-8.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    lastEnd = position
  }

  var isAtEnd: Bool { position >= bytes.count }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  func byte(at offset: Int) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  func at(_ character: Unicode.Scalar) -> Bool { next == UInt8(ascii: character) }

  mutating func move(to position: Int) {
    self.position = position
    lastEnd = max(lastEnd, position)
  }

  mutating func advance(_ count: Int = 1) { move(to: min(position + count, bytes.count)) }

  /// Reads the character, if it is there.
  mutating func consume(_ character: Unicode.Scalar) -> Bool {
    guard at(character) else { return false }
    advance()
    return true
  }

  /// Skips spaces and a comment, and with `newlines` the ends of lines too.
  mutating func skipSpace(newlines: Bool) {
    while let byte = next {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): position += 1
      case UInt8(ascii: "\n") where newlines: position += 1
      case UInt8(ascii: "/") where self.byte(at: 1) == UInt8(ascii: "/"):
        position = endOfLine(from: position)
      default: return
      }
    }
  }

  func endOfLine(from start: Int) -> Int {
    bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
  }

  func startOfLine(at place: Int) -> Int {
    bytes[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The character here, for a message.
  var nextCharacter: String {
    guard !isAtEnd else { return "the end of the file" }
    let rest = String(decoding: bytes[position..<min(position + 32, bytes.count)], as: UTF8.self)
    guard let first = rest.first else { return "the end of the file" }
    return first.isNewline ? "the end of the line" : "'\(first)'"
  }

  /// The place of the character here; empty at the end of a line.
  var nextSpan: SourceSpan {
    guard let byte = next, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") else {
      return SourceSpan(start: position, end: position)
    }
    var end = position + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return SourceSpan(start: position, end: end)
  }

  /// A bare word: letters, digits and `_ - . @`, beginning with a letter or `_`; letters of any script.
  mutating func word() -> ParsedName? {
    let start = position
    var end = position
    for scalar in text(start..<wordLimit).unicodeScalars {
      let isInside = end > start
      guard Self.isLetter(scalar) || isInside && Self.isInsideWord(scalar) else { break }
      end += String(scalar).utf8.count
    }
    guard end > start else { return nil }
    move(to: end)
    return ParsedName(text(start..<end), SourceSpan(start: start, end: end))
  }

  /// Where the bytes end that may belong to a word.
  private var wordLimit: Int {
    var end = position
    while end < bytes.count {
      let byte = bytes[end]
      guard byte >= 0x80 || Self.isInsideWord(Unicode.Scalar(byte)) else { break }
      end += 1
    }
    return end
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic
  }

  private static func isInsideWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "_", "-", ".", "@", "0"..."9": true
    default:
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || scalar.properties.generalCategory == .nonspacingMark
    }
  }

  /// A text in the quotes that stand here: `"…"`, `'…'` or `` `…` ``.
  mutating func quoted() throws(Diagnostic) -> ParsedName {
    let start = position
    let quote = bytes[start]
    var content: [UInt8] = []
    position += 1
    while let byte = next, byte != UInt8(ascii: "\n") {
      if byte == quote {
        advance()
        return ParsedName(
          String(decoding: content, as: UTF8.self), SourceSpan(start: start, end: position))
      }
      if byte == UInt8(ascii: "\\") {
        content += try escape()
      } else {
        content.append(byte)
        position += 1
      }
    }
    let end = position
    move(to: end)
    throw FactMessages.unclosedText(at: SourceSpan(start: start, end: end))
  }

  private mutating func escape() throws(Diagnostic) -> [UInt8] {
    let start = position
    defer { lastEnd = max(lastEnd, position) }
    let kind = byte(at: 1)
    position += 2
    switch kind {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"):
      let digits = bytes[position..<min(position + 4, bytes.count)]
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
      if digits.count == 4, let scalar = code.flatMap(Unicode.Scalar.init) {
        position += 4
        return Array(String(Character(scalar)).utf8)
      }
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "\\"),
      UInt8(ascii: "/"):
      return kind.map { [$0] } ?? []
    default: break
    }
    position = start + 1
    let end = max(nextSpan.end, position)
    position = end
    throw FactMessages.unknownEscape(
      text(start..<end), at: SourceSpan(start: start, end: end))
  }
}
