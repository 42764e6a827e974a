/// Orders names as German dictionaries do, by DIN 5007-1: ä as a, ö as o, ü as u, ß as ss.
///
/// Case and diacritics count only between names that are equal without them: `Muller` comes before `Müller`, and `arm`
/// before `Arm`. Punctuation counts as a space, and a space comes before every letter; digits come before letters.
/// The order never depends on the environment.
package struct CollationKey: Hashable, Comparable, Sendable {
  /// Compared byte by byte: the base letters, a zero, then what tells equal ones apart.
  package let bytes: [UInt8]

  package init(_ text: String) {
    var bytes = NameFolding.fold(text, collapsing: false)
    bytes.append(0)
    bytes.append(contentsOf: text.lowercased().utf8)
    bytes.append(0)
    // Small letters first: ASCII has them the other way round.
    bytes.append(
      contentsOf: text.utf8.map {
        (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) ? $0 ^ 0x20 : $0
      })
    self.bytes = bytes
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
