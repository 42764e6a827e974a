import KithCore

/// Operands: literals, names, calls, brackets of all kinds.
extension StatementParser {
  // What recurses stays small: in a build without optimisation each call in a function has its own
  // room in the function's frame, and 300 levels must fit into a thread's stack.

  mutating func atom() throws(SyntaxFailure) -> ParsedExpression {
    switch current.kind {
    case .word where !isCallAhead || isSpecialForm: try wordAtom()
    case .word: try functionCall()
    case .leftParenthesis: try parenthesised()
    case .leftBracket: try bracketed()
    case .leftBrace: try mapLiteral(of: nil)
    case .quotedName where isCallAhead: try functionCall()
    default: try leaf()
    }
  }

  /// An operand with no other inside.
  private mutating func leaf() throws(SyntaxFailure) -> ParsedExpression {
    let token = current
    let kind: ParsedExpression.Kind
    switch token.kind {
    case .quotedName: kind = .variable(try quotedName(token))
    case .parameter: kind = .parameter(try parameterName(token))
    case .integer: kind = .integer(try integer(token, isNegative: false))
    case .float: kind = .float(try float(token))
    case .string: kind = .string(try string(token))
    default:
      noteAtom()
      throw unexpected("an expression")
    }
    advance()
    return ParsedExpression(kind, token.span)
  }

  mutating func parameter() throws(SyntaxFailure) -> ParsedName {
    let name = try parameterName(current)
    advance()
    return name
  }

  /// For completion: everything that an expression can begin with.
  private mutating func noteAtom() {
    noteExpected([
      .all, .any, .case, .cast, .collect, .count, .exists, .false, .none, .not, .null, .reduce,
      .shortestPath, .allShortestPaths, .single, .true
    ])
    if let (key, owner) = probe?.valueOf { note(.value(ofKey: key, of: owner)) }
    note(.variable)
    note(.function(namespace: ""))
    note(.parameter)
  }

  private mutating func wordAtom() throws(SyntaxFailure) -> ParsedExpression {
    guard isSpecialForm else { return try plainWord() }
    return switch current.keyword {
    case .case: try caseExpression()
    case .cast: try cast()
    case .exists, .collect: try subquery()
    case .count: try countForm()
    case .reduce: try reduce()
    case .filter, .extract: try listComprehension(closing: .rightParenthesis)
    case .shortestPath, .allShortestPaths: try shortestPath()
    default: try quantifier()
    }
  }

  /// Whether the word here has a form of its own behind it.
  private var isSpecialForm: Bool {
    let next = peek(1).kind
    return switch current.keyword {
    case .case: true
    case .cast: next == .leftParenthesis
    case .exists, .collect: next == .leftBrace
    case .count: next == .leftBrace || (next == .leftParenthesis && peek(2).kind == .star)
    case .reduce: next == .leftParenthesis && peek(3).kind == .equal
    case .shortestPath, .allShortestPaths: next == .leftParenthesis
    case .all, .any, .some(.none), .single, .filter, .extract: isIterationAhead
    default: false
    }
  }

  private mutating func countForm() throws(SyntaxFailure) -> ParsedExpression {
    peek(1).kind == .leftBrace ? try subquery() : try countStar()
  }

  private mutating func shortestPath() throws(SyntaxFailure) -> ParsedExpression {
    let pattern = try pathPart()
    try grow()
    return ParsedExpression(.pattern(pattern), pattern.span)
  }

  /// A constant or a variable.
  private mutating func plainWord() throws(SyntaxFailure) -> ParsedExpression {
    let token = current
    switch token.keyword {
    case .null, .true, .false:
      advance()
      let kind: ParsedExpression.Kind =
        token.keyword == .null ? .null : .boolean(token.keyword == .true)
      return ParsedExpression(kind, token.span)
    case .some(let keyword) where keyword.isReserved:
      // A clause's own word in place of an expression: something is missing before it.
      noteAtom()
      guard !Keyword.clauseStarts.contains(keyword), keyword != .where, keyword != .union else {
        throw unexpected("an expression")
      }
      throw SyntaxFailure(SyntaxMessages.reservedName(text(token.span), at: token.span))
    default:
      return ParsedExpression(.variable(try name(.variable, "a variable")), token.span)
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

  private mutating func functionCall() throws(SyntaxFailure) -> ParsedExpression {
    let first = current
    var parts = [try name(.function(namespace: ""), "a function")]
    while consume(.dot) { parts.append(try name(.newName, "a function")) }
    var function = ParsedName(parts.map(\.text).joined(separator: "."), span(from: first))
    let opening = current
    advance()
    let saved = barEndsLabels
    barEndsLabels = false
    defer { barEndsLabels = saved }
    let isDistinct = consume(.distinct)
    let arguments =
      at(.rightParenthesis) && !isDistinct ? [] : try callArguments(&function)
    try close(.rightParenthesis, opening)
    try grow()
    return ParsedExpression(
      .call(ParsedFunctionCall(name: function, isDistinct: isDistinct, arguments: arguments)),
      span(from: first))
  }

  private mutating func countStar() throws(SyntaxFailure) -> ParsedExpression {
    let first = current
    advance()
    let opening = current
    advance()
    advance()
    try close(.rightParenthesis, opening)
    return ParsedExpression(.countStar, span(from: first))
  }

  // MARK: - Parentheses and maps

  private mutating func parenthesised() throws(SyntaxFailure) -> ParsedExpression {
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
  mutating func mapLiteral(of entity: ScopedVariable?) throws(SyntaxFailure) -> ParsedExpression {
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

  private mutating func mapEntry(of entity: ScopedVariable?) throws(SyntaxFailure) -> ParsedMapEntry
  {
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

  private mutating func mapKey(of entity: ScopedVariable?) throws(SyntaxFailure) -> ParsedName {
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
  ) throws(SyntaxFailure) -> ParsedExpression {
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
  ) throws(SyntaxFailure) -> ParsedMapProjectionItem {
    if consume(.dot) {
      if consume(.star) { return .allProperties(tokens[index - 2].span.through(previous.span)) }
      return .property(try name(.propertyKey(of: entity(subject)), "a property key or '*'"))
    }
    if isAtName, peek(1).kind == .colon { return .entry(try mapEntry(of: nil)) }
    return .variable(try name(.variable, "'.key', '.*', 'key: value' or a variable"))
  }
}
