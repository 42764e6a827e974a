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

  static func unknownKey(
    _ name: String, of procedure: String, known: [String], at span: SourceSpan,
    suggestion: String?
  ) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "'\(procedure)' knows no key '\(name)'", at: span, suggestion: suggestion,
      advice: "its keys are \(known.joined(separator: ", "))")
  }

  static func keyType(
    _ name: String, of procedure: String, wanted: String, _ value: Value, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "key '\(name)' of '\(procedure)' is \(wanted), but found \(value.described)", at: span)
  }

  /// `wanted` is a noun: `a number from 0 to 1`.
  static func keyValue(
    _ name: String, of procedure: String, wanted: String, _ value: Value,
    suggestion: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "key '\(name)' of '\(procedure)' takes \(wanted), but found \(value.described)",
      suggestion: suggestion)
  }

  static func keyMissing(_ name: String, of procedure: String) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "'\(procedure)' needs the key '\(name)'", advice: "':help \(procedure)' shows an example")
  }

  static func nothingOfThatName(
    _ kind: String, _ name: String, suggestion: String?
  ) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "the graph has no \(kind) '\(name)'", suggestion: suggestion)
  }

  static func weightNotNumber(_ key: String, _ value: Value) -> Diagnostic {
    Diagnostic(
      .typeError, phase: .runtime, detail: "InvalidArgumentType",
      "the weight '\(key)' of a relationship is a number, but found \(value.described)")
  }

  static func weightNegative(_ key: String, _ value: Value) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "the weight '\(key)' of a relationship cannot be negative, but found \(value.described)",
      advice: "leave such relationships out by their type, or set another property as the weight")
  }

  static let projectionTooLarge = Diagnostic(
    .limitError, phase: .runtime, "an algorithm takes at most 4,294,967,295 relationships",
    advice: "choose labels and types")
}
