import KithCore

// What operators say when a statement fails while it runs. Those of expressions: ExpressionMessages.swift.
extension Diagnostic {
  static var statementCancelled: Diagnostic {
    Diagnostic(.cancelled, phase: .runtime, "the statement was stopped")
  }

  static var timeLimitReached: Diagnostic {
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
