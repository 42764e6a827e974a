import KithCore

/// A recursive descent parser for one statement.
///
/// How it works. The text is cut into tokens at once; `index` walks along them. Each rule of the
/// grammar is a method named for what it yields, and all of them are built from a handful of verbs:
///
/// - `at(x)` looks whether x comes next, `consume(x)` also steps over it, `expect(x)` throws if not;
/// - `name(role)` takes a name, `close(bracket)` a closing bracket, and complains of the opening one;
/// - `enter()` and `leave()` count the depth.
///
/// Looking for a keyword also notes that it was expected here. From these notes come "did you mean
/// 'WHERE'?" and completion: `probe` marks the cursor as a token that nothing matches, and what was
/// looked for when the parser stood there is what may follow (see `QueryCompletion`).
///
/// Errors are thrown as far as the loop over clauses (`clauses(until:)`), which records them, moves to
/// the next clause on the same level, and goes on. Bracket pairs are known beforehand (`closings`), so
/// that neither this nor the decision between `(a)` the expression and `(a)-->()` the pattern reads
/// anything twice.
struct StatementParser {
  let bytes: [UInt8]
  let tokens: [Token]
  /// For an opening bracket's token the index of its closing one; -1 for all others.
  let closings: [Int32]
  let limits: ParserLimits
  var index = 0
  var depth = 0
  /// The height of the tallest tree that the rule at work has built so far.
  var tallest = 0
  /// Inside a comprehension a bar ends the label `x:A`: `[x IN list WHERE x:A | x.name]`.
  var barEndsLabels = false
  /// The word that began the clause before this one.
  var clauseBefore: Keyword?
  var errors: [Diagnostic] = []
  var probe: CompletionProbe?
  private var expectedKeywords = KeywordSet()
  private var expectedIndex = -1

  init(_ bytes: [UInt8], limits: ParserLimits) {
    var lexer = QueryLexer(bytes)
    var tokens: [Token] = []
    repeat { tokens.append(lexer.next()) } while tokens.last?.kind != .endOfText
    self.init(bytes, tokens: tokens, limits: limits)
  }

  /// `tokens` end with `endOfText` or `cursor`.
  init(_ bytes: [UInt8], tokens: [Token], limits: ParserLimits) {
    self.bytes = bytes
    self.tokens = tokens
    self.limits = limits
    closings = pairBrackets(tokens)
  }

  /// The whole statement.
  mutating func parse() throws(Diagnostics) -> ParsedStatement {
    do {
      let statement = try statement()
      if errors.isEmpty { return statement }
    } catch {
      errors.append(error.diagnostic)
    }
    errors.sort { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
    throw Diagnostics(Array(errors.prefix(limits.maximumErrors)))
  }
}

// MARK: - The verbs

extension StatementParser {
  var current: Token { tokens[index] }

  var previous: Token { tokens[max(0, index - 1)] }

  /// A token further on, without expecting anything.
  func peek(_ distance: Int) -> Token { tokens[min(index + distance, tokens.count - 1)] }

  func at(_ kind: TokenKind) -> Bool { current.kind == kind }

  /// True at this keyword. Notes that it was expected.
  mutating func at(_ keyword: Keyword) -> Bool {
    noteExpected([keyword])
    return current.keyword == keyword
  }

  mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
  }

  mutating func consume(_ kind: TokenKind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  mutating func consume(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    advance()
    return true
  }

  /// Steps over a word that is no keyword; notes for completion that it was expected.
  mutating func consume(word: String) -> Bool {
    if probe != nil, current.kind == .cursor { probe?.note(word: word) }
    guard isAtWord(word) else { return false }
    advance()
    return true
  }

  mutating func expect(_ kind: TokenKind, _ description: String) throws(SyntaxFailure) {
    guard consume(kind) else { throw unexpected(description) }
  }

  mutating func expect(_ keyword: Keyword) throws(SyntaxFailure) {
    guard consume(keyword) else { throw unexpected("'\(keyword.text)'") }
  }

  /// Steps over the closing bracket that belongs to an opening one.
  mutating func close(_ kind: TokenKind, _ opening: Token) throws(SyntaxFailure) {
    guard !consume(kind) else { return }
    if let lexical = lexicalError(current) { throw SyntaxFailure(lexical) }
    let closing =
      switch kind {
      case .rightParenthesis: ")"
      case .rightBracket: "]"
      default: "}"
      }
    // Where the bracket is closed further on, the fault is what stands in between.
    if let token = tokens.firstIndex(opening), closings[token] >= index {
      throw unexpected("'\(closing)'")
    }
    throw SyntaxFailure(
      SyntaxMessages.unclosed(
        text(opening.span), closedBy: closing, found: describe(current), at: place(current),
        opened: TextPosition(ofByte: opening.start, in: bytes)))
  }

  /// A name in a role: any word, or anything in back-ticks.
  mutating func name(_ role: ExpectedName, _ description: String) throws(SyntaxFailure)
    -> ParsedName
  {
    note(role)
    switch current.kind {
    case .word:
      advance()
      return ParsedName(text(previous.span), previous.span)
    case .quotedName:
      let name = try quotedName(current)
      advance()
      return name
    default: throw unexpected(description)
    }
  }

  var isAtName: Bool { at(.word) || at(.quotedName) }

  mutating func enter() throws(SyntaxFailure) {
    guard depth < limits.maximumDepth else {
      throw SyntaxFailure(SyntaxMessages.tooDeep(limit: limits.maximumDepth, at: place(current)))
    }
    depth += 1
  }

  mutating func leave() { depth -= 1 }

  /// Counts one more level on top of the tree built so far.
  mutating func grow(by levels: Int = 1) throws(SyntaxFailure) {
    tallest += levels
    guard tallest <= limits.maximumDepth else {
      throw SyntaxFailure(SyntaxMessages.tooDeep(limit: limits.maximumDepth, at: place(previous)))
    }
  }

  func text(_ span: SourceSpan) -> String {
    String(decoding: bytes[span.start..<span.end], as: UTF8.self)
  }

  /// From a token to the last one that was stepped over.
  func span(from first: Token) -> SourceSpan {
    SourceSpan(start: first.start, end: max(first.end, previous.end))
  }
}

// MARK: - Expectations and complaints

extension StatementParser {
  mutating func noteExpected(_ keywords: KeywordSet) {
    if expectedIndex != index {
      expectedIndex = index
      expectedKeywords = []
    }
    expectedKeywords.formUnion(keywords)
  }

  /// The keywords that were looked for where the parser stands.
  var expectedHere: KeywordSet { expectedIndex == index ? expectedKeywords : [] }

  /// Notes for completion which kind of name was expected.
  mutating func note(_ name: ExpectedName) {
    guard probe != nil, current.kind == .cursor else { return }
    probe?.note(name)
  }

  /// The error that something else stands here than was expected.
  func unexpected(_ expected: String, suggestion: String? = nil) -> SyntaxFailure {
    if let lexical = lexicalError(current) { return SyntaxFailure(lexical) }
    let word = current.kind == .word ? text(current.span) : nil
    let isClosing =
      at(.rightParenthesis) || at(.rightBracket) || at(.rightBrace)
    if isClosing, !closings.contains(Int32(index)) {
      return SyntaxFailure(SyntaxMessages.unopened(text(current.span), at: current.span))
    }
    if at(.string), previous.kind == .string {
      return SyntaxFailure(SyntaxMessages.doubledQuote(at: current.span))
    }
    return SyntaxFailure(
      SyntaxMessages.unexpected(
        describe(current), expected: expected, at: place(current),
        suggestion: suggestion ?? word.flatMap(nearestKeyword),
        advice: word.flatMap(SyntaxMessages.adviceForForeignWord)))
  }

  private func nearestKeyword(to word: String) -> String? {
    guard current.keyword.map({ !expectedHere.contains($0) }) ?? true else { return nil }
    return nearestName(to: word, among: expectedHere.map(\.text))
  }

  /// The token in words: `'foo'` or `the end of the query`.
  func describe(_ token: Token) -> String {
    guard token.kind != .endOfText, token.kind != .cursor else { return "the end of the query" }
    let longest = 40
    if token.kind == .string, bytes[token.start] == UInt8(ascii: "'"), token.end - token.start < 40
    {
      return text(token.span)
    }
    let whole = text(token.span)
    return whole.count <= longest ? "'\(whole)'" : "'\(whole.prefix(longest))…'"
  }

  /// Where to point at: the token, or right behind the last one at the end of the text.
  func place(_ token: Token) -> SourceSpan {
    guard token.kind == .endOfText, index > 0, token.start == current.start else {
      return token.span
    }
    return SourceSpan(start: previous.end, end: previous.end)
  }
}

extension [Token] {
  /// The index of a token by its place, found by halving.
  fileprivate func firstIndex(_ token: Token) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].start < token.start { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].start == token.start ? low : nil
  }
}

/// For every opening bracket the index of the closing one of its kind; -1 where there is none.
///
/// A closing bracket of another kind ends the unclosed ones inside it: in `(a[b)` the parentheses
/// are a pair and the bracket has no partner.
private func pairBrackets(_ tokens: [Token]) -> [Int32] {
  var closings = [Int32](repeating: -1, count: tokens.count)
  var open: [(index: Int, closing: TokenKind)] = []
  var openByKind: [TokenKind: Int] = [:]
  for (index, token) in tokens.enumerated() {
    switch token.kind {
    case .leftParenthesis: open.append((index, .rightParenthesis))
    case .leftBracket: open.append((index, .rightBracket))
    case .leftBrace: open.append((index, .rightBrace))
    case .rightParenthesis, .rightBracket, .rightBrace:
      guard openByKind[token.kind, default: 0] > 0 else { continue }
      while let last = open.popLast() {
        openByKind[last.closing, default: 0] -= 1
        if last.closing == token.kind {
          closings[last.index] = Int32(index)
          break
        }
      }
      continue
    default: continue
    }
    if let last = open.last { openByKind[last.closing, default: 0] += 1 }
  }
  return closings
}
