/// How much the parser takes before it says no.
package struct ParserLimits: Sendable {
  /// Levels of nesting, and operators that lean on each other (`1 + 1 + …`). It keeps every room
  /// that walks the tree within a small stack. `AND` and `OR` may be longer: they become flat trees.
  package var maximumDepth: Int
  /// Errors that are reported for one statement.
  package var maximumErrors: Int
  /// The length of a statement.
  package var maximumBytes: Int

  package init(maximumDepth: Int, maximumErrors: Int, maximumBytes: Int) {
    self.maximumDepth = maximumDepth
    self.maximumErrors = maximumErrors
    self.maximumBytes = maximumBytes
  }

  package static let standard = ParserLimits(
    maximumDepth: 300, maximumErrors: 10, maximumBytes: 64 << 20)
}
