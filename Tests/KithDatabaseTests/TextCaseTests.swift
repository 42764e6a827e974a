import Glibc
import KithCore
import KithDatabase
import KithExecutor
import KithPlanner
import KithStorage
import Testing

/// Every case of `Cases`, run as it is, with the optimiser off, with batches of 1 and 3 rows, with the file reopened between
/// statements, and with chunks written by every commit: the same rows each time.
@Suite struct TextCaseTests {
  struct Setting: Sendable, CustomTestStringConvertible {
    var name: String
    var isOptimised = true
    var batchRowCount = 2048
    var reopens = false
    /// Whether every commit writes its chunks; else what it changed stays beside them, in records.
    var writesChunks = false
    var testDescription: String { name }

    static let all = [
      Setting(name: "as it is"),
      Setting(name: "optimiser off", isOptimised: false),
      Setting(name: "batches of 1", batchRowCount: 1),
      Setting(name: "batches of 3", batchRowCount: 3),
      Setting(name: "reopened", reopens: true),
      Setting(name: "chunks written by every commit", writesChunks: true)
    ]
  }

  @Test func thereAreCases() { #expect(TextCase.all.count > 100) }

  @Test(arguments: Setting.all)
  func everyCaseGivesItsRows(_ setting: Setting) throws {
    for it in TextCase.all {
      let actual = try run(it, setting)
      #expect(matches(actual, it.expectation), "\(it.file): \(it.name)\n\(show(actual))")
    }
  }

  /// A changed expectation must fail, or the comparison says nothing.
  @Test func theComparisonIsStrict() {
    let rows = [["n"], ["1"], ["2"]]
    #expect(matches(.rows(rows), .rows([["n"], ["2"], ["1"]])))
    #expect(!matches(.rows(rows), .ordered([["n"], ["2"], ["1"]])))
    #expect(!matches(.rows(rows), .rows([["n"], ["1"]])))
    #expect(!matches(.rows(rows), .rows([["n"], ["1"], ["1"]])))
    #expect(!matches(.rows(rows), .rows([["m"], ["1"], ["2"]])))
    #expect(!matches(.rows(rows), .error("TypeError")))
  }

  // MARK: running

  private func run(_ it: TextCase, _ setting: Setting) throws -> TextCase.Expectation {
    let path = "/tmp/kith-case-\(getpid())-\(UInt64.random(in: 0 ..< .max)).kith"
    defer {
      unsafe unlink(path)
      unsafe unlink(path + "-lock")
    }
    var session = try open(path, setting)
    do throws(Diagnostics) {
      for statement in it.graph {
        _ = try session.run(statement, parameters: [:], into: RowCollector())
        if setting.reopens { session = try reopened(path, setting) }
      }
      let rows = RowCollector()
      _ = try session.run(it.query, parameters: [:], into: rows)
      return .rows(rows.rows)
    } catch {
      return .error(error.all.first.map { $0.detail.isEmpty ? $0.message : $0.detail } ?? "")
    }
  }

  /// Files for the runs that reopen, memory for the others.
  private func open(_ path: String, _ setting: Setting) throws(Diagnostic) -> EmbeddedSession {
    let session = try EmbeddedSession(
      path: setting.reopens ? path : nil,
      recordLimit: setting.writesChunks ? .none : .standard)
    session.settings.plannerOptions.isOptimised = setting.isOptimised
    session.settings.executionOptions.batchRowCount = setting.batchRowCount
    return session
  }

  private func reopened(_ path: String, _ setting: Setting) throws(Diagnostics) -> EmbeddedSession {
    do throws(Diagnostic) { return try open(path, setting) } catch { throw Diagnostics(error) }
  }

  private func matches(
    _ actual: TextCase.Expectation, _ expected: TextCase.Expectation
  ) -> Bool {
    switch (actual, expected) {
    case (.rows(let rows), .ordered(let wanted)): rows == wanted
    case (.rows(let rows), .rows(let wanted)):
      rows.first == wanted.first
        && rows.dropFirst().sorted { $0.lexicographicallyPrecedes($1) }
          == wanted.dropFirst().sorted { $0.lexicographicallyPrecedes($1) }
    case (.error(let detail), .error(let wanted)): detail == wanted
    default: false
    }
  }

  private func show(_ actual: TextCase.Expectation) -> String {
    switch actual {
    case .error(let detail): "error \(detail)"
    case .rows(let rows), .ordered(let rows):
      rows.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
    }
  }
}

/// Keeps a result as text, the header first; a statement that returns nothing has no header.
final class RowCollector: ResultSink {
  var rows: [[String]] = []

  func begin(columns: [String]) { if !columns.isEmpty { rows.append(columns) } }

  func receive(_ rows: [[Value]], entities: any EntityResolver) throws {
    for row in rows { self.rows.append(try row.map { try $0.text(resolving: entities) }) }
  }
}
