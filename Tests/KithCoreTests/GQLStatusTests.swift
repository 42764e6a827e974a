import KithCore
import Testing

@Suite struct GQLStatusTests {
  @Test func `codes are five digits or capitals, each with one meaning`() {
    for status in GQLStatus.all {
      #expect(status.code.count == 5, "\(status.code)")
      #expect(status.code.allSatisfy { ("0"..."9").contains($0) || ("A"..."Z").contains($0) })
      #expect(status.classCondition != "successful completion", "\(status.code)")
    }
  }

  @Test(arguments: [
    (DiagnosticCategory.syntaxError, "UndefinedVariable", "42N62"),
    (.syntaxError, "SomethingElse", "42001"), (.syntaxError, "InvalidArgumentType", "22NB1"),
    (.typeError, "InvalidArgumentType", "22G03"), (.arithmeticError, "DivisionByZero", "22012"),
    (.arithmeticError, "IntegerOverflow", "22003"), (.limitError, "", "51N66"),
    (.parameterMissing, "MissingParameter", "42N51"),
    (.procedureError, "ProcedureNotFound", "42N08"),
    (.constraintVerificationFailed, "DeleteConnectedNode", "G1001"), (.cancelled, "", "25N05")
  ])
  func `every error has a code`(category: DiagnosticCategory, detail: String, code: String) {
    #expect(Diagnostic(category, detail: detail, "").gqlStatus.code == code)
  }

  @Test(arguments: [
    ("UnknownLabel", "01N50"), ("CartesianProduct", "03N90"), ("AlwaysNull", "01000"), ("", "01000")
  ])
  func `every warning has a code`(detail: String, code: String) {
    let warning = Diagnostic(.semanticError, detail: detail, "", severity: .warning)
    #expect(warning.gqlStatus.code == code)
  }
}
