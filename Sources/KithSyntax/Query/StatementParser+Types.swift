import KithCore

/// Types: `INTEGER NOT NULL`, `LIST<STRING>`, `INTEGER | FLOAT`, and `CAST(x AS TYPE)`.
extension StatementParser {
  /// A type, or several with bars in between.
  mutating func type() throws(SyntaxFailure) -> TypeDescription {
    try enter()
    defer { leave() }
    let first = current
    var members = [try typeMember()]
    while at(.bar), !barEndsLabels {
      advance()
      members.append(try typeMember())
    }
    guard members.count > 1 else { return members[0] }
    guard Set(members.map(\.isNotNull)).count == 1 else {
      throw SyntaxFailure(SyntaxMessages.mixedNullability(at: span(from: first)))
    }
    return TypeDescription(.union(members))
  }

  /// One type with what may follow: `NOT NULL`, and `LIST` for a list of them.
  private mutating func typeMember() throws(SyntaxFailure) -> TypeDescription {
    var type = TypeDescription(try typeKind(), isNotNull: try notNull())
    var suffixes = 0
    while isAtWord("LIST") || isAtWord("ARRAY") {
      advance()
      suffixes += 1
      guard suffixes <= limits.maximumDepth else {
        throw SyntaxFailure(SyntaxMessages.tooDeep(limit: limits.maximumDepth, at: previous.span))
      }
      type = TypeDescription(.list(type), isNotNull: try notNull())
    }
    return type
  }

  /// `NOT NULL`, or `!` for short.
  private mutating func notNull() throws(SyntaxFailure) -> Bool {
    if consume(.bang) { return true }
    guard current.keyword == .not, peek(1).keyword == .null else { return false }
    advance()
    advance()
    return true
  }

  private mutating func typeKind() throws(SyntaxFailure) -> TypeDescription.Kind {
    note(.type)
    if isAtWord("LIST") || isAtWord("ARRAY") {
      advance()
      return .list(at(.less) ? try bracketedType() : TypeDescription(.any))
    }
    guard let (words, kind) = TypeName.all.first(where: { isAtWords($0.words) }) else {
      throw unexpectedType()
    }
    for _ in words { advance() }
    // `ANY<INTEGER | STRING>` is the union itself.
    guard kind == .any, at(.less) else { return kind }
    let inner = try bracketedType()
    if case .union = inner.kind { return inner.kind }
    return .union([inner])
  }

  /// `<type>`
  private mutating func bracketedType() throws(SyntaxFailure) -> TypeDescription {
    advance()
    let saved = barEndsLabels
    barEndsLabels = false
    defer { barEndsLabels = saved }
    let inner = try type()
    try expect(.greater, "'>'")
    return inner
  }

  func isAtWords(_ words: [String]) -> Bool {
    for (distance, word) in words.enumerated() {
      let token = peek(distance)
      guard token.kind == .word, text(token.span).uppercased() == word else { return false }
    }
    return true
  }

  private func unexpectedType() -> SyntaxFailure {
    guard at(.word) else { return unexpected("a type such as 'INTEGER'") }
    let found = text(current.span)
    let suggestion =
      switch found.uppercased() {
      case "TIME": "ZONED TIME"
      case "DATETIME", "TIMESTAMP": "ZONED DATETIME"
      case "LOCALTIME": "LOCAL TIME"
      case "LOCALDATETIME": "LOCAL DATETIME"
      default: nearestName(to: found, among: TypeName.preferred)
      }
    return SyntaxFailure(
      SyntaxMessages.unknownType(found, at: current.span, suggestion: suggestion))
  }

  /// `CAST(x AS TYPE)`
  mutating func cast() throws(SyntaxFailure) -> ParsedExpression {
    let first = current
    advance()
    let opening = current
    advance()
    let saved = barEndsLabels
    barEndsLabels = false
    defer { barEndsLabels = saved }
    let value = try expression()
    try expect(.as)
    let type = try type()
    try close(.rightParenthesis, opening)
    try grow()
    return ParsedExpression(.cast(value, type), span(from: first))
  }
}
