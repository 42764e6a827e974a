import KithCore

/// Every error of the façade, in words.
enum DatabaseMessages {
  static let alreadyInTransaction = Diagnostic(
    .argumentError, phase: .runtime, "a transaction is open already",
    advice: "end it by ':commit' or ':rollback'")

  static func notInTransaction(_ verb: String) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, "there is no open transaction to \(verb)",
      advice: "':begin' starts one")
  }

  static func readOnly(_ name: String) -> Diagnostic {
    Diagnostic(
      .storageError, phase: .runtime, "'\(name)' is open for reading only",
      advice: "open it without '--read-only', and see that the file may be written")
  }

  static func transactionsInTransaction(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime,
      "'IN TRANSACTIONS' commits on its own and cannot run within a transaction", at: span,
      advice:
        "end the transaction by ':commit' or ':rollback' first, or leave 'IN TRANSACTIONS' out")
  }

  static func missingParameter(
    _ name: String, at span: SourceSpan, suggestion: String?
  ) -> Diagnostic {
    Diagnostic(
      .parameterMissing, phase: .compileTime, detail: "MissingParameter",
      "parameter '$\(name)' has no value", at: span, suggestion: suggestion.map { "$\($0)" },
      advice: "set it by '--param \(name)=JSON' or ':param \(name) => JSON'")
  }

  /// An error that is no diagnostic can only come from the taker of the rows.
  static func outputFailed(_ error: any Error) -> Diagnostic {
    Diagnostic(.inputError, phase: .runtime, "the result could not be written: \(error)")
  }

  static func procedureExists(_ name: String) -> Diagnostic {
    Diagnostic(
      .procedureError, phase: .runtime, "there is a procedure '\(name)' already",
      advice: "register it under another name")
  }

  static func procedureFailed(_ name: String, _ error: any Error) -> Diagnostic {
    Diagnostic(
      .procedureError, phase: .runtime, detail: "ProcedureCallFailed",
      "procedure '\(name)' failed: \(error)")
  }

  static func procedureRowWidth(_ name: String, wanted: Int, got: Int) -> Diagnostic {
    Diagnostic(
      .procedureError, phase: .runtime, detail: "ProcedureCallFailed",
      "procedure '\(name)' gave a row of \(got) cells, but its signature has \(wanted) columns")
  }

  static func procedureColumnType(
    _ column: String, of procedure: String, wanted: String, got: String
  ) -> Diagnostic {
    Diagnostic(
      .procedureError, phase: .runtime, detail: "ProcedureCallFailed",
      "column '\(column)' of procedure '\(procedure)' is \(wanted), but it gave a \(got)")
  }
}
