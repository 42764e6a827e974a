import KithCore

/// Nodes and relationships; paths are in `StatementParser+Paths.swift`.
extension StatementParser {
  mutating func nodePattern(reachedBy step: PatternStep?) throws(SyntaxFailure)
    -> ParsedNodePattern
  {
    let opening = current
    guard consume(.leftParenthesis) else { throw missingNode() }
    let saved = barEndsLabels
    barEndsLabels = false
    defer { barEndsLabels = saved }
    let variable = isAtPatternVariable ? try name(.newName, "a variable") : nil
    if variable == nil { note(.variable) }
    var labels: ParsedLabelExpression?
    if consume(.colon) || consumeLabelWord() {
      labels = try labelExpression(.label(reachedBy: step))
    }
    let entity = ScopedVariable(
      name: variable?.text ?? "", kind: .node,
      labels: probe.map { $0.names(in: labels) } ?? [])
    probe?.declare(entity)
    let properties = try patternProperties(of: entity)
    let predicate = try patternPredicate()
    try checkDetail(of: "label", hasVariable: variable != nil, hasMore: labels != nil)
    try close(.rightParenthesis, opening)
    return ParsedNodePattern(
      variable: variable, labels: labels, properties: properties, predicate: predicate,
      span: span(from: opening))
  }

  /// `(n Person)` lacks a colon, `(n:Person name: 'x')` braces.
  private func checkDetail(
    of kind: String, hasVariable: Bool, hasMore: Bool
  ) throws(SyntaxFailure) {
    guard at(.word), current.keyword == nil else { return }
    if peek(1).kind == .colon || peek(1).kind == .equal {
      throw SyntaxFailure(SyntaxMessages.missingBraces(describe(current), at: current.span))
    }
    if hasVariable, !hasMore, previous.kind == .word {
      throw unexpected("':' before the \(kind)", suggestion: ":\(text(current.span))")
    }
  }

  private func missingNode() -> SyntaxFailure {
    guard previous.kind == .greater || previous.kind == .minus else {
      let isReserved = current.keyword?.isReserved ?? false
      let isName =
        at(.word) && !isReserved
        && SyntaxMessages.adviceForForeignWord(text(current.span)) == nil
      return unexpected("'('", suggestion: isName ? "(\(text(current.span)))" : nil)
    }
    let isName = at(.word) && current.keyword == nil
    return unexpected("a node such as '(b)'", suggestion: isName ? "(\(text(current.span)))" : nil)
  }

  /// A name that is the variable: not the `WHERE` of `(WHERE …)`, nor the `IS` of `(IS Label)`.
  private var isAtPatternVariable: Bool {
    guard at(.word) else { return at(.quotedName) }
    guard current.keyword == .where || current.keyword == .is else { return true }
    switch peek(1).kind {
    case .colon, .leftBrace, .rightParenthesis, .rightBracket, .parameter, .star: return true
    default: return false
    }
  }

  /// GQL's `IS` instead of the colon.
  private mutating func consumeLabelWord() -> Bool {
    guard current.keyword == .is else { return false }
    advance()
    return true
  }

  private mutating func patternProperties(
    of entity: ScopedVariable
  ) throws(SyntaxFailure) -> ParsedExpression? {
    switch current.kind {
    case .parameter, .leftBrace:
      let outer = tallest
      tallest = 0
      defer { tallest = max(outer, tallest) }
      guard at(.leftBrace) else {
        let first = current
        return ParsedExpression(.parameter(try parameter()), span(from: first))
      }
      return try mapLiteral(of: entity)
    default: return nil
    }
  }

  mutating func patternPredicate() throws(SyntaxFailure) -> ParsedExpression? {
    guard consume(.where) else { return nil }
    let saved = barEndsLabels
    barEndsLabels = false
    defer { barEndsLabels = saved }
    return try expression()
  }
}

// MARK: - Relationships

extension StatementParser {
  /// Whether the tokens here can only be a relationship and not operators: `-[`, `--`, `<-[`, `<--`.
  var isRelationshipAhead: Bool { isRelationship(at: index) }

  func isRelationship(at position: Int) -> Bool {
    let dash = kind(position) == .less ? position + 1 : position
    guard kind(dash) == .minus else { return false }
    switch kind(dash + 1) {
    case .minus:
      return startsNode(dash + (kind(dash + 2) == .greater ? 3 : 2))
    case .leftBracket:
      let closing = Int(closings[dash + 1])
      // One that is still being typed reads as a relationship.
      return closing < 0 || kind(closing + 1) == .minus || kind(closing + 1) == .cursor
    default: return false
    }
  }

  private func kind(_ position: Int) -> TokenKind { tokens[min(position, tokens.count - 1)].kind }

  /// Whether a node follows, perhaps behind a quantifier: `(b)`, `+(b)`, `{1,3}(b)`.
  private func startsNode(_ position: Int) -> Bool {
    switch kind(position) {
    case .leftParenthesis, .cursor: return true
    case .plus, .star: return kind(position + 1) == .leftParenthesis
    case .leftBrace:
      let closing = Int(closings[position])
      return closing >= 0 && kind(closing + 1) == .leftParenthesis
    default: return false
    }
  }

  /// Whether the parenthesis here opens the first node of a path with a relationship, and not an
  /// expression: `(a)--`, `(:A)-[`, `()<-[`.
  var isPatternAhead: Bool {
    guard at(.leftParenthesis), closings[index] >= 0 else { return false }
    let closing = Int(closings[index])
    let hasName = peek(1).kind == .word || peek(1).kind == .quotedName
    let next = tokens[index + (hasName ? 2 : 1)]
    switch next.kind {
    case .rightParenthesis, .colon, .leftBrace, .parameter: break
    case .word where next.keyword == .where || next.keyword == .is: break
    default: return false
    }
    return isRelationship(at: closing + 1)
  }

  mutating func relationshipPattern(
    _ step: inout PatternStep
  ) throws(SyntaxFailure) -> ParsedRelationshipPattern {
    let first = current
    let pointsLeft = consume(.less)
    step.direction = pointsLeft ? .incoming : nil
    try expect(.minus, "'-'")
    var relationship = ParsedRelationshipPattern(
      variable: nil, types: nil, length: nil, properties: nil, predicate: nil, arrow: .either,
      span: first.span)
    if at(.leftBracket) {
      try relationshipDetail(&relationship, step)
      step.types = probe.map { $0.names(in: relationship.types) } ?? []
    }
    guard consume(.minus) else { throw missingDash(afterDetail: previous.kind == .rightBracket) }
    let pointsRight = consume(.greater)
    relationship.arrow =
      pointsLeft == pointsRight ? .either : pointsLeft ? .left : .right
    if pointsRight { step.direction = pointsLeft ? nil : .outgoing }
    relationship.span = span(from: first)
    return relationship
  }

  private func missingDash(afterDetail: Bool) -> SyntaxFailure {
    if afterDetail {
      return unexpected("'-' or '->'", suggestion: at(.greater) ? "->" : nil)
    }
    return unexpected("a relationship such as '-->' or '-[:TYPE]->'")
  }

  private mutating func relationshipDetail(
    _ relationship: inout ParsedRelationshipPattern, _ step: PatternStep
  ) throws(SyntaxFailure) {
    let opening = current
    advance()
    let saved = barEndsLabels
    barEndsLabels = false
    defer { barEndsLabels = saved }
    if isAtPatternVariable { relationship.variable = try name(.newName, "a variable") }
    if relationship.variable == nil { note(.variable) }
    if consume(.colon) || consumeLabelWord() {
      relationship.types = try labelExpression(.relationshipType(from: step))
    }
    if at(.dotDot) { throw SyntaxFailure(SyntaxMessages.lengthWithoutStar(at: current.span)) }
    if at(.star) { relationship.length = try pathLength() }
    let entity = ScopedVariable(
      name: relationship.variable?.text ?? "", kind: .relationship,
      labels: probe.map { $0.names(in: relationship.types) } ?? [])
    probe?.declare(entity)
    relationship.properties = try patternProperties(of: entity)
    relationship.predicate = try patternPredicate()
    try checkDetail(
      of: "type", hasVariable: relationship.variable != nil, hasMore: relationship.types != nil)
    try close(.rightBracket, opening)
  }

  /// `*`, `*2`, `*1..3`, `*..3`, `*2..`.
  private mutating func pathLength() throws(SyntaxFailure) -> ParsedLength {
    let star = current
    advance()
    let minimum = at(.integer) ? try pathBound() : nil
    var maximum = minimum
    if consume(.dotDot) { maximum = at(.integer) ? try pathBound() : nil }
    switch current.kind {
    case .rightBracket, .leftBrace, .parameter, .endOfText, .cursor: break
    case .word where current.keyword == .where: break
    case .minus, .float, .dot, .dotDot, .comma, .plus, .integer, .badNumber, .star:
      throw SyntaxFailure(SyntaxMessages.invalidLength(describe(current), at: current.span))
    default: break
    }
    return ParsedLength(minimum: minimum, maximum: maximum, span: span(from: star))
  }

  mutating func pathBound() throws(SyntaxFailure) -> Int64 {
    let bound = try integer(current, isNegative: false)
    advance()
    return bound
  }
}
