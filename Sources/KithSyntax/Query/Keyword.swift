/// A word that the query language gives a meaning somewhere; elsewhere it is a name like any other.
enum Keyword: UInt8, CaseIterable, Sendable {
  case all, allShortestPaths, and, any, `as`, asc, ascending, by, call, `case`, cast, collect
  case contains, count, create, delete, desc, descending, detach, distinct, `else`, end, ends,
    exists
  case explain, extract, `false`, filter, finish, `for`, foreach, `in`, insert, `is`, labeled, `let`
  case limit, load, match, merge, next, nodetach, none, normalized, not, null, offset, on, optional
  case or, order, ordinality, profile, reduce, remove, `return`, set, shortestPath, single, skip
  case constraint, constraints, drop, index, indexes, require, show, unique
  case acyclic, different, repeatable, shortest, simple, trail, walk
  case starts, then, `true`, typed, union, unwind, when, `where`, with, xor, yield

  /// As it is written in messages and completions: `MATCH`, `shortestPath`.
  var text: String { Keyword.texts[Int(rawValue)] }

  private static let texts: [String] = allCases.map { keyword in
    switch keyword {
    case .all, .any, .none, .single, .reduce, .shortestPath, .allShortestPaths, .extract:
      "\(keyword)"
    default: "\(keyword)".uppercased()
    }
  }

  /// With the words that always follow: `ORDER BY`.
  var phrase: String {
    switch self {
    case .order: "ORDER BY"
    case .starts: "STARTS WITH"
    case .ends: "ENDS WITH"
    case .optional: "OPTIONAL MATCH"
    case .detach: "DETACH DELETE"
    case .nodetach: "NODETACH DELETE"
    case .load: "LOAD CSV"
    case .different: "DIFFERENT RELATIONSHIPS"
    case .repeatable: "REPEATABLE ELEMENTS"
    default: text
    }
  }

  /// The keyword that some bytes spell in any mixture of cases. Cost: one look-up.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard let packed = PackedWord(bytes), let found = Keyword.byWord[packed.bits] else {
      return nil
    }
    self = found
  }

  private static let byWord: [UInt128: Keyword] = {
    var words: [UInt128: Keyword] = [:]
    for keyword in allCases {
      guard let packed = PackedWord(Array("\(keyword)".utf8)[...]) else { continue }
      words[packed.bits] = keyword
    }
    return words
  }()

  /// Words that cannot be a variable where an expression begins, because clauses and operators
  /// start with them there.
  var isReserved: Bool { Keyword.reserved.contains(self) }

  private static let reserved: KeywordSet = [
    .and, .as, .call, .case, .contains, .create, .delete, .detach, .distinct, .else, .ends, .false,
    .foreach, .in, .is, .limit, .match, .merge, .not, .null, .on, .optional, .or, .order, .remove,
    .return, .set, .skip, .starts, .then, .true, .union, .unwind, .when, .where, .with, .xor,
    .yield
  ]

  /// The words that begin a clause.
  static let clauseStarts: KeywordSet = [
    .call, .create, .delete, .detach, .filter, .finish, .for, .foreach, .insert, .let, .load,
    .match, .merge, .nodetach, .optional, .remove, .return, .set, .unwind, .with
  ]

  /// Words that order and cut the rows: part of a projection, or a clause of their own.
  static let pagingStarts: KeywordSet = [.order, .skip, .offset, .limit]
}

/// Up to sixteen bytes of a word in one number, ASCII letters in lower case.
private struct PackedWord {
  var bits: UInt128 = 0

  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count <= 16 else { return nil }
    for byte in bytes { bits = bits << 8 | UInt128(asciiLowercased(byte)) }
  }
}

private func asciiLowercased(_ byte: UInt8) -> UInt8 {
  (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
}

/// A set of keywords: a bit for each, in two numbers.
struct KeywordSet: Sendable, ExpressibleByArrayLiteral, Sequence {
  private var low: UInt128 = 0
  private var high: UInt128 = 0

  init() {}

  init(arrayLiteral elements: Keyword...) {
    for element in elements { insert(element) }
  }

  mutating func insert(_ keyword: Keyword) {
    let bit: UInt128 = 1 << UInt128(keyword.rawValue & 127)
    if keyword.rawValue < 128 { low |= bit } else { high |= bit }
  }

  mutating func formUnion(_ other: KeywordSet) {
    low |= other.low
    high |= other.high
  }

  func contains(_ keyword: Keyword) -> Bool {
    (keyword.rawValue < 128 ? low : high) >> UInt128(keyword.rawValue & 127) & 1 == 1
  }

  func makeIterator() -> AnyIterator<Keyword> {
    var rest = self
    return AnyIterator { rest.removeFirst() }
  }

  /// Takes the keyword with the lowest number out.
  private mutating func removeFirst() -> Keyword? {
    if low != 0 {
      let lowest = low.trailingZeroBitCount
      low &= low - 1
      return Keyword(rawValue: UInt8(lowest))
    }
    guard high != 0 else { return nil }
    let lowest = high.trailingZeroBitCount
    high &= high - 1
    return Keyword(rawValue: UInt8(128 + lowest))
  }
}
