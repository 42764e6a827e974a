import KithCore

/// Messages for slips that are common enough to deserve an answer of their own: habits from SQL and
/// from programming languages, and the mistakes that everybody makes.
extension SyntaxMessages {
  static func foreignOperator(_ found: String, use: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "'\(found)' is not an operator", at: span,
      suggestion: use)
  }

  static func notIn(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "'NOT' belongs before the whole comparison",
      at: span, advice: "write NOT x IN list instead of x NOT IN list")
  }

  static func secondWhere(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "there is a 'WHERE' already", at: span,
      suggestion: "AND")
  }

  static func anyOfSetLabels(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "'$any' is a condition and names no labels",
      at: span,
      advice: "write n:$(labels)")
  }

  static func misplacedNext(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "'NEXT' follows 'RETURN'", at: span,
      advice: "return what the next query needs: … RETURN x NEXT …")
  }

  static func misplacedWhere(after clause: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "'WHERE' cannot follow '\(clause)'", at: span,
      advice: "filter with MATCH … WHERE … or WITH … WHERE …")
  }

  static func pagingOrder(_ found: String, before: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "'\(found)' belongs before '\(before)'", at: span,
      advice: "the order is ORDER BY, SKIP, LIMIT")
  }

  static func quotedKey(_ key: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "a key is a name and has no quotes", at: span,
      suggestion: key, advice: "an unusual key goes in back-ticks")
  }

  static func equalsInMap(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "a key and its value are joined by ':'", at: span,
      suggestion: ":")
  }

  static func missingBraces(_ found: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "properties stand in braces, but found \(found)",
      at: span, advice: "write (n:Label {key: value})")
  }

  static func doubledQuote(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "a second string follows the first", at: span,
      advice: "inside a string, write \\' for a quote; join two strings with +")
  }

  static func invalidLength(_ found: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidRelationshipPattern",
      "\(found) does not fit into the length of a path", at: span,
      advice: "lengths are written *, *2, *1..3, *..3 or *2..")
  }

  static func lengthWithoutStar(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidRelationshipPattern", "the length of a path begins with '*'",
      at: span, advice: "lengths are written *, *2, *1..3, *..3 or *2..")
  }

  static func nothingToSet(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "this cannot be set", at: span,
      advice: "SET takes n.key = value, n[key] = value, n = map, n += map or n:Label")
  }

  static func nothingToRemove(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "this cannot be removed", at: span,
      advice: "REMOVE takes n.key, n[key] or n:Label; DELETE removes nodes and relationships")
  }

  /// What to do about a word of another language, where it stands in the way.
  static func adviceForForeignWord(_ word: String) -> String? {
    switch word.uppercased() {
    case "SELECT": "queries read MATCH (n:Label) WHERE … RETURN …"
    case "FROM": "what is asked for comes last: MATCH (n:Label) RETURN n.key"
    case "JOIN": "a join is a pattern: MATCH (a)-[:TYPE]->(b)"
    case "HAVING": "filter groups so: WITH n.key AS key, count(*) AS count WHERE count > 1"
    case "GROUP":
      "grouping is implied: RETURN n.key, count(*)"
    case "LIKE", "ILIKE": "use STARTS WITH, ENDS WITH, CONTAINS or =~ 'regular expression'"
    case "BETWEEN": "write 1 <= n.key <= 9"
    case "UPDATE": "changes read MATCH (n:Label) SET n.key = value"
    case "USE": "a file holds one graph, so leave USE out; ':open FILE' opens another graph"
    case "BEGIN", "START": "transactions are begun by the command ':begin'"
    case "COMMIT": "transactions are kept by the command ':commit'"
    case "ROLLBACK": "transactions are undone by the command ':rollback'"
    case "ALTER": "'ALTER' is not part of the query language"
    case "DROP", "SHOW", "INDEX", "INDEXES", "CONSTRAINT", "CONSTRAINTS":
      "what concerns indexes and constraints is a statement of its own"
    case "VALUES": "write CREATE (:Label {key: value})"
    default: nil
    }
  }

  /// What somebody meant who typed a character that looks like one of ours.
  static func lookalike(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x2018, 0x2019, 0x201A, 0x2032, 0xB4: "'"
    case 0x201C, 0x201D, 0x201E, 0x2033, 0xAB, 0xBB: "\""
    case 0x2010...0x2015, 0x2212, 0xAD: "-"
    case 0x2192, 0x21D2, 0x27F6: "->"
    case 0x2190, 0x21D0, 0x27F5: "<-"
    case 0x2264: "<="
    case 0x2265: ">="
    case 0x2260: "<>"
    case 0xD7, 0x2217: "*"
    case 0xF7, 0x2215: "/"
    case 0xFF08: "("
    case 0xFF09: ")"
    case 0xFF0C: ","
    case 0xFF1A: ":"
    case 0x2026: ".."
    default: nil
    }
  }
}
