import KithCore
import KithSyntax
import Testing

/// Every query of openCypher's conformance suite goes through the parser.
@Suite struct ConformanceTests {
  /// Details that the parser itself answers for; others are the binder's.
  private static let lexicalDetails: Set = [
    "InvalidNumberLiteral", "InvalidUnicodeLiteral", "InvalidUnicodeCharacter", "IntegerOverflow",
    "FloatingPointOverflow", "InvalidRelationshipPattern"
  ]

  /// Scenarios whose error needs more than the grammar: a pattern where a value is wanted, and
  /// `YIELD *` behind other clauses.
  private static let beyondGrammar = [
    "Pattern1.feature: Scenario: [22]", "Pattern1.feature: Scenario: [23]",
    "Pattern1.feature: Scenario: [24]", "List6.feature: Scenario Outline: [6]",
    "Call5.feature: Scenario: [7]"
  ]

  @Test func everyQueryThatIsNoSyntaxErrorParses() throws {
    var count = 0
    for scenario in try conformanceScenarios() {
      let isValid = scenario.expectedError.map { $0.category != "SyntaxError" } ?? true
      for query in scenario.preparations + (isValid ? [scenario.query] : []) {
        count += 1
        do {
          _ = try QueryParser.parse(query)
        } catch {
          let renderer = DiagnosticRenderer(text: query)
          Issue.record("\(scenario.name)\n\(query)\n\(renderer.render(error))")
        }
      }
    }
    if count == 0 { print("the conformance suite is absent: set KITH_TCK to its features") }
  }

  @Test func everyErrorOfTheGrammarHasItsDetail() throws {
    for scenario in try conformanceScenarios() {
      guard let expected = scenario.expectedError, expected.category == "SyntaxError" else {
        continue
      }
      let isOurs =
        Self.lexicalDetails.contains(expected.detail)
        || (expected.detail == "UnexpectedSyntax"
          && !Self.beyondGrammar.contains { scenario.name.hasPrefix($0) })
      var detail: String?
      do throws(Diagnostics) {
        _ = try QueryParser.parse(scenario.query)
      } catch {
        detail = error.all.first?.detail
      }
      if isOurs || detail != nil {
        #expect(detail == expected.detail, "\(scenario.name)\n\(scenario.query)")
      }
    }
  }
}
