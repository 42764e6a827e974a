import KithCore

/// Tells what may follow at a place of a text.
///
/// The parser itself answers: it reads the tokens before the place and then one that nothing matches,
/// and whatever it looked for there is the answer. So completion knows every place that the grammar
/// knows, and no grammar is written twice.
package enum QueryCompletion {
  /// What may follow at a byte offset. Never fails; nothing is offered in comments and in commands.
  ///
  /// Only the statement around the place counts. Cost: linear in the text before it.
  package static func context(_ text: String, at offset: Int) -> CompletionContext {
    let bytes = Array(text.utf8.prefix(max(0, offset)))
    var place = CompletionPlace(bytes)
    guard place.read() else { return place.context }
    var parser = StatementParser(bytes, tokens: place.tokens, limits: .standard)
    parser.probe = CompletionProbe()
    _ = try? parser.parse()
    let scopes = parser.probe?.scopes ?? []
    if !parser.at(.cursor), let clause = place.lastClause {
      // Something before is broken: what counts is the clause at hand.
      parser = StatementParser(bytes, tokens: clause, limits: .standard)
      parser.probe = CompletionProbe(scopes: scopes)
      _ = try? parser.parse()
    }
    guard parser.at(.cursor), let probe = parser.probe else { return place.context }
    place.fill(parser.expectedHere, probe)
    return place.context
  }
}

/// The tokens before the cursor, and what of the last one is being completed.
private struct CompletionPlace {
  let bytes: [UInt8]
  private(set) var context: CompletionContext
  /// Those of the statement, the cursor as the last.
  private(set) var tokens: [Token] = []
  private var isParameter = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    context = CompletionContext(
      replaced: SourceSpan(start: bytes.count, end: bytes.count), prefix: "", quote: nil,
      keywords: [], names: [], variables: [])
  }

  /// False where nothing can be completed.
  mutating func read() -> Bool {
    var start = 0
    let split = StatementSplitter.split(utf8: bytes)
    if let last = split.pieces.last {
      // The cursor at the end of a command's line is still in the command.
      let rest = bytes[last.span.end...]
      if last.kind == .command, !rest.contains(0x0A) { return false }
      start = last.span.end
      while start < bytes.count, last.kind == .statement, bytes[start] != UInt8(ascii: ";") {
        start += 1
      }
      if last.kind == .statement { start = min(start + 1, bytes.count) }
    }
    return readTokens(from: start)
  }

  private mutating func readTokens(from start: Int) -> Bool {
    var lexer = QueryLexer(bytes, from: start)
    while true {
      let (token, isComment) = lexer.nextOrComment()
      if token.kind == .openComment { return false }
      // A comment up to the end of the line goes on where the cursor is.
      if isComment {
        if token.end == bytes.count, bytes[token.start + 1] == UInt8(ascii: "/") { return false }
        continue
      }
      if token.kind == .endOfText { break }
      if token.kind == .semicolon { tokens = [] } else { tokens.append(token) }
    }
    let isInWord = takeLast()
    tokens.append(Token(kind: .cursor, start: context.replaced.start, end: bytes.count))
    return isInWord
  }

  /// Takes the token that is being typed off the end; false where it is nothing to complete.
  private mutating func takeLast() -> Bool {
    guard let last = tokens.last, last.end == bytes.count else { return true }
    switch last.kind {
    case .word: replace(from: last.start)
    case .openString,
      .openName where bytes[last.start] != UInt8(ascii: "$"):
      context.quote = Character(Unicode.Scalar(bytes[last.start]))
      replace(from: last.start + 1)
    case .parameter, .badParameter:
      isParameter = true
      replace(from: last.start + 1)
    case .integer, .float, .badNumber, .string, .quotedName, .openName, .badCharacter, .badBytes:
      return false
    default: return true
    }
    tokens.removeLast()
    return true
  }

  private mutating func replace(from start: Int) {
    context.replaced = SourceSpan(start: start, end: bytes.count)
    context.prefix = String(decoding: bytes[start...], as: UTF8.self)
  }

  /// The tokens from the last word that begins a clause.
  var lastClause: [Token]? {
    let start = tokens.lastIndex { token in
      token.keyword.map { Keyword.clauseStarts.contains($0) || $0 == .union } ?? false
    }
    guard let start else { return nil }
    // `OPTIONAL MATCH`, `DETACH DELETE`, and `ON CREATE SET` begin earlier.
    var first = start
    while first > 0, let before = tokens[first - 1].keyword,
      [.optional, .detach, .on, .create, .match, .merge].contains(before)
    {
      first -= 1
    }
    return Array(tokens[first...])
  }

  mutating func fill(_ keywords: KeywordSet, _ probe: CompletionProbe) {
    context.names = probe.names
    // `all(…)` and `any(…)` where an expression begins, but `UNION ALL` and `ANY SHORTEST`.
    let isOperand = probe.names.contains(.function(namespace: ""))
    let phrases = keywords.map { keyword in
      (keyword == .all || keyword == .any) && !isOperand
        ? keyword.text.uppercased() : keyword.phrase
    }
    context.keywords = (phrases + probe.words).sorted()
    if isParameter {
      context.keywords = []
      context.names = probe.names.contains(.parameter) ? [.parameter] : []
    } else if let quote = context.quote {
      context.keywords = []
      context.names = probe.names.filter { name in
        switch name {
        case .value: quote != "`"
        case .parameter: false
        default: quote == "`"
        }
      }
    }
    var known: Set<String> = []
    for variable in probe.scopes.reversed().flatMap({ $0.reversed() })
    where known.insert(variable.name).inserted {
      context.variables.append(variable)
    }
  }
}
