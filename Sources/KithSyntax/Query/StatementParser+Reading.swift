import KithCore

/// `MATCH`, `UNWIND`, `FOR` and the clauses that project: `WITH`, `RETURN`, `LET`, `FILTER`.
extension StatementParser {
  /// Stands at `MATCH`, behind `OPTIONAL` where there is one.
  mutating func match(isOptional: Bool) throws(SyntaxFailure) -> ParsedMatch {
    try expect(.match)
    let mode = try matchMode()
    let patterns = try pathPatterns()
    return ParsedMatch(
      isOptional: isOptional, mode: mode, patterns: patterns, predicate: try wherePart())
  }

  /// `WHERE predicate`, if it comes next.
  mutating func wherePart() throws(SyntaxFailure) -> ParsedExpression? {
    guard consume(.where) else { return nil }
    let predicate = try expression()
    while current.keyword == .where {
      record(SyntaxMessages.secondWhere(at: current.span))
      advance()
      _ = try expression()
    }
    return predicate
  }

  /// `UNWIND list AS x`, or GQL's `FOR x IN list`.
  mutating func unwind() throws(SyntaxFailure) -> ParsedClause.Kind {
    if consume(.for) {
      let variable = try name(.newName, "a variable")
      try expect(.in)
      let list = try expression()
      probe?.declare(variable.text)
      return .unwind(
        ParsedUnwind(
          list: list, variable: variable, position: try elementPosition(), keyword: "FOR"))
    }
    try expect(.unwind)
    let list = try expression()
    try expect(.as)
    let variable = try name(.newName, "a variable")
    probe?.declare(variable.text)
    return .unwind(
      ParsedUnwind(list: list, variable: variable, position: nil, keyword: "UNWIND"))
  }

  /// `WITH ORDINALITY i` or `WITH OFFSET i` behind `FOR x IN list`; another `WITH` is a clause.
  private mutating func elementPosition() throws(SyntaxFailure) -> ParsedUnwind.Position? {
    guard current.keyword == .with else { return nil }
    let (word, variable) = (peek(1), peek(2))
    guard word.keyword == .ordinality || word.keyword == .offset else { return nil }
    // `WITH offset AS x` and `WITH offset RETURN x` project a variable of that name.
    guard variable.kind == .quotedName || variable.kind == .word else { return nil }
    if let keyword = variable.keyword, keyword.isReserved || Keyword.clauseStarts.contains(keyword)
    {
      return nil
    }
    advance()
    advance()
    let name = try name(.newName, "a variable")
    probe?.declare(name.text)
    return ParsedUnwind.Position(variable: name, first: word.keyword == .ordinality ? 1 : 0)
  }

  mutating func with() throws(SyntaxFailure) -> ParsedProjection {
    try expect(.with)
    var projection = try projection()
    projection.predicate = try wherePart()
    return projection
  }

  mutating func returnClause() throws(SyntaxFailure) -> ParsedProjection {
    try expect(.return)
    return try projection()
  }

  /// GQL's `FILTER [WHERE] predicate`.
  mutating func filter() throws(SyntaxFailure) -> ParsedExpression {
    try expect(.filter)
    _ = consume(.where)
    return try expression()
  }

  /// GQL's `ORDER BY … OFFSET … LIMIT …` as a clause of its own.
  mutating func page() throws(SyntaxFailure) -> ParsedProjection {
    var page = ParsedProjection(
      isDistinct: false, includesAll: true, items: [], ordering: try ordering(), skip: nil,
      limit: nil, predicate: nil)
    try paging(&page)
    return page
  }

  /// GQL's `LET x = 1, y = 2`.
  mutating func letClause() throws(SyntaxFailure) -> [ParsedProjectionItem] {
    try expect(.let)
    var items: [ParsedProjectionItem] = []
    repeat {
      let variable = try name(.newName, "a variable")
      try expect(.equal, "'='")
      let first = current
      let value = try expression()
      items.append(
        ParsedProjectionItem(expression: value, alias: variable, text: text(span(from: first))))
    } while consume(.comma)
    for item in items { probe?.declare(item.alias?.text ?? "") }
    return items
  }
}

// MARK: - Projections

extension StatementParser {
  private mutating func projection() throws(SyntaxFailure) -> ParsedProjection {
    let isWith = previous.keyword == .with
    let isDistinct = consume(.distinct)
    if !isDistinct, isSetQuantifier { advance() }
    let includesAll = consume(.star)
    var items: [ParsedProjectionItem] = []
    if !includesAll || consume(.comma) {
      repeat { items.append(try projectionItem()) } while consume(.comma)
    }
    probe?.project(items, keepsAll: includesAll || !isWith)
    var projection = ParsedProjection(
      isDistinct: isDistinct, includesAll: includesAll, items: items, ordering: try ordering(),
      skip: nil, limit: nil, predicate: nil)
    try paging(&projection)
    return projection
  }

  /// Whether `ALL` here is the opposite of `DISTINCT`, and not a variable or the predicate `all(…)`.
  private var isSetQuantifier: Bool {
    guard current.keyword == .all else { return false }
    let next = peek(1)
    switch next.kind {
    case .quotedName, .parameter, .integer, .float, .string: return true
    case .star:
      // `ALL *` ends where a product would go on.
      let behind = peek(2)
      return [.endOfText, .semicolon, .comma, .rightBrace].contains(behind.kind)
        || behind.keyword.map(Keyword.pagingStarts.contains) ?? false
    case .word:
      guard let keyword = next.keyword, keyword.isReserved else { return true }
      return [.case, .not, .null, .true, .false].contains(keyword)
    default: return false
    }
  }

  private mutating func projectionItem() throws(SyntaxFailure) -> ParsedProjectionItem {
    let first = current
    let expression = try expression()
    let written = text(span(from: first))
    let alias = consume(.as) ? try name(.newName, "a name") : nil
    return ParsedProjectionItem(expression: expression, alias: alias, text: written)
  }

  private mutating func ordering() throws(SyntaxFailure) -> [ParsedSortItem] {
    guard consume(.order) else { return [] }
    try expect(.by)
    var items: [ParsedSortItem] = []
    repeat {
      let expression = try expression()
      let isDescending = consume(.desc) || consume(.descending)
      if !isDescending, !consume(.asc) { _ = consume(.ascending) }
      items.append(ParsedSortItem(expression: expression, isDescending: isDescending))
    } while consume(.comma)
    return items
  }

  private mutating func paging(_ projection: inout ParsedProjection) throws(SyntaxFailure) {
    while true {
      let word = current
      if consume(.skip) || consume(.offset) {
        if projection.limit != nil {
          record(
            SyntaxMessages.pagingOrder(text(word.span).uppercased(), before: "LIMIT", at: word.span)
          )
        } else if projection.skip != nil {
          throw SyntaxFailure(
            SyntaxMessages.unexpected(
              describe(word), expected: "the next clause or the end", at: word.span))
        }
        projection.skip = try expression()
      } else if consume(.limit) {
        guard projection.limit == nil else {
          throw SyntaxFailure(
            SyntaxMessages.unexpected(
              describe(word), expected: "the next clause or the end", at: word.span))
        }
        projection.limit = try expression()
      } else if projection.skip != nil || projection.limit != nil, at(.order) {
        let paging = projection.skip != nil ? "SKIP" : "LIMIT"
        record(SyntaxMessages.pagingOrder("ORDER BY", before: paging, at: word.span))
        projection.ordering = try ordering()
      } else {
        return
      }
    }
  }
}
