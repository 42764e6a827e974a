import KithCore

// Maps, values and annotations.

extension FactParser {
  /// `{key: value, …}`; with `allowsWords` bare words are texts, as in the header.
  mutating func map(allowsWords: Bool) throws(Diagnostic) -> [FactEntry] {
    let open = scanner.nextSpan
    scanner.advance()
    scanner.skipSpace(newlines: true)
    var entries: [FactEntry] = []
    while !scanner.consume("}") {
      if scanner.isAtEnd { throw FactMessages.neverClosed("{", at: open) }
      entries.append(try entry(allowsWords: allowsWords, after: entries, open: open))
      scanner.skipSpace(newlines: true)
      if scanner.consume(",") {
        scanner.skipSpace(newlines: true)
      } else if !scanner.at("}") {
        throw unclosed("{", open, expected: "',' or '}'")
      }
    }
    return entries
  }

  private mutating func entry(
    allowsWords: Bool, after entries: [FactEntry], open: SourceSpan
  ) throws(Diagnostic) -> FactEntry {
    let isQuoted = scanner.at("\"") || scanner.at("'")
    guard isQuoted || scanner.at("`") || startsWord else {
      throw unclosed("{", open, expected: "a key")
    }
    let key = isQuoted ? try scanner.quoted() : try name("a key")
    scanner.skipSpace(newlines: false)
    guard scanner.consume(":") else { throw unexpected("':'") }
    scanner.skipSpace(newlines: false)
    let subject = "\(key.text): "
    let value = try value(
      orElse: { (text, isDate, span) throws(Diagnostic) in
        if allowsWords, !isDate { return FactValue(value: .string(text), span: span) }
        throw isDate
          ? FactMessages.unquotedDate(subject, text, at: span)
          : FactMessages.unquotedText(subject, text, at: span)
      })
    if entries.contains(where: { $0.key.text == key.text }) { throw FactMessages.duplicateKey(key) }
    return FactEntry(key: key, value: value)
  }

  private var startsWord: Bool {
    var ahead = scanner
    return ahead.word() != nil
  }

  /// What stands for an unquoted text: its text (a date in EDTF's form), whether it is a date, and its place.
  typealias UnquotedText = (String, Bool, SourceSpan) throws(Diagnostic) -> FactValue

  /// A text, a number, `true`, `false`, a point or a list; anything else goes to `orElse`.
  private mutating func value(orElse: UnquotedText) throws(Diagnostic) -> FactValue {
    if scanner.at("[") { return try list(orElse: orElse) }
    if scanner.at("{") { throw FactMessages.nestedValue("map", at: scanner.nextSpan) }
    return try scalar(orElse: orElse)
  }

  private mutating func list(orElse: UnquotedText) throws(Diagnostic) -> FactValue {
    let open = scanner.nextSpan
    scanner.advance()
    scanner.skipSpace(newlines: true)
    var values: [Value] = []
    while !scanner.consume("]") {
      if scanner.isAtEnd { throw FactMessages.neverClosed("[", at: open) }
      if scanner.at("[") { throw FactMessages.nestedValue("list of lists", at: scanner.nextSpan) }
      if scanner.at("{") { throw FactMessages.nestedValue("map", at: scanner.nextSpan) }
      values.append(try scalar(orElse: orElse).value)
      scanner.skipSpace(newlines: true)
      if scanner.consume(",") {
        scanner.skipSpace(newlines: true)
      } else if !scanner.at("]") {
        throw unclosed("[", open, expected: "',' or ']'")
      }
    }
    return FactValue(
      value: .list(values), span: SourceSpan(start: open.start, end: scanner.position))
  }

  private mutating func scalar(orElse: UnquotedText) throws(Diagnostic) -> FactValue {
    if scanner.at("\"") || scanner.at("'") || scanner.at("`") {
      let text = try scanner.quoted()
      return FactValue(value: .string(text.text), span: text.span)
    }
    for quote in ["„", "“", "”", "‚", "‘", "’", "«", "»"]
    where scanner.nextCharacter == "'\(quote)'" {
      throw FactMessages.curlyQuote(quote, at: scanner.nextSpan)
    }
    if let point = try point() { return point }
    return try unquoted(orElse: orElse)
  }

  /// `point({longitude: 11.63, latitude: 52.13})`, in one line; nil where no point begins.
  private mutating func point() throws(Diagnostic) -> FactValue? {
    let start = scanner.position
    guard scanner.bytes[start...].starts(with: "point(".utf8) else { return nil }
    let line = scanner.bytes[start...].prefix { $0 != UInt8(ascii: "\n") }
    let close = line.firstIndex(of: UInt8(ascii: ")")).map { $0 + 1 } ?? line.endIndex
    let span = SourceSpan(start: start, end: close)
    let text = scanner.text(start..<close)
    guard let point = PointValue(text) else { throw FactMessages.invalidPoint(text, at: span) }
    scanner.move(to: close)
    return FactValue(value: .point(point), span: span)
  }

  private mutating func unquoted(orElse: UnquotedText) throws(Diagnostic) -> FactValue {
    let start = scanner.position
    let whole = start..<endOfUnquoted(from: start)
    guard !whole.isEmpty else { throw unexpected("a value") }
    // Where a comma is missing, the next key is not part of the value.
    let first =
      start..<(scanner.bytes[whole].firstIndex { $0 == 0x20 || $0 == 0x09 } ?? whole.upperBound)
    for range in [whole, first] {
      let span = SourceSpan(start: start, end: range.upperBound)
      if let value = try plainValue(scanner.text(range), at: span) {
        scanner.move(to: range.upperBound)
        return FactValue(value: value, span: span)
      }
    }
    scanner.move(to: whole.upperBound)
    let text = scanner.text(whole)
    let date = dateText(text)
    return try orElse(date ?? text, date != nil, SourceSpan(start: start, end: whole.upperBound))
  }

  /// Where the next comma, bracket, comment or line stands, less the spaces before it.
  private func endOfUnquoted(from start: Int) -> Int {
    var end = start
    while end < scanner.bytes.count {
      let byte = scanner.bytes[end]
      if ",}])\n\"{[(".utf8.contains(byte) { break }
      if byte == UInt8(ascii: "/"), end + 1 < scanner.bytes.count,
        scanner.bytes[end + 1] == UInt8(ascii: "/")
      {
        break
      }
      end += 1
    }
    while end > start, " \t\r".utf8.contains(scanner.bytes[end - 1]) { end -= 1 }
    return end
  }

  /// A number, `true` or `false`; nil for anything else.
  private func plainValue(_ text: String, at span: SourceSpan) throws(Diagnostic) -> Value? {
    switch text {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "null": throw FactMessages.nullValue(text, at: span)
    default: break
    }
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let isWhole = !digits.isEmpty && digits.utf8.allSatisfy(Self.isDigit)
    // Gram reads a leading zero as octal: an identifier such as 039104 is a text.
    if isWhole, digits == "0" || !digits.hasPrefix("0") {
      guard let number = Int64(text) else { throw FactMessages.numberTooLarge(text, at: span) }
      return .integer(number)
    }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isDigit) }),
      parts[0] == "0" || !parts[0].hasPrefix("0")
    else { return nil }
    return Double(text).map(Value.float)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// The text as a date in EDTF, or nil where it is none.
  private func dateText(_ text: String) -> String? {
    do {
      return try EDTF(text).text
    } catch {
      switch error {
      case .noSuchMonth, .noSuchDay, .reversed: return text
      case .notADate, .endsBeforeStart: break
      }
    }
    guard let spoken = try? SpokenDate.reading(text) else { return nil }
    return spoken.bound == .unsaid ? spoken.text : text
  }

  // MARK: Annotations

  mutating func annotation() throws(Diagnostic) -> FactAnnotation {
    let start = scanner.position
    scanner.advance()
    let name = try name("the name of an annotation")
    guard let kind = FactAnnotationKind(rawValue: name.text) else {
      throw FactMessages.unknownAnnotation(name)
    }
    scanner.skipSpace(newlines: false)
    let open = scanner.nextSpan
    guard scanner.consume("(") else { throw unexpected("'('") }
    scanner.skipSpace(newlines: false)
    if scanner.at("[") || scanner.at("{") { throw unexpected("a value") }
    let isBareWord = startsWord
    let value = try scalar(
      orElse: { (text, _, span) throws(Diagnostic) in
        if isBareWord, FactScanner.isWord(text) {
          return FactValue(value: .string(text), span: span)
        }
        throw FactMessages.unquotedAnnotation(kind.rawValue, text, at: span)
      })
    scanner.skipSpace(newlines: false)
    guard scanner.consume(")") else { throw unclosed("(", open, expected: "')'") }
    try check(kind, value)
    return FactAnnotation(
      kind: kind, value: value, span: SourceSpan(start: start, end: scanner.position))
  }

  private func check(_ kind: FactAnnotationKind, _ value: FactValue) throws(Diagnostic) {
    switch (kind, value.value) {
    case (.rank, .string(let rank)) where FactAnnotationKind.ranks.contains(rank): break
    case (.rank, let other):
      var nearest: String?
      if case .string(let text) = other {
        nearest = nearestName(to: text, among: FactAnnotationKind.ranks)
      }
      throw FactMessages.annotationWants(
        .rank, "preferred, normal or deprecated", at: value.span, suggestion: nearest)
    case (.certainty, .float(0...1)), (.certainty, .integer(0...1)), (.certainty, .string): break
    case (.certainty, _):
      throw FactMessages.annotationWants(
        .certainty, "a word, such as likely, or a number from 0 to 1", at: value.span)
    case (.page, .integer), (.paragraph, .integer): break
    case (_, .string(let text)) where !text.isEmpty: break
    case (.page, _), (.paragraph, _):
      throw FactMessages.annotationWants(kind, "a number or a text", at: value.span)
    case (.source, _), (.quote, _), (.url, _), (.note, _):
      throw FactMessages.annotationWants(kind, "a text", at: value.span)
    }
  }
}

extension FactScanner {
  /// Whether the whole text is one bare word.
  static func isWord(_ text: String) -> Bool {
    var scanner = FactScanner(text)
    return scanner.word()?.text == text
  }
}
