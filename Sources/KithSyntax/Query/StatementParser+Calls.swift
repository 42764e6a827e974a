import KithCore

/// `CALL`: procedures and subqueries.
extension StatementParser {
  /// Stands at `CALL`, behind `OPTIONAL` where there is one.
  mutating func call(isOptional: Bool) throws(SyntaxFailure) -> ParsedClause.Kind {
    try expect(.call)
    if at(.leftBrace) || at(.leftParenthesis) {
      var subquery = try callSubquery()
      subquery.isOptional = isOptional
      return .subquery(subquery)
    }
    let name = try procedureName()
    let arguments = at(.leftParenthesis) ? try procedureArguments() : nil
    let yields = consume(.yield) ? try yieldPart(of: name.text) : nil
    var call = ParsedProcedureCall(name: name, arguments: arguments, yields: yields)
    call.isOptional = isOptional
    return .call(call)
  }

  private mutating func procedureName() throws(SyntaxFailure) -> ParsedName {
    let first = current
    var parts = [try name(.procedure(namespace: ""), "a procedure")]
    while consume(.dot) {
      let namespace = parts.map { "\($0.text)." }.joined()
      parts.append(try name(.procedure(namespace: namespace), "a procedure"))
    }
    return ParsedName(parts.map(\.text).joined(separator: "."), span(from: first))
  }

  private mutating func procedureArguments() throws(SyntaxFailure) -> [ParsedExpression] {
    let opening = current
    advance()
    guard !at(.rightParenthesis) else {
      advance()
      return []
    }
    let arguments = try expressions()
    try close(.rightParenthesis, opening)
    return arguments
  }

  private mutating func yieldPart(of procedure: String) throws(SyntaxFailure) -> ParsedYield {
    if consume(.star) { return ParsedYield(isAll: true, items: [], predicate: try wherePart()) }
    var items: [(column: ParsedName, alias: ParsedName?)] = []
    repeat {
      let column = try name(.procedureColumn(of: procedure), "a column of the procedure")
      let alias = consume(.as) ? try name(.newName, "a name") : nil
      probe?.declare((alias ?? column).text)
      items.append((column, alias))
    } while consume(.comma)
    return ParsedYield(isAll: false, items: items, predicate: try wherePart())
  }

  /// `{ query }` or `(x, y) { query }`.
  private mutating func callSubquery() throws(SyntaxFailure) -> ParsedCallSubquery {
    var imports: [ParsedName]?
    var importsAll = false
    if at(.leftParenthesis) {
      let opening = current
      advance()
      importsAll = consume(.star)
      imports = importsAll || at(.rightParenthesis) ? [] : try importedNames()
      try close(.rightParenthesis, opening)
    }
    let opening = current
    try expect(.leftBrace, "'{'")
    probe?.push()
    let query = try query(until: .rightBrace)
    try close(.rightBrace, opening)
    probe?.pop(keepingResultsOf: query)
    var subquery = ParsedCallSubquery(imports: imports, importsAll: importsAll, query: query)
    if at(.in) { subquery.transactions = try transactions() }
    return subquery
  }

  private mutating func importedNames() throws(SyntaxFailure) -> [ParsedName] {
    var names: [ParsedName] = []
    repeat { names.append(try name(.variable, "a variable")) } while consume(.comma)
    return names
  }
}
