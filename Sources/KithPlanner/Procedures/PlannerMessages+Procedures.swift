import KithCore

// What the binder says of calls of procedures.
extension PlannerMessages {
  static func unknownProcedure(
    _ name: String, at span: SourceSpan, suggestion: String?
  ) -> Diagnostic {
    Diagnostic(
      .procedureError, detail: "ProcedureNotFound", "unknown procedure '\(name)'", at: span,
      suggestion: suggestion, advice: "':help functions' lists them all")
  }

  static func procedureArguments(_ usage: String, given: Int, at span: SourceSpan) -> Diagnostic {
    let noun = given == 1 ? "argument" : "arguments"
    return Diagnostic(
      .syntaxError, detail: "InvalidNumberOfArguments", "'\(usage)' does not take \(given) \(noun)",
      at: span)
  }

  static func procedureArgumentType(
    _ parameter: String, of procedure: String, wanted: String, got: StaticType,
    at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidArgumentType",
      "parameter '\(parameter)' of '\(procedure)' is \(wanted), but this is a \(words(got))",
      at: span)
  }

  static func unknownKey(
    _ name: String, of procedure: String, known: [String], at span: SourceSpan,
    suggestion: String?
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidArgumentValue", "'\(procedure)' knows no key '\(name)'",
      at: span, suggestion: suggestion, advice: "its keys are \(known.joined(separator: ", "))")
  }

  static func keyType(
    _ name: String, of procedure: String, wanted: String, got: StaticType, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidArgumentType",
      "key '\(name)' of '\(procedure)' is \(wanted), but this is a \(words(got))", at: span)
  }

  static func implicitArguments(_ usage: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "InvalidArgumentPassingMode",
      "within a query, a call needs its arguments in parentheses", at: span,
      advice: "write 'CALL \(usage)'; only a call that stands alone takes them from parameters")
  }

  static func columnsWithoutYield(
    _ procedure: String, _ columns: [String], at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UndefinedVariable",
      "procedure '\(procedure)' gives columns, but no YIELD names them", at: span,
      advice: "write 'YIELD \(columns.joined(separator: ", "))', or those that are needed")
  }

  static func yieldAllInQuery(_ columns: [String], at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UnexpectedSyntax",
      "within a query, YIELD names its columns one by one", at: span,
      advice: "write 'YIELD \(columns.joined(separator: ", "))'")
  }

  static func unknownColumn(
    _ name: String, of procedure: String, at span: SourceSpan, suggestion: String?
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UndefinedVariable",
      "procedure '\(procedure)' has no column '\(name)'", at: span, suggestion: suggestion)
  }

  static func unknownShownColumn(
    _ name: String, of keyword: String, at span: SourceSpan, suggestion: String?
  ) -> Diagnostic {
    Diagnostic(
      .syntaxError, detail: "UndefinedVariable", "'\(keyword)' has no column '\(name)'", at: span,
      suggestion: suggestion)
  }

  static func malformedSignature(_ text: String) -> Diagnostic {
    Diagnostic(
      .procedureError, "'\(text)' is no signature of a procedure",
      advice: "write 'name(parameter :: INTEGER, other :: STRING? = null) :: (column :: FLOAT)'")
  }
}
