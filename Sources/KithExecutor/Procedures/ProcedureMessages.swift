import KithCore

// What procedures say when a call fails while it runs.
extension Diagnostic {
  static func procedureNotBuilt(_ name: String) -> Diagnostic {
    Diagnostic(
      .procedureError, phase: .runtime, detail: "ProcedureNotFound",
      "procedure '\(name)' cannot be run", advice: "this is a fault of kith: please report it")
  }

  static func procedureArgumentType(
    _ parameter: String, of procedure: String, wanted: String, _ value: Value, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "parameter '\(parameter)' of '\(procedure)' is \(wanted), but found \(value.described)",
      at: span)
  }
}
