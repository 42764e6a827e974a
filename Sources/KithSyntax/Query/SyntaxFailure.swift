import KithCore

/// What the parser throws: a diagnostic in a box of one word.
///
/// Every frame of a recursive descent has room for the errors of all that it calls. With the
/// diagnostic itself instead of a reference the frames were two to three times as large.
struct SyntaxFailure: Error {
  private final class Box: Sendable {
    let diagnostic: Diagnostic

    init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
  }

  private let box: Box

  var diagnostic: Diagnostic { box.diagnostic }

  init(_ diagnostic: Diagnostic) { box = Box(diagnostic) }
}
