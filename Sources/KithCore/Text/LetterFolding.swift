/// The base letters of Latin letters with diacritics, without Foundation.
///
/// The standard library keeps canonical decomposition to itself, so the Latin blocks stand here as strings: the letter
/// at place n is the base of the block's n-th code point, `.` where it has none.
enum LetterFolding {
  /// The base letters of a small letter: one, or two for ligatures; the letter itself where it has none.
  static func base(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if scalar.isASCII { return [scalar] }
    switch scalar {
    case "ß": return ["s", "s"]
    case "æ": return ["a", "e"]
    case "œ": return ["o", "e"]
    case "þ": return ["t", "h"]
    case "\u{133}": return ["i", "j"]
    default: break
    }
    for block in blocks where block.codePoints.contains(scalar.value) {
      let letter = block.letters[Int(scalar.value - block.codePoints.lowerBound)]
      return letter == UInt8(ascii: ".") ? [scalar] : [Unicode.Scalar(letter)]
    }
    return [scalar]
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
