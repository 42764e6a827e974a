import KithCore
import KithSyntax

/// Small damages to a text, as slips of the hand, the clipboard or the disk make them.
struct TextMutation {
  var random: FuzzRandom
  private let corpus: [[UInt8]]

  init(random: FuzzRandom, corpus: [[UInt8]]) {
    self.random = random
    self.corpus = corpus
  }

  /// One damage.
  mutating func change(_ bytes: inout [UInt8]) {
    let at = random.below(bytes.count + 1)
    let end = min(bytes.count, at + random.below(9))
    switch random.below(14) {
    case 0: bytes.removeSubrange(at..<end)
    case 1: bytes.insert(contentsOf: bytes[at..<end], at: at)
    case 2: bytes.insert(UInt8(random.below(256)), at: at)
    case 3: bytes.insert(random.pick(Array("()[]{}'`\"$.:;|-<>=*/\\,&!%@#\n\0".utf8)), at: at)
    case 4: flip(&bytes)
    case 5: bytes.removeSubrange(at...)
    case 6: splice(&bytes, at)
    case 7: bytes.insert(contentsOf: scalar(), at: at)
    case 8: nest(&bytes)
    case 9: bytes.insert(contentsOf: word(), at: at)
    default: changeTokens(&bytes)
    }
  }

  /// A text of no grammar at all.
  mutating func noise() -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<random.below(60) {
      switch random.below(4) {
      case 0: bytes.append(UInt8(random.below(256)))
      case 1: bytes += scalar()
      case 2: bytes.append(random.pick(Array("()[]{}'`\"$.:;|-<>=*/\\, \n".utf8)))
      default: bytes += word()
      }
    }
    return bytes
  }

  // MARK: bytes

  private mutating func flip(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
  }

  /// A run of another text.
  private mutating func splice(_ bytes: inout [UInt8], _ at: Int) {
    let other = random.pick(corpus)
    let from = random.below(other.count + 1)
    bytes.insert(contentsOf: other[from..<min(other.count, from + random.below(40))], at: at)
  }

  /// Any Unicode scalar: blanks, marks, letters of other scripts, what lies beyond 16 bits.
  private mutating func scalar() -> [UInt8] {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x7F, 0x80...0x17F, 0x300...0x36F, 0x2000...0x206F, 0x3000...0x30FF, 0xFE00...0xFEFF,
      0xFF00...0xFFFD, 0x1F300...0x1F6FF, 0x10_0000...0x10_FFFF
    ]
    let range = random.pick(ranges)
    let value = range.lowerBound + UInt32(random.below(range.count))
    return Unicode.Scalar(value).map { Array(String(Character($0)).utf8) } ?? []
  }

  private mutating func word() -> [UInt8] {
    let words = [
      "MATCH", "RETURN", "WITH", "UNWIND", "CASE", "WHEN", "EXISTS {", "CALL {", "WHERE", "IN",
      "IS", "NOT", "NULL", "ORDER BY", "LIMIT", "CREATE", "MERGE", "ON CREATE SET", "SET",
      "DELETE", "FOREACH (x IN", "UNION", "SHORTEST 2", "ANY", "9223372036854775808", "1e999",
      "0x", "'\\u12'", "$", "..", "->", "<-[", "]-", "::", "||", "/*", "//", "\"", "COUNT {",
      "LOAD CSV", "PROFILE", "INDEX", "CONSTRAINT", "SHOW", "YIELD", "NEXT", "FOR", "LET", "{2,}"
    ]
    return Array(" \(random.pick(words)) ".utf8)
  }

  /// Brackets around a part, a few or very many.
  private mutating func nest(_ bytes: inout [UInt8]) {
    let pairs = [
      ("(", ")"), ("[", "]"), ("{a: ", "}"), ("{", "}"), ("CALL { ", " }"), ("f(", ")"),
      ("NOT ", ""), ("-", ""), ("CASE WHEN ", " THEN 1 END"), ("EXISTS { ", " }"), ("((", "){2}"),
      ("!", ""), ("[x IN ", "]"), ("LIST<", ">")
    ]
    let (open, close) = random.pick(pairs)
    let depth = random.pick([1, 1, 2, 3, 10, 298, 305])
    let start = random.below(bytes.count + 1)
    let end = start + random.below(bytes.count - start + 1)
    let inner = bytes[start..<end]
    bytes.replaceSubrange(
      start..<end,
      with: Array(String(repeating: open, count: depth).utf8) + inner
        + Array(String(repeating: close, count: depth).utf8))
  }

  // MARK: tokens

  /// Leaves a token out, doubles it, exchanges two, or puts one in another's place.
  private mutating func changeTokens(_ bytes: inout [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    bytes = Array(text.utf8)
    let tokens = QueryTokenizer.tokens(text)
    guard tokens.count > 1 else { return }
    let (one, other) = (random.pick(tokens).span, random.pick(tokens).span)
    let (first, second) = one.start < other.start ? (one, other) : (other, one)
    let (left, right) = (
      Array(bytes[first.start..<first.end]), Array(bytes[second.start..<second.end])
    )
    switch random.below(4) {
    case 0: bytes.removeSubrange(first.start..<first.end)
    case 1: bytes.insert(contentsOf: left + [0x20], at: first.start)
    case 2: bytes.replaceSubrange(second.start..<second.end, with: left)
    default:
      guard first != second else { return }
      bytes.replaceSubrange(second.start..<second.end, with: left)
      bytes.replaceSubrange(first.start..<first.end, with: right)
    }
  }
}
