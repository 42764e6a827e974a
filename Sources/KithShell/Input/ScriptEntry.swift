package import KithCore

/// One statement or one command of a script, with the place where it stands.
package struct ScriptEntry: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// A statement of the query language, without its `;`.
    case statement
    /// A line that begins with `:` or `.`.
    case command
  }

  package var kind: Kind
  package var text: String
  /// The line on which it begins, from 1.
  package var line: Int
  /// What stands before it on its line: for a caret under the right place.
  package var leading: String
  /// Whether its bytes were UTF-8; `text` holds replacement characters where they were not.
  package var isUTF8: Bool
  /// The command behind `; |` that takes the statement's rows.
  package var pipe: String?

  package init(kind: Kind, text: String, line: Int = 1, leading: String = "", isUTF8: Bool = true) {
    self.kind = kind
    self.text = text
    self.line = line
    self.leading = leading
    self.isUTF8 = isUTF8
  }
}

/// Where an entry comes from, for messages.
package enum ScriptOrigin: Sendable, Hashable {
  /// Typed at the prompt, or given by `-c`: places are counted within the entry.
  case typed
  /// A file or a pipe with a name: places are counted from its beginning.
  case file(String)
}

/// A text with a place in it, ready to be shown with a caret.
package struct DiagnosedText: Sendable {
  package var text: String
  package var fileName: String?
  /// Where spans begin to count, in bytes of `text`.
  package var offset: Int

  package init(_ entry: ScriptEntry, from origin: ScriptOrigin) {
    switch origin {
    case .typed:
      text = entry.leading + entry.text
      fileName = nil
      offset = entry.leading.utf8.count
    case .file(let name):
      // Empty lines stand for the ones before, which a pipe has not kept.
      let skipped = String(repeating: "\n", count: entry.line - 1)
      text = skipped + entry.leading + entry.text
      fileName = name
      offset = skipped.utf8.count + entry.leading.utf8.count
    }
  }

  /// The entry's first line.
  var firstLine: SourceSpan {
    let bytes = text.utf8.dropFirst(offset)
    let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
    return SourceSpan(start: 0, end: bytes.distance(from: bytes.startIndex, to: end))
  }

  /// Line and column of a span's start, from 1.
  package func position(of span: SourceSpan) -> TextPosition {
    TextPosition(ofByte: offset + span.start, in: Array(text.utf8))
  }
}
