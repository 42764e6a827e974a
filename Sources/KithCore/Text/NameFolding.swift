/// Makes names comparable as people type them: one key for all ways to write one name.
///
/// ```
/// Nörenberg  Noerenberg  NORENBERG  nörenberg (decomposed)   →  norenberg
/// Dr. Katja Michalak   Prof. Dr.-Ing. Katja Michalak         →  katja michalak
/// Groß  Gross    Łukasz  Lukasz    Yılmaz  Yilmaz            →  gross  lukasz  yilmaz
/// AG Interkultur & Soziales                                  →  ag interkultur und soziales
/// Migrant*innen  Migrant:innen                               →  migrantinnen
/// ```
///
/// Both `ü = u` and `ü = ue` hold, because the key drops an `e` behind `a`, `o` and `u`: `Goethe` and `Göthe` meet as
/// `gothe`. The key is for finding, never for showing.
package enum NameFolding {
  /// The folded key of a name, its titles left out; empty where the name has no letter and no digit.
  ///
  /// Cost: linear; about a microsecond for a person's name.
  package static func key(_ name: String) -> String {
    words(name).joined(separator: " ")
  }

  /// The words of the folded key.
  package static func words(_ name: String) -> [String] {
    NameTitles.dropping(fold(name).split(separator: " ").map { collapse(String($0)) })
  }

  /// The words with every `e` kept: what slips of typing are counted on, beside the key.
  static func spelledWords(_ name: String) -> [String] {
    NameTitles.dropping(fold(name).split(separator: " ").map(String.init))
  }

  /// Small base letters and digits; what separates words becomes one space.
  static func fold(_ name: String) -> String {
    var folded = String.UnicodeScalarView()
    let scalars = Array(name.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if isDropped(scalars, at: index) { continue }
      if !isPartOfWord(scalar) {
        if scalar == "&" || scalar == "+" { folded.append(contentsOf: " und".unicodeScalars) }
        if folded.last != " " { folded.append(" ") }
        continue
      }
      for small in scalar.properties.lowercaseMapping.unicodeScalars
      where !isMark(small) {
        folded.append(contentsOf: LetterFolding.base(of: small))
      }
    }
    return String(folded)
  }

  /// Leaves out every `e` behind `a`, `o` and `u`.
  private static func collapse(_ word: String) -> String {
    var collapsed: [UInt8] = []
    for byte in word.utf8 {
      let isAfterVowel = collapsed.last.map { $0 == 0x61 || $0 == 0x6F || $0 == 0x75 } ?? false
      if byte != 0x65 || !isAfterVowel { collapsed.append(byte) }
    }
    return String(decoding: collapsed, as: UTF8.self)
  }

  /// Marks, apostrophes and what does not show; and the signs of gender-neutral German between two letters.
  private static func isDropped(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    let scalar = scalars[index]
    if isMark(scalar) { return true }
    switch scalar {
    case "'", "’", "‘", "`", "´", "ʼ": return true
    case "*", ":", "_", "·":
      return index > 0 && index + 1 < scalars.count && isPartOfWord(scalars[index - 1])
        && isPartOfWord(scalars[index + 1])
    default: return scalar.properties.generalCategory == .format
    }
  }

  static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return (0x30...0x39).contains(scalar.value) || (0x41...0x5A).contains(scalar.value)
        || (0x61...0x7A).contains(scalar.value)
    }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x300 { return false }
    return switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: true
    default: false
    }
  }
}

/// Titles and degrees that stand before a name or, for a few, behind it; folded.
private enum NameTitles {
  private static let opening: Set = ["dr", "prof", "dipl", "univ", "priv", "doz"]
  /// Titles only behind another one: `Dr. med.`, `Dipl.-Kfm.`.
  private static let following: Set = [
    "ing", "med", "phil", "jur", "iur", "rer", "nat", "pol", "oc", "habil", "hc", "dent", "vet",
    "theol", "pad", "psych", "soz", "kfm", "kffr", "inf", "math", "phys", "biol", "chem", "geogr",
    "arch", "mult", "ling", "verw", "betriebsw"
  ]
  private static let closing: Set = ["mdb", "mdl", "phd", "mba", "llm"]

  /// The words without titles; all of them where nothing else would be left.
  static func dropping(_ words: [String]) -> [String] {
    var rest = words[...]
    while let word = rest.first, rest.count > 1 {
      let isAfterTitle = rest.startIndex > 0
      if opening.contains(word) || isAfterTitle && following.contains(word) {
        rest.removeFirst()
      } else if isAfterTitle && rest.count > 2 && rest.starts(with: ["h", "c"]) {
        rest.removeFirst(2)
      } else {
        break
      }
    }
    // `Dr. med.` alone is no name without its title.
    if rest.count == 1, let last = rest.first, opening.union(following).contains(last) {
      rest = words[...]
    }
    while rest.count > 2, let last = rest.last, closing.contains(last) { rest.removeLast() }
    return Array(rest)
  }
}
