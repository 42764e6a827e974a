package import KithCore

/// A token for painting.
package struct QueryToken: Sendable, Hashable {
  package enum Kind: Sendable, Hashable, CaseIterable {
    case keyword, function, label, relationshipType, propertyKey, variable, parameter
    case string, number, comment
    /// Operators, commas, colons and dots.
    case symbol
    case bracket
    /// What cannot be read: a bad number, a character without meaning, a string that never ends.
    case error
  }

  package var kind: Kind
  package var span: SourceSpan

  package init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
  }
}

/// Cuts a query into coloured tokens, comments included; blanks are left out.
package enum QueryTokenizer {
  /// Never fails. What a word is, is told from its neighbours, without parsing: a text that is being
  /// typed is not yet a query. Cost: linear.
  package static func tokens(_ text: String) -> [QueryToken] {
    var painting = Painting(Array(text.utf8))
    return painting.run()
  }
}

private struct Painting {
  /// What a bracket holds.
  private enum Level { case plain, list, relationship, labels, brace }

  private var tokens: [Token] = []
  private var comments: [Token] = []
  private var levels: [Level] = []
  /// True after a colon, as long as only labels and their operators follow.
  private var isAmongLabels = false
  private let byteCount: Int

  init(_ bytes: [UInt8]) {
    byteCount = bytes.count
    var lexer = QueryLexer(bytes)
    while true {
      let (token, isComment) = lexer.nextOrComment()
      if token.kind == .endOfText { break }
      if isComment { comments.append(token) } else { tokens.append(token) }
    }
  }

  mutating func run() -> [QueryToken] {
    var painted: [QueryToken] = []
    painted.reserveCapacity(tokens.count + comments.count)
    var nextComment = 0
    for index in tokens.indices {
      while nextComment < comments.count, comments[nextComment].start < tokens[index].start {
        painted.append(QueryToken(.comment, comments[nextComment].span))
        nextComment += 1
      }
      painted.append(QueryToken(paint(index), tokens[index].span))
    }
    painted += comments[nextComment...].map { QueryToken(.comment, $0.span) }
    return painted
  }

  private func kind(_ index: Int) -> TokenKind? {
    tokens.indices.contains(index) ? tokens[index].kind : nil
  }

  private mutating func paint(_ index: Int) -> QueryToken.Kind {
    let token = tokens[index]
    switch token.kind {
    case .word, .quotedName: return paintName(index)
    case .parameter: return ended(.parameter)
    case .integer, .float: return ended(.number)
    case .string: return ended(.string)
    case .leftParenthesis, .leftBracket, .leftBrace:
      open(index)
      return .bracket
    case .rightParenthesis, .rightBracket, .rightBrace:
      isAmongLabels = levels.popLast() == .labels
      return .bracket
    case .colon:
      isAmongLabels = !isKey(index - 1)
      return .symbol
    case .bar where levels.last == .list: return ended(.symbol)
    case .bar, .ampersand, .bang, .percent: return .symbol
    case .openString: return .string
    case .openComment: return .comment
    case .openName, .badNumber, .badParameter, .badCharacter, .badBytes, .bangEqual, .equalEqual,
      .ampersandAmpersand:
      return ended(.error)
    default: return ended(.symbol)
    }
  }

  private mutating func ended(_ kind: QueryToken.Kind) -> QueryToken.Kind {
    isAmongLabels = false
    return kind
  }

  private mutating func open(_ index: Int) {
    switch tokens[index].kind {
    case .leftParenthesis: levels.append(isAmongLabels ? .labels : .plain)
    case .leftBracket: levels.append(kind(index - 1) == .minus ? .relationship : .list)
    default: levels.append(.brace)
    }
    isAmongLabels = isAmongLabels && levels.last == .labels
  }

  /// `{key:` and `, key:` within braces.
  private func isKey(_ index: Int) -> Bool {
    guard levels.last == .brace, kind(index + 1) == .colon else { return false }
    guard kind(index) == .word || kind(index) == .quotedName else { return false }
    return kind(index - 1) == .leftBrace || kind(index - 1) == .comma
  }

  private mutating func paintName(_ index: Int) -> QueryToken.Kind {
    let before = kind(index - 1)
    if isAmongLabels, before != .word, before != .quotedName, before != .rightParenthesis {
      return levels.contains(.relationship) && levels.last != .plain ? .relationshipType : .label
    }
    isAmongLabels = false
    if isInPathPrefix(index) { return .keyword }
    if isCalled(index) { return .function }
    if before == .dot || isKey(index) { return .propertyKey }
    if let keyword = tokens[index].keyword, isKeyword(keyword, at: index) { return .keyword }
    return .variable
  }

  /// `ANY SHORTEST`, `SHORTEST 2 ACYCLIC` and the like before a path.
  private func isInPathPrefix(_ index: Int) -> Bool {
    guard isPrefixWord(index) else { return false }
    var first = index
    // No prefix is longer than three words and a number.
    while first > index - 3, isPrefixWord(first - 1) || kind(first - 1) == .integer { first -= 1 }
    switch kind(first - 1) {
    case .word: return tokens[first - 1].keyword == .match
    // Behind a path's name or another path: `= all(…)` and `, any(…)` are functions.
    case .equal, .comma:
      return first != index || kind(index + 1) == .word
        || ![.all, .any].contains(tokens[index].keyword)
    default: return false
    }
  }

  private func isPrefixWord(_ index: Int) -> Bool {
    guard tokens.indices.contains(index), kind(index + 1) != .equal else { return false }
    return tokens[index].keyword.map(StatementParser.pathPrefixes.contains) ?? false
  }

  /// The name before a parenthesis, or a part of its namespace.
  private func isCalled(_ index: Int) -> Bool {
    if let keyword = tokens[index].keyword, kind(index - 1) != .dot {
      guard !keyword.isReserved, !Keyword.clauseStarts.contains(keyword) else { return false }
    }
    var end = index + 1
    while kind(end) == .dot, kind(end + 1) == .word { end += 2 }
    return kind(end) == .leftParenthesis
  }

  /// Words that are names as often as keywords count as keywords only where they do something.
  private func isKeyword(_ keyword: Keyword, at index: Int) -> Bool {
    if keyword.isReserved { return true }
    switch keyword {
    case .exists, .count, .collect: return kind(index + 1) == .leftBrace
    case .all: return tokens.indices.contains(index - 1) && tokens[index - 1].keyword == .union
    case .any, .none, .single, .reduce, .extract, .shortestPath, .allShortestPaths, .acyclic,
      .shortest, .simple, .trail, .walk:
      return false
    case .different, .repeatable: return tokens[max(0, index - 1)].keyword == .match
    case .filter, .for, .let, .insert, .explain, .profile: return isAfterClause(index)
    default: return kind(index - 1) != .leftParenthesis && kind(index + 1) != .dot
    }
  }

  /// A clause may begin here: at the start, or behind an operand.
  private func isAfterClause(_ index: Int) -> Bool {
    switch kind(index - 1) {
    case nil, .semicolon, .rightParenthesis, .rightBracket, .rightBrace, .integer, .float, .string,
      .parameter, .leftBrace:
      return true
    case .word: return !(tokens[index - 1].keyword?.isReserved ?? false)
    default: return false
    }
  }
}
