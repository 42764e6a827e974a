extension PointValue {
  /// The point that a text writes as `point({x: 1.0, y: 2.0, crs: 'cartesian'})`, or as the map alone, which
  /// `neo4j-admin import` reads too; nil for anything else. Linear.
  package init?(_ text: String) {
    var cursor = PointCursor(text)
    let isCall = cursor.skip(word: "point")
    if isCall, !cursor.skip("(") { return nil }
    guard let map = cursor.map() else { return nil }
    if isCall, !cursor.skip(")") { return nil }
    guard cursor.isAtEnd, let point = try? PointValue(map) else { return nil }
    self = point
  }
}

/// Reads the parts of a point's text, with white space between them.
private struct PointCursor {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return rest.isEmpty
    }
  }

  mutating func skip(_ character: Character) -> Bool {
    skipSpace()
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  mutating func skip(word: String) -> Bool {
    skipSpace()
    guard rest.lowercased().hasPrefix(word) else { return false }
    rest.removeFirst(word.count)
    return true
  }

  /// `{key: number or 'text', …}`
  mutating func map() -> ValueMap? {
    guard skip("{") else { return nil }
    var map = ValueMap()
    repeat {
      guard let key = token(), skip(":"), let value = value(), map[key] == nil else { return nil }
      map[key] = value
    } while skip(",")
    return skip("}") ? map : nil
  }

  private mutating func value() -> Value? {
    for quote: Character in ["'", "\""] where skip(quote) {
      let text = rest.prefix { $0 != quote }
      rest = rest.dropFirst(text.count)
      return skip(quote) ? .string(String(text)) : nil
    }
    guard let token = token() else { return nil }
    return Int64(token).map(Value.integer) ?? Double(token).map(Value.float)
  }

  /// What stands before the next space, colon, comma or bracket.
  private mutating func token() -> String? {
    skipSpace()
    let token = rest.prefix { !$0.isWhitespace && !":,{}()'\"".contains($0) }
    rest = rest.dropFirst(token.count)
    return token.isEmpty ? nil : String(token)
  }

  private mutating func skipSpace() { rest = rest.drop { $0.isWhitespace } }
}
