/// Scenarios that are known to fail, each with its reason: `name | reason` a line, `#` for remarks.
///
/// A name is a scenario's as reports print it, or its beginning up to the number in brackets, with the number of
/// the example: `expressions/temporal/Temporal2 [6] #5`.
package struct SkipList: Sendable {
  private var reasons: [String: String] = [:]

  package init() {}

  /// Throws where a line has no reason.
  package init(_ text: String) throws(StepError) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let entry = String(line).trimmed
      if entry.isEmpty || entry.hasPrefix("#") { continue }
      let parts = entry.split(separator: "|", maxSplits: 1).map { String($0).trimmed }
      guard parts.count == 2, !parts[1].isEmpty else {
        throw StepError("line \(index + 1) of the skip list gives no reason: '\(entry)'")
      }
      reasons[parts[0]] = parts[1]
    }
  }

  package func reason(for scenario: Scenario) -> String? {
    reasons[scenario.name] ?? reasons[scenario.shortName]
  }
}

extension Scenario {
  /// `clauses/match/Match1 [3] #2`.
  package var shortName: String {
    guard let end = name.firstIndex(of: "]") else { return name }
    return name[...end] + (example.map { " #\($0)" } ?? "")
  }
}
