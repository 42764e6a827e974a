import ArgumentParser
import Foundation
import KithConformance

/// Runs a conformance suite of feature files: `kith-tck ../shared/tck`.
@main
struct ConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kith-tck",
    abstract: "Run the scenarios of a folder of feature files.",
    discussion: """
      Prints the scenarios that fail with what was expected and what came, and as its last line \
      'N passed, N failed'. Exits with 1 where one failed or there were none.
      """)

  @Argument(help: "A folder with *.feature files below it, or one such file.")
  var folder: String

  @Option(help: "Run only scenarios whose name contains this text.")
  var only: String?

  @Option(help: "A file of scenarios to skip, 'name | reason' a line.")
  var skip: String?

  @Option(help: "Where 'graphs' is looked for when there is none near the features.")
  var graphs: String?

  @Flag(help: "Print the ten slowest scenarios.")
  var slowest = false

  @Flag(help: "Plan without the optimiser.")
  var optimiserOff = false

  @Option(help: "How many rows a batch holds at most.")
  var batchRows = 2048

  @Flag(help: "Close the graph's file and open it again between any two statements.")
  var reopen = false

  @Flag(help: "Run once under each setting: as it is, optimiser off, batches of 1 and 3, and more.")
  var allSettings = false

  @Option(help: "How many scenarios run at a time.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard batchRows > 0, threads > 0 else {
      throw ValidationError("--batch-rows and --threads take numbers from 1")
    }
  }

  func run() throws {
    guard var features = FeatureFolder(path: folder) else {
      throw ValidationError("'\(folder)' does not exist")
    }
    if let only { features.scenarios.removeAll { !$0.name.contains(only) } }
    let skipList = try readSkipList()
    var outcomes: [ConformanceRun.Outcome] = []
    for setting in settings {
      let runner = ScenarioRunner(
        setting: setting, graphs: NamedGraphs(near: features.path, fallback: graphs))
      let run = ConformanceRun(runner: runner, skipList: skipList, threadCount: threads)
      let outcome = run.run(features)
      outcomes.append(outcome)
      report(outcome, skipList)
    }
    print(ConformanceReport.summary(of: outcomes))
    let isGood = outcomes.allSatisfy { $0.failedCount == 0 && !$0.results.isEmpty }
    if !isGood { throw ExitCode.failure }
  }

  private var settings: [ConformanceSetting] {
    if allSettings { return ConformanceSetting.all }
    var words: [String] = []
    if optimiserOff { words.append("optimiser off") }
    if batchRows != 2048 { words.append("batches of \(batchRows)") }
    if reopen { words.append("reopened") }
    return [
      ConformanceSetting(
        name: words.isEmpty ? ConformanceSetting.standard.name : words.joined(separator: ", "),
        isOptimised: !optimiserOff, batchRowCount: batchRows, reopens: reopen)
    ]
  }

  private func readSkipList() throws -> SkipList {
    guard let skip else { return SkipList() }
    do {
      return try SkipList(String(contentsOfFile: skip, encoding: .utf8))
    } catch let error as StepError {
      throw ValidationError(error.message)
    }
  }

  private func report(_ outcome: ConformanceRun.Outcome, _ skipList: SkipList) {
    print(ConformanceReport.text(of: outcome, skipList: skipList), terminator: "")
    if slowest { print(ConformanceReport.slowest(of: outcome), terminator: "") }
    let time = ConformanceReport.seconds(outcome.duration)
    print("\(outcome.setting.name): \(ConformanceReport.summary(of: [outcome])) in \(time)")
  }
}
