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

  static func outsideOfRepetition(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UndefinedVariable",
      "what is repeated reads its own variables and those of earlier clauses, not others of its "
        + "MATCH",
      at: span,
      advice: "bind the other one in a MATCH before, or compare in a WHERE behind the pattern")
  }

  static func outsideOfSelection(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UndefinedVariable",
      "a path of which some are selected reads its own variables and those of earlier clauses",
      at: span, advice: "bind the other path in a MATCH before")
  }

  static func selectionNotAlone(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax",
      "a path of which some are selected must be the only path of its MATCH", at: span,
      advice: "give the other paths a MATCH of their own, or write MATCH REPEATABLE ELEMENTS")
  }

  static func unboundedWalk(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax",
      "a walk may repeat relationships, so that without an upper bound there is no end of walks",
      at: span,
      advice: "give it a bound such as {1,5}, select by ANY SHORTEST, or say TRAIL or ACYCLIC")
  }

  static func unboundShortestPath(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax",
      "shortestPath in an expression goes between two nodes that are bound already", at: span,
      advice: "name both ends and bind them in a MATCH before")
  }

  static func prefixOfShortestPath(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax",
      "shortestPath() selects by itself and takes no words before it", at: span,
      advice: "write 'ANY SHORTEST (a)-[:TYPE]->+(b)' instead of shortestPath()")
  }
}
