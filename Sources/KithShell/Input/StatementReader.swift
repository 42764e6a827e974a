/// Cuts a stream of bytes into statements and commands as they arrive, each as soon as it is complete.
///
/// A statement ends with a `;` outside strings, back-ticks and comments. A line whose first sign, outside a
/// statement, is `:` or `.` is a command and ends with the line. Comments before an entry are skipped.
///
/// No byte is looked at twice, however small the pieces are in which they come.
package struct StatementReader {
  /// What the reader is within: the prompt shows it.
  package enum Place: Sendable, Hashable {
    case between
    case command
    case statement
    case string(quote: UInt8)
    case name
    case comment
  }

  private var bytes: [UInt8] = []
  private var index = 0
  private var start = 0
  private var line = 1
  private var lineStart = 0
  private var startLine = 1
  private var startLineStart = 0
  package private(set) var place = Place.between
  /// Whether a comment stands within a statement, not before one.
  private var commentReturns = Place.between
  private var isLineComment = false
  /// Whether no more bytes will come.
  private var isAtEnd = false

  package init() {}

  /// Whether an entry has begun and not ended.
  package var isInsideEntry: Bool {
    switch place {
    case .between: false
    case .comment: commentReturns == .statement
    case .command, .statement, .string, .name: true
    }
  }

  /// How many bytes wait for the end of their entry.
  package var pendingBytes: Int { bytes.count - start }

  /// Takes the next bytes of the input.
  package mutating func append(_ more: some Sequence<UInt8>) {
    discardReadBytes()
    bytes.append(contentsOf: more)
  }

  /// The next entry that is complete, or nil until more bytes have come.
  package mutating func next() -> ScriptEntry? {
    while index < bytes.count {
      let byte = bytes[index]
      switch place {
      case .between:
        guard stepBetween(byte) else { return nil }
      case .command:
        if byte == UInt8(ascii: "\n") { return finishEntry(.command) }
        index += 1
      case .statement:
        if byte == UInt8(ascii: ";") {
          guard let pipe = pipe() else { return nil }
          return finishStatement(pipe)
        }
        guard stepInStatement(byte) else { return nil }
      case .string(let quote):
        guard stepInString(byte, quote: quote) else { return nil }
      case .name:
        if byte == UInt8(ascii: "`") { place = .statement }
        advance(byte)
      case .comment:
        guard stepInComment(byte) else { return nil }
      }
    }
    return nil
  }

  /// What is left at the end of the input: an entry without its end, or nil.
  package mutating func finish() -> ScriptEntry? {
    isAtEnd = true
    if let entry = next() { return entry }
    // A sign that waits for its second half, such as a lone `/`, is part of the rest.
    let isOpenComment = place == .comment && !isLineComment
    switch place {
    case .between where index < bytes.count: begin(.statement)
    case .comment where commentReturns == .between && !isOpenComment: return nil
    case .between: return nil
    case .command, .statement, .string, .name, .comment: break
    }
    let kind: ScriptEntry.Kind = place == .command ? .command : .statement
    index = bytes.count
    let entry = entry(kind)
    discardEntry()
    return entry.text.isEmpty ? nil : entry
  }

  /// Forgets what has not ended: Ctrl-C at the prompt.
  package mutating func clear() { self = StatementReader() }

  // MARK: Steps; each returns false where the next byte decides.

  private mutating func stepBetween(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"),
      UInt8(ascii: ";"):
      advance(byte)
    case UInt8(ascii: ":"), UInt8(ascii: "."): begin(.command)
    case UInt8(ascii: "/"):
      guard let opened = openComment(returningTo: .between) else { return false }
      if !opened { begin(.statement) }
    default: begin(.statement)
    }
    return true
  }

  private mutating func stepInStatement(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): place = .string(quote: byte)
    case UInt8(ascii: "`"): place = .name
    case UInt8(ascii: "/"):
      guard let opened = openComment(returningTo: .statement) else { return false }
      if opened { return true }
    default: break
    }
    advance(byte)
    return true
  }

  private mutating func stepInString(_ byte: UInt8, quote: UInt8) -> Bool {
    if byte == UInt8(ascii: "\\") {
      guard index + 1 < bytes.count else { return false }
      advance(byte)
      advance(bytes[index])
      return true
    }
    if byte == quote { place = .statement }
    advance(byte)
    return true
  }

  private mutating func stepInComment(_ byte: UInt8) -> Bool {
    if isLineComment {
      if byte == UInt8(ascii: "\n") { place = commentReturns }
      advance(byte)
      return true
    }
    if byte == UInt8(ascii: "*") {
      guard index + 1 < bytes.count else { return false }
      if bytes[index + 1] == UInt8(ascii: "/") {
        index += 2
        place = commentReturns
        return true
      }
    }
    advance(byte)
    return true
  }

  /// Enters a comment; false where the slash begins none, nil where the next byte decides.
  private mutating func openComment(returningTo place: Place) -> Bool? {
    guard index + 1 < bytes.count else { return nil }
    let second = bytes[index + 1]
    guard second == UInt8(ascii: "/") || second == UInt8(ascii: "*") else { return false }
    if place == .between { markStart() }
    isLineComment = second == UInt8(ascii: "/")
    commentReturns = place
    self.place = .comment
    index += 2
    return true
  }

  private mutating func begin(_ place: Place) {
    markStart()
    self.place = place
  }

  private mutating func markStart() {
    start = index
    startLine = line
    startLineStart = lineStart
  }

  private mutating func advance(_ byte: UInt8) {
    index += 1
    if byte == UInt8(ascii: "\n") {
      line += 1
      lineStart = index
    }
  }

  // MARK: Entries

  private mutating func finishEntry(_ kind: ScriptEntry.Kind) -> ScriptEntry {
    let entry = entry(kind)
    if kind == .statement { index += 1 }
    discardEntry()
    return entry
  }

  /// The statement whose `;` has come, with what stands behind it.
  private mutating func finishStatement(_ pipe: Range<Int>) -> ScriptEntry {
    var entry = finishEntry(.statement)
    if pipe.isEmpty { return entry }
    entry.pipe = String(decoding: bytes[pipe], as: UTF8.self)
    index = pipe.upperBound
    start = index
    return entry
  }

  /// What stands behind `; |` on the same line; empty where there is nothing, nil where the line goes on.
  ///
  /// A `;` that is the last byte so far ends its statement: who writes into a pipe need not write more.
  private func pipe() -> Range<Int>? {
    var next = index + 1
    while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
    guard next < bytes.count, bytes[next] == UInt8(ascii: "|") else { return next..<next }
    guard let end = bytes[next...].firstIndex(of: UInt8(ascii: "\n")) else {
      return isAtEnd ? (next + 1)..<bytes.count : nil
    }
    return (next + 1)..<end
  }

  private func entry(_ kind: ScriptEntry.Kind) -> ScriptEntry {
    var end = index
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    // `:timing on;` is typed by habit.
    while kind == .command, end > start, bytes[end - 1] == UInt8(ascii: ";") { end -= 1 }
    // A line of a thousand statements is no line that anybody reads an excerpt of.
    let leading = start - startLineStart > 1_000 ? [] : bytes[startLineStart..<start]
    let validText = String(validating: bytes[start..<end], as: UTF8.self)
    return ScriptEntry(
      kind: kind, text: validText ?? String(decoding: bytes[start..<end], as: UTF8.self),
      line: startLine, leading: String(decoding: leading, as: UTF8.self),
      isUTF8: validText != nil)
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
  }

  private mutating func discardEntry() {
    place = .between
    start = index
  }

  /// Drops the bytes before the line that is being read, once they are half of all.
  private mutating func discardReadBytes() {
    let dropped = place == .between ? lineStart : startLineStart
    guard dropped > bytes.count / 2 else { return }
    bytes.removeFirst(dropped)
    index -= dropped
    lineStart -= dropped
    start = max(0, start - dropped)
    startLineStart = max(0, startLineStart - dropped)
  }
}
