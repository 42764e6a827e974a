import KithCore
import KithSyntax

/// Catches slips in labels, types and keys: `form:` for `from:`.
///
/// A name that nobody used before is suspicious where it differs by one slip of typing from one that the graph has, that
/// kith knows, or that this run uses more often. Names that people tell apart are not: `HEADS` and `LEADS`, `kind` and
/// `kinds`, `WORKS_ON` and `WORKS_IN`.
struct FactNames {
  enum Kind: String, CaseIterable {
    case label, type, key
  }

  private struct Use {
    var name: ParsedName
    var file: Int
    var count: Int
  }

  /// In the order of their first use.
  private var uses: [Kind: [Use]] = [:]
  private var numbers: [Kind: [String: Int]] = [:]

  mutating func note(_ kind: Kind, _ name: ParsedName, file: Int) {
    if let number = numbers[kind]?[name.text] {
      uses[kind]?[number].count += 1
    } else {
      numbers[kind, default: [:]][name.text] = uses[kind, default: []].count
      uses[kind, default: []].append(Use(name: name, file: file, count: 1))
    }
  }

  /// The suspicious names at their first use, with what they resemble. Quadratic in the number of different names.
  func suspicious(
    schema: Schema
  ) -> [(kind: Kind, name: ParsedName, file: Int, known: String)] {
    var found: [(kind: Kind, name: ParsedName, file: Int, known: String)] = []
    for kind in Kind.allCases {
      let known = knownNames(kind, schema)
      let knownSet = Set(known)
      let all = uses[kind] ?? []
      for (number, use) in all.enumerated() where !knownSet.contains(use.name.text) {
        let commoner = all.enumerated().filter {
          $1.count > use.count || $1.count == use.count && $0 < number
        }
        let candidates = known + commoner.map(\.element.name.text)
        if let meant = candidates.first(where: { Self.resembles(use.name.text, $0) }) {
          found.append((kind, use.name, use.file, meant))
        }
      }
    }
    return found
  }

  private func knownNames(_ kind: Kind, _ schema: Schema) -> [String] {
    switch kind {
    case .label: schema.labels.names
    case .type: schema.relationshipTypes.names
    case .key:
      // Not the annotations: `pages` is no slip for @page.
      ["name", "from", "until", "date"]
        + schema.propertyKeys.names.filter { !FactProperties.hidden.contains($0) }
    }
  }

  /// Whether one name may be a slip for the other: case and separators aside, one letter wrong, too many or missing
  /// inside one of its words, or two swapped.
  static func resembles(_ name: String, _ other: String) -> Bool {
    guard name != other else { return false }
    let (left, right) = (words(name), words(other))
    if left.joined() == right.joined() { return true }
    guard left.count == right.count else { return false }
    let pairs = zip(left, right).filter { $0 != $1 }
    guard pairs.count == 1, let (one, two) = pairs.first else { return false }
    return isSlip(Array(one.unicodeScalars), Array(two.unicodeScalars))
  }

  private static func words(_ name: String) -> [String] {
    name.lowercased().split { $0 == "_" || $0 == "-" || $0 == " " }.map(String.init)
  }

  private static func isSlip(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
    let (short, long) = left.count <= right.count ? (left, right) : (right, left)
    let hasDigit = long.contains { ("0"..."9").contains($0) }
    let start = zip(short, long).prefix { $0 == $1 }.count
    let end = zip(short.reversed(), long.reversed()).prefix { $0 == $1 }.count
    guard !hasDigit, long.count >= 4 else { return false }
    if short.count == long.count {
      let differing = start..<max(start, long.count - end)
      if differing.count == 2 { return short[differing].reversed().elementsEqual(long[differing]) }
      // A different first or last letter makes another word: LEADS and HEADS, LOCATED and LOCATES.
      return differing.count == 1 && start > 0 && end > 0 && long.count >= 5
    }
    // An ending makes another form of the word: kind and kinds.
    return long.count == short.count + 1 && long.count >= 5 && start + end >= short.count
      && start > 0 && end > 0
  }
}
