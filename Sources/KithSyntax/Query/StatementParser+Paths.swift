import KithCore

/// Paths: names, prefixes, parts in parentheses and quantifiers.
///
/// ```
/// p = ANY SHORTEST (s) ((a)-[:R]->(b) WHERE a.x < b.x){1,3} (t)-->+(u)
///     prefix       node part                              quantifier
/// ```
extension StatementParser {
  mutating func pathPatterns() throws(SyntaxFailure) -> [ParsedPathPattern] {
    var patterns: [ParsedPathPattern] = []
    repeat { patterns.append(try pathPattern()) } while consume(.comma)
    return patterns
  }

  /// `p = ANY SHORTEST (a)-->+(b)`, `p = shortestPath((a)-->(b))`, with or without its first parts.
  mutating func pathPattern() throws(SyntaxFailure) -> ParsedPathPattern {
    let first = current
    var variable: ParsedName?
    if isAtName, peek(1).kind == .equal {
      variable = try name(.newName, "a path's name")
      advance()
    }
    let prefix = try pathPrefix()
    if prefix != nil, isAtName, peek(1).kind == .equal {
      throw SyntaxFailure(
        SyntaxMessages.pathNameBehindPrefix(text(current.span), at: current.span))
    }
    var pattern = try pathPart()
    pattern.variable = variable
    pattern.prefix = prefix
    pattern.span = span(from: first)
    if let variable { probe?.declare(variable.text, .path) }
    return pattern
  }

  /// A path without its name, `shortestPath(…)` included.
  mutating func pathPart() throws(SyntaxFailure) -> ParsedPathPattern {
    let first = current
    let selector: ParsedPathPattern.Selector =
      consume(.shortestPath) ? .shortestPath : consume(.allShortestPaths) ? .allShortestPaths : .all
    guard selector != .all else { return try pathElement(inExpression: false) }
    let opening = current
    try expect(.leftParenthesis, "'('")
    var pattern = try pathElement(inExpression: false)
    try close(.rightParenthesis, opening)
    pattern.selector = selector
    pattern.span = span(from: first)
    return pattern
  }

  /// Nodes and relationships in turn, and parts in parentheses of their own.
  ///
  /// In an expression the path ends where no whole relationship follows: `(a)-->(b) < 3`.
  mutating func pathElement(inExpression: Bool) throws(SyntaxFailure) -> ParsedPathPattern {
    let first = current
    var elements: [ParsedPathElement] = []
    repeat {
      if isAtPart {
        elements.append(.part(try part()))
        if at(.minus) || at(.less) { throw missingNodeBeside(relationship: current) }
      } else {
        if case .node? = elements.last {
          throw SyntaxFailure(SyntaxMessages.adjacentNodes(at: current.span))
        }
        try chain(inExpression: inExpression, into: &elements)
      }
    } while at(.leftParenthesis)
    let pattern = ParsedPathPattern(
      variable: nil, selector: .all, elements: flattened(elements), span: span(from: first))
    let isEmpty = pattern.elements.allSatisfy {
      if case .part(let part) = $0 { part.quantifier?.minimum == 0 } else { false }
    }
    if isEmpty { throw SyntaxFailure(SyntaxMessages.emptyPath(at: pattern.span)) }
    return pattern
  }

  /// A node, and the relationships and nodes that follow it.
  private mutating func chain(
    inExpression: Bool, into elements: inout [ParsedPathElement]
  ) throws(SyntaxFailure) {
    var node = try nodePattern(reachedBy: nil)
    elements.append(.node(node))
    while inExpression ? isRelationshipAhead : at(.minus) || at(.less) {
      var step = PatternStep(labels: probe?.labels(of: node) ?? [])
      var relationship = try relationshipPattern(&step)
      if let quantifier = try pathQuantifier() {
        if relationship.length != nil {
          throw SyntaxFailure(SyntaxMessages.twoLengths(at: quantifier.span))
        }
        relationship.length = quantifier
        relationship.span = relationship.span.through(quantifier.span)
      }
      if isAtPart { throw missingNodeBeside(relationship: previous) }
      elements.append(.relationship(relationship))
      node = try nodePattern(reachedBy: step)
      elements.append(.node(node))
    }
  }

  private func missingNodeBeside(relationship token: Token) -> SyntaxFailure {
    SyntaxFailure(SyntaxMessages.partBesideRelationship(at: token.span))
  }

  /// A part that is nothing but parentheses around the whole path.
  private func flattened(_ elements: [ParsedPathElement]) -> [ParsedPathElement] {
    guard elements.count == 1, case .part(let part) = elements[0], part.variable == nil,
      part.predicate == nil, part.quantifier == nil
    else { return elements }
    return part.elements
  }

  // MARK: parts

  /// Whether the parenthesis here opens a part and not a node: `((a)`, `(p = (a)`.
  private var isAtPart: Bool {
    guard at(.leftParenthesis) else { return false }
    switch peek(1).kind {
    case .leftParenthesis: return true
    case .word, .quotedName: return peek(2).kind == .equal || isPrefix(peek(1), before: peek(2))
    default: return false
    }
  }

  /// `(p = (a)-[r]->(b) WHERE r.x > 1){2}`.
  private mutating func part() throws(SyntaxFailure) -> ParsedPathPart {
    try enter()
    defer { leave() }
    let opening = current
    advance()
    if isPrefix(current, before: peek(1)) {
      throw SyntaxFailure(SyntaxMessages.innerPathPrefix(describe(current), at: current.span))
    }
    var variable: ParsedName?
    if isAtName, peek(1).kind == .equal {
      variable = try name(.newName, "a path's name")
      advance()
    }
    let inner = try pathElement(inExpression: false)
    if let variable { probe?.declare(variable.text, .path) }
    let predicate = try patternPredicate()
    try close(.rightParenthesis, opening)
    let quantifier = try pathQuantifier()
    let part = ParsedPathPart(
      variable: variable, elements: inner.elements, predicate: predicate, quantifier: quantifier,
      span: span(from: opening))
    if quantifier != nil { try checkRepeated(part) }
    return part
  }

  /// What is repeated has a relationship, a fixed length and no name of its own.
  private func checkRepeated(_ part: ParsedPathPart) throws(SyntaxFailure) {
    if let inner = part.elements.parts.first {
      let isNested = inner.quantifier != nil
      throw SyntaxFailure(
        isNested
          ? SyntaxMessages.nestedQuantifier(at: inner.span)
          : SyntaxMessages.partInRepeatedPart(at: inner.span))
    }
    if let length = part.elements.relationships.compactMap(\.length).first {
      throw SyntaxFailure(SyntaxMessages.nestedQuantifier(at: length.span))
    }
    if part.elements.relationships.isEmpty {
      throw SyntaxFailure(SyntaxMessages.repeatedNode(at: part.span))
    }
    if let name = part.variable {
      throw SyntaxFailure(SyntaxMessages.namedRepeatedPart(name.text, at: name.span))
    }
  }

  // MARK: quantifiers

  /// `{1,3}`, `{2}`, `{2,}`, `{,3}`, `+`, `*` behind a relationship or a part.
  private mutating func pathQuantifier() throws(SyntaxFailure) -> ParsedLength? {
    let first = current
    switch first.kind {
    case .plus:
      advance()
      return ParsedLength(minimum: 1, maximum: nil, isQuantifier: true, span: first.span)
    case .star:
      advance()
      return ParsedLength(minimum: 0, maximum: nil, isQuantifier: true, span: first.span)
    case .leftBrace: return try braces()
    default: return nil
    }
  }

  private mutating func braces() throws(SyntaxFailure) -> ParsedLength {
    let opening = current
    advance()
    let minimum = at(.integer) ? try pathBound() : nil
    var maximum = minimum
    let isRange = consume(.comma)
    if isRange { maximum = at(.integer) ? try pathBound() : nil }
    guard at(.rightBrace), isRange || minimum != nil else {
      throw SyntaxFailure(
        SyntaxMessages.invalidQuantifier(describe(current), at: place(current)))
    }
    try close(.rightBrace, opening)
    let whole = span(from: opening)
    if let maximum, maximum < minimum ?? 0 {
      throw SyntaxFailure(
        SyntaxMessages.reversedQuantifier(minimum ?? 0, maximum, at: whole))
    }
    if maximum == 0 { throw SyntaxFailure(SyntaxMessages.zeroQuantifier(at: whole)) }
    return ParsedLength(
      minimum: minimum ?? 0, maximum: maximum, isQuantifier: true, span: whole)
  }

  // MARK: prefixes

  /// Words that begin a path's prefix.
  static let pathPrefixes: KeywordSet = [
    .acyclic, .all, .any, .shortest, .simple, .trail, .walk
  ]

  /// Whether a word begins a prefix and is not a name: `ANY SHORTEST (`, `ACYCLIC (`, `SHORTEST 2`.
  func isPrefix(_ token: Token, before next: Token) -> Bool {
    guard let keyword = token.keyword, Self.pathPrefixes.contains(keyword) else { return false }
    switch next.kind {
    case .leftParenthesis, .integer, .parameter: return true
    case .word:
      return ["PATH", "PATHS", "GROUP", "GROUPS"].contains(text(next.span).uppercased())
        || next.keyword.map(Self.pathPrefixes.contains) ?? false
    default: return false
    }
  }

  /// `ANY SHORTEST`, `SHORTEST 2 GROUPS`, `ALL ACYCLIC PATHS`.
  private mutating func pathPrefix() throws(SyntaxFailure) -> ParsedPathPrefix? {
    let first = current
    noteExpected(Self.pathPrefixes)
    var selection: ParsedPathPrefix.Selection?
    if consume(.all) {
      selection = consume(.shortest) ? .shortestGroups(nil) : .all
    } else if consume(.any) {
      selection = consume(.shortest) ? .shortest(nil) : .any(try pathCount())
    } else if consume(.shortest) {
      selection = .shortest(try pathCount())
    }
    let isCounted = first.keyword == .shortest
    let mode = pathMode()
    let word = isCounted ? current : first
    if selection != nil || mode != nil { _ = consumeWord(["PATH", "PATHS"]) }
    if isCounted, case .shortest(let count)? = selection {
      if consumeWord(["GROUP", "GROUPS"]) {
        selection = .shortestGroups(count)
      } else if count == nil {
        throw SyntaxFailure(
          SyntaxMessages.missingPathCount(describe(word), at: place(word)))
      }
    }
    guard selection != nil || mode != nil else { return nil }
    return ParsedPathPrefix(selection: selection, mode: mode, span: span(from: first))
  }

  private mutating func pathMode() -> PathMode? {
    if consume(.walk) { return .walk }
    if consume(.trail) { return .trail }
    if consume(.simple) { return .simple }
    return consume(.acyclic) ? .acyclic : nil
  }

  /// The number behind `ANY` or `SHORTEST`: at least 1, or a parameter.
  private mutating func pathCount() throws(SyntaxFailure) -> ParsedExpression? {
    let first = current
    switch first.kind {
    case .integer:
      let count = try pathBound()
      guard count > 0 else {
        throw SyntaxFailure(SyntaxMessages.zeroPathCount(at: first.span))
      }
      return ParsedExpression(.integer(count), first.span)
    case .parameter: return ParsedExpression(.parameter(try parameter()), first.span)
    default: return nil
    }
  }

  /// `DIFFERENT RELATIONSHIPS` or `REPEATABLE ELEMENTS` behind `MATCH`.
  mutating func matchMode() throws(SyntaxFailure) -> ParsedMatchMode? {
    guard peek(1).kind == .word || peek(1).kind == .cursor || at(.cursor) else { return nil }
    let first = current
    let isRepeatable = consume(.repeatable)
    guard isRepeatable || consume(.different) else { return nil }
    if isRepeatable {
      guard consumeWord(["ELEMENTS", "ELEMENT"]) else { throw unexpected("'ELEMENTS'") }
    } else {
      guard consumeWord(["RELATIONSHIPS", "RELATIONSHIP", "EDGES", "EDGE"]) else {
        throw unexpected("'RELATIONSHIPS'")
      }
    }
    return ParsedMatchMode(isRepeatable: isRepeatable, span: span(from: first))
  }

  /// Steps over a word that means something here and nowhere else.
  private mutating func consumeWord(_ words: [String]) -> Bool {
    guard at(.word), words.contains(text(current.span).uppercased()) else { return false }
    advance()
    return true
  }
}
