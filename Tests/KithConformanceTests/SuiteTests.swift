import Foundation
import KithConformance
import Testing

/// openCypher's conformance suite, where it lies beside the repository or where `KITH_TCK` says.
///
/// It runs as it is and with everything changed at once; `make tck-all` runs each setting.
@Suite struct SuiteTests {
  static let folder: String? = {
    let here = URL(filePath: #filePath).deletingLastPathComponent()
    let named = ProcessInfo.processInfo.environment["KITH_TCK"]
    let places = ["../../../shared/tck", "../../../../shared/tck"].map {
      here.appending(path: $0).standardized.path
    }
    return ((named.map { [$0] } ?? []) + places).first {
      FileManager.default.fileExists(atPath: $0)
    }
  }()

  @Test(
    .enabled(if: folder != nil, "skipped: there is no suite; KITH_TCK names its folder"),
    arguments: [ConformanceSetting.standard, .combined])
  func `every scenario passes`(setting: ConformanceSetting) throws {
    let folder = try #require(Self.folder)
    let features = try #require(FeatureFolder(path: folder))
    let list = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../ConformanceRunner/skipped.txt")
    let skipList = try SkipList(String(contentsOf: list, encoding: .utf8))
    let runner = ScenarioRunner(setting: setting, graphs: NamedGraphs(near: folder))
    let outcome = ConformanceRun(runner: runner, skipList: skipList).run(features)
    #expect(outcome.results.count > 1000)
    #expect(
      outcome.failedCount == 0,
      "\(ConformanceReport.text(of: outcome, skipList: skipList))")
  }
}
