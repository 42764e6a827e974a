import KithCore

/// Clauses that change the graph, and `FOREACH`.
extension StatementParser {
  mutating func merge() throws(SyntaxFailure) -> ParsedMerge {
    try expect(.merge)
    var merge = ParsedMerge(pattern: try pathPattern(), onCreate: [], onMatch: [])
    while consume(.on) {
      if consume(.create) {
        try expect(.set)
        merge.onCreate += try setItems()
      } else if consume(.match) {
        try expect(.set)
        merge.onMatch += try setItems()
      } else {
        throw unexpected("'CREATE' or 'MATCH'")
      }
    }
    return merge
  }

  mutating func delete() throws(SyntaxFailure) -> ParsedClause.Kind {
    let isDetaching = consume(.detach)
    // GQL's NODETACH says what DELETE does anyway.
    if !isDetaching { _ = consume(.nodetach) }
    try expect(.delete)
    var expressions: [ParsedExpression] = []
    repeat { expressions.append(try expression()) } while consume(.comma)
    return .delete(expressions, isDetaching: isDetaching)
  }

  mutating func setItems() throws(SyntaxFailure) -> [ParsedSetItem] {
    var items: [ParsedSetItem] = []
    repeat {
      if isAtName, isLabelSign(peek(1)) {
        let variable = try name(.variable, "a variable")
        let (names, computed) = try labelNames()
        if !names.isEmpty { items.append(.labels(variable, names)) }
        items += computed.map { .dynamicLabels(variable, $0) }
      } else {
        items.append(try setItem())
      }
    } while consume(.comma)
    return items
  }

  private mutating func setItem() throws(SyntaxFailure) -> ParsedSetItem {
    let first = current
    if isAtName {
      switch peek(1).kind {
      case .equal:
        let variable = try name(.variable, "a variable")
        advance()
        return .replace(variable, value: try expression())
      case .plusEqual:
        let variable = try name(.variable, "a variable")
        advance()
        return .merge(variable, value: try expression())
      default: break
      }
    }
    let subject = try subject()
    switch subject.kind {
    case .property(let entity, let key):
      if at(.equalEqual) {
        record(SyntaxMessages.foreignOperator("==", use: "=", at: current.span))
        advance()
      } else {
        try expect(.equal, "'='")
      }
      noteValue(of: subject)
      defer { probe?.valueOf = nil }
      return .property(entity, key: key, value: try expression())
    case .subscripted(let entity, let key):
      try expect(.equal, "'='")
      return .dynamicProperty(entity, key: key, value: try expression())
    default:
      if at(.cursor) { throw unexpected("'.', '=' or ':'") }
      throw SyntaxFailure(SyntaxMessages.nothingToSet(at: span(from: first)))
    }
  }

  /// What stands before `=` in `SET`, or behind `REMOVE`: an expression with its key.
  private mutating func subject() throws(SyntaxFailure) -> ParsedExpression {
    try enter()
    defer { leave() }
    let outer = tallest
    tallest = 0
    let subject = try postfix()
    tallest = max(outer, tallest)
    return subject
  }

  /// `:`, or `IS` in its place.
  private func isLabelSign(_ token: Token) -> Bool { token.kind == .colon || token.keyword == .is }

  /// `:A:B`, and GQL's `:A&B` and `IS A&B` too.
  private mutating func labelNames() throws(SyntaxFailure) -> (
    names: [ParsedName], computed: [ParsedExpression]
  ) {
    if !consume(.is) { try expect(.colon, "':'") }
    var names: [ParsedName] = []
    var computed: [ParsedExpression] = []
    repeat {
      if isDynamicLabelAhead {
        let first = current
        guard case .dynamic(let expression, let isAny) = try dynamicLabel() else { continue }
        if isAny { throw SyntaxFailure(SyntaxMessages.anyOfSetLabels(at: span(from: first))) }
        computed.append(expression)
      } else {
        names.append(try name(.label(reachedBy: nil), "a label"))
      }
    } while consume(.colon) || consume(.ampersand)
    return (names, computed)
  }

  mutating func remove() throws(SyntaxFailure) -> [ParsedRemoveItem] {
    try expect(.remove)
    var items: [ParsedRemoveItem] = []
    repeat {
      if isAtName, isLabelSign(peek(1)) {
        let variable = try name(.variable, "a variable")
        let (names, computed) = try labelNames()
        if !names.isEmpty { items.append(.labels(variable, names)) }
        items += computed.map { .dynamicLabels(variable, $0) }
      } else {
        items.append(try removeItem())
      }
    } while consume(.comma)
    return items
  }

  private mutating func removeItem() throws(SyntaxFailure) -> ParsedRemoveItem {
    let first = current
    let subject = try subject()
    switch subject.kind {
    case .property(let entity, let key): return .property(entity, key: key)
    case .subscripted(let entity, let key): return .dynamicProperty(entity, key: key)
    default:
      if at(.cursor) { throw unexpected("'.' or ':'") }
      throw SyntaxFailure(SyntaxMessages.nothingToRemove(at: span(from: first)))
    }
  }

  /// `FOREACH (x IN list | clauses)`.
  mutating func foreach() throws(SyntaxFailure) -> ParsedClause.Kind {
    try expect(.foreach)
    let opening = current
    try expect(.leftParenthesis, "'('")
    let variable = try name(.newName, "a variable")
    try expect(.in)
    let list = try endingAtBar { (parser) throws(SyntaxFailure) in try parser.expression() }
    try expect(.bar, "'|'")
    probe?.push()
    probe?.declare(variable.text)
    let body = try clauses(until: .rightParenthesis)
    if body.isEmpty, errors.isEmpty { throw unexpected("a clause such as 'SET'") }
    try close(.rightParenthesis, opening)
    probe?.pop()
    return .foreach(variable: variable, list: list, body: body)
  }
}
