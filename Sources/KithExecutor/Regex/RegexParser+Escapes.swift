/// What a backslash begins, and classes in square brackets.
extension RegexParser {
  mutating func escape() throws(RegexProblem) -> RegexNode {
    let start = place
    if consume("\\Q") { return try quoted(from: start) }
    guard place + 1 < scalars.count else { throw problem(.endsInBackslash) }
    let next = scalars[place + 1]
    let assertion: RegexAssertion? =
      switch next {
      case "b": .wordBoundary
      case "B": .noWordBoundary
      case "A": .textStart
      case "z": .textEnd
      case "Z": .lastLineEnd
      default: nil
      }
    if let assertion {
      place += 2
      return .assertion(assertion)
    }
    switch next {
    case "R":
      place += 2
      return .choice([
        .sequence([.characters(.one("\r")), .characters(.one("\n"))]),
        .characters(.property(.verticalSpace))
      ])
    case "1"..."9", "k": throw problem(.unsupported("a reference back to a group"))
    case "G": throw problem(.unsupported("'\\G'"))
    case "X": throw problem(.unsupported("'\\X'"))
    default: return .characters(try escapedCharacters())
    }
  }

  /// `\Q…\E`: characters that mean nothing else; without `\E` to the end of the pattern.
  private mutating func quoted(from start: Int) throws(RegexProblem) -> RegexNode {
    var parts: [RegexNode] = []
    while let next = current, !consume("\\E") {
      parts.append(.characters(literal(next)))
      place += 1
    }
    return .sequence(parts)
  }

  /// An escape that stands for one character or a set of them: `\d`, `\x41`, `\p{Lu}`, `\.`.
  private mutating func escapedCharacters() throws(RegexProblem) -> RegexCharacters {
    let start = place
    place += 1
    guard let next = current else { throw problem(.endsInBackslash, at: start) }
    place += 1
    if let set = set(next) { return set }
    switch next {
    case "p", "P":
      let property = try property(from: start)
      return next == "P" ? .negated(property) : property
    case "t": return .one("\t")
    case "n": return .one("\n")
    case "r": return .one("\r")
    case "f": return .one("\u{C}")
    case "a": return .one("\u{7}")
    case "e": return .one("\u{1B}")
    case "0": return .one(try coded(digits: 1...3, radix: 8, from: start))
    case "x":
      guard consume("{") else { return literal(try coded(digits: 2...2, radix: 16, from: start)) }
      let scalar = try coded(digits: 1...6, radix: 16, from: start)
      guard consume("}") else { throw unknownEscape(from: start) }
      return literal(scalar)
    case "u": return literal(try coded(digits: 4...4, radix: 16, from: start))
    case "c":
      guard let control = current, control.isASCII else { throw unknownEscape(from: start) }
      place += 1
      return .one(Unicode.Scalar(UInt8(control.value) ^ 64))
    default:
      // Java keeps letters and digits for later meanings.
      guard !next.isASCII || !(next.properties.isAlphabetic || ("0"..."9").contains(next)) else {
        throw unknownEscape(from: start)
      }
      return literal(next)
    }
  }

  /// `\d`, `\w`, `\s` and their fellows; nil for other letters.
  private func set(_ letter: Unicode.Scalar) -> RegexCharacters? {
    let property: RegexProperty =
      switch letter {
      case "d", "D": flags.isUnicode ? .digit : .ascii("Digit")
      case "w", "W": flags.isUnicode ? .word : .ascii("Word")
      case "s", "S": flags.isUnicode ? .whiteSpace : .ascii("Space")
      case "h", "H": .horizontalSpace
      case "v", "V": .verticalSpace
      default: .alphabetic
      }
    switch letter {
    case "d", "w", "s", "h", "v": return .property(property)
    case "D", "W", "S", "H", "V": return .negated(.property(property))
    default: return nil
    }
  }

  /// `L` or `{Lu}`, behind `\p`.
  private mutating func property(from start: Int) throws(RegexProblem) -> RegexCharacters {
    let first = place
    var name = ""
    if consume("{") {
      while let next = current, next != "}" {
        name.unicodeScalars.append(next)
        place += 1
      }
      guard consume("}") else { throw unknownEscape(from: start) }
    } else if let next = current {
      name.unicodeScalars.append(next)
      place += 1
    }
    guard let property = RegexProperty(named: name) else {
      throw problem(.unknownProperty(name), at: first)
    }
    return flags.isCaseless ? .caseless(.property(property)) : .property(property)
  }

  private mutating func coded(
    digits: ClosedRange<Int>, radix: Int, from start: Int
  ) throws(RegexProblem) -> Unicode.Scalar {
    let first = place
    while place - first < digits.upperBound, let next = current, next.isASCII,
      let digit = Character(next).hexDigitValue, digit < radix
    {
      place += 1
    }
    let text = String(String.UnicodeScalarView(scalars[first..<place]))
    guard place - first >= digits.lowerBound, let value = UInt32(text, radix: radix),
      let scalar = Unicode.Scalar(value)
    else { throw unknownEscape(from: start) }
    return scalar
  }

  private func unknownEscape(from start: Int) -> RegexProblem {
    let end = min(max(place, start + 2), scalars.count)
    let text = String(String.UnicodeScalarView(scalars[start..<end]))
    return problem(.unknownEscape(text), at: start)
  }

  // MARK: classes

  /// `[a-z]`, `[^a]`, `[a[bc]]`, `[a-z&&[^b]]`; stands at the bracket.
  mutating func characterClass() throws(RegexProblem) -> RegexCharacters {
    let start = place
    place += 1
    let isNegated = consume("^")
    var whole: RegexCharacters?
    var parts: [RegexCharacters] = []
    func joined() -> RegexCharacters {
      let part: RegexCharacters = .union(parts)
      return whole.map { .intersection($0, part) } ?? part
    }
    var isFirst = true
    while let next = current {
      if next == "]", !isFirst {
        place += 1
        return isNegated ? .negated(joined()) : joined()
      }
      isFirst = false
      if consume("&&") {
        whole = joined()
        parts = []
        isFirst = at("]")
        if isFirst { throw problem(.emptyRange) }
      } else if next == "[" {
        parts.append(try nested { (parser) throws(RegexProblem) in try parser.characterClass() })
      } else {
        parts.append(try classMember())
      }
    }
    throw problem(.classNeverClosed, at: start)
  }

  /// One character, an escape, or a range of characters.
  private mutating func classMember() throws(RegexProblem) -> RegexCharacters {
    let start = place
    let first = try classCharacter()
    guard at("-"), place + 1 < scalars.count, scalars[place + 1] != "]", scalars[place + 1] != "["
    else { return first.set }
    guard let low = first.scalar else { return first.set }
    place += 1
    guard let high = try classCharacter().scalar, low.value <= high.value else {
      throw problem(.emptyRange, at: start)
    }
    let range = RegexCharacters.range(low.value...high.value)
    return flags.isCaseless ? .caseless(range) : range
  }

  /// A member's set, and the one character where it is one.
  private mutating func classCharacter() throws(RegexProblem) -> (
    set: RegexCharacters, scalar: Unicode.Scalar?
  ) {
    guard let next = current else { throw problem(.classNeverClosed) }
    guard next == "\\" else {
      place += 1
      return (literal(next), next)
    }
    let set = try escapedCharacters()
    switch set {
    case .one(let scalar), .caseless(.one(let scalar)): return (set, scalar)
    default: return (set, nil)
    }
  }
}
