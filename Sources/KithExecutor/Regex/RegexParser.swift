/// Reads a pattern of `java.util.regex` into its parts.
///
/// Taken are alternatives, groups, quantifiers (lazy ones are the same here), classes with unions and intersections,
/// properties, anchors, flags, quoting, and looking ahead and behind. Refused are references back to groups and
/// what depends on the order of search (atomic groups, possessive quantifiers): they are no regular language, and
/// could not be matched in linear time.
struct RegexParser {
  /// How deeply groups and classes may stand in each other.
  static let depthLimit = 100

  /// The flags that hold from a place on.
  struct Flags {
    var isCaseless = false
    var isMultiline = false
    var isDotAll = false
    var hasComments = false
    /// `\w`, `\d`, `\s` are those of Unicode, not of ASCII.
    var isUnicode = false
  }

  let scalars: [Unicode.Scalar]
  var place = 0
  var flags = Flags()
  private var depth = 0

  static func parse(_ pattern: String) throws(RegexProblem) -> RegexNode {
    var parser = RegexParser(scalars: Array(pattern.unicodeScalars))
    let node = try parser.alternatives()
    guard parser.place == parser.scalars.count else { throw parser.problem(.nothingToClose) }
    return node
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  // MARK: cursor

  var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  func at(_ text: String) -> Bool {
    scalars[place...].starts(with: text.unicodeScalars)
  }

  mutating func consume(_ text: String) -> Bool {
    guard at(text) else { return false }
    place += text.unicodeScalars.count
    return true
  }

  func problem(_ kind: RegexProblem.Kind, at other: Int? = nil) -> RegexProblem {
    RegexProblem(kind: kind, place: other ?? place)
  }

  mutating func nested<Result>(
    _ rule: (inout RegexParser) throws(RegexProblem) -> Result
  ) throws(RegexProblem) -> Result {
    guard depth < Self.depthLimit else { throw problem(.tooDeep(limit: Self.depthLimit)) }
    depth += 1
    defer { depth -= 1 }
    return try rule(&self)
  }

  // MARK: grammar

  /// `one|other`. Flags set within hold to the end of the group.
  private mutating func alternatives() throws(RegexProblem) -> RegexNode {
    let outer = flags
    defer { flags = outer }
    var choices = [try sequence()]
    while consume("|") { choices.append(try sequence()) }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence() throws(RegexProblem) -> RegexNode {
    var parts: [RegexNode] = []
    while true {
      skipComments()
      guard let next = current, next != "|", next != ")" else { break }
      guard let part = try part() else { continue }
      parts.append(try quantified(part))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func skipComments() {
    guard flags.hasComments else { return }
    while let next = current {
      if next == "#" {
        while let inner = current, !inner.isLineBreak {
          _ = inner
          place += 1
        }
      } else if next.properties.isWhitespace {
        place += 1
      } else {
        return
      }
    }
  }

  /// What a quantifier behind it repeats; nil for flags, which stand for nothing.
  private mutating func part() throws(RegexProblem) -> RegexNode? {
    guard let next = current else { return .empty }
    switch next {
    case "(": return try group()
    case "[":
      return .characters(
        try nested { (parser) throws(RegexProblem) in try parser.characterClass() })
    case "\\": return try escape()
    case "*", "+", "?", "{": throw problem(.nothingToRepeat)
    case ".":
      place += 1
      return .characters(flags.isDotAll ? .all : .dot)
    case "^":
      place += 1
      return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$":
      place += 1
      return .assertion(flags.isMultiline ? .lineEnd : .lastLineEnd)
    default:
      place += 1
      return .characters(literal(next))
    }
  }

  func literal(_ scalar: Unicode.Scalar) -> RegexCharacters {
    flags.isCaseless ? .caseless(.one(scalar)) : .one(scalar)
  }

  private mutating func quantified(
    _ part: RegexNode
  ) throws(RegexProblem) -> RegexNode {
    skipComments()
    let before = place
    let bounds: (Int, Int?)
    if consume("*") {
      bounds = (0, nil)
    } else if consume("+") {
      bounds = (1, nil)
    } else if consume("?") {
      bounds = (0, 1)
    } else if consume("{") {
      bounds = try repetition(from: before)
    } else {
      return part
    }
    if at("+") { throw problem(.unsupported("a possessive quantifier")) }
    _ = consume("?")
    return .repeated(part, least: bounds.0, most: bounds.1)
  }

  /// `2}`, `2,}`, `2,5}`
  private mutating func repetition(from start: Int) throws(RegexProblem) -> (Int, Int?) {
    guard let least = number() else { throw problem(.badRepetition, at: start) }
    var most: Int? = least
    if consume(",") { most = number() }
    guard consume("}"), most.map({ $0 >= least }) ?? true else {
      throw problem(.badRepetition, at: start)
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    let start = place
    while let next = current, ("0"..."9").contains(next), place - start < 6 { place += 1 }
    return Int(String(String.UnicodeScalarView(scalars[start..<place])))
  }

  // MARK: groups

  private mutating func group() throws(RegexProblem) -> RegexNode? {
    let start = place
    place += 1
    if consume("?=") { return try look(isAhead: true, isNegated: false, from: start) }
    if consume("?!") { return try look(isAhead: true, isNegated: true, from: start) }
    if consume("?<=") { return try look(isAhead: false, isNegated: false, from: start) }
    if consume("?<!") { return try look(isAhead: false, isNegated: true, from: start) }
    if at("?>") { throw problem(.unsupported("an atomic group"), at: start) }
    if consume("?<") {
      try groupName(from: start)
    } else if consume("?") {
      return try flagged(start)
    }
    return try body(from: start)
  }

  private mutating func body(from start: Int) throws(RegexProblem) -> RegexNode {
    let inner = try nested { (parser) throws(RegexProblem) in try parser.alternatives() }
    guard consume(")") else { throw problem(.groupNeverClosed, at: start) }
    return inner
  }

  private mutating func look(
    isAhead: Bool, isNegated: Bool, from start: Int
  ) throws(RegexProblem) -> RegexNode {
    .look(try body(from: start), isAhead: isAhead, isNegated: isNegated)
  }

  /// `(?<name>…)`: the name says nothing to a match as a whole.
  private mutating func groupName(from start: Int) throws(RegexProblem) {
    let first = place
    while let next = current, next != ">" {
      guard next.isASCII, next.properties.isAlphabetic || ("0"..."9").contains(next) else { break }
      place += 1
    }
    guard place > first, consume(">") else { throw problem(.unknownGroup, at: start) }
  }

  /// `(?:…)`, `(?i:…)`, and `(?i)`, which holds to the end of the group that it stands in.
  private mutating func flagged(_ start: Int) throws(RegexProblem) -> RegexNode? {
    let outer = flags
    var isOn = true
    while let next = current, next != ":", next != ")" {
      switch next {
      case "-": isOn = false
      case "i": flags.isCaseless = isOn
      case "m": flags.isMultiline = isOn
      case "s": flags.isDotAll = isOn
      case "x": flags.hasComments = isOn
      case "U": flags.isUnicode = isOn
      // Case is always that of Unicode, and all line breaks count.
      case "u", "d": break
      default:
        throw next.properties.isAlphabetic
          ? problem(.unknownFlag(String(Character(next)))) : problem(.unknownGroup, at: start)
      }
      place += 1
    }
    if consume(")") { return nil }
    guard consume(":") else { throw problem(.groupNeverClosed, at: start) }
    defer { flags = outer }
    return try body(from: start)
  }
}
