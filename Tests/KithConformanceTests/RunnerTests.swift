import Foundation
import KithConformance
import Testing

/// The runner on feature files of its own: what holds passes, and every changed expectation fails.
@Suite struct RunnerTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Features").path
  static let graphs = NamedGraphs(near: folder)

  static func scenarios(_ file: String) throws -> [Scenario] {
    let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
    return try GherkinParser.scenarios(in: text, file: file)
  }

  static let passing = (try? scenarios("Passing.feature")) ?? []
  static let failing = (try? scenarios("Failing.feature")) ?? []

  @Test(arguments: ConformanceSetting.all)
  func `what holds passes under every setting`(setting: ConformanceSetting) {
    #expect(Self.passing.count > 12)
    for scenario in Self.passing {
      let result = ScenarioRunner(setting: setting, graphs: Self.graphs).run(scenario)
      #expect(result.failure == nil, "\(ConformanceReport.text(of: result))")
    }
  }

  @Test func `what does not hold fails`() {
    #expect(Self.failing.count == 16)
    for scenario in Self.failing {
      let result = ScenarioRunner(graphs: Self.graphs).run(scenario)
      #expect(result.failure != nil, "\(scenario.name)")
    }
  }

  @Test func `a changed expectation fails, whatever is changed`() {
    let mutations = Self.passing.flatMap(Mutation.all)
    #expect(mutations.count > 250)
    for mutation in mutations {
      let result = ScenarioRunner(graphs: Self.graphs).run(mutation.scenario)
      #expect(result.failure != nil, "\(mutation.testDescription)")
    }
  }

  @Test func `a file that cannot be read counts as a failure`() throws {
    var features = try #require(FeatureFolder(path: Self.folder))
    #expect(features.fileCount == 2)
    #expect(FeatureFolder(path: Self.folder + "/nowhere") == nil)
    features.scenarios = Array(Self.passing.prefix(2))
    features.unreadable = [(file: "A.feature", reason: "line 1: it is empty")]
    let outcome = ConformanceRun(runner: ScenarioRunner(graphs: Self.graphs)).run(features)
    #expect(ConformanceReport.summary(of: [outcome]) == "2 passed, 1 failed")
    #expect(
      ConformanceReport.text(of: outcome, skipList: SkipList())
        == "FAILED A.feature: line 1: it is empty\n\n")
  }

  @Test func `a skipped scenario has a reason and is counted apart`() throws {
    var features = try #require(FeatureFolder(path: Self.folder))
    features.scenarios = Self.passing.filter { $0.title.hasPrefix("[12]") }
    let skipList = try SkipList("# remark\n\nPassing [12] #2 | numbers are hard\n")
    let outcome = ConformanceRun(
      runner: ScenarioRunner(graphs: Self.graphs), skipList: skipList, threadCount: 2
    ).run(features)
    #expect(ConformanceReport.summary(of: [outcome, outcome]) == "8 passed, 0 failed, 2 skipped")
    #expect(
      ConformanceReport.text(of: outcome, skipList: skipList)
        == "skipped Passing [12] Examples fill in 1.0 #2: numbers are hard\n")
    #expect(throws: StepError.self) { try SkipList("Passing [12] #2") }
  }

  @Test func `a failure is reported with its query, what was expected and what came`() throws {
    let scenario = try #require(Self.failing.first { $0.title.hasPrefix("[5]") })
    let text = ConformanceReport.text(of: ScenarioRunner(graphs: Self.graphs).run(scenario))
    #expect(
      text == """
        FAILED Failing [5] rows where none are expected
          Failing.feature:\(scenario.line + 2), as it is
          query
            RETURN 1 AS one
          step
            Then the result should be empty
          expected
            no rows
          actual
            | one |
            | 1 |
            (1 rows)

        """)
  }
}
