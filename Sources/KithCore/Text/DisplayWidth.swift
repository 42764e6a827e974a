extension Unicode.Scalar {
  /// How many columns a terminal gives it: 0 for marks and controls, 2 for wide ones, else 1.
  ///
  /// Wide are the classes W and F of Unicode's East Asian Width (UAX #11) and emoji that are shown
  /// in colour by themselves.
  package var displayWidth: Int {
    if value < 0x300 {
      return value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD ? 0 : 1
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator:
      return 0
    default: break
    }
    // The vowels and final consonants of a Hangul syllable are drawn into its first letter.
    if (0x1160...0x11FF).contains(value) { return 0 }
    if value < 0x1100 { return 1 }
    return isEastAsianWide || properties.isEmojiPresentation ? 2 : 1
  }

  private var isEastAsianWide: Bool {
    var low = 0
    var high = wideRanges.count
    while low < high {
      let middle = (low + high) / 2
      if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < wideRanges.count && wideRanges[low].contains(value)
  }
}

extension Character {
  /// How many columns a terminal gives it.
  ///
  /// A sequence takes the width of what it begins with; flags and signs that are asked to look like
  /// emoji take 2.
  package var displayWidth: Int {
    if let ascii = asciiValue { return ascii < 0x20 || ascii == 0x7F ? 0 : 1 }
    var width = 0
    for scalar in unicodeScalars {
      if scalar.value == 0xFE0F || (0x1F1E6...0x1F1FF).contains(scalar.value) { return 2 }
      if width == 0 { width = scalar.displayWidth }
    }
    return width
  }
}

extension StringProtocol {
  /// How many columns of a terminal the text takes, control characters counting nothing.
  ///
  /// Cost: linear; plain ASCII is counted by bytes.
  package var displayWidth: Int {
    var columns = 0
    for byte in utf8 {
      if byte >= 0x80 { return reduce(0) { $0 + $1.displayWidth } }
      if byte >= 0x20, byte != 0x7F { columns += 1 }
    }
    return columns
  }
}

/// The wide ranges of UAX #11 that are not emoji, in order.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F,  // Hangul initial consonants
  0x2329...0x232A,  // angle brackets
  0x2E80...0x2E99, 0x2E9B...0x2EF3, 0x2F00...0x2FD5,  // CJK radicals
  0x2FF0...0x303E,  // ideographic description and punctuation
  0x3041...0x3096, 0x3099...0x30FF,  // Hiragana, Katakana
  0x3105...0x312F, 0x3131...0x318E, 0x3190...0x31E5,  // Bopomofo, Hangul letters, strokes
  0x31EF...0x321E, 0x3220...0x3247, 0x3250...0x4DBF,  // enclosed letters, extension A
  0x4DC0...0x4DFF,  // hexagrams
  0x4E00...0xA48C, 0xA490...0xA4C6,  // unified ideographs, Yi
  0xA960...0xA97C, 0xAC00...0xD7A3,  // Hangul syllables
  0xF900...0xFAFF,  // compatibility ideographs
  0xFE10...0xFE19, 0xFE30...0xFE52, 0xFE54...0xFE66, 0xFE68...0xFE6B,  // vertical and small forms
  0xFF01...0xFF60, 0xFFE0...0xFFE6,  // full-width forms
  0x16FE0...0x16FE4, 0x16FF0...0x16FF1, 0x17000...0x18CFF, 0x18D00...0x18D08,  // Tangut, Khitan
  0x1AFF0...0x1AFFE, 0x1B000...0x1B2FB,  // Kana supplements, Nushu
  0x1F200...0x1F202, 0x1F210...0x1F23B, 0x1F240...0x1F248, 0x1F250...0x1F251,  // enclosed ones
  0x1F260...0x1F265,
  0x20000...0x2FFFD, 0x30000...0x3FFFD  // ideographs of the further planes
]
