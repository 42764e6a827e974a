/// The base letters of Latin letters with diacritics, without Foundation.
///
/// The standard library keeps canonical decomposition to itself, so the Latin blocks stand here as strings: the letter
/// at place n is the base of the block's n-th code point, `.` where it has none.
enum LetterFolding {
  /// The base letters of a letter beyond ASCII, small, as UTF-8: one, or two for ligatures; the letter itself where it
  /// has none.
  static func base(of scalar: Unicode.Scalar) -> [UInt8] {
    switch scalar {
    case "ß", "ẞ": return Array("ss".utf8)
    case "æ", "Æ": return Array("ae".utf8)
    case "œ", "Œ": return Array("oe".utf8)
    case "þ", "Þ": return Array("th".utf8)
    case "\u{132}", "\u{133}": return Array("ij".utf8)
    default: return letter(scalar).map { [$0] } ?? Array(scalar.properties.lowercaseMapping.utf8)
    }
  }

  /// Whether the tables have a base for the letter. Quick, for the letters that names have.
  static func hasBase(_ scalar: Unicode.Scalar) -> Bool { letter(scalar) != nil }

  private static func letter(_ scalar: Unicode.Scalar) -> UInt8? {
    let value = scalar.value
    guard value >= 0xC0, value <= 0x1EFF else { return nil }
    for block in blocks where block.codePoints.contains(value) {
      let letter = block.letters[Int(value - block.codePoints.lowerBound)]
      return letter == UInt8(ascii: ".") ? nil : letter
    }
    return nil
  }

  private struct Block {
    var codePoints: ClosedRange<UInt32>
    var letters: [UInt8]

    init(_ codePoints: ClosedRange<UInt32>, _ letters: String) {
      self.codePoints = codePoints
      self.letters = Array(letters.utf8)
    }
  }

  private static let blocks = [
    // Latin-1 Supplement and Latin Extended-A.
    Block(
      0xC0...0x17F,
      "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
        + "lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"),
    // Latin Extended-B: Vietnamese, Romanian, Pinyin, and single letters.
    Block(
      0x180...0x24F,
      "...............e.......i........oo.............uu..............."
        + "....dddlllnnnaaiioouuuuuuuuuu.aaaa....ggkkoooo..jdddgg..nnaa...."
        + "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............" + "....u..........."
    ),
    // Latin Extended Additional.
    Block(
      0x1E00...0x1EFF,
      "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
        + "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
        + "wwwwwwwwwwxxxxyyzzzzzzhtwyas....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
        + "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......")
  ]
}
