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
  /// Linear in the name.
  package static func key(_ name: String) -> String {
    String(decoding: FoldedName(name).bytes, as: UTF8.self)
  }

  /// Small base letters and digits as UTF-8; what separates words becomes one space, at the ends none.
  ///
  /// With `collapsing`, every `e` behind `a`, `o` and `u` is left out.
  static func fold(_ name: String, collapsing: Bool) -> [UInt8] {
    var folder = Folder(collapsing: collapsing)
    folder.bytes.reserveCapacity(name.utf8.count)
    for scalar in name.unicodeScalars { folder.add(scalar) }
    return folder.bytes
  }

  private struct Folder {
    var bytes: [UInt8] = []
    let collapsing: Bool
    /// Something that separates words came since the last letter.
    private var isSeparated = false
    /// A sign of gender-neutral German came: it joins two letters, and separates anything else.
    private var isJoining = false

    init(collapsing: Bool) { self.collapsing = collapsing }

    mutating func add(_ scalar: Unicode.Scalar) {
      switch NameFolding.kind(of: scalar) {
      case .letter:
        if isSeparated && !bytes.isEmpty { bytes.append(0x20) }
        (isSeparated, isJoining) = (false, false)
        if scalar.isASCII {
          let byte = UInt8(truncatingIfNeeded: scalar.value)
          append(byte < 0x41 ? byte : byte | 0x20)
        } else {
          for byte in LetterFolding.base(of: scalar) { append(byte) }
        }
      case .separator:
        (isSeparated, isJoining) = (true, false)
      case .joiner:
        // Directly behind a letter it waits for what comes next.
        if isSeparated || isJoining || bytes.isEmpty {
          isSeparated = true
        } else {
          isJoining = true
        }
      case .and:
        if !bytes.isEmpty { bytes.append(0x20) }
        bytes.append(contentsOf: "und".utf8)
        (isSeparated, isJoining) = (true, false)
      case .nothing: break
      }
    }

    private mutating func append(_ byte: UInt8) {
      if collapsing, byte == UInt8(ascii: "e"), let last = bytes.last,
        last == UInt8(ascii: "a") || last == UInt8(ascii: "o") || last == UInt8(ascii: "u")
      {
        return
      }
      bytes.append(byte)
    }
  }

  private enum Kind { case letter, separator, joiner, and, nothing }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    if scalar.isASCII {
      switch UInt8(truncatingIfNeeded: scalar.value) {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return .letter
      case UInt8(ascii: "'"), UInt8(ascii: "`"): return .nothing
      case UInt8(ascii: "*"), UInt8(ascii: ":"), UInt8(ascii: "_"): return .joiner
      case UInt8(ascii: "&"), UInt8(ascii: "+"): return .and
      default: return .separator
      }
    }
    switch scalar {
    case "’", "‘", "´", "ʼ": return .nothing
    case "·": return .joiner
    default: break
    }
    if LetterFolding.hasBase(scalar) { return .letter }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return .nothing
    default:
      let isLetter = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      return isLetter ? .letter : .separator
    }
  }
}

/// A name as its folded bytes and the places of its words; titles are left out.
struct FoldedName {
  /// Words with one space between two.
  private(set) var bytes: [UInt8]
  private(set) var words: [Range<Int>]

  init(_ name: String, collapsing: Bool = true) {
    bytes = NameFolding.fold(name, collapsing: collapsing)
    words = []
    var start = 0
    for (place, byte) in bytes.enumerated() where byte == 0x20 {
      words.append(start..<place)
      start = place + 1
    }
    if start < bytes.count { words.append(start..<bytes.count) }
    dropTitles()
  }

  func word(_ number: Int) -> ArraySlice<UInt8> { bytes[words[number]] }

  private func text(_ number: Int) -> String { String(decoding: word(number), as: UTF8.self) }

  private mutating func dropTitles() {
    // Most names have no title: their first and last words tell by a byte.
    guard let start = bytes.first, let end = words.last.map({ bytes[$0.lowerBound] }),
      "dpu".utf8.contains(start) || "lmp".utf8.contains(end)
    else { return }
    let first = NameTitles.openingCount(words.count, text)
    let last = words.count - NameTitles.closingCount(words.count - first) { text(first + $0) }
    if first > 0 || last < words.count { keep(first..<last) }
  }

  private mutating func keep(_ kept: Range<Int>) {
    guard !kept.isEmpty else { return }
    let start = words[kept.lowerBound].lowerBound
    bytes = Array(bytes[start..<words[kept.upperBound - 1].upperBound])
    words = words[kept].map { ($0.lowerBound - start)..<($0.upperBound - start) }
  }
}

/// Titles and degrees that stand before a name or, for a few, behind it; folded.
private enum NameTitles {
  // `dropTitles` knows how these begin.
  private static let opening: Set = ["dr", "prof", "dipl", "univ", "priv", "doz"]
  /// Titles only behind another one: `Dr. med.`, `Dipl.-Kfm.`.
  private static let following: Set = [
    "ing", "med", "phil", "jur", "iur", "rer", "nat", "pol", "oc", "habil", "hc", "dent", "vet",
    "theol", "pad", "psych", "soz", "kfm", "kffr", "inf", "math", "phys", "biol", "chem", "geogr",
    "arch", "mult", "ling", "verw", "betriebsw"
  ]
  private static let closing: Set = ["mdb", "mdl", "phd", "mba", "llm"]

  /// How many words at the start are titles; none where nothing else would be left.
  static func openingCount(_ count: Int, _ word: (Int) -> String) -> Int {
    var titles = 0
    while titles < count {
      let text = word(titles)
      if opening.contains(text) || titles > 0 && following.contains(text) {
        titles += 1
      } else if titles > 0, titles + 2 < count, text == "h", word(titles + 1) == "c" {
        titles += 2
      } else {
        break
      }
    }
    return titles == count ? 0 : titles
  }

  /// How many words at the end are titles; two others stay.
  static func closingCount(_ count: Int, _ word: (Int) -> String) -> Int {
    var titles = 0
    while count - titles > 2, closing.contains(word(count - titles - 1)) { titles += 1 }
    return titles
  }
}
