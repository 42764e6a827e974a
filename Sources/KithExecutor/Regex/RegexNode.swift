/// A part of a regular expression, as its pattern writes it. Greedy and lazy quantifiers are the same here: they
/// decide which match is found, and `=~` only asks whether there is one.
indirect enum RegexNode {
  case empty
  case characters(RegexCharacters)
  case sequence([RegexNode])
  case choice([RegexNode])
  case repeated(RegexNode, least: Int, most: Int?)
  case assertion(RegexAssertion)
  /// `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`.
  case look(RegexNode, isAhead: Bool, isNegated: Bool)
}

/// A condition on a place in the text.
enum RegexAssertion {
  case textStart, textEnd
  /// At the end, or before a line break that ends the text.
  case lastLineEnd
  case lineStart, lineEnd
  case wordBoundary, noWordBoundary

  /// Whether it holds before the character at a place.
  func holds(in text: [Unicode.Scalar], at place: Int) -> Bool {
    switch self {
    case .textStart: place == 0
    case .textEnd: place == text.count
    case .lastLineEnd:
      place == text.count || (place == text.count - 1 && text[place].isLineBreak)
        || (place == text.count - 2 && text[place] == "\r" && text[place + 1] == "\n")
    case .lineStart:
      place == 0
        || (place < text.count && text[place - 1].isLineBreak
          && !(text[place - 1] == "\r" && text[place] == "\n"))
    case .lineEnd:
      place == text.count
        || (text[place].isLineBreak
          && !(place > 0 && text[place] == "\n" && text[place - 1] == "\r"))
    case .wordBoundary: isWord(text, place - 1) != isWord(text, place)
    case .noWordBoundary: isWord(text, place - 1) == isWord(text, place)
    }
  }

  private func isWord(_ text: [Unicode.Scalar], _ place: Int) -> Bool {
    guard text.indices.contains(place) else { return false }
    let scalar = text[place]
    return scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}

extension Unicode.Scalar {
  /// The line terminators of `java.util.regex`.
  var isLineBreak: Bool {
    switch value {
    case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}

/// What is wrong with a pattern, and at which of its characters, counted from 0.
struct RegexProblem: Error, Equatable {
  enum Kind: Equatable {
    case groupNeverClosed, classNeverClosed, nothingToClose
    case nothingToRepeat, badRepetition, emptyRange, endsInBackslash
    case unknownEscape(String)
    case unknownProperty(String)
    case unknownFlag(String)
    case unknownGroup
    /// A way of writing that Java has and `=~` does not take.
    case unsupported(String)
    case tooDeep(limit: Int)
    case tooLarge(limit: Int)
  }

  var kind: Kind
  var place: Int
}
