import KithCore

/// Breaks the text of a label into lines, by the columns that it takes on a screen.
enum LabelText {
  /// The text in lines of about `width` columns, as even as its words allow; at most `maximumLines`,
  /// the last one ending in `…` where more was left.
  ///
  /// A word that is longer than a line stays whole up to half as much again: German compounds are
  /// better read in one piece. Breaks fall at spaces and after hyphens and slashes.
  static func lines(of text: String, width: Int, maximumLines: Int) -> [String] {
    if !text.isEmpty, text.utf8.count <= width, text.utf8.allSatisfy({ $0 >= 0x20 }) {
      return [text]
    }
    let pieces = pieces(of: text, longest: width + width / 2)
    let longest = pieces.map(\.width).max() ?? 0
    let widest = max(width, longest)
    var lines = fill(pieces, width: widest)
    if lines.count > maximumLines {
      lines.removeSubrange(maximumLines...)
      lines[maximumLines - 1] += " …"
      return lines
    }
    // The narrowest width that takes no more lines leaves no word alone on the last one.
    var (narrow, wide) = (longest, widest)
    while narrow < wide {
      let middle = (narrow + wide) / 2
      let tried = fill(pieces, width: middle)
      if tried.count > lines.count {
        narrow = middle + 1
      } else {
        (wide, lines) = (middle, tried)
      }
    }
    return lines.isEmpty ? [""] : lines
  }

  /// A part of the text that is not broken, with the space that follows it.
  private struct Piece {
    var text: String
    var width: Int
    var isFollowedBySpace: Bool
  }

  private static func fill(_ pieces: [Piece], width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    var isSpaceDue = false
    for piece in pieces {
      let needed = piece.width + (isSpaceDue ? 1 : 0)
      if !line.isEmpty, used + needed > width {
        lines.append(line)
        line = ""
        used = 0
        isSpaceDue = false
      }
      if isSpaceDue {
        line += " "
        used += 1
      }
      line += piece.text
      used += piece.width
      isSpaceDue = piece.isFollowedBySpace
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  private static func pieces(of text: String, longest: Int) -> [Piece] {
    var pieces: [Piece] = []
    var piece = Piece(text: "", width: 0, isFollowedBySpace: false)
    func flush(_ isFollowedBySpace: Bool) {
      if !piece.text.isEmpty {
        piece.isFollowedBySpace = isFollowedBySpace
        pieces.append(piece)
      } else if isFollowedBySpace, let last = pieces.indices.last {
        pieces[last].isFollowedBySpace = true
      }
      piece = Piece(text: "", width: 0, isFollowedBySpace: false)
    }
    var previous: Character = " "
    for character in text {
      if character.isWhitespace {
        flush(true)
      } else {
        let width = character.displayWidth
        let isBreak = (previous == "-" || previous == "/") && character.isLetter
        if isBreak && piece.width > 2 || piece.width + width > longest { flush(false) }
        piece.text.append(character)
        piece.width += width
      }
      previous = character
    }
    flush(false)
    return pieces
  }
}
