import KithCore

/// Forms of expressions with a grammar of their own: lists and comprehensions, `CASE`, quantifiers,
/// `reduce` and subqueries.
extension StatementParser {
  // MARK: - Square brackets

  /// A list, a list comprehension or a pattern comprehension.
  mutating func bracketed() throws(SyntaxFailure) -> ParsedExpression {
    let isName = peek(1).kind == .word || peek(1).kind == .quotedName
    if isName, peek(2).keyword == .in, !holds(.comma, orWhere: false) {
      return try listComprehension(closing: .rightBracket)
    }
    let named = isName && peek(2).kind == .equal ? 2 : 0
    if peek(named + 1).kind == .leftParenthesis, holds(.bar, orWhere: true) {
      let start = index
      index += named + 1
      let isPattern = isPatternAhead
      index = start
      if isPattern { return try patternComprehension(isNamed: named > 0) }
    }
    return try list()
  }

  /// Whether a token stands between the bracket here and its end, on the same level.
  private func holds(_ kind: TokenKind, orWhere: Bool) -> Bool {
    let end = closings[index] >= 0 ? Int(closings[index]) : tokens.count - 1
    var position = index + 1
    while position < end {
      let token = tokens[position]
      if token.kind == kind || (orWhere && token.keyword == .where) { return true }
      position = closings[position] >= 0 ? Int(closings[position]) + 1 : position + 1
    }
    return false
  }

  private mutating func list() throws(SyntaxFailure) -> ParsedExpression {
    let opening = current
    advance()
    let saved = barEndsLabels
    barEndsLabels = false
    defer { barEndsLabels = saved }
    let elements = at(.rightBracket) ? [] : try expressions()
    try close(.rightBracket, opening)
    try grow()
    return ParsedExpression(.list(elements), span(from: opening))
  }

  /// `[x IN list WHERE predicate | projection]`; also the older `filter(…)` and `extract(…)`.
  mutating func listComprehension(closing: TokenKind) throws(SyntaxFailure) -> ParsedExpression {
    let first = current
    if closing == .rightParenthesis { advance() }
    let opening = current
    advance()
    let variable = try name(.newName, "a variable")
    try expect(.in)
    let list = try endingAtBar { (parser) throws(SyntaxFailure) in try parser.expression() }
    probe?.push()
    probe?.declare(variable.text)
    let predicate = try endingAtBar { (parser) throws(SyntaxFailure) in try parser.wherePart() }
    let projection = consume(.bar) ? try unbarred() : nil
    try close(closing, opening)
    probe?.pop()
    try grow()
    return ParsedExpression(
      .listComprehension(
        ParsedListComprehension(
          variable: variable, list: list, predicate: predicate, projection: projection)),
      span(from: first))
  }

  /// `[p = (a)-->(b) WHERE predicate | projection]`.
  private mutating func patternComprehension(
    isNamed: Bool
  ) throws(SyntaxFailure) -> ParsedExpression {
    let opening = current
    advance()
    probe?.push()
    let variable = isNamed ? try name(.newName, "a path's name") : nil
    if isNamed { advance() }
    var pattern = try pathElement(inExpression: true)
    pattern.variable = variable
    if let variable {
      pattern.span = variable.span.through(pattern.span)
      probe?.declare(variable.text, .path)
    }
    let predicate = try endingAtBar { (parser) throws(SyntaxFailure) in try parser.wherePart() }
    try expect(.bar, "'|'")
    let projection = try unbarred()
    try close(.rightBracket, opening)
    probe?.pop()
    try grow()
    return ParsedExpression(
      .patternComprehension(
        ParsedPatternComprehension(
          pattern: pattern, predicate: predicate, projection: projection)),
      span(from: opening))
  }

  /// Runs a rule in which a bar ends the expression.
  mutating func endingAtBar<Result>(
    _ rule: (inout StatementParser) throws(SyntaxFailure) -> Result
  ) throws(SyntaxFailure) -> Result {
    let saved = barEndsLabels
    barEndsLabels = true
    defer { barEndsLabels = saved }
    return try rule(&self)
  }

  /// An expression behind the bar: another bar belongs to it.
  private mutating func unbarred() throws(SyntaxFailure) -> ParsedExpression {
    let saved = barEndsLabels
    barEndsLabels = false
    defer { barEndsLabels = saved }
    return try expression()
  }

  // MARK: - CASE

  mutating func caseExpression() throws(SyntaxFailure) -> ParsedExpression {
    let first = current
    advance()
    let subject = at(.when) ? nil : try caseOperand()
    var branches: [(tests: [CaseTest], then: ParsedExpression)] = []
    repeat {
      try expect(.when)
      var tests = [try caseTest(hasSubject: subject != nil)]
      while subject != nil, consume(.comma) { tests.append(try caseTest(hasSubject: true)) }
      try expect(.then)
      branches.append((tests, try caseOperand()))
    } while at(.when)
    let otherwise = consume(.else) ? try caseOperand() : nil
    guard consume(.end) else { throw unexpected("'END' of the 'CASE'") }
    // A condition's own level lies below the alternatives that join them.
    try grow(by: 2)
    let hasConditions = branches.contains { $0.tests.count > 1 || $0.tests[0].isCondition }
    var whole = ParsedCase(
      subject: subject,
      branches: branches.map { branch in
        (hasConditions ? anyOf(branch.tests) : branch.tests[0].expression, branch.then)
      }, otherwise: otherwise)
    whole.hasConditions = hasConditions
    return ParsedExpression(.caseWhen(whole), span(from: first))
  }

  /// What one `WHEN` asks: a value to be equal to, or a condition on the subject.
  private struct CaseTest {
    var expression: ParsedExpression
    var isCondition: Bool
  }

  private mutating func caseTest(hasSubject: Bool) throws(SyntaxFailure) -> CaseTest {
    if hasSubject, let condition = try caseCondition() {
      return CaseTest(expression: condition, isCondition: true)
    }
    return CaseTest(expression: try caseOperand(), isCondition: false)
  }

  /// The tests as one condition on the subject.
  private func anyOf(_ tests: [CaseTest]) -> ParsedExpression {
    let conditions = tests.map { test -> ParsedExpression in
      guard !test.isCondition else { return test.expression }
      let span = test.expression.span
      return ParsedExpression(
        .comparison(
          ParsedExpression(.caseSubject, span), [ParsedComparisonStep(.equal, test.expression)]),
        span)
    }
    return balanced(conditions) {
      ParsedExpression(.binary(.or, $0, $1), $0.span.through($1.span))
    }
  }

  /// An expression that does not begin with `END`, which is a variable elsewhere.
  private mutating func caseOperand() throws(SyntaxFailure) -> ParsedExpression {
    if current.keyword == .end, peek(1).kind != .dot { throw unexpected("an expression") }
    return try expression()
  }

  // MARK: - Quantifiers and reduce

  /// `all(x IN list WHERE predicate)`.
  mutating func quantifier() throws(SyntaxFailure) -> ParsedExpression {
    let first = current
    let kind: QuantifierKind =
      switch first.keyword {
      case .any: .any
      case .some(.none): .none
      case .single: .single
      default: .all
      }
    advance()
    let opening = current
    advance()
    let variable = try name(.newName, "a variable")
    try expect(.in)
    let list = try unbarred()
    probe?.push()
    probe?.declare(variable.text)
    guard at(.where), let predicate = try wherePart() else { throw unexpected("'WHERE'") }
    try close(.rightParenthesis, opening)
    probe?.pop()
    try grow()
    return ParsedExpression(
      .quantifier(
        ParsedQuantifier(
          quantifier: kind, variable: variable, list: list, predicate: predicate)),
      span(from: first))
  }

  /// `reduce(total = 0, x IN list | total + x)`.
  mutating func reduce() throws(SyntaxFailure) -> ParsedExpression {
    let first = current
    advance()
    let opening = current
    advance()
    let accumulator = try name(.newName, "a variable")
    advance()
    let initial = try unbarred()
    try expect(.comma, "','")
    let variable = try name(.newName, "a variable")
    try expect(.in)
    let list = try endingAtBar { (parser) throws(SyntaxFailure) in try parser.expression() }
    try expect(.bar, "'|'")
    probe?.push()
    probe?.declare(accumulator.text)
    probe?.declare(variable.text)
    let body = try unbarred()
    try close(.rightParenthesis, opening)
    probe?.pop()
    try grow()
    return ParsedExpression(
      .reduce(
        ParsedReduce(
          accumulator: accumulator, initial: initial, variable: variable, list: list, body: body)),
      span(from: first))
  }

  // MARK: - Subqueries

  /// `EXISTS { … }` and its fellows: a whole query, or a pattern with or without `MATCH`.
  mutating func subquery() throws(SyntaxFailure) -> ParsedExpression {
    let first = current
    advance()
    let opening = current
    advance()
    let saved = barEndsLabels
    barEndsLabels = false
    defer { barEndsLabels = saved }
    probe?.push()
    let body = try subqueryBody()
    try close(.rightBrace, opening)
    probe?.pop()
    try grow()
    let kind: ParsedExpression.Kind =
      switch first.keyword {
      case .count: .count(body)
      case .collect: .collect(body)
      default: .exists(body)
      }
    return ParsedExpression(kind, span(from: first))
  }

  private mutating func subqueryBody() throws(SyntaxFailure) -> ParsedSubquery {
    let isPattern =
      at(.leftParenthesis) || current.keyword == .shortestPath
      || current.keyword == .allShortestPaths || (isAtName && peek(1).kind == .equal)
      || isPrefix(current, before: peek(1))
    if isPattern {
      let patterns = try pathPatterns()
      return .pattern(patterns, predicate: try wherePart())
    }
    let query = try query(until: .rightBrace)
    if query.parts.count == 1, query.parts[0].clauses.count == 1,
      case .match(let match) = query.parts[0].clauses[0].kind, !match.isOptional, match.mode == nil
    {
      return .pattern(match.patterns, predicate: match.predicate)
    }
    return .query(query)
  }
}
