/// A range of UTF-8 bytes in a text: `start ..< end`.
package struct SourceSpan: Hashable, Sendable {
  package var start: Int
  package var end: Int

  package init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }

  /// From this span's start to the other's end.
  package func through(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(start: min(start, other.start), end: max(end, other.end))
  }
}

/// The kind of an error, by the names of openCypher's conformance suite where it has one.
package enum DiagnosticCategory: String, Sendable, Hashable, CaseIterable {
  case syntaxError = "SyntaxError"
  case semanticError = "SemanticError"
  case parameterMissing = "ParameterMissing"
  case constraintVerificationFailed = "ConstraintVerificationFailed"
  case constraintValidationFailed = "ConstraintValidationFailed"
  case entityNotFound = "EntityNotFound"
  case propertyNotFound = "PropertyNotFound"
  case labelNotFound = "LabelNotFound"
  case typeError = "TypeError"
  case argumentError = "ArgumentError"
  case arithmeticError = "ArithmeticError"
  case procedureError = "ProcedureError"
  /// A fact file, a CSV file or another file of the user's that cannot be understood.
  case inputError = "InputError"
  /// The database file cannot be opened, read or written.
  case storageError = "StorageError"
  /// A limit was reached: memory, depth, time.
  case limitError = "LimitError"
  /// The user stopped it.
  case cancelled = "Cancelled"
}

/// When an error shows.
package enum DiagnosticPhase: String, Sendable, Hashable {
  case compileTime = "compile time"
  case runtime = "runtime"
}

/// How much a diagnostic matters.
package enum DiagnosticSeverity: String, Sendable, Hashable {
  case error, warning, notice
}

/// What is wrong, where, what was expected, and what to do: one error, warning or notice.
///
/// Every room makes these in one catalogue of its own (`…Messages.swift`) and nowhere else.
package struct Diagnostic: Error, Sendable, Hashable {
  package var severity: DiagnosticSeverity
  package var category: DiagnosticCategory
  package var phase: DiagnosticPhase
  /// The finer kind by openCypher's conformance suite, such as `UndefinedVariable`; may be empty.
  package var detail: String
  /// Lower case, no full stop, code in '…'.
  package var message: String
  /// Where in the text, if it has a place.
  package var span: SourceSpan?
  /// What the user may have meant: shown as "did you mean 'x'?".
  package var suggestion: String?
  /// What to do: a line of its own.
  package var advice: String?

  package init(
    _ category: DiagnosticCategory, phase: DiagnosticPhase = .compileTime, detail: String = "",
    _ message: String, at span: SourceSpan? = nil, suggestion: String? = nil,
    advice: String? = nil, severity: DiagnosticSeverity = .error
  ) {
    self.severity = severity
    self.category = category
    self.phase = phase
    self.detail = detail
    self.message = message
    self.span = span
    self.suggestion = suggestion
    self.advice = advice
  }
}

/// Several errors of one text, in the order of their places; never empty.
package struct Diagnostics: Error, Sendable {
  package var all: [Diagnostic]

  package init(_ all: [Diagnostic]) { self.all = all }

  package init(_ one: Diagnostic) { all = [one] }
}
