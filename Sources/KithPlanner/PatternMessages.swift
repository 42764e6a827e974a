import KithCore

/// Errors of path patterns, in words.
extension PlannerMessages {
  static func repeatedNameTaken(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "VariableAlreadyBound",
      "variable '\(name)' is already bound, and cannot be bound again by each repetition",
      at: span, advice: "give what is repeated names of its own")
  }

  static func quantifierInShortestPath(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "a quantifier cannot stand in shortestPath",
      at: span,
      advice: "write 'shortestPath((a)-[:TYPE*1..3]->(b))' or 'ANY SHORTEST (a)-[:TYPE]->{1,3}(b)'")
  }
}
