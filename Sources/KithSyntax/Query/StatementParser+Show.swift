import KithCore

/// `SHOW INDEXES`, `CONSTRAINTS`, `FUNCTIONS` and `PROCEDURES`, with `YIELD`, `WHERE` and `RETURN`.
extension StatementParser {
  /// The clause; a `RETURN` is read as the next one.
  mutating func show() throws(SyntaxFailure) -> ParsedShow {
    try expect(.show)
    let subject = try showSubject()
    var show = ParsedShow(subject: subject, yields: nil, page: nil, predicate: nil)
    if consume(.yield) {
      show.yields = try showYields(show)
      show.page = try showPage()
      if let predicate = try wherePart() { show.predicate = predicate }
    } else {
      show.predicate = try wherePart()
    }
    return show
  }

  private mutating func showYields(_ show: ParsedShow) throws(SyntaxFailure) -> ParsedYield {
    if consume(.star) { return ParsedYield(isAll: true, items: [], predicate: nil) }
    var items: [(column: ParsedName, alias: ParsedName?)] = []
    repeat {
      let column = try name(.shownColumn(of: show.keyword), "a column of '\(show.keyword)'")
      let alias = consume(.as) ? try name(.newName, "a name") : nil
      probe?.declare((alias ?? column).text)
      items.append((column, alias))
    } while consume(.comma)
    return ParsedYield(isAll: false, items: items, predicate: nil)
  }

  private mutating func showPage() throws(SyntaxFailure) -> ParsedProjection? {
    noteExpected(Keyword.pagingStarts)
    guard let keyword = current.keyword, Keyword.pagingStarts.contains(keyword) else { return nil }
    return try page()
  }

  private mutating func showSubject() throws(SyntaxFailure) -> ParsedShow.Subject {
    let start = index
    if let found = try schemaSubject() { return found }
    index = start
    _ = consume(.all)
    var builtIn = true
    if consume(word: "BUILT") {
      guard consume(.in) else { throw unexpected("'IN'") }
    } else if consume(word: "USER") {
      guard consume(word: "DEFINED") else { throw unexpected("'DEFINED'") }
      builtIn = false
    }
    if consume(word: "FUNCTIONS") || consume(word: "FUNCTION") {
      return .functions(builtIn: builtIn)
    }
    index = start
    if consume(word: "PROCEDURES") || consume(word: "PROCEDURE") { return .procedures }
    throw unexpected(
      "'INDEXES', 'CONSTRAINTS', 'FUNCTIONS' or 'PROCEDURES'",
      suggestion: current.kind == .word
        ? nearestName(
          to: text(current.span).uppercased(),
          among: ["INDEXES", "CONSTRAINTS", "FUNCTIONS", "PROCEDURES"]) : nil)
  }

  /// `RANGE INDEXES`, `NODE KEY CONSTRAINTS`; nil where neither indexes nor constraints are named.
  private mutating func schemaSubject() throws(SyntaxFailure) -> ParsedShow.Subject? {
    let start = index
    _ = consume(.all)
    if consume(.indexes) || consume(.index) { return .indexes(kinds: nil) }
    if consume(.constraints) || consume(.constraint) { return .constraints(kinds: nil) }
    index = start
    for kind in ["RANGE", "TEXT", "POINT", "LOOKUP", "FULLTEXT", "VECTOR"]
    where isAtWords([kind]) && [.index, .indexes].contains(peek(1).keyword) {
      advance()
      advance()
      return .indexes(kinds: [kind])
    }
    for (words, kinds) in Self.constraintKinds where isAtWords(words) {
      let after = peek(words.count).keyword
      guard after == .constraint || after == .constraints else { continue }
      for _ in 0...words.count { advance() }
      return .constraints(kinds: Set(kinds))
    }
    return nil
  }

  /// The words before `CONSTRAINTS` and the types that they mean, as Neo4j's Cypher manual has them.
  private static let constraintKinds: [([String], [String])] = {
    let rules: [([[String]], String, String)] = [
      ([["UNIQUE"], ["UNIQUENESS"]], "UNIQUENESS", "RELATIONSHIP_UNIQUENESS"),
      (
        [["EXIST"], ["EXISTENCE"], ["PROPERTY", "EXIST"], ["PROPERTY", "EXISTENCE"]],
        "NODE_PROPERTY_EXISTENCE", "RELATIONSHIP_PROPERTY_EXISTENCE"
      ),
      ([["KEY"]], "NODE_KEY", "RELATIONSHIP_KEY"),
      ([["PROPERTY", "TYPE"]], "NODE_PROPERTY_TYPE", "RELATIONSHIP_PROPERTY_TYPE")
    ]
    var kinds: [([String], [String])] = []
    for (spellings, node, relationship) in rules {
      for words in spellings {
        kinds.append((words, [node, relationship]))
        kinds.append((["NODE"] + words, [node]))
        kinds.append((["RELATIONSHIP"] + words, [relationship]))
        kinds.append((["REL"] + words, [relationship]))
      }
    }
    return kinds
  }()
}
