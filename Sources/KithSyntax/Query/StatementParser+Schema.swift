import KithCore

/// `CREATE INDEX`, `CREATE CONSTRAINT` and their `DROP`.
extension StatementParser {
  /// Words behind `CREATE` that say which index is meant.
  private static let indexKinds = ["RANGE", "TEXT", "POINT", "LOOKUP", "FULLTEXT", "VECTOR"]

  /// Whether a statement on the schema begins here, and not a query.
  mutating func isAtSchemaCommand() -> Bool {
    if at(.drop) { return true }
    guard current.keyword == .create else { return false }
    let next = peek(1)
    // Behind `CREATE` a path's name may stand: `CREATE index = (a)-->(b)`.
    guard next.kind == .word, peek(2).kind != .equal else { return next.kind == .cursor }
    if next.keyword == .index || next.keyword == .constraint { return true }
    return Self.indexKinds.contains(text(next.span).uppercased())
  }

  mutating func schemaCommand() throws(SyntaxFailure) -> ParsedSchemaCommand {
    let first = current
    let action = consume(.drop) ? try drop() : try create()
    return ParsedSchemaCommand(action, span(from: first))
  }

  private mutating func create() throws(SyntaxFailure) -> ParsedSchemaCommand.Action {
    try expect(.create)
    if consume(.constraint) { return .createConstraint(try constraint()) }
    var kind = PropertyIndex.Kind.range
    if consume(word: "TEXT") {
      kind = .text
    } else if !consume(word: "RANGE"), current.keyword != .index {
      for other in Self.indexKinds where isAtWords([other]) {
        throw SyntaxFailure(SyntaxMessages.otherIndex(other, at: current.span))
      }
      // At the cursor of a completion a pattern may follow too.
      noteExpected([.constraint])
    }
    try expect(.index)
    return .createIndex(try index(kind))
  }

  private mutating func index(_ kind: PropertyIndex.Kind) throws(SyntaxFailure) -> IndexRequest {
    if at(.on), peek(1).kind == .colon { throw oldIndex() }
    let (name, isOptional) = try nameAndCondition()
    let (target, variable) = try forPattern()
    try expect(.on)
    if isAtWords(["EACH"]) {
      throw SyntaxFailure(SyntaxMessages.otherIndex("LOOKUP", at: current.span))
    }
    let keys = try properties(of: variable, needsParentheses: true)
    try checkEnd("ON")
    return IndexRequest(name: name, kind: kind, target: target, keys: keys, isOptional: isOptional)
  }

  private mutating func constraint() throws(SyntaxFailure) -> ConstraintRequest {
    if at(.on), peek(1).kind == .leftParenthesis {
      throw SyntaxFailure(SyntaxMessages.oldConstraint(at: current.span))
    }
    let (name, isOptional) = try nameAndCondition()
    if at(.on), peek(1).kind == .leftParenthesis {
      throw SyntaxFailure(SyntaxMessages.oldConstraint(at: current.span))
    }
    let (target, variable) = try forPattern()
    if isAtWords(["ASSERT"]) {
      throw unexpected("'REQUIRE'", suggestion: "REQUIRE")
    }
    try expect(.require)
    let first = current
    let keys = try properties(of: variable, needsParentheses: false)
    let rule = try constraintRule(target.kind)
    if keys.count > 1, !rule.hasIndex {
      throw SyntaxFailure(
        SyntaxMessages.severalProperties(rule, at: span(from: first)))
    }
    try checkEnd("REQUIRE")
    return ConstraintRequest(
      name: name, rule: rule, target: target, keys: keys, isOptional: isOptional)
  }

  private mutating func constraintRule(_ kind: EntityKind) throws(SyntaxFailure) -> ConstraintRule {
    try expect(.is)
    if consume(.colonColon) || consume(.typed) { return .type(try propertyType()) }
    if consume(.not) {
      try expect(.null)
      return .exists
    }
    if consume(.unique) { return .unique }
    let words = kind == .node ? ["NODE"] : ["RELATIONSHIP", "REL"]
    let other = kind == .node ? ["RELATIONSHIP", "REL"] : ["NODE"]
    for word in other where isAtWords([word]) {
      throw unexpected("'\(words[0]) KEY'", suggestion: "\(words[0]) KEY")
    }
    for word in words where consume(word: word) {
      if consume(.unique) { return .unique }
      guard consume(word: "KEY") else { throw unexpected("'KEY'") }
      return .key
    }
    if consume(word: "KEY") { return .key }
    throw unexpected("'UNIQUE', 'NOT NULL', '\(words[0]) KEY' or ':: TYPE'")
  }

  /// A type that a property may have: not of entities or maps, and without `NOT NULL` outside of lists.
  private mutating func propertyType() throws(SyntaxFailure) -> TypeDescription {
    let first = current
    let type = try type()
    guard type.isOfProperties else {
      throw SyntaxFailure(SyntaxMessages.noPropertyType("\(type)", at: span(from: first)))
    }
    return type
  }

  private mutating func drop() throws(SyntaxFailure) -> ParsedSchemaCommand.Action {
    let isIndex = consume(.index)
    if !isIndex { guard consume(.constraint) else { throw unexpected("'INDEX' or 'CONSTRAINT'") } }
    if at(.on) {
      throw SyntaxFailure(
        SyntaxMessages.oldDrop(isIndex ? "INDEX" : "CONSTRAINT", at: current.span))
    }
    let role: ExpectedName = isIndex ? .index : .constraint
    let name = try name(role, isIndex ? "the index's name" : "the constraint's name").text
    var isOptional = false
    if consume(word: "IF") {
      try expect(.exists)
      isOptional = true
    }
    return isIndex
      ? .dropIndex(name: name, isOptional: isOptional)
      : .dropConstraint(name: name, isOptional: isOptional)
  }

  // MARK: parts

  /// `name IF NOT EXISTS`, or one of them, or none.
  private mutating func nameAndCondition() throws(SyntaxFailure) -> (String?, Bool) {
    var name: String?
    let isCondition = isAtWords(["IF"]) && peek(1).keyword == .not
    if !isCondition, current.keyword != .for, current.keyword != .on || at(.quotedName), isAtName {
      name = try self.name(.newName, "a name").text
    }
    guard consume(word: "IF") else { return (name, false) }
    try expect(.not)
    try expect(.exists)
    return (name, true)
  }

  /// `FOR (n:Label)` or `FOR ()-[r:TYPE]-()`.
  private mutating func forPattern() throws(SyntaxFailure) -> (SchemaTarget, ParsedName) {
    try expect(.for)
    let opening = current
    try expect(.leftParenthesis, "'('")
    if at(.rightParenthesis) {
      advance()
      return try relationshipPattern()
    }
    let variable = try name(.newName, "a variable")
    try expect(.colon, "':'")
    let label = try name(.label(reachedBy: nil), "a label")
    try close(.rightParenthesis, opening)
    probe?.declare(ScopedVariable(name: variable.text, kind: .node, labels: [label.text]))
    return (.node(label: label.text), variable)
  }

  private mutating func relationshipPattern() throws(SyntaxFailure) -> (SchemaTarget, ParsedName) {
    let isLeft = consume(.less)
    try expect(.minus, "'-'")
    let bracket = current
    try expect(.leftBracket, "'['")
    let variable = try name(.newName, "a variable")
    try expect(.colon, "':'")
    let type = try name(.relationshipType(from: PatternStep()), "a relationship type")
    try close(.rightBracket, bracket)
    try expect(.minus, "'-'")
    // The way does not matter, and may be written.
    if !isLeft { _ = consume(.greater) }
    let opening = current
    try expect(.leftParenthesis, "'('")
    try close(.rightParenthesis, opening)
    probe?.declare(ScopedVariable(name: variable.text, kind: .relationship, labels: [type.text]))
    return (.relationship(type: type.text), variable)
  }

  /// `(n.a, n.b)`, and for constraints `n.a` too. Each key once.
  private mutating func properties(
    of variable: ParsedName, needsParentheses: Bool
  ) throws(SyntaxFailure) -> [String] {
    let opening = current
    guard needsParentheses || at(.leftParenthesis) else {
      return [try property(of: variable).text]
    }
    try expect(.leftParenthesis, "'('")
    var keys: [String] = []
    repeat {
      let key = try property(of: variable)
      if keys.contains(key.text) {
        throw SyntaxFailure(SyntaxMessages.propertyTwice(key.text, at: key.span))
      }
      keys.append(key.text)
    } while consume(.comma)
    try close(.rightParenthesis, opening)
    return keys
  }

  private mutating func property(of variable: ParsedName) throws(SyntaxFailure) -> ParsedName {
    let subject = try name(.variable, "'\(variable.text)'")
    guard subject.text == variable.text else {
      throw SyntaxFailure(
        SyntaxMessages.otherVariable(subject.text, than: variable.text, at: subject.span))
    }
    try expect(.dot, "'.'")
    let owner = probe?.variable(variable.text) ?? ScopedVariable(name: variable.text, kind: .value)
    return try name(.propertyKey(of: owner), "a property")
  }

  /// Nothing follows; `OPTIONS` and clauses of a query get advice.
  private mutating func checkEnd(_ part: String) throws(SyntaxFailure) {
    if isAtWords(["OPTIONS"]) {
      throw SyntaxFailure(SyntaxMessages.indexOptions(at: current.span))
    }
    if current.keyword == .and {
      throw SyntaxFailure(SyntaxMessages.oneRule(at: current.span))
    }
  }

  private func oldIndex() -> SyntaxFailure {
    let label = peek(2).kind == .word ? text(peek(2).span) : "Label"
    let key = peek(3).kind == .leftParenthesis && peek(4).kind == .word ? text(peek(4).span) : "key"
    return SyntaxFailure(SyntaxMessages.oldIndex(label: label, key: key, at: current.span))
  }
}

extension TypeDescription {
  /// Whether a property constraint can demand it.
  fileprivate var isOfProperties: Bool {
    guard !isNotNull else { return false }
    switch kind {
    case .boolean, .string, .integer, .float, .date, .localTime, .zonedTime, .localDateTime,
      .zonedDateTime, .duration, .point:
      return true
    case .list(let element):
      var plain = element
      plain.isNotNull = false
      if case .list = plain.kind { return false }
      return plain.isOfProperties
    case .union(let members): return members.allSatisfy(\.isOfProperties)
    case .any, .nothing, .null, .node, .relationship, .map, .path, .propertyValue: return false
    }
  }
}
