import KithCore

/// Operands: literals, names, calls, brackets of all kinds.
extension StatementParser {
  mutating func atom() throws(Diagnostic) -> ParsedExpression {
    let first = current
    switch current.kind {
    case .word: return try wordAtom()
    case .quotedName:
      if isCallAhead { return try functionCall() }
      return ParsedExpression(.variable(try name(.variable, "a variable")), first.span)
    case .parameter: return ParsedExpression(.parameter(try parameter()), first.span)
    case .integer:
      let value = try integer(current, isNegative: false)
      advance()
      return ParsedExpression(.integer(value), first.span)
    case .float:
      let value = try float(current)
      advance()
      return ParsedExpression(.float(value), first.span)
    case .string:
      let value = try string(current)
      advance()
      return ParsedExpression(.string(value), first.span)
    case .leftParenthesis: return try parenthesised()
    case .leftBracket: return try bracketed()
    case .leftBrace: return try mapLiteral(of: nil)
    default:
      noteAtom()
      throw unexpected("an expression")
    }
  }

  mutating func parameter() throws(Diagnostic) -> ParsedName {
    let name = try parameterName(current)
    advance()
    return name
  }

  /// For completion: everything that an expression can begin with.
  private mutating func noteAtom() {
    noteExpected([
      .all, .any, .case, .collect, .count, .exists, .false, .none, .not, .null, .reduce,
      .shortestPath, .allShortestPaths, .single, .true
    ])
    if let (key, owner) = probe?.valueOf { note(.value(ofKey: key, of: owner)) }
    note(.variable)
    note(.function(namespace: ""))
    note(.parameter)
  }

  private mutating func wordAtom() throws(Diagnostic) -> ParsedExpression {
    let first = current
    if let special = try specialForm() { return special }
    if isCallAhead { return try functionCall() }
    if let keyword = current.keyword, keyword.isReserved {
      // A clause's own word in place of an expression: something is missing before it.
      noteAtom()
      guard !Keyword.clauseStarts.contains(keyword), keyword != .where, keyword != .union else {
        throw unexpected("an expression")
      }
      throw SyntaxMessages.reservedName(text(current.span), at: current.span)
    }
    return ParsedExpression(.variable(try name(.variable, "a variable")), first.span)
  }

  /// Words that mean something of their own at the start of an operand.
  private mutating func specialForm() throws(Diagnostic) -> ParsedExpression? {
    let first = current
    let next = peek(1).kind
    switch current.keyword {
    case .null:
      advance()
      return ParsedExpression(.null, first.span)
    case .true, .false:
      advance()
      return ParsedExpression(.boolean(first.keyword == .true), first.span)
    case .case: return try caseExpression()
    case .exists where next == .leftBrace:
      return try subquery { .exists($0) }
    case .count where next == .leftBrace:
      return try subquery { .count($0) }
    case .collect where next == .leftBrace:
      return try subquery { .collect($0) }
    case .count where next == .leftParenthesis && peek(2).kind == .star:
      return try countStar()
    case .all where isIterationAhead: return try quantifier(.all)
    case .any where isIterationAhead: return try quantifier(.any)
    case .some(.none) where isIterationAhead: return try quantifier(.none)
    case .single where isIterationAhead: return try quantifier(.single)
    case .filter where isIterationAhead, .extract where isIterationAhead:
      advance()
      return try listComprehension(closing: .rightParenthesis)
    case .reduce where next == .leftParenthesis && peek(3).kind == .equal: return try reduce()
    case .shortestPath where next == .leftParenthesis,
      .allShortestPaths where next == .leftParenthesis:
      let pattern = try pathPart()
      try grow()
      return ParsedExpression(.pattern(pattern), pattern.span)
    default: return nil
    }
  }

  /// `all(x IN …`: the parenthesis holds a variable and `IN`.
  private var isIterationAhead: Bool {
    peek(1).kind == .leftParenthesis
      && (peek(2).kind == .word || peek(2).kind == .quotedName) && peek(3).keyword == .in
  }

  // MARK: - Calls

  /// A name, perhaps with a namespace, and an opening parenthesis: `duration.between(`.
  private var isCallAhead: Bool {
    if let keyword = current.keyword, keyword.isReserved, keyword != .exists { return false }
    var distance = 1
    while peek(distance).kind == .dot {
      let part = peek(distance + 1).kind
      guard part == .word || part == .quotedName else { return false }
      distance += 2
    }
    return peek(distance).kind == .leftParenthesis
  }

  private mutating func functionCall() throws(Diagnostic) -> ParsedExpression {
    let first = current
    var parts = [try name(.function(namespace: ""), "a function")]
    while consume(.dot) { parts.append(try name(.newName, "a function")) }
    let function = ParsedName(parts.map(\.text).joined(separator: "."), span(from: first))
    let opening = current
    advance()
    let saved = barEndsLabels
    barEndsLabels = false
    defer { barEndsLabels = saved }
    let isDistinct = consume(.distinct)
    let arguments = at(.rightParenthesis) && !isDistinct ? [] : try expressions()
    try close(.rightParenthesis, opening)
    try grow()
    return ParsedExpression(
      .call(ParsedFunctionCall(name: function, isDistinct: isDistinct, arguments: arguments)),
      span(from: first))
  }

  private mutating func countStar() throws(Diagnostic) -> ParsedExpression {
    let first = current
    advance()
    let opening = current
    advance()
    advance()
    try close(.rightParenthesis, opening)
    return ParsedExpression(.countStar, span(from: first))
  }

  // MARK: - Parentheses and maps

  private mutating func parenthesised() throws(Diagnostic) -> ParsedExpression {
    let opening = current
    if isPatternAhead {
      let pattern = try pathElement(inExpression: true)
      try grow()
      return ParsedExpression(.pattern(pattern), pattern.span)
    }
    advance()
    let saved = barEndsLabels
    barEndsLabels = false
    defer { barEndsLabels = saved }
    var inner = try expression()
    try close(.rightParenthesis, opening)
    inner.span = span(from: opening)
    return inner
  }

  /// `{key: value}`; `entity` is the node or relationship whose properties these are.
  mutating func mapLiteral(of entity: ScopedVariable?) throws(Diagnostic) -> ParsedExpression {
    let opening = current
    advance()
    let saved = barEndsLabels
    barEndsLabels = false
    defer { barEndsLabels = saved }
    var entries: [ParsedMapEntry] = []
    if !at(.rightBrace) {
      repeat { entries.append(try mapEntry(of: entity)) } while consume(.comma)
    }
    try close(.rightBrace, opening)
    try grow()
    return ParsedExpression(.map(entries), span(from: opening))
  }

  private mutating func mapEntry(of entity: ScopedVariable?) throws(Diagnostic) -> ParsedMapEntry {
    let key = try mapKey(of: entity)
    if at(.equal) {
      record(SyntaxMessages.equalsInMap(at: current.span))
      advance()
    } else {
      try expect(.colon, "':'")
    }
    let saved = probe?.valueOf
    if let entity { probe?.valueOf = (key.text, entity) }
    defer { probe?.valueOf = saved }
    return ParsedMapEntry(key, try expression())
  }

  private mutating func mapKey(of entity: ScopedVariable?) throws(Diagnostic) -> ParsedName {
    if at(.string), peek(1).kind == .colon {
      let key = try string(current)
      record(SyntaxMessages.quotedKey(key, at: current.span))
      advance()
      return ParsedName(key, previous.span)
    }
    if at(.quotedName), entity == nil {
      advance()
      return try quotedName(previous, mayBeEmpty: true)
    }
    return try name(entity.map { .propertyKey(of: $0) } ?? .newName, "a key")
  }

  /// `n {.name, .*, key: value, other}`; stands at the brace.
  mutating func mapProjection(
    _ subject: ParsedExpression, from first: Token
  ) throws(Diagnostic) -> ParsedExpression {
    let opening = current
    advance()
    let saved = barEndsLabels
    barEndsLabels = false
    defer { barEndsLabels = saved }
    var items: [ParsedMapProjectionItem] = []
    if !at(.rightBrace) {
      repeat { items.append(try mapProjectionItem(subject)) } while consume(.comma)
    }
    try close(.rightBrace, opening)
    return ParsedExpression(.mapProjection(subject, items), span(from: first))
  }

  private mutating func mapProjectionItem(
    _ subject: ParsedExpression
  ) throws(Diagnostic) -> ParsedMapProjectionItem {
    if consume(.dot) {
      if consume(.star) { return .allProperties(tokens[index - 2].span.through(previous.span)) }
      return .property(try name(.propertyKey(of: entity(subject)), "a property key or '*'"))
    }
    if isAtName, peek(1).kind == .colon { return .entry(try mapEntry(of: nil)) }
    return .variable(try name(.variable, "'.key', '.*', 'key: value' or a variable"))
  }
}
