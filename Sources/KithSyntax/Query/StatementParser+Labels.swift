import KithCore

/// Label expressions: `A:B`, `A|B`, `A&!B`, `(A|B)&C`, `%`.
extension StatementParser {
  /// What follows the colon. `role` says whether labels or types are meant.
  mutating func labelExpression(_ role: ExpectedName) throws(SyntaxFailure) -> ParsedLabelExpression
  {
    try enter()
    defer { leave() }
    var operands = [try labelConjunction(role)]
    while at(.bar), !barEndsLabels {
      advance()
      // `A|:B` is the older way to write it.
      _ = consume(.colon)
      operands.append(try labelConjunction(role))
    }
    return balanced(operands) { .or($0, $1) }
  }

  private mutating func labelConjunction(
    _ role: ExpectedName
  ) throws(SyntaxFailure) -> ParsedLabelExpression {
    var operands = [try labelFactor(role)]
    while consume(.ampersand) || consume(.colon) { operands.append(try labelFactor(role)) }
    return balanced(operands) { .and($0, $1) }
  }

  private mutating func labelFactor(
    _ role: ExpectedName
  ) throws(SyntaxFailure) -> ParsedLabelExpression {
    var negations = 0
    while consume(.bang) { negations += 1 }
    if negations > limits.maximumDepth {
      throw SyntaxFailure(SyntaxMessages.tooDeep(limit: limits.maximumDepth, at: previous.span))
    }
    var factor = try labelAtom(role)
    for _ in 0..<negations { factor = .not(factor) }
    return factor
  }

  private mutating func labelAtom(
    _ role: ExpectedName
  ) throws(SyntaxFailure) -> ParsedLabelExpression {
    if isDynamicLabelAhead { return try dynamicLabel() }
    switch current.kind {
    case .percent:
      advance()
      return .wildcard(previous.span)
    case .leftParenthesis:
      let opening = current
      advance()
      let saved = barEndsLabels
      barEndsLabels = false
      defer { barEndsLabels = saved }
      let inner = try labelExpression(role)
      try close(.rightParenthesis, opening)
      return inner
    default:
      if case .relationshipType = role {
        return .name(try name(role, "a relationship type"))
      }
      return .name(try name(role, "a label"))
    }
  }
}

extension StatementParser {
  /// `$(`, `$any(` or `$all(`.
  var isDynamicLabelAhead: Bool {
    guard peek(1).kind == .leftParenthesis else { return false }
    if at(.badParameter) { return true }
    guard at(.parameter) else { return false }
    return ["any", "all"].contains(text(current.span).dropFirst().lowercased())
  }

  /// `$(expression)`: a label or type that is computed.
  mutating func dynamicLabel() throws(SyntaxFailure) -> ParsedLabelExpression {
    let isAny = text(current.span).dropFirst().lowercased() == "any"
    advance()
    let opening = current
    advance()
    let saved = barEndsLabels
    barEndsLabels = false
    defer { barEndsLabels = saved }
    let expression = try expression()
    try close(.rightParenthesis, opening)
    try grow()
    return .dynamic(expression, isAny: isAny)
  }
}

/// Joins operands of an associative operator into a tree of logarithmic height, order kept.
func balanced<Tree>(_ operands: [Tree], join: (Tree, Tree) -> Tree) -> Tree {
  func build(_ range: Range<Int>) -> Tree {
    guard range.count > 1 else { return operands[range.lowerBound] }
    let middle = range.lowerBound + (range.count + 1) / 2
    return join(build(range.lowerBound..<middle), build(middle..<range.upperBound))
  }
  return build(0..<operands.count)
}
