import KithCore

/// What the parser says to types.
extension SyntaxMessages {
  static func unknownType(
    _ found: String, at span: SourceSpan, suggestion: String?
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "'\(found)' is not a type", at: span,
      suggestion: suggestion,
      advice: "types are \(TypeName.preferred.joined(separator: ", "))")
  }

  static func mixedNullability(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax",
      "either all types of a union are 'NOT NULL' or none is", at: span,
      advice: "write INTEGER NOT NULL | FLOAT NOT NULL, or INTEGER | FLOAT")
  }
}
