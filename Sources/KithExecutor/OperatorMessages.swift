package import KithCore

// What operators say when a statement fails while it runs. Those of expressions: ExpressionMessages.swift.
extension Diagnostic {
  static var statementCancelled: Diagnostic {
    Diagnostic(.cancelled, phase: .runtime, "the statement was stopped")
  }

  /// The statement's `deadline` is past.
  package static var timeLimitReached: Diagnostic {
    Diagnostic(
      .limitError, phase: .runtime, "the statement took longer than its time limit allows",
      advice: "raise the limit, or ask for less")
  }

  static func memoryLimitReached(limitBytes: Int) -> Diagnostic {
    Diagnostic(
      .limitError, phase: .runtime,
      "the statement needs more than the \(limitBytes >> 20) MiB of memory it may use",
      advice: "filter or limit the rows before they are sorted, grouped, joined or collected")
  }
}

// MARK: types

extension Diagnostic {
  static func notANode(_ value: Value) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "expected a node, but found \(value.described)")
  }

  static func notARelationship(_ value: Value) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "expected a relationship, but found \(value.described)")
  }
}

extension Value {
  /// The type and, where it is short, the value: `Integer 5`.
  var described: String {
    switch self {
    case .null: "null"
    case .boolean, .integer, .float, .date, .localTime, .time, .localDateTime, .dateTime,
      .duration, .point, .string:
      "\(typeName) \(plainText.prefix(40))"
    case .list, .map, .node, .relationship, .path: "a \(typeName)"
    }
  }
}

// MARK: clauses

extension Diagnostic {
  static func rowCountNotInteger(
    clause: String, _ value: Value, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, phase: .runtime, detail: "InvalidArgumentType",
      "'\(clause)' takes a whole number, but found \(value.described)", at: span)
  }

  static func rowCountNegative(
    clause: String, _ number: Int64, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, phase: .runtime, detail: "NegativeIntegerArgument",
      "'\(clause)' takes a number that is not negative, but found \(number)", at: span)
  }
}

extension Diagnostic {
  static func unwoundNoList(_ value: Value, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "'UNWIND' takes a list, but found \(value.described)", at: span,
      advice: "write it in brackets to make it a list of one element")
  }
}

extension Diagnostic {
  static func foreachOverNoList(_ value: Value, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "'FOREACH' takes a list, but found \(value.described)", at: span)
  }
}

// MARK: paths

extension Diagnostic {
  static var shortestPathWithoutDistance: Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "a shortest path needs two different nodes, but both ends are the same node",
      advice: "exclude it by 'WHERE a <> b', or allow the empty path by '*0..'")
  }

  static func shortestPathTooCostly(examined: Int) -> Diagnostic {
    Diagnostic(
      .limitError, phase: .runtime,
      "no path that meets the condition was found among the first \(examined) paths",
      advice: "give the path a greatest length, such as '*..6', or loosen the condition")
  }

  static func pathSearchTooCostly(examined: Int) -> Diagnostic {
    Diagnostic(
      .limitError, phase: .runtime,
      "a search for paths gave up after \(examined) steps that led to none",
      advice: "bind the other end, give its quantifiers upper bounds, or select fewer paths")
  }

  static func pathCountNotPositive(_ value: Value) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "the number of paths is a whole number of at least 1, but found \(value.described)")
  }
}

// MARK: changes

extension Diagnostic {
  static func notAnEntity(_ value: Value, clause: String) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "'\(clause)' takes a node or a relationship, but found \(value.described)")
  }

  static func notAMap(_ value: Value) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "properties come from a map, a node or a relationship, but found \(value.described)")
  }

  static func propertyKeyNotString(_ value: Value) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "a property's key is a string, but found \(value.described)")
  }

  static func mergeOnNull(_ key: String, at span: SourceSpan?) -> Diagnostic {
    Diagnostic(
      .semanticError, phase: .runtime, detail: "MergeReadOwnWrites",
      "'MERGE' cannot look for a null in property '\(key)'", at: span,
      advice: "leave out rows where it is null, or set it by 'ON CREATE SET'")
  }

  static func relationshipWithoutEnd(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .entityNotFound, phase: .runtime, detail: "MissingNode",
      "a relationship needs two nodes, but one of them is null", at: span,
      advice: "leave out rows where a node is missing")
  }

  static func notDeletable(_ value: Value, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "'DELETE' takes nodes, relationships and paths, but found \(value.described)", at: span)
  }
}
