import KithCore

/// `MATCH`, `UNWIND` and the clauses that project: `WITH`, `RETURN`, `LET`, `FILTER`.
extension StatementParser {
  mutating func match() throws(SyntaxFailure) -> ParsedMatch {
    let isOptional = consume(.optional)
    try expect(.match)
    let patterns = try pathPatterns()
    return ParsedMatch(
      isOptional: isOptional, patterns: patterns, predicate: try wherePart())
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
      return .unwind(list: list, variable: variable)
    }
    try expect(.unwind)
    let list = try expression()
    try expect(.as)
    let variable = try name(.newName, "a variable")
    probe?.declare(variable.text)
    return .unwind(list: list, variable: variable)
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

  /// GQL's `FILTER [WHERE] predicate`: `WITH * WHERE predicate`.
  mutating func filter() throws(SyntaxFailure) -> ParsedProjection {
    try expect(.filter)
    _ = consume(.where)
    let predicate = try expression()
    return ParsedProjection(
      isDistinct: false, includesAll: true, items: [], ordering: [], skip: nil, limit: nil,
      predicate: predicate)
  }

  /// GQL's `LET x = 1, y = 2`: `WITH *, 1 AS x, 2 AS y`.
  mutating func letClause() throws(SyntaxFailure) -> ParsedProjection {
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
    return ParsedProjection(
      isDistinct: false, includesAll: true, items: items, ordering: [], skip: nil, limit: nil,
      predicate: nil)
  }
}

// MARK: - Projections

extension StatementParser {
  private mutating func projection() throws(SyntaxFailure) -> ParsedProjection {
    let isWith = previous.keyword == .with
    let isDistinct = consume(.distinct)
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
      } else if projection.limit == nil, consume(.limit) {
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
