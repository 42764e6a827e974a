import KithCore

/// Statements, single queries and the loop over clauses, which is where errors are caught.
extension StatementParser {
  mutating func statement() throws(SyntaxFailure) -> ParsedStatement {
    let first = current
    if at(.endOfText) || at(.semicolon) {
      throw SyntaxFailure(SyntaxMessages.emptyStatement(at: place(current)))
    }
    let mode: ParsedStatement.Mode =
      consume(.explain) ? .explain : consume(.profile) ? .profile : .run
    let body = try body()
    let span = span(from: first)
    if consume(.semicolon), !at(.endOfText) {
      throw SyntaxFailure(
        lexicalError(current) ?? SyntaxMessages.secondStatement(at: current.span))
    }
    return ParsedStatement(mode: mode, body: body, span: span)
  }

  private mutating func body() throws(SyntaxFailure) -> ParsedStatement.Body {
    noteExpected([.create, .drop, .show])
    if isAtSchemaCommand() { return .schema(try schemaCommand()) }
    return .query(try query(until: .endOfText))
  }

  /// Queries joined by `NEXT`, up to the end of the text or a closing brace.
  mutating func query(until end: TokenKind) throws(SyntaxFailure) -> ParsedQuery {
    let first = current
    var query = try union(until: end)
    while consume(.next) { query.following.append(try union(until: end)) }
    query.span = span(from: first)
    return query
  }

  /// Single queries joined by `UNION`.
  private mutating func union(until end: TokenKind) throws(SyntaxFailure) -> ParsedQuery {
    let first = current
    var parts = [try singleQuery(until: end)]
    var unions: [ParsedUnion] = []
    while at(.union) {
      let union = current
      advance()
      let keepsDuplicates = consume(.all)
      if !keepsDuplicates { _ = consume(.distinct) }
      unions.append(ParsedUnion(keepsDuplicates: keepsDuplicates, span: span(from: union)))
      probe?.startQuery()
      parts.append(try singleQuery(until: end))
    }
    return ParsedQuery(parts: parts, unions: unions, span: span(from: first))
  }

  private mutating func singleQuery(until end: TokenKind) throws(SyntaxFailure) -> ParsedSingleQuery
  {
    let first = current
    let clauses = try clauses(until: end)
    if clauses.isEmpty, errors.isEmpty { throw unexpected("a clause such as 'MATCH'") }
    return ParsedSingleQuery(clauses: clauses, span: span(from: first))
  }

  /// Clauses up to `UNION` or the end; an error in one of them is recorded and skipped.
  mutating func clauses(until end: TokenKind) throws(SyntaxFailure) -> [ParsedClause] {
    var clauses: [ParsedClause] = []
    while true {
      noteExpected(Keyword.clauseStarts)
      if !clauses.isEmpty { noteExpected(Keyword.pagingStarts) }
      // A union needs something before it.
      if !clauses.isEmpty || !errors.isEmpty, at(.union) { break }
      if case .return = clauses.last?.kind, at(.next) { break }
      if at(end) || at(.endOfText) || (at(.semicolon) && end == .endOfText) { break }
      let start = index
      defer { clauseBefore = tokens[start].keyword }
      do {
        clauses.append(try clause())
      } catch {
        try recover(from: error, clauseStart: start)
      }
    }
    return clauses
  }

  private mutating func clause() throws(SyntaxFailure) -> ParsedClause {
    try enter()
    defer { leave() }
    let first = current
    let kind = try clauseKind()
    return ParsedClause(kind, span(from: first))
  }

  private mutating func clauseKind() throws(SyntaxFailure) -> ParsedClause.Kind {
    switch current.keyword {
    case .match: return .match(try match(isOptional: false))
    case .optional:
      advance()
      return at(.call) ? try call(isOptional: true) : .match(try match(isOptional: true))
    case .unwind, .for: return try unwind()
    case .load: return .loadCSV(try loadCSV())
    case .with: return .with(try with())
    case .filter: return .filter(try filter())
    case .let: return .let(try letClause())
    case .order, .skip, .offset, .limit: return .page(try page())
    case .return: return .return(try returnClause())
    case .create, .insert:
      advance()
      return .create(try pathPatterns())
    case .merge: return .merge(try merge())
    case .set:
      advance()
      return .set(try setItems())
    case .remove: return .remove(try remove())
    case .delete, .detach, .nodetach: return try delete()
    case .finish:
      advance()
      return .finish
    case .call: return try call(isOptional: false)
    case .foreach: return try foreach()
    case .show: return .show(try show())
    default: throw unexpectedClause()
    }
  }

  private mutating func unexpectedClause() -> SyntaxFailure {
    if current.keyword == .where, let clause = clauseBefore {
      return SyntaxFailure(
        SyntaxMessages.misplacedWhere(after: clause.text, at: current.span))
    }
    if current.keyword == .next, index > 0 {
      return SyntaxFailure(SyntaxMessages.misplacedNext(at: current.span))
    }
    let isFirst = index == 0 || tokens[index - 1].kind == .leftBrace
    noteExpected(Keyword.clauseStarts)
    if !isFirst { noteExpected(Keyword.pagingStarts) }
    return unexpected(isFirst ? "a clause such as 'MATCH'" : "the next clause or the end")
  }
}

// MARK: - Recovery

extension StatementParser {
  /// Records an error and steps to the next clause of the same level; rethrows where there is no
  /// telling where that is.
  private mutating func recover(
    from error: SyntaxFailure, clauseStart: Int
  ) throws(SyntaxFailure) {
    guard !at(.cursor), error.diagnostic.category == .syntaxError,
      errors.count + 1 < limits.maximumErrors
    else { throw error }
    let failure = index
    var position = clauseStart
    while true {
      let token = tokens[position]
      switch token.kind {
      case .endOfText, .cursor, .openString, .openName, .openComment: throw error
      case .semicolon, .rightParenthesis, .rightBracket, .rightBrace:
        if position >= failure { throw error }
        position += 1
      case .leftParenthesis, .leftBracket, .leftBrace:
        // An open bracket hides where the clauses are.
        guard closings[position] >= 0 else { throw error }
        position = Int(closings[position]) + 1
      default:
        if position > clauseStart, position >= failure, isClauseStart(position) {
          errors.append(error.diagnostic)
          index = position
          return
        }
        position += 1
      }
    }
  }

  /// A word that begins a clause, and does not just look like it: `n.match`, `ON CREATE`.
  private func isClauseStart(_ position: Int) -> Bool {
    guard let keyword = tokens[position].keyword else { return false }
    let before = tokens[position - 1]
    if before.kind == .dot || before.kind == .colon { return false }
    switch keyword {
    case .match: return before.keyword != .on && before.keyword != .optional
    case .create: return before.keyword != .on
    case .set: return before.keyword != .create && before.keyword != .match
    case .delete: return before.keyword != .detach && before.keyword != .nodetach
    case .with: return before.keyword != .starts && before.keyword != .ends
    case .optional, .unwind, .return, .merge, .remove, .detach, .nodetach, .call, .foreach, .union:
      return true
    default: return false
    }
  }

  /// Records an error that the parser can read past.
  mutating func record(_ error: Diagnostic) { errors.append(error) }
}
