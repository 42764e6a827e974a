import Foundation
import KithCore
import KithDatabase

/// Why a scenario failed.
package struct ScenarioFailure: Error, Hashable, Sendable {
  /// The step, and its line in the feature file.
  package var step: String
  package var line: Int
  /// The query that ran last; empty before the first.
  package var query: String
  package var expected: String
  package var actual: String
}

/// What became of a scenario.
package struct ScenarioResult: Sendable {
  package var scenario: Scenario
  package var setting: ConformanceSetting
  /// Nil for one that passed.
  package var failure: ScenarioFailure?
  package var duration: Duration
}

/// Runs scenarios, each on a graph of its own.
package struct ScenarioRunner: Sendable {
  package var setting: ConformanceSetting
  package var graphs: NamedGraphs

  package init(setting: ConformanceSetting = .standard, graphs: NamedGraphs) {
    self.setting = setting
    self.graphs = graphs
  }

  /// Takes the steps in turn; the first one that does not hold ends the scenario.
  package func run(_ scenario: Scenario) -> ScenarioResult {
    let clock = ContinuousClock()
    let begin = clock.now
    var execution = ScenarioExecution(graphs: graphs)
    var failure: ScenarioFailure?
    do {
      try execution.run(scenario.steps, ScenarioSession(setting))
    } catch let error as ScenarioFailure {
      failure = error
    } catch {
      failure = execution.failure(expected: "the step can be carried out", describe(error))
    }
    return ScenarioResult(
      scenario: scenario, setting: setting, failure: failure, duration: clock.now - begin)
  }
}

/// One scenario on its way.
private struct ScenarioExecution {
  /// What the query that ran last ended in.
  private enum Outcome {
    case rows(ActualRows)
    case error(Diagnostics)
  }

  let graphs: NamedGraphs
  private var step = GherkinStep(line: 0, keyword: "", text: "")
  private var query = ""
  private var parameters: [String: Value] = [:]
  private var outcome: Outcome?
  /// Whether a step has said what `outcome` is to be.
  private var isChecked = true
  /// The graph before the query under test; a control query leaves it alone.
  private var before: GraphSnapshot?
  private var files: [String] = []

  init(graphs: NamedGraphs) { self.graphs = graphs }

  mutating func run(_ steps: [GherkinStep], _ session: ScenarioSession) throws {
    defer { for file in files { try? FileManager.default.removeItem(atPath: file) } }
    for next in steps {
      step = next
      try carryOut(try StepReader.read(next), session)
    }
    try checkIsChecked()
    guard outcome != nil else {
      throw failure(expected: "a scenario runs a query", "it has none")
    }
  }

  private mutating func carryOut(_ step: ConformanceStep, _ session: ScenarioSession) throws {
    switch step {
    case .emptyGraph: break
    case .namedGraph(let name):
      for statement in try graphs.statements(of: name) { try setUp(statement, session) }
    case .setUp(let statement): try setUp(statement, session)
    case .parameters(let given):
      for parameter in given { parameters[parameter.name] = try parameter.value.value() }
    case .procedure(let declaration): try session.declare(declaration)
    case .csvFile(let parameter, let rows):
      parameters[parameter] = .string(try csvFile(of: rows))
    case .query(let text):
      try checkIsChecked()
      before = try session.snapshot()
      try execute(text, session)
    case .controlQuery(let text):
      try checkIsChecked()
      try execute(text, session)
    case .rows(let expected): try check(rows: expected)
    case .noRows: try checkEmpty()
    case .error(let expected): try check(error: expected, session)
    case .sideEffects(let expected): try check(expected, session)
    }
  }

  // MARK: statements

  private mutating func setUp(_ statement: String, _ session: ScenarioSession) throws {
    query = statement
    do {
      _ = try session.run(statement, parameters: parameters)
    } catch let error as Diagnostics {
      throw failure(expected: "the graph can be built", describe(error))
    }
  }

  private mutating func execute(_ text: String, _ session: ScenarioSession) throws {
    query = text
    isChecked = false
    do {
      outcome = .rows(try session.run(text, parameters: parameters))
    } catch let error as Diagnostics {
      outcome = .error(error)
    }
  }

  private mutating func csvFile(of rows: [[String]]) throws -> String {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "kith-conformance-\(UUID().uuidString).csv")
    files.append(url.path)
    let lines = rows.map { $0.joined(separator: ",") }
    try (lines.joined(separator: "\n") + "\n").write(to: url, atomically: false, encoding: .utf8)
    return url.absoluteString
  }

  // MARK: expectations

  /// An answer that no step looks at would let everything pass.
  private func checkIsChecked() throws(ScenarioFailure) {
    guard !isChecked else { return }
    throw failure(expected: "a step says what the query gives", "none does\n\(outcomeText)")
  }

  private mutating func check(rows expected: ExpectedRows) throws(ScenarioFailure) {
    isChecked = true
    guard case .rows(let actual) = outcome, ResultComparison.matches(actual, expected) else {
      throw failure(expected: expected.text, outcomeText)
    }
  }

  private mutating func checkEmpty() throws(ScenarioFailure) {
    isChecked = true
    guard case .rows(let actual) = outcome, actual.rows.isEmpty else {
      throw failure(expected: "no rows", outcomeText)
    }
  }

  /// The error itself, and that the failed query has left the graph as it was.
  private mutating func check(error expected: ExpectedError, _ session: ScenarioSession) throws {
    isChecked = true
    guard case .error(let actual) = outcome, actual.all.first.map(expected.matches) == true else {
      throw failure(expected: expected.text, outcomeText)
    }
    try check(SideEffects(), session)
  }

  private func check(_ expected: SideEffects, _ session: ScenarioSession) throws {
    guard let before else {
      throw failure(expected: "a query before its side effects", "there is none")
    }
    let actual = before.sideEffects(to: try session.snapshot())
    guard actual == expected else { throw failure(expected: expected.text, actual.text) }
  }

  // MARK: words

  private var outcomeText: String {
    switch outcome {
    case nil: "no query has run"
    case .rows(let rows): rows.text
    case .error(let diagnostics): describe(diagnostics)
    }
  }

  func failure(expected: String, _ actual: String) -> ScenarioFailure {
    ScenarioFailure(
      step: "\(step.keyword) \(step.text)", line: step.line, query: query, expected: expected,
      actual: actual)
  }
}

extension ExpectedError {
  /// Whether an error is of this type, phase and detail.
  func matches(_ error: Diagnostic) -> Bool {
    error.category.rawValue == type && (phase == "any time" || error.phase.rawValue == phase)
      && (detail == "*" || error.detail == detail)
  }
}

/// An error in words: for a statement's what the suite compares, and the message.
private func describe(_ error: any Error) -> String {
  switch error {
  case let error as StepError: error.message
  case let error as Diagnostics: error.all.map(describe).joined(separator: "\n")
  case let error as Diagnostic: describe(error)
  default: "\(error)"
  }
}

private func describe(_ error: Diagnostic) -> String {
  let detail = error.detail.isEmpty ? "(no detail)" : error.detail
  return "\(error.category.rawValue) at \(error.phase.rawValue): \(detail)\n  \(error.message)"
}
