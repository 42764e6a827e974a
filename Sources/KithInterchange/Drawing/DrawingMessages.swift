import KithCore

/// Every message of the drawing room.
enum DrawingMessages {
  static func unknownFormat(path: String) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, "cannot tell from the name '\(path)' what to draw",
      advice: "let it end in .dot, .svg, .png or .pdf")
  }

  static func nothingToDraw() -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, "there are no nodes to draw",
      advice: "return nodes, relationships or paths, as in: MATCH p = (:Person)-->() RETURN p")
  }

  static func tooManyNodes(_ count: Int) -> Diagnostic {
    Diagnostic(
      .limitError, phase: .runtime,
      "a picture of \(count) nodes is not legible (more than \(GraphDrawing.legibleNodeCount))",
      advice: "draw what is around a node, or the rows of a query with a label, a type or a LIMIT; "
        + "or ask for all of it by --all")
  }

  static func graphvizIsMissing(program: String, path: String) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime,
      "cannot draw '\(path)': Graphviz is not installed (there is no program '\(program)')",
      advice: "install it: apt-get install graphviz; or write a file that ends in .dot, "
        + "which needs nothing")
  }

  static func graphvizDidNotStart(program: String, reason: String) -> Diagnostic {
    Diagnostic(.argumentError, phase: .runtime, "cannot start '\(program)': \(reason)")
  }

  static func graphvizFailed(path: String, reason: String) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, "Graphviz could not draw '\(path)': \(reason)",
      advice: "write a file that ends in .dot, which needs no Graphviz")
  }

  static func layoutTimedOut(seconds: Int) -> Diagnostic {
    Diagnostic(
      .limitError, phase: .runtime,
      "Graphviz was stopped after \(seconds) \(seconds == 1 ? "second" : "seconds")",
      advice: "draw fewer nodes, or write a file that ends in .dot and lay it out elsewhere")
  }

  static func layoutCancelled() -> Diagnostic {
    Diagnostic(.cancelled, phase: .runtime, "drawing was stopped")
  }

  static func cannotWrite(path: String, reason: String) -> Diagnostic {
    Diagnostic(.argumentError, phase: .runtime, "cannot write '\(path)': \(reason)")
  }
}
