import Foundation
import Synchronization

/// A suite under one setting, several scenarios at a time.
package struct ConformanceRun: Sendable {
  package var runner: ScenarioRunner
  package var skipList: SkipList
  package var threadCount: Int

  package init(
    runner: ScenarioRunner, skipList: SkipList = SkipList(),
    threadCount: Int = ProcessInfo.processInfo.activeProcessorCount
  ) {
    self.runner = runner
    self.skipList = skipList
    self.threadCount = max(1, threadCount)
  }

  /// What a run gave; `results` are in the order of the scenarios.
  package struct Outcome: Sendable {
    package var setting: ConformanceSetting
    package var results: [ScenarioResult] = []
    package var skipped: [Scenario] = []
    package var unreadable: [(file: String, reason: String)] = []
    package var duration: Duration = .zero

    package var failures: [ScenarioResult] { results.filter { $0.failure != nil } }
    package var passedCount: Int { results.count - failures.count }
    /// A file that cannot be read counts as one.
    package var failedCount: Int { failures.count + unreadable.count }
  }

  /// Runs the scenarios of a folder that are not on the skip list.
  package func run(_ folder: FeatureFolder) -> Outcome {
    let clock = ContinuousClock()
    let begin = clock.now
    var outcome = Outcome(setting: runner.setting, unreadable: folder.unreadable)
    outcome.skipped = folder.scenarios.filter { skipList.reason(for: $0) != nil }
    let wanted = folder.scenarios.filter { skipList.reason(for: $0) == nil }
    let queue = ScenarioQueue(wanted)
    let group = DispatchGroup()
    for _ in 0..<min(threadCount, max(1, wanted.count)) {
      group.enter()
      let thread = Thread {
        while let (index, scenario) = queue.next() { queue.put(runner.run(scenario), at: index) }
        group.leave()
      }
      // As much as a process's first thread has, for queries that nest deep.
      thread.stackSize = 8 << 20
      thread.start()
    }
    group.wait()
    outcome.results = queue.results
    outcome.duration = clock.now - begin
    return outcome
  }
}

/// Hands out scenarios to threads and takes what became of them.
private final class ScenarioQueue: Sendable {
  private let scenarios: [Scenario]
  private let position = Mutex(0)
  private let finished = Mutex<[Int: ScenarioResult]>([:])

  init(_ scenarios: [Scenario]) { self.scenarios = scenarios }

  func next() -> (Int, Scenario)? {
    position.withLock { position in
      guard position < scenarios.count else { return nil }
      defer { position += 1 }
      return (position, scenarios[position])
    }
  }

  func put(_ result: ScenarioResult, at index: Int) { finished.withLock { $0[index] = result } }

  var results: [ScenarioResult] {
    finished.withLock { finished in scenarios.indices.compactMap { finished[$0] } }
  }
}
