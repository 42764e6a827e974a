/// A set of characters, as a pattern names it: `a`, `.`, `\d`, `[a-z&&[^aeiou]]`.
indirect enum RegexCharacters {
  case one(Unicode.Scalar)
  case range(ClosedRange<UInt32>)
  /// All but line breaks.
  case dot
  case all
  case property(RegexProperty)
  case union([RegexCharacters])
  case intersection(RegexCharacters, RegexCharacters)
  case negated(RegexCharacters)
  /// A character of the set in any case.
  case caseless(RegexCharacters)

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .one(let it): scalar == it
    case .range(let range): range.contains(scalar.value)
    case .dot: !scalar.isLineBreak
    case .all: true
    case .property(let property): property.holds(scalar)
    case .union(let parts): parts.contains { $0.contains(scalar) }
    case .intersection(let one, let other): one.contains(scalar) && other.contains(scalar)
    case .negated(let inner): !inner.contains(scalar)
    case .caseless(let inner):
      inner.contains(scalar) || scalar.cases.contains { inner.contains($0) }
    }
  }
}

extension Unicode.Scalar {
  /// The character in lower and in upper case, where each is one character, and the lower case of the upper one.
  fileprivate var cases: [Unicode.Scalar] {
    if value < 128 { return properties.isAlphabetic ? [Unicode.Scalar(UInt8(value) ^ 32)] : [] }
    let mappings = [properties.lowercaseMapping, properties.uppercaseMapping]
    let single = mappings.compactMap {
      $0.unicodeScalars.count == 1 ? $0.unicodeScalars.first : nil
    }
    let back = single.last?.properties.lowercaseMapping.unicodeScalars ?? "".unicodeScalars
    return back.count == 1 ? single + Array(back) : single
  }
}

/// A set of characters for the matcher: ASCII as bits, all else asked of the set.
struct RegexCharacterTable {
  private let low: UInt64
  private let high: UInt64
  private let characters: RegexCharacters

  init(_ characters: RegexCharacters) {
    self.characters = characters
    var bits: [UInt64] = [0, 0]
    for value in 0..<UInt8(128) where characters.contains(Unicode.Scalar(value)) {
      bits[Int(value >> 6)] |= 1 << UInt64(value & 63)
    }
    (low, high) = (bits[0], bits[1])
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<64: low >> UInt64(scalar.value) & 1 == 1
    case ..<128: high >> UInt64(scalar.value - 64) & 1 == 1
    default: characters.contains(scalar)
    }
  }
}
