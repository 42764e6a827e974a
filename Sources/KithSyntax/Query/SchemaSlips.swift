import KithCore

/// Messages for statements on indexes and constraints: older forms, and what other engines have.
extension SyntaxMessages {
  private static func slip(
    _ message: String, at span: SourceSpan, suggestion: String? = nil, advice: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", message, at: span, suggestion: suggestion,
      advice: advice)
  }

  static func otherIndex(_ kind: String, at span: SourceSpan) -> Diagnostic {
    let advice =
      switch kind {
      case "LOOKUP": "labels and types are always looked up fast, without an index"
      case "POINT": "points are found by a scan; '=' on them uses a RANGE index"
      case "FULLTEXT": "names are found by ':find'; CONTAINS and =~ search texts by a scan"
      default: "indexes are RANGE or TEXT"
      }
    return slip("there are no \(kind) indexes", at: span, advice: advice)
  }

  static func oldIndex(label: String, key: String, at span: SourceSpan) -> Diagnostic {
    slip(
      "this is the older form of 'CREATE INDEX'", at: span,
      advice: "write CREATE INDEX FOR (n:\(label)) ON (n.\(key))")
  }

  static func oldConstraint(at span: SourceSpan) -> Diagnostic {
    slip(
      "this is the older form of 'CREATE CONSTRAINT'", at: span,
      advice: "write CREATE CONSTRAINT FOR (n:Label) REQUIRE n.key IS UNIQUE")
  }

  static func oldDrop(_ what: String, at span: SourceSpan) -> Diagnostic {
    slip(
      "'DROP \(what)' takes a name", at: span,
      advice: "'SHOW \(what == "INDEX" ? "INDEXES" : "CONSTRAINTS")' lists the names")
  }

  static func severalProperties(_ rule: ConstraintRule, at span: SourceSpan) -> Diagnostic {
    slip(
      "a constraint of this kind is about one property", at: span,
      advice: "make a constraint for each property")
  }

  static func noPropertyType(_ type: String, at span: SourceSpan) -> Diagnostic {
    slip(
      "a constraint cannot demand the type \(type)", at: span,
      advice: "properties are BOOLEAN, STRING, INTEGER, FLOAT, POINT, temporal or a LIST of these;"
        + " whether they must be there is another constraint: IS NOT NULL")
  }

  static func propertyTwice(_ key: String, at span: SourceSpan) -> Diagnostic {
    slip("property '\(key)' stands here twice", at: span)
  }

  static func otherVariable(_ name: String, than other: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UndefinedVariable", "variable '\(name)' is not defined", at: span,
      suggestion: other)
  }

  static func indexOptions(at span: SourceSpan) -> Diagnostic {
    slip("indexes have no options", at: span, advice: "leave 'OPTIONS' out")
  }

  static func oneRule(at span: SourceSpan) -> Diagnostic {
    slip("a constraint has one rule", at: span, advice: "make a constraint for each rule")
  }
}
