/// What is drawn, and where to.
package struct DrawOptions: Sendable {
  package var query: String?
  package var around: String?
  package var depth = 1
  package var drawsAll = false
  /// Its ending decides the format; nil writes DOT to standard output.
  package var path: String?

  package init() {}
}

/// Draws the graph or a part of it.
struct GraphPicture {
  private let options: DrawOptions

  init(_ options: DrawOptions) { self.options = options }

  func perform(in shell: Shell) throws {
    throw ShellProblem.unexpected("not built yet")
  }
}
