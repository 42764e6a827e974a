/// Opens tables of the user's for `LOAD CSV`. The session hands it in: the executor reads no files itself.
package protocol TableSource {
  /// Opens the table at a path or a `file:` URL. Throws where it cannot be read.
  func open(_ location: String, separator: Character) throws(Diagnostic) -> any TableReader
}

/// Reads a table from its first row to its last.
package protocol TableReader: AnyObject {
  /// The file, as `file()` gives it.
  var path: String { get }

  /// The next row; nil at the end. Throws where the row cannot be understood; the message names file and line.
  func next() throws(Diagnostic) -> TableRow?
}

/// A row of a table.
package struct TableRow: Sendable {
  /// Nil for a field with nothing in it, not even quotes.
  package var fields: [String?]
  /// The line on which it begins, from 1.
  package var line: Int

  package init(fields: [String?], line: Int) {
    self.fields = fields
    self.line = line
  }
}
