/// Turns diagnostics into what a person reads: the message, the place, the line and a caret.
///
/// ```
/// error[42N48]: unknown function 'toUper'
///  --> script.cypher:3:8
///   |
/// 3 | RETURN toUper('x')
///   |        ^^^^^^ did you mean 'toUpper'?
///   = functions are listed by ':help functions'
/// ```
///
/// Columns are counted by display width, so that the caret stands under the place below umlauts, CJK
/// and emoji too. Tabs are expanded, control characters never reach the terminal, and a line that is
/// too long is cut around the place.
package struct DiagnosticRenderer: Sendable {
  /// The name shown in the place; nil shows line and column only.
  package var fileName: String?
  /// Added to every span: where the diagnosed text begins within the whole text.
  package var offset: Int
  /// The number of the text's first line, where it is a part of a larger one.
  package var firstLine: Int
  /// How wide the line shown may be, in columns.
  package var width: Int
  package var palette: DiagnosticPalette
  private let text: [UInt8]

  package init(
    text: String, fileName: String? = nil, offset: Int = 0, firstLine: Int = 1,
    width: Int = 100, palette: DiagnosticPalette = .plain
  ) {
    self.text = Array(text.utf8)
    self.fileName = fileName
    self.offset = offset
    self.firstLine = firstLine
    self.width = max(width, 20)
    self.palette = palette
  }

  /// All of them, an empty line between two; no newline at the end.
  package func render(_ diagnostics: Diagnostics) -> String {
    diagnostics.all.map(render).joined(separator: "\n\n")
  }

  /// One diagnostic, several lines, no newline at the end.
  package func render(_ diagnostic: Diagnostic) -> String {
    var lines = [headline(diagnostic)]
    var gutter = ""
    if let span = diagnostic.span {
      let start = min(max(0, span.start + offset), text.count)
      var position = TextPosition(ofByte: start, in: text)
      position.line += firstLine - 1
      gutter = String(repeating: " ", count: String(position.line).count + 1)
      lines += excerpt(
        diagnostic, position, start: start, end: min(max(start, span.end + offset), text.count))
    } else if let suggestion = diagnostic.suggestion {
      lines.append("\(gutter)= did you mean '\(printable(suggestion))'?")
    }
    if let advice = diagnostic.advice { lines.append("\(gutter)= \(printable(advice))") }
    return lines.joined(separator: "\n")
  }

  private func headline(_ diagnostic: Diagnostic) -> String {
    let colour = palette.colour(of: diagnostic.severity)
    let code = diagnostic.concernsQuery ? "[\(diagnostic.gqlStatus.code)]" : ""
    let severity = palette.paint("\(diagnostic.severity.rawValue)\(code):", colour)
    return "\(severity) \(printable(diagnostic.message))"
  }

  private func excerpt(
    _ diagnostic: Diagnostic, _ position: TextPosition, start: Int, end: Int
  ) -> [String] {
    let number = String(position.line)
    let gutter = String(repeating: " ", count: number.count)
    let line = ExcerptLine(text: text, start: start, end: end, width: width)
    let name = fileName.map { "\(printable($0)):" } ?? ""
    let marks = String(repeating: "^", count: line.markWidth)
    let hint = diagnostic.suggestion.map { " did you mean '\(printable($0))'?" } ?? ""
    let caret = palette.paint(marks + hint, palette.colour(of: diagnostic.severity))
    let bar = palette.paint("|", palette.gutter)
    return [
      "\(gutter)\(palette.paint("-->", palette.gutter)) \(name)\(position.line):\(position.column)",
      "\(gutter) \(bar)",
      "\(palette.paint(number, palette.gutter)) \(bar) \(line.shown)",
      "\(gutter) \(bar) \(String(repeating: " ", count: line.markColumn))\(caret)"
    ]
  }

  /// Messages quote what users wrote: a control character in it must not steer the terminal.
  private func printable(_ text: String) -> String {
    String(text.map { $0 == "\n" ? " " : $0.isTerminalControl ? "\u{FFFD}" : $0 })
  }
}

/// Escape sequences around the parts of a rendered diagnostic; empty ones paint nothing.
package struct DiagnosticPalette: Sendable {
  package var error: String
  package var warning: String
  package var notice: String
  package var gutter: String
  package var reset: String

  package init(error: String, warning: String, notice: String, gutter: String, reset: String) {
    self.error = error
    self.warning = warning
    self.notice = notice
    self.gutter = gutter
    self.reset = reset
  }

  /// No colours.
  package static let plain = DiagnosticPalette(
    error: "", warning: "", notice: "", gutter: "", reset: "")

  fileprivate func colour(of severity: DiagnosticSeverity) -> String {
    switch severity {
    case .error: error
    case .warning: warning
    case .notice: notice
    }
  }

  fileprivate func paint(_ text: String, _ colour: String) -> String {
    colour.isEmpty ? text : colour + text + reset
  }
}

/// One line of the text as it is shown, and where its marks stand.
private struct ExcerptLine {
  /// Without control characters, cut to the width.
  private(set) var shown = ""
  /// The display column of the first mark, from 0.
  private(set) var markColumn = 0
  /// How many columns are marked, at least 1.
  private(set) var markWidth = 1

  init(text: [UInt8], start: Int, end: Int, width: Int) {
    let lineStart = text[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let lineEnd = text[start...].firstIndex(of: 0x0A) ?? text.count
    let before = expand(text[lineStart..<start], from: 0)
    markColumn = columns(before)
    let marked = expand(text[start..<min(end, lineEnd)], from: markColumn)
    markWidth = max(1, columns(marked))
    let after = expand(text[max(start, min(end, lineEnd))..<lineEnd], from: markColumn + markWidth)
    shown = before + marked + after
    while shown.last == " " { shown.removeLast() }
    cut(to: width)
  }

  private mutating func cut(to width: Int) {
    guard columns(shown) > width else { return }
    // A third of the room stays before the mark.
    let first = markColumn + min(markWidth, width / 2) <= width - 1 ? 0 : markColumn - width / 3
    var column = 0
    var kept = ""
    var keptFrom: Int?
    var isCutAfter = false
    for character in shown {
      let end = column + character.displayWidth
      if column >= first {
        if end - first > width - 2 {
          isCutAfter = true
          break
        }
        keptFrom = keptFrom ?? column
        kept.append(character)
      }
      column = end
    }
    let from = keptFrom ?? first
    shown = (from > 0 ? "…" : "") + kept + (isCutAfter ? "…" : "")
    if from > 0 { markColumn -= from - 1 }
    markWidth = max(1, min(markWidth, columns(shown) - markColumn))
  }
}

/// The bytes as text to show: tabs to the next multiple of four, controls replaced.
private func expand(_ bytes: ArraySlice<UInt8>, from firstColumn: Int) -> String {
  var result = ""
  var column = firstColumn
  for character in String(decoding: bytes, as: UTF8.self) {
    let shown: String
    switch character {
    case "\t": shown = String(repeating: " ", count: 4 - column % 4)
    case "\r", "\r\n": shown = ""
    default: shown = character.isTerminalControl ? "\u{FFFD}" : String(character)
    }
    result += shown
    column += shown.displayWidth
  }
  return result
}

private func columns(_ text: String) -> Int { text.displayWidth }

extension Character {
  /// C0, DEL and C1 characters, and the marks that turn the direction of text around.
  fileprivate var isTerminalControl: Bool {
    unicodeScalars.contains { scalar in
      scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
  }
}
