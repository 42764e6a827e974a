import Glibc
import KithCore
import KithDatabase
import KithExecutor
import KithPlanner

/// How the engine runs a query.
package struct EngineSetting: Sendable {
  var name: String
  var isOptimised: Bool
  var batchRowCount: Int

  static let all = [
    EngineSetting(name: "as it is", isOptimised: true, batchRowCount: 2048),
    EngineSetting(name: "optimiser off", isOptimised: false, batchRowCount: 2048),
    EngineSetting(name: "batches of 1", isOptimised: true, batchRowCount: 1),
    EngineSetting(name: "batches of 3, optimiser off", isOptimised: false, batchRowCount: 3)
  ]
}

/// What the engine gives: rows as values and as text, or an error.
struct EngineOutcome {
  var columns: [String] = []
  var rows: [String] = []
  /// The same with `1.0` as `1`.
  var folded: [String] = []
  /// The whole graph afterwards, sorted; empty where the statement changes nothing.
  var graph: [String] = []
  var failure: Diagnostic?
}

/// A session with a graph, on which queries are tried one after the other; what they change is undone.
final class EngineRun {
  private var session: EmbeddedSession
  private let path: String?

  /// With `isFile` in a file, which is closed and opened again before the queries.
  init(_ graph: FuzzGraph, isFile: Bool) throws {
    path = isFile ? "/tmp/kith-fuzz-\(getpid())-\(UInt64.random(in: 0 ..< .max)).kith" : nil
    session = try EmbeddedSession(path: path)
    if let statement = graph.statement {
      _ = try session.run(statement, parameters: [:], into: Sink())
    }
    if let path {
      session = try EmbeddedSession(path: nil)
      session = try EmbeddedSession(path: path)
    }
  }

  deinit {
    guard let path else { return }
    unsafe unlink(path)
    unsafe unlink(path + "-lock")
  }

  /// Runs a query; `changes` tells whether it may change the graph, and then it is rolled back.
  func outcome(_ query: String, _ setting: EngineSetting, changes: Bool) throws -> EngineOutcome {
    session.settings.plannerOptions.isOptimised = setting.isOptimised
    session.settings.executionOptions.batchRowCount = setting.batchRowCount
    session.settings.executionOptions.deadline = .now + .seconds(3)
    var outcome = EngineOutcome()
    if changes { try session.begin() }
    do {
      let sink = Sink()
      _ = try session.run(query, parameters: [:], into: sink)
      outcome.columns = sink.columns
      outcome.rows = sink.rows
      outcome.folded = sink.folded
      if changes { outcome.graph = try wholeGraph() }
    } catch let error as Diagnostics {
      outcome.failure = error.all[0]
    }
    if changes { try session.rollback() }
    return outcome
  }

  private func wholeGraph() throws -> [String] {
    try session.read { reader in
      let writing = ValueWriting(resolver: reader)
      let entities =
        try reader.nodes(label: nil).map(Value.node)
        + reader.relationships().map(Value.relationship)
      return try entities.map(writing.text).sorted()
    }
  }

  /// Keeps rows as text while entities can be asked for.
  private final class Sink: ResultSink {
    var columns: [String] = []
    var rows: [String] = []
    var folded: [String] = []

    func begin(columns: [String]) { self.columns = columns }

    func receive(_ rows: [[Value]], entities: any EntityResolver) throws {
      var writing = ValueWriting(resolver: entities)
      self.rows += try rows.map { try writing.row($0, columns) }
      writing.foldsNumbers = true
      folded += try rows.map { try writing.row($0, columns) }
    }
  }
}
