import KithCore

/// How tightly operators bind, the loosest first (openCypher 9, section "Expressions").
private enum Precedence: Int, Comparable {
  case or, xor, and, not, comparison, predicate, sum, product, power, unary

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .unary }
}

/// Operators, by precedence climbing: one method for all levels, so that nesting costs little stack.
extension StatementParser {
  mutating func expression() throws(SyntaxFailure) -> ParsedExpression { try binary(.or) }

  /// One or more, with commas in between.
  mutating func expressions() throws(SyntaxFailure) -> [ParsedExpression] {
    var list: [ParsedExpression] = []
    repeat { list.append(try expression()) } while consume(.comma)
    return list
  }

  /// Everything that binds at least as tightly as `minimum`.
  private mutating func binary(_ minimum: Precedence) throws(SyntaxFailure) -> ParsedExpression {
    try enter()
    defer { leave() }
    let outer = tallest
    tallest = 0
    let first = current
    var left = try prefix()
    // A level that has been left is not entered again: after `a = b` no `+` may follow.
    var level = Precedence.power
    while isAtOperator, level >= minimum {
      guard let next = try operation(left, level, from: first) else {
        guard level > minimum, let looser = Precedence(rawValue: level.rawValue - 1) else { break }
        level = looser
        continue
      }
      left = next
    }
    tallest = max(outer, tallest)
    return left
  }

  /// False at what can only end an expression: most operands are followed by such a token, and then
  /// no level needs asking.
  private var isAtOperator: Bool {
    switch current.kind {
    case .comma, .rightParenthesis, .rightBracket, .rightBrace, .bar, .dotDot, .colon, .semicolon,
      .endOfText:
      false
    default: true
    }
  }

  /// `left` with the operators of one level behind it; nil where there is none.
  private mutating func operation(
    _ left: ParsedExpression, _ level: Precedence, from first: Token
  ) throws(SyntaxFailure) -> ParsedExpression? {
    switch level {
    case .or: return try connective(.or, .or, left, level, from: first)
    case .xor: return try connective(.xor, .xor, left, level, from: first)
    case .and: return try connective(.and, .and, left, level, from: first)
    case .comparison: return try comparison(left, from: first)
    case .predicate: return try predicate(left, from: first)
    case .sum, .product, .power: return try arithmetic(left, level, from: first)
    case .not, .unary: return nil
    }
  }

  private mutating func connective(
    _ keyword: Keyword, _ name: BinaryOperator, _ left: ParsedExpression, _ level: Precedence,
    from first: Token
  ) throws(SyntaxFailure) -> ParsedExpression? {
    var operands = [left]
    while consumeConnective(keyword) { operands.append(try binary(level.next)) }
    guard operands.count > 1 else { return nil }
    try grow(by: Int.bitWidth - (operands.count - 1).leadingZeroBitCount)
    return balanced(operands) {
      ParsedExpression(.binary(name, $0, $1), $0.span.through($1.span))
    }
  }

  private mutating func consumeConnective(_ keyword: Keyword) -> Bool {
    if keyword == .and, at(.ampersandAmpersand) {
      record(SyntaxMessages.foreignOperator("&&", use: "AND", at: current.span))
      advance()
      return true
    }
    return consume(keyword)
  }

  private mutating func comparison(
    _ left: ParsedExpression, from first: Token
  ) throws(SyntaxFailure) -> ParsedExpression? {
    var steps: [ParsedComparisonStep] = []
    let saved = probe?.valueOf
    noteValue(of: left)
    defer { probe?.valueOf = saved }
    while let comparison = consumeComparison() {
      steps.append(ParsedComparisonStep(comparison, try binary(.predicate)))
      try grow()
    }
    guard !steps.isEmpty else { return nil }
    return ParsedExpression(.comparison(left, steps), span(from: first))
  }

  private mutating func consumeComparison() -> ComparisonOperator? {
    let found: ComparisonOperator
    switch current.kind {
    case .equal: found = .equal
    case .notEqual: found = .notEqual
    case .less: found = .less
    case .lessOrEqual: found = .lessOrEqual
    case .greater: found = .greater
    case .greaterOrEqual: found = .greaterOrEqual
    case .equalEqual:
      record(SyntaxMessages.foreignOperator("==", use: "=", at: current.span))
      found = .equal
    case .bangEqual:
      record(SyntaxMessages.foreignOperator("!=", use: "<>", at: current.span))
      found = .notEqual
    default: return nil
    }
    advance()
    return found
  }

  private mutating func arithmetic(
    _ left: ParsedExpression, _ level: Precedence, from first: Token
  ) throws(SyntaxFailure) -> ParsedExpression? {
    let name: BinaryOperator
    switch (level, current.kind) {
    case (.sum, .plus): name = .add
    case (.sum, .minus): name = .subtract
    case (.sum, .barBar): name = .concatenate
    case (.product, .star): name = .multiply
    case (.product, .slash): name = .divide
    case (.product, .percent): name = .modulo
    case (.power, .caret): name = .power
    default: return nil
    }
    advance()
    let right = try binary(level.next)
    try grow()
    return ParsedExpression(.binary(name, left, right), span(from: first))
  }
}

// MARK: - Predicates on strings, lists, nulls and labels

extension StatementParser {
  private mutating func predicate(
    _ left: ParsedExpression, from first: Token
  ) throws(SyntaxFailure) -> ParsedExpression? {
    let saved = probe?.valueOf
    noteValue(of: left)
    defer { probe?.valueOf = saved }
    if consume(.is) { return try isPredicate(left, from: first) }
    if consume(.colonColon) { return try typeTest(left, negated: false, from: first) }
    if current.keyword == .not, peek(1).keyword == .in {
      record(SyntaxMessages.notIn(at: current.span))
      advance()
    }
    guard let name = try predicateOperator() else { return nil }
    let right = try binary(.sum)
    try grow()
    return ParsedExpression(.binary(name, left, right), span(from: first))
  }

  private mutating func predicateOperator() throws(SyntaxFailure) -> BinaryOperator? {
    if consume(.in) { return .in }
    if consume(.contains) { return .contains }
    if consume(.regexMatch) { return .matchesRegex }
    let startsWith = at(.starts)
    guard startsWith || at(.ends) else { return nil }
    advance()
    try expect(.with)
    return startsWith ? .startsWith : .endsWith
  }

  private mutating func isPredicate(
    _ left: ParsedExpression, from first: Token
  ) throws(SyntaxFailure) -> ParsedExpression {
    let negated = consume(.not)
    try grow()
    noteExpected([.null, .labeled, .typed, .normalized])
    if consume(.null) {
      return ParsedExpression(.isNull(left, negated: negated), span(from: first))
    }
    if consume(.labeled) || consume(.colon) {
      let labels = try labelExpression(.label(reachedBy: nil))
      return labelTest(left, labels, negated: negated, from: first)
    }
    if consume(.colonColon) || consume(.typed) {
      return try typeTest(left, negated: negated, from: first)
    }
    let form = text(current.span).uppercased()
    if ["NFC", "NFD", "NFKC", "NFKD"].contains(form), peek(1).keyword == .normalized {
      advance()
      advance()
      return ParsedExpression(
        .isNormalized(left, form: form, negated: negated), span(from: first))
    }
    if consume(.normalized) {
      return ParsedExpression(
        .isNormalized(left, form: "NFC", negated: negated), span(from: first))
    }
    // `n IS Label`, but `n IS NUL` is a slip of the pen.
    if isLabelAhead, nearestName(to: text(current.span), among: ["NULL", "NOT"]) == nil {
      let labels = try labelExpression(.label(reachedBy: nil))
      return labelTest(left, labels, negated: negated, from: first)
    }
    throw unexpected(negated ? "'NULL'" : "'NULL' or 'NOT NULL'")
  }

  private var isLabelAhead: Bool {
    switch current.kind {
    case .word: !(current.keyword?.isReserved ?? false)
    case .quotedName, .bang, .percent, .leftParenthesis: true
    default: false
    }
  }

  private func labelTest(
    _ left: ParsedExpression, _ labels: ParsedLabelExpression, negated: Bool, from first: Token
  ) -> ParsedExpression {
    let test = ParsedExpression(.hasLabel(left, labels), span(from: first))
    return negated ? ParsedExpression(.unary(.not, test), test.span) : test
  }

  private mutating func typeTest(
    _ left: ParsedExpression, negated: Bool, from first: Token
  ) throws(SyntaxFailure) -> ParsedExpression {
    let type = try type()
    return ParsedExpression(.isTyped(left, type, negated: negated), span(from: first))
  }

  /// `< 3`, `IS NULL`, `STARTS WITH 'a'` behind a `WHEN`, as a condition on the subject of the `CASE`; nil where a
  /// value stands there.
  mutating func caseCondition() throws(SyntaxFailure) -> ParsedExpression? {
    let first = current
    let subject = ParsedExpression(.caseSubject, first.span)
    let outer = tallest
    tallest = 0
    defer { tallest = max(outer, tallest) }
    if let condition = try comparison(subject, from: first) { return condition }
    return try predicate(subject, from: first)
  }

  /// For completion: behind `n.key =` a value of that key is wanted.
  mutating func noteValue(of left: ParsedExpression) {
    guard probe != nil else { return }
    if case .property(let entity, let key) = left.kind, case .variable(let name) = entity.kind {
      let owner = probe?.variable(name.text) ?? ScopedVariable(name: name.text, kind: .value)
      probe?.valueOf = (key.text, owner)
    }
  }
}

// MARK: - Signs, NOT, and what is written behind an operand

extension StatementParser {
  private mutating func prefix() throws(SyntaxFailure) -> ParsedExpression {
    // Completion wants to know of NOT; `atom` notes what else may begin here.
    switch current.kind {
    case .word where at(.not): try negation()
    case .minus, .plus: try signed()
    case .bang: try bang()
    default: try postfix()
    }
  }

  private mutating func negation() throws(SyntaxFailure) -> ParsedExpression {
    let first = current
    advance()
    let operand = try binary(.not)
    try grow()
    return ParsedExpression(.unary(.not, operand), span(from: first))
  }

  private mutating func signed() throws(SyntaxFailure) -> ParsedExpression {
    let first = current
    advance()
    if first.kind == .minus, at(.integer) || at(.float) { return try negativeNumber(from: first) }
    let operand = try binary(.unary)
    try grow()
    return ParsedExpression(
      .unary(first.kind == .minus ? .negate : .plus, operand), span(from: first))
  }

  private mutating func bang() throws(SyntaxFailure) -> ParsedExpression {
    record(SyntaxMessages.foreignOperator("!", use: "NOT", at: current.span))
    advance()
    return try binary(.not)
  }

  /// The sign belongs to the number: the smallest integer has no positive counterpart.
  private mutating func negativeNumber(from sign: Token) throws(SyntaxFailure) -> ParsedExpression {
    let token = current
    let kind: ParsedExpression.Kind =
      at(.integer) ? .integer(try integer(token, isNegative: true)) : .float(-(try float(token)))
    advance()
    try grow()
    return try suffixes(of: ParsedExpression(kind, span(from: sign)), from: sign)
  }

  /// An operand with `.key`, `[index]`, `:Label` and `{projection}` behind it.
  mutating func postfix() throws(SyntaxFailure) -> ParsedExpression {
    let first = current
    return try suffixes(of: try atom(), from: first)
  }

  private mutating func suffixes(
    of operand: ParsedExpression, from first: Token
  ) throws(SyntaxFailure) -> ParsedExpression {
    var left = operand
    while true {
      switch current.kind {
      case .dot:
        advance()
        noteNamespace(left)
        let key = try name(.propertyKey(of: entity(left)), "a property key")
        left = ParsedExpression(.property(left, key: key), span(from: first))
      case .leftBracket:
        left = try subscripted(left, from: first)
      case .colon:
        advance()
        let labels = try labelExpression(.label(reachedBy: nil))
        left = ParsedExpression(.hasLabel(left, labels), span(from: first))
      case .leftBrace:
        guard case .variable = left.kind else { return left }
        left = try mapProjection(left, from: first)
      default: return left
      }
      try grow()
    }
  }

  /// For completion: `duration.` may be the namespace of a function.
  private mutating func noteNamespace(_ left: ParsedExpression) {
    guard let probe, at(.cursor) else { return }
    if case .variable(let name) = left.kind, probe.variable(name.text) != nil { return }
    note(.function(namespace: text(left.span) + "."))
  }

  func entity(_ expression: ParsedExpression) -> ScopedVariable {
    guard case .variable(let name) = expression.kind else {
      return ScopedVariable(name: "", kind: .value)
    }
    return probe?.variable(name.text) ?? ScopedVariable(name: name.text, kind: .value)
  }

  /// `[index]`, `[from..to]`, with either bound left out.
  private mutating func subscripted(
    _ left: ParsedExpression, from first: Token
  ) throws(SyntaxFailure) -> ParsedExpression {
    let opening = current
    advance()
    let saved = barEndsLabels
    barEndsLabels = false
    defer { barEndsLabels = saved }
    let from = at(.dotDot) ? nil : try expression()
    if let from, !at(.dotDot) {
      try close(.rightBracket, opening)
      return ParsedExpression(.subscripted(left, index: from), span(from: first))
    }
    try expect(.dotDot, "'..'")
    let to = at(.rightBracket) ? nil : try expression()
    try close(.rightBracket, opening)
    return ParsedExpression(.slice(left, from: from, to: to), span(from: first))
  }
}
