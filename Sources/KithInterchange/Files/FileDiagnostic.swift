package import KithCore

/// A diagnostic about a file of the user's: with the file's name and the text that it points into.
package struct FileDiagnostic: Sendable, Hashable {
  /// The path as it was given.
  package var path: String
  /// The whole text, or for a large file the lines that matter; empty where the file could not be read.
  package var text: String
  /// The number of the text's first line within the file.
  package var firstLine: Int
  /// Its span counts within `text`.
  package var diagnostic: Diagnostic

  package init(path: String, text: String = "", firstLine: Int = 1, _ diagnostic: Diagnostic) {
    self.path = path
    self.text = text
    self.firstLine = firstLine
    self.diagnostic = diagnostic
  }

  /// Line and column, where the diagnostic has a place.
  package var position: TextPosition? {
    guard let span = diagnostic.span else { return nil }
    var position = TextPosition(ofByte: span.start, in: Array(text.utf8))
    position.line += firstLine - 1
    return position
  }

  /// What a person reads: severity, line and message, then the place, the line itself and a caret.
  ///
  /// ```
  /// error: line 21: write from: "2023-12" (dates need quotes)
  ///   --> bericht.gram:21:31
  ///    |
  /// 21 | @page(5) (land)-[:FUNDS {from: 2023-12}]->(ikoe)
  ///    |                               ^^^^^^^
  /// ```
  package func rendered(width: Int = 100, palette: DiagnosticPalette = .plain) -> String {
    var shown = diagnostic
    if let position {
      shown.message = "line \(position.line): \(diagnostic.message)"
    } else {
      shown.message = "\(path): \(diagnostic.message)"
    }
    return DiagnosticRenderer(
      text: text, fileName: path, firstLine: firstLine, width: width, palette: palette
    ).render(shown)
  }
}

/// The errors of a load, in the order of files and places; nothing was loaded. Never empty.
package struct FileDiagnostics: Error, Sendable {
  /// More than this are not collected in one run.
  package static let limit = 20

  package var all: [FileDiagnostic]

  package init(_ all: [FileDiagnostic]) { self.all = all }

  package init(_ one: FileDiagnostic) { all = [one] }

  /// All of them for people, an empty line between two.
  package func rendered(width: Int = 100, palette: DiagnosticPalette = .plain) -> String {
    all.map { $0.rendered(width: width, palette: palette) }.joined(separator: "\n\n")
  }
}
