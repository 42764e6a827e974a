import KithCore

/// Checks that a file's bytes are UTF-8 before anything else looks at them.
enum TextCheck {
  /// Throws `FileDiagnostics` with the first byte that is not UTF-8, its line and what to do. Linear.
  static func requireUTF8(_ file: MappedFile) throws(FileDiagnostics) {
    // Safe because `file` lives to the end of this call.
    let bytes = unsafe file.bytes
    if bytes.count >= 2,
      unsafe (bytes[0] == 0xFF && bytes[1] == 0xFE)
        || (bytes[0] == 0xFE && bytes[1] == 0xFF)
    {
      throw FileDiagnostics(FileMessages.utf16(file.path))
    }
    guard let place = unsafe firstInvalid(in: bytes) else { return }
    throw FileDiagnostics(diagnostic(in: file, at: place))
  }

  /// The line with the byte: whatever of it is not UTF-8 is shown as `\u{FFFD}`, so the column is that of the text shown.
  private static func diagnostic(in file: MappedFile, at place: Int) -> FileDiagnostic {
    let lines = FileLines(file)
    let line = lines.range(around: place)
    let before = file.text(line.lowerBound..<place).utf8.count
    let shown = file.text(line)
    let span = SourceSpan(start: before, end: min(before + 3, shown.utf8.count))
    let byte = unsafe file.bytes[place]
    return FileDiagnostic(
      path: file.path, text: shown, firstLine: lines.number(ofByte: place),
      FileMessages.notUTF8(byte: byte, at: span, path: file.path))
  }

  /// The first byte that does not belong to well-formed UTF-8 (Unicode, table 3-7), or nil.
  ///
  /// About a byte in a nanosecond at worst, eight for ASCII.
  static func firstInvalid(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    let count = bytes.count
    // Safe because every access is below `count`.
    while index < count {
      while index + 8 <= count {
        let word = unsafe UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped)
          .loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if word & 0x8080_8080_8080_8080 != 0 { break }
        index += 8
      }
      guard index < count else { break }
      let first = unsafe bytes[index]
      if first < 0x80 {
        index += 1
        continue
      }
      guard let length = sequenceLength(first), index + length <= count,
        secondRange(first).contains(unsafe bytes[index + 1])
      else { return index }
      for place in (index + 2)..<(index + max(length, 2)) where unsafe bytes[place] & 0xC0 != 0x80 {
        return index
      }
      index += length
    }
    return nil
  }

  private static func sequenceLength(_ first: UInt8) -> Int? {
    switch first {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: nil
    }
  }

  /// Which second byte may follow: rules out overlong forms, surrogates and what lies beyond Unicode.
  private static func secondRange(_ first: UInt8) -> ClosedRange<UInt8> {
    switch first {
    case 0xE0: 0xA0...0xBF
    case 0xED: 0x80...0x9F
    case 0xF0: 0x90...0xBF
    case 0xF4: 0x80...0x8F
    default: 0x80...0xBF
    }
  }
}

/// Finds lines in a mapped file: only for messages, so it counts from the start each time.
struct FileLines {
  private let file: MappedFile

  init(_ file: MappedFile) { self.file = file }

  /// The line's number, from 1.
  func number(ofByte place: Int) -> Int {
    var line = 1
    // Safe because `file` lives and `place` is at most its count.
    for index in 0..<min(place, file.count) where unsafe file.bytes[index] == 0x0A { line += 1 }
    return line
  }

  /// The line with a byte, without its end.
  func range(around place: Int) -> Range<Int> {
    // Safe because every access is below the file's count, and `file` lives.
    var start = min(place, file.count)
    while start > 0, unsafe file.bytes[start - 1] != 0x0A { start -= 1 }
    var end = max(start, min(place, file.count))
    while end < file.count, unsafe file.bytes[end] != 0x0A { end += 1 }
    if end > start, unsafe file.bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }
}
