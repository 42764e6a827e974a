import KithCore

/// Messages for path patterns: prefixes, parts and quantifiers.
extension SyntaxMessages {
  static func invalidQuantifier(_ found: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidRelationshipPattern",
      "\(found) does not fit into a quantifier", at: span,
      advice: "quantifiers are written {2}, {1,3}, {2,}, {,3}, + or *")
  }

  static func reversedQuantifier(
    _ minimum: Int64, _ maximum: Int64, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidRelationshipPattern",
      "the quantifier goes from \(minimum) down to \(maximum)", at: span,
      suggestion: "{\(maximum),\(minimum)}")
  }

  static func zeroQuantifier(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidRelationshipPattern",
      "a quantifier that allows no repetition says nothing", at: span,
      advice: "its upper bound is at least 1; leave the pattern away otherwise")
  }

  static func twoLengths(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidRelationshipPattern", "the relationship has a length already",
      at: span, advice: "write either -[:TYPE*1..3]-> or -[:TYPE]->{1,3}")
  }

  static func nestedQuantifier(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax",
      "what is repeated cannot hold something that is repeated itself", at: span,
      advice: "match the inner one in a WHERE: (… WHERE EXISTS { (a)-->+(b) }){1,3}")
  }

  static func partInRepeatedPart(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax",
      "what is repeated holds nodes and relationships only", at: span,
      advice: "take the inner parentheses away, and join their conditions by AND")
  }

  static func repeatedNode(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "a node by itself cannot be repeated", at: span,
      advice: "what is repeated has at least one relationship: ((a)-->(b)){1,3}")
  }

  static func namedRepeatedPart(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "a part that is repeated cannot be named '\(name)'",
      at: span, advice: "name the whole path, or the nodes and relationships in the part")
  }

  static func emptyPath(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "this path may have no node at all", at: span,
      advice: "put a node beside it: () ((a)-->(b)){0,3}")
  }

  static func adjacentNodes(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "a node follows a node", at: span,
      advice: "put a relationship between them, as in (a)-->(b), or a comma between two paths")
  }

  static func partBesideRelationship(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax",
      "a relationship stands between two nodes, not beside a part in parentheses", at: span,
      advice: "put a node between: (a)-->() ((b)-->(c))+ ()-->(d)")
  }

  static func innerPathPrefix(_ found: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "\(found) stands before the whole path", at: span,
      advice: "write 'p = ANY SHORTEST (a)-->+(b)'")
  }

  static func pathNameBehindPrefix(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "the path's name '\(name)' comes first", at: span,
      advice: "write '\(name) = ANY SHORTEST (a)-->+(b)'")
  }

  static func missingPathCount(_ found: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax",
      "expected the number of paths after 'SHORTEST', found \(found)", at: span,
      advice: "write SHORTEST 1, ANY SHORTEST or ALL SHORTEST")
  }

  static func zeroPathCount(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "the number of paths is at least 1", at: span)
  }
}
