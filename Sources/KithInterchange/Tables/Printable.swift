import KithCore

/// Text for a person's screen: what a value holds must not steer the terminal.
package enum Printable {
  /// The text with control characters replaced, tabs and line ends by a space.
  package static func text(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    return String(text.map(shown))
  }

  /// The text line by line, with control characters replaced; at least one line.
  package static func lines(_ text: String) -> [String] {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return [text] }
    return text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
      .map { String($0.map(shown)) }
  }

  private static func shown(_ character: Character) -> Character {
    if character == "\t" || character == "\n" || character == "\r\n" { return " " }
    let steers = character.unicodeScalars.contains { scalar in
      scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
        // Marks that turn the direction of the text around them.
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
    return steers ? "\u{FFFD}" : character
  }

  /// The text cut into lines of at most `width` columns: between words where it can, within a word where it must.
  ///
  /// A character that is wider than `width` by itself stands alone.
  package static func wrapped(_ text: String, width: Int) -> [String] {
    if text.displayWidth <= width { return [text] }
    var lines: [String] = []
    var line = ""
    var columns = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let needed = word.displayWidth
      if !line.isEmpty, columns + 1 + needed <= width {
        line += " \(word)"
        columns += 1 + needed
        continue
      }
      if !line.isEmpty { lines.append(line) }
      (line, columns) = ("", 0)
      for character in word {
        let step = character.displayWidth
        if columns > 0, columns + step > width {
          lines.append(line)
          (line, columns) = ("", 0)
        }
        line.append(character)
        columns += step
      }
    }
    lines.append(line)
    return lines
  }
}
