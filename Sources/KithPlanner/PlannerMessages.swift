import KithCore

/// Every error of the binder and the planner, in words.
package enum PlannerMessages {
  static func undefinedVariable(
    _ name: String, at span: SourceSpan, suggestion: String?
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UndefinedVariable", "variable '\(name)' is not defined", at: span,
      suggestion: suggestion)
  }

  static func variableAlreadyBound(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "VariableAlreadyBound", "variable '\(name)' is already bound",
      at: span,
      advice: "give the new one another name, or refer to the old one as '(\(name))' alone")
  }

  static func shadowedVariable(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "VariableAlreadyBound",
      "variable '\(name)' comes from outside the subquery and keeps its meaning in it", at: span,
      advice: "give the new one another name")
  }

  static func collectedColumns(_ count: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidClauseComposition",
      "COLLECT makes a list of one column, but its query returns \(count == 0 ? "none" : "\(count)")",
      at: span, advice: "write 'COLLECT { MATCH … RETURN value }'")
  }

  static func variableTypeConflict(
    _ name: String, is actual: StaticType, wanted: StaticType, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "VariableTypeConflict",
      "variable '\(name)' is a \(words(actual)), but a \(words(wanted)) is wanted here", at: span)
  }

  static func unknownFunction(
    _ name: String, at span: SourceSpan, suggestion: String?
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnknownFunction", "unknown function '\(name)'", at: span,
      suggestion: suggestion, advice: "':help functions' lists them all")
  }

  static func wrongNumberOfArguments(
    _ usage: String, given: Int, at span: SourceSpan
  ) -> Diagnostic {
    let noun = given == 1 ? "argument" : "arguments"
    return Diagnostic(
      .syntaxError, detail: "InvalidNumberOfArguments", "'\(usage)' does not take \(given) \(noun)",
      at: span)
  }

  static func invalidArgumentType(
    _ what: String, wanted: String, got: StaticType, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidArgumentType",
      "\(what) takes a \(wanted), not a \(words(got))", at: span)
  }

  /// The conformance suite calls this a type error, but for a path a syntax error.
  static func noProperties(_ key: String, of type: StaticType, at span: SourceSpan) -> Diagnostic {
    let isRepeated = type == .nodeList || type == .relationshipList
    return Diagnostic(
      type == .path ? .syntaxError : .typeError, detail: "InvalidArgumentType",
      "'.\(key)' takes a node, relationship, map, temporal value or point, not a \(words(type))",
      at: span,
      advice: isRepeated
        ? "what is repeated is a list outside: write '[x IN list | x.\(key)]'" : nil)
  }

  static func invalidAggregation(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidAggregation", "aggregation '\(name)' cannot stand here",
      at: span, advice: "aggregate in a WITH before, and use its result here")
  }

  static func nestedAggregation(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "NestedAggregation",
      "aggregation '\(name)' stands inside another aggregation", at: span,
      advice: "aggregate in a WITH before, and aggregate its result here")
  }

  static func nonConstantInAggregation(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "NonConstantExpression",
      "'\(name)' gives another value for each row and cannot stand inside an aggregation",
      at: span)
  }

  static func ambiguousAggregation(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "AmbiguousAggregationExpression",
      "this mixes an aggregation with something that is not grouped by", at: span,
      advice: "project it as a column of its own in a WITH before")
  }

  static func noExpressionAlias(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "NoExpressionAlias", "an expression in WITH needs a name", at: span,
      advice: "write '… AS name'")
  }

  static func columnNameConflict(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "ColumnNameConflict", "two columns are called '\(name)'", at: span,
      advice: "give one of them another name by AS")
  }

  static func noVariablesInScope(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "NoVariablesInScope",
      "'*' stands for all variables, but there are none",
      at: span)
  }

  static func invalidClauseComposition(
    _ message: String, at span: SourceSpan, advice: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidClauseComposition", message, at: span, advice: advice)
  }

  static func differentColumnsInUnion(
    _ left: [String], _ right: [String], at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "DifferentColumnsInUnion",
      "the parts of a UNION give different columns: \(left.joined(separator: ", "))"
        + " and \(right.joined(separator: ", "))",
      at: span)
  }

  static func tooManyClauses(limit: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .limitError, detail: "TooManyClauses",
      "a query has more than \(limit) clauses and steps of patterns", at: span,
      advice: "run it as several statements, in a transaction if need be")
  }

  static func invalidParameterUse(at span: SourceSpan, clause: String) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidParameterUse",
      "a parameter cannot stand for all properties in \(clause)", at: span,
      advice: "name the properties: '{key: $parameter.key}'")
  }

  static func noSingleRelationshipType(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "NoSingleRelationshipType",
      "a relationship needs exactly one type to be created", at: span,
      advice: "write '-[:TYPE]->'")
  }

  static func requiresDirectedRelationship(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "RequiresDirectedRelationship",
      "a relationship needs a direction to be created", at: span,
      advice: "write '-[:TYPE]->' or '<-[:TYPE]-'")
  }

  static func creatingVariableLength(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "CreatingVarLength",
      "a relationship of variable length cannot be created", at: span)
  }

  static func cannotCreate(_ what: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "\(what) cannot be created", at: span)
  }

  static func newNameInCondition(
    _ name: String, at span: SourceSpan, suggestion: String?
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UndefinedVariable",
      "variable '\(name)' is not defined: a pattern as a condition cannot name anything new",
      at: span, suggestion: suggestion,
      advice: "leave the name away, or write 'EXISTS { … }', which takes new names")
  }

  static func invalidPropertyType(_ type: StaticType, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeError, detail: "InvalidPropertyType", "a property cannot hold a \(words(type))",
      at: span,
      advice:
        "properties hold booleans, numbers, strings, temporal values, points and lists of these")
  }

  static func invalidDelete(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidDelete",
      "DELETE takes nodes, relationships and paths, not a label", at: span,
      advice: "REMOVE takes labels and properties away")
  }

  static func unexpectedSyntax(
    _ message: String, at span: SourceSpan, advice: String? = nil
  ) -> Diagnostic {
    Diagnostic(.syntaxError, detail: "UnexpectedSyntax", message, at: span, advice: advice)
  }

  static func patternAsValue(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax", "a pattern is a condition, not a value", at: span,
      advice: "write '[p = (a)-->(b) | p]' for its paths, or 'COUNT { (a)-->(b) }' for their number"
    )
  }

  static func negativeInteger(_ clause: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "NegativeIntegerArgument",
      "\(clause) takes a whole number that is not negative", at: span)
  }

  static func nonConstant(_ clause: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "NonConstantExpression",
      "\(clause) takes a number or a parameter, not a variable", at: span)
  }

  static func relationshipUsedTwice(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "RelationshipUniquenessViolation",
      "relationship '\(name)' stands twice in one pattern, where every relationship comes once",
      at: span)
  }

  static func shortestPathShape(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax",
      "shortestPath takes one relationship pattern between two nodes", at: span,
      advice: "write 'shortestPath((a)-[*..10]-(b))'")
  }

  static func unknownName(
    _ kind: String, _ name: String, at span: SourceSpan, suggestion: String?
  ) -> Diagnostic {
    let detail =
      switch kind {
      case "label": "UnknownLabel"
      case "relationship type": "UnknownRelationshipType"
      default: "UnknownPropertyKey"
      }
    return Diagnostic(
      .semanticError, detail: detail, "the graph has no \(kind) '\(name)'", at: span,
      suggestion: suggestion, severity: .warning)
  }

  static func comparisonWithNull(_ sign: String, at span: SourceSpan) -> Diagnostic {
    let advice =
      switch sign {
      case "=": "'IS NULL' asks whether a value is missing"
      case "<>": "'IS NOT NULL' asks whether a value is there"
      default: "nothing is known of null, so nothing passes"
      }
    return Diagnostic(
      .semanticError, detail: "AlwaysNull", "'\(sign)' with null is always null, never true",
      at: span, advice: advice, severity: .warning)
  }

  static func incomparable(
    _ sign: String, _ left: StaticType, _ right: StaticType, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .semanticError, detail: "AlwaysNull",
      "'\(sign)' between a \(words(left)) and a \(words(right)) is always null, never true",
      at: span, advice: "make both of one type: toInteger(), toFloat(), toString(), date()",
      severity: .warning)
  }

  static func cartesianProduct(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .semanticError, detail: "CartesianProduct",
      "nothing connects this pattern with the others: every match of the one meets every match of"
        + " the other",
      at: span, advice: "connect them by a relationship, or by a condition in WHERE",
      severity: .warning)
  }

  /// A type as a sentence names it.
  static func words(_ type: StaticType) -> String {
    switch type {
    case .any: "value"
    case .null: "null"
    case .boolean: "boolean"
    case .integer: "whole number"
    case .float: "float"
    case .number: "number"
    case .string: "string"
    case .date: "date"
    case .localTime: "local time"
    case .time: "time"
    case .localDateTime: "local date-time"
    case .dateTime: "date-time"
    case .duration: "duration"
    case .point: "point"
    case .list: "list"
    case .map: "map"
    case .node: "node"
    case .relationship: "relationship"
    case .path: "path"
    case .relationshipList: "list of relationships"
    case .nodeList: "list of nodes"
    }
  }
}
