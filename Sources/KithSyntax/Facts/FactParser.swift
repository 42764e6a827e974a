import KithCore

/// Reads fact files: a checked profile of Gram notation.
///
/// ```
/// file        := [header] { fact newline }
/// header      := '{' 'kith' ':' 1 {',' key ':' value} '}'
/// fact        := { annotation } node { relationship node }
/// annotation  := '@' name '(' value ')'
/// node        := '(' id { ':' label } [map] ')'
/// relationship:= '-[' [id] ':' type [map] ']->'  |  '<-[' [id] ':' type [map] ']-'
/// map         := '{' [ key ':' value {',' key ':' value} ] '}'
/// value       := text | number | true | false | '[' [ value {',' value} ] ']'
/// name, id, … := word | '`…`'           id also  "…" | digits
/// ```
///
/// Every file that is read is valid Gram, but for words with letters beyond ASCII, which Gram wants in back-ticks. Not
/// every Gram file is read: facts have a direction and one type, and there is one to a line. A fact may go on over
/// several lines inside its brackets and behind an arrow.
///
/// An error ends its fact; reading goes on with the next line. Every loop consumes at least a byte a round.
package struct FactParser {
  /// After so many errors the rest of the file is not read.
  package static let errorLimit = 20
  static let headerKeys = ["kith", "lang", "source"]

  var scanner: FactScanner
  private var document = FactDocument()

  private init(_ text: String) { scanner = FactScanner(text) }

  /// Reads a fact file. Never throws: errors stand in the document. Linear in the text.
  package static func parse(_ text: String) -> FactDocument {
    var parser = FactParser(text)
    parser.file()
    return parser.document
  }

  private mutating func file() {
    scanner.skipSpace(newlines: true)
    while !scanner.isAtEnd, document.diagnostics.count < Self.errorLimit {
      let start = scanner.position
      do {
        if scanner.at("{") {
          try header()
        } else {
          document.statements.append(try statement())
        }
        try lineEnd()
      } catch {
        document.diagnostics.append(error)
        recover(from: start)
      }
      scanner.skipSpace(newlines: true)
    }
  }

  /// Goes to the next line; to this one's start where the error is that it begins although a bracket was open.
  private mutating func recover(from start: Int) {
    let line = scanner.startOfLine(at: scanner.position)
    let isAtLineStart = scanner.lastEnd <= line && line > start
    scanner.move(to: isAtLineStart ? line : scanner.endOfLine(from: scanner.position))
  }

  /// Gram allows a comma between facts.
  private mutating func lineEnd() throws(Diagnostic) {
    scanner.skipSpace(newlines: false)
    if scanner.consume(",") { scanner.skipSpace(newlines: false) }
    if scanner.isAtEnd || scanner.at("\n") { return }
    if scanner.at("(") || scanner.at("@") || scanner.at("{") {
      throw FactMessages.oneFactALine(at: scanner.nextSpan)
    }
    throw unexpected("the end of the line")
  }

  // MARK: Header

  private mutating func header() throws(Diagnostic) {
    let start = scanner.position
    let isFirst = document.header == nil && document.statements.isEmpty
    let entries = try map(allowsWords: true)
    var header = FactHeader(span: SourceSpan(start: start, end: scanner.position))
    guard isFirst else { throw FactMessages.lateHeader(at: header.span) }
    for entry in entries {
      switch entry.key.text {
      case "kith":
        guard case .integer(1) = entry.value.value else {
          throw FactMessages.otherVersion(
            scanner.text(entry.value.span.start..<entry.value.span.end), at: entry.value.span)
        }
      case "lang": header.language = try word(entry).text
      case "source": header.source = try word(entry)
      default: throw FactMessages.unknownHeaderKey(entry.key)
      }
    }
    document.header = header
  }

  private func word(_ entry: FactEntry) throws(Diagnostic) -> ParsedName {
    guard case .string(let text) = entry.value.value else {
      throw FactMessages.headerWord(entry.key.text, at: entry.value.span)
    }
    return ParsedName(text, entry.value.span)
  }

  // MARK: Facts

  private mutating func statement() throws(Diagnostic) -> FactStatement {
    let start = scanner.position
    var annotations: [FactAnnotation] = []
    while scanner.at("@") {
      annotations.append(try annotation())
      try nextOfStatement(after: annotations)
    }
    guard scanner.at("(") else {
      let found = scanner.nextCharacter
      throw FactMessages.notAFact(found, at: scanner.nextSpan)
    }
    var nodes = [try node()]
    var relationships: [FactRelationship] = []
    while atArrow() {
      relationships.append(try relationship())
      scanner.skipSpace(newlines: true)
      guard scanner.at("(") else { throw unexpected("a thing in parentheses") }
      nodes.append(try node())
    }
    return FactStatement(
      annotations: annotations, nodes: nodes, relationships: relationships,
      span: SourceSpan(start: start, end: scanner.lastEnd))
  }

  /// An annotation may stand on the line before its fact, as in Gram, but not before an empty line or the end.
  private mutating func nextOfStatement(after annotations: [FactAnnotation]) throws(Diagnostic) {
    scanner.skipSpace(newlines: false)
    if scanner.at("\n") {
      scanner.advance()
      scanner.skipSpace(newlines: false)
    }
    if scanner.isAtEnd || scanner.at("\n"), let last = annotations.last {
      throw FactMessages.strayAnnotation(at: last.span)
    }
  }

  private mutating func node() throws(Diagnostic) -> FactNode {
    let start = scanner.position
    let open = scanner.nextSpan
    scanner.advance()
    scanner.skipSpace(newlines: true)
    if scanner.at(":") || scanner.at(")") || scanner.at("{") {
      let isShort = scanner.at(")")
      throw FactMessages.missingID(
        at: isShort ? SourceSpan(start: start, end: scanner.position + 1) : scanner.nextSpan)
    }
    let id = try identifier()
    scanner.skipSpace(newlines: true)
    var labels: [ParsedName] = []
    while scanner.consume(":") {
      labels.append(try name("a label"))
      scanner.skipSpace(newlines: true)
    }
    let hasMap = scanner.at("{")
    let properties = hasMap ? try map(allowsWords: false) : []
    scanner.skipSpace(newlines: true)
    guard scanner.consume(")") else { throw unclosed("(", open, expected: "')'") }
    return FactNode(
      id: id, labels: labels, properties: properties, isDescription: hasMap || !labels.isEmpty,
      span: SourceSpan(start: start, end: scanner.position))
  }

  /// Whether a relationship follows, on this line or, as Gram allows, on the next.
  private mutating func atArrow() -> Bool {
    var ahead = scanner
    ahead.skipSpace(newlines: true)
    guard let byte = ahead.next, "-<=~".utf8.contains(byte) else { return false }
    scanner = ahead
    return true
  }

  private mutating func relationship() throws(Diagnostic) -> FactRelationship {
    let start = scanner.position
    let isReversed = scanner.consume("<")
    guard scanner.consume("-") else {
      let span = SourceSpan(start: start, end: scanner.position + 1)
      throw FactMessages.otherArrow(scanner.text(start..<span.end), at: span)
    }
    let open = scanner.nextSpan
    guard scanner.consume("[") else { throw arrowWithoutType(from: start) }
    scanner.skipSpace(newlines: true)
    let id = scanner.at(":") || scanner.at("]") || scanner.at("{") ? nil : try identifier()
    scanner.skipSpace(newlines: true)
    guard scanner.consume(":") else { throw FactMessages.noType(at: scanner.nextSpan) }
    let type = try name("a type")
    scanner.skipSpace(newlines: true)
    if scanner.at(":") || scanner.at("|") { throw FactMessages.severalTypes(at: scanner.nextSpan) }
    let properties = scanner.at("{") ? try map(allowsWords: false) : []
    scanner.skipSpace(newlines: true)
    guard scanner.consume("]") else { throw unclosed("[", open, expected: "']'") }
    guard scanner.consume("-") else { throw unexpected("'-'") }
    let pointsRight = scanner.consume(">")
    let span = SourceSpan(start: start, end: scanner.position)
    guard pointsRight != isReversed else { throw FactMessages.noDirection(at: span) }
    return FactRelationship(
      id: id, type: type, properties: properties, isReversed: isReversed, span: span)
  }

  /// `-->`, `<--` and `--`.
  private mutating func arrowWithoutType(from start: Int) -> Diagnostic {
    while scanner.at("-") || scanner.at(">") { scanner.advance() }
    return FactMessages.noType(at: SourceSpan(start: start, end: scanner.position))
  }

  // MARK: Names

  /// An id: a word, digits, or anything in quotes.
  private mutating func identifier() throws(Diagnostic) -> ParsedName {
    if scanner.at("\"") || scanner.at("'") { return try scanner.quoted() }
    let start = scanner.position
    while let byte = scanner.next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      scanner.advance()
    }
    if scanner.position > start {
      let span = SourceSpan(start: start, end: scanner.position)
      return ParsedName(scanner.text(start..<span.end), span)
    }
    return try name("an id")
  }

  mutating func name(_ what: String) throws(Diagnostic) -> ParsedName {
    scanner.skipSpace(newlines: true)
    if scanner.at("`") { return try scanner.quoted() }
    guard let word = scanner.word() else { throw unexpected(what) }
    return word
  }

  // MARK: Errors

  func unexpected(_ expected: String) -> Diagnostic {
    FactMessages.unexpected(
      scanner.nextCharacter, expected: expected, at: scanner.nextSpan)
  }

  /// What is wrong where a bracket should close: on a later line than all that was read, the bracket itself.
  func unclosed(_ bracket: String, _ open: SourceSpan, expected: String) -> Diagnostic {
    let isOnLaterLine = scanner.startOfLine(at: scanner.position) > scanner.lastEnd
    return scanner.isAtEnd || isOnLaterLine
      ? FactMessages.neverClosed(bracket, at: open) : unexpected(expected)
  }
}
