/// What is printed of a run.
package enum ConformanceReport {
  /// A failing scenario: where it stands, what ran, what was expected, what came.
  package static func text(of result: ScenarioResult) -> String {
    guard let failure = result.failure else { return "" }
    let scenario = result.scenario
    return """
      FAILED \(scenario.name)
        \(scenario.file):\(failure.line), \(result.setting.name)
        query
      \(indented(failure.query))
        step
      \(indented(failure.step))
        expected
      \(indented(failure.expected))
        actual
      \(indented(failure.actual))

      """
  }

  /// All that went wrong, then what was skipped and why.
  package static func text(of outcome: ConformanceRun.Outcome, skipList: SkipList) -> String {
    var lines = outcome.unreadable.map { "FAILED \($0.file): \($0.reason)\n" }
    lines += outcome.failures.map(text)
    lines += outcome.skipped.map { "skipped \($0.name): \(skipList.reason(for: $0) ?? "")" }
    return lines.map { "\($0)\n" }.joined()
  }

  /// `N passed, N failed`, and `, N skipped` where some were.
  package static func summary(of outcomes: [ConformanceRun.Outcome]) -> String {
    let passed = outcomes.reduce(0) { $0 + $1.passedCount }
    let failed = outcomes.reduce(0) { $0 + $1.failedCount }
    let skipped = outcomes.reduce(0) { $0 + $1.skipped.count }
    return "\(passed) passed, \(failed) failed" + (skipped > 0 ? ", \(skipped) skipped" : "")
  }

  /// The ten scenarios that took longest.
  package static func slowest(of outcome: ConformanceRun.Outcome) -> String {
    let slowest = outcome.results.sorted { $0.duration > $1.duration }.prefix(10)
    let lines = slowest.map { "  \(milliseconds($0.duration)) ms  \($0.scenario.name)\n" }
    return "slowest, \(outcome.setting.name):\n" + lines.joined()
  }

  /// Whole seconds and a tenth.
  package static func seconds(_ duration: Duration) -> String {
    let tenths = milliseconds(duration) / 100
    return "\(tenths / 10).\(tenths % 10) s"
  }

  private static func milliseconds(_ duration: Duration) -> Int64 {
    duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
      .joined(separator: "\n")
  }
}
