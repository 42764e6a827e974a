import KithCore
import KithExecutor
import KithReference
import KithSyntax

/// A query on which the engine and the reference do not agree.
package struct Difference: Sendable {
  /// What kind it is: while a case is made smaller, the kind stays.
  package enum Kind: Sendable, Equatable {
    case rows, order, columns, graph
    /// The engine fails where the reference gives rows.
    case failure
    /// Two settings of the engine give different rows.
    case settings
  }

  package var kind: Kind
  package var setting: String
  package var expected: String
  package var actual: String
}

/// How queries went.
package struct FuzzTally: Sendable {
  package var queries = 0
  package var compared = 0
  package var rows = 0
  /// Refused before they ran, by message, with one of them.
  package var refused: [String: (count: Int, query: String)] = [:]
  /// The reference fails, the engine gives rows: it never looked at what fails, or it is lenient.
  package var lenient: [String: (count: Int, query: String)] = [:]
  /// Not compared, and why.
  package var skipped: [String: Int] = [:]

  package init() {}
}

/// Compares the engine with the reference on one graph.
final class Differential {
  private let engine: EngineRun
  private let start: ReferenceGraph
  private let fuel: Int

  init(_ graph: FuzzGraph, isFile: Bool = false, fuel: Int) throws {
    engine = try EngineRun(graph, isFile: isFile)
    self.fuel = fuel
    let reference = ReferenceEvaluator(ReferenceGraph())
    if let statement = graph.statement {
      _ = try reference.run(try QueryParser.parse(statement))
    }
    start = reference.graph
  }

  /// What the reference makes of a query.
  private enum Expectation {
    case result(ReferenceResult, ReferenceGraph)
    case failed(String)
    case open(String)
  }

  /// Runs a query under all settings; nil where all agree with the reference.
  func difference(on query: String, _ tally: inout FuzzTally) throws -> Difference? {
    tally.queries += 1
    guard let parsed = try? QueryParser.parse(query) else {
      let outcome = try engine.outcome(query, EngineSetting.all[0], changes: false)
      note(outcome.failure?.message ?? "?", query, &tally.refused)
      return nil
    }
    let changes = parsed.query?.changesGraph ?? true
    let outcomes = try EngineSetting.all.map {
      ($0, try engine.outcome(query, $0, changes: changes))
    }
    // Paths without bound are too many in some graphs, whoever counts them.
    if outcomes.contains(where: { $0.1.failure?.message == Diagnostic.timeLimitReached.message }) {
      tally.skipped["time limit", default: 0] += 1
      return nil
    }
    if let failure = outcomes[0].1.failure, failure.phase == .compileTime {
      note(failure.message, query, &tally.refused)
      return nil
    }
    switch expectation(of: parsed) {
    case .open(let why):
      tally.skipped[why, default: 0] += 1
      return why.hasPrefix("not known") ? disagreement(outcomes, query) : nil
    case .failed(let why):
      if outcomes[0].1.failure == nil { note(why, query, &tally.lenient) }
      return nil
    case .result(let result, let graph):
      tally.compared += 1
      tally.rows += result.rows.count
      for (setting, outcome) in outcomes {
        if let found = try compare(outcome, result, graph, changes: changes) {
          return Difference(
            kind: found.kind, setting: setting.name, expected: found.expected,
            actual: found.actual)
        }
      }
      return nil
    }
  }

  private func note(
    _ why: String, _ query: String, _ counts: inout [String: (count: Int, query: String)]
  ) {
    // Messages differ in names: digits are left out.
    let key = why.filter { !$0.isNumber }
    let shortest = counts[key].map { $0.query.count < query.count ? $0.query : query } ?? query
    counts[key] = ((counts[key]?.count ?? 0) + 1, shortest)
  }

  private func expectation(of statement: ParsedStatement) -> Expectation {
    let reference = ReferenceEvaluator(start, fuel: fuel)
    do {
      let result = try reference.run(statement)
      return .result(result, reference.graph)
    } catch ReferenceFailure.failed(let why) {
      return .failed(why)
    } catch ReferenceFailure.ambiguous(let why) {
      return .open("open: \(why)")
    } catch ReferenceFailure.unsupported(let why) {
      return .open("not known: \(why)")
    } catch {
      return .open("\(error)")
    }
  }

  // MARK: comparing

  private typealias Found = (kind: Difference.Kind, expected: String, actual: String)

  private func compare(
    _ outcome: EngineOutcome, _ result: ReferenceResult, _ graph: ReferenceGraph, changes: Bool
  ) throws -> Found? {
    var writing = ValueWriting(resolver: graph)
    let expected = try result.rows.map { try writing.row($0, result.columns) }
    let shown = Array(expected[result.window])
    if let failure = outcome.failure {
      // Whether the ends are told apart before the search is open.
      if failure.message.hasPrefix("a shortest path needs two different nodes") { return nil }
      return (.failure, shown.joined(separator: "\n"), "\(failure.category): \(failure.message)")
    }
    guard !result.columns.isEmpty || !outcome.columns.isEmpty else {
      return try compareGraphs(outcome, writing, graph, changes)
    }
    guard outcome.columns == result.columns else {
      return (.columns, "\(result.columns)", "\(outcome.columns)")
    }
    if !agrees(outcome.rows, expected, result) {
      writing.foldsNumbers = true
      let folded = try result.rows.map { try writing.row($0, result.columns) }
      if !agrees(outcome.folded, folded, result) {
        let isOrder = outcome.folded.sorted() == Array(folded[result.window]).sorted()
        return (
          isOrder ? .order : .rows, shown.joined(separator: "\n"),
          outcome.rows.joined(separator: "\n")
        )
      }
    }
    return try compareGraphs(outcome, writing, graph, changes)
  }

  /// Whether rows come as they may: each tie's rows in any order, and where the window cuts a tie, any of them.
  private func agrees(_ actual: [String], _ expected: [String], _ result: ReferenceResult) -> Bool {
    guard actual.count == result.window.count else { return false }
    var rows = actual[...]
    var first = 0
    while first < expected.count {
      var end = first
      while end < expected.count, result.ties[end] == result.ties[first] { end += 1 }
      let count = (first..<end).clamped(to: result.window).count
      var left: [String: Int] = [:]
      for row in expected[first..<end] { left[row, default: 0] += 1 }
      for row in rows.prefix(count) {
        guard let more = left[row], more > 0 else { return false }
        left[row] = more - 1
      }
      rows = rows.dropFirst(count)
      first = end
    }
    return true
  }

  private func compareGraphs(
    _ outcome: EngineOutcome, _ writing: ValueWriting, _ graph: ReferenceGraph, _ changes: Bool
  ) throws -> Found? {
    guard changes else { return nil }
    var writing = writing
    writing.foldsNumbers = false
    let expected = try graph.entities.map(writing.text).sorted()
    guard expected != outcome.graph else { return nil }
    return (
      .graph, expected.filter { !outcome.graph.contains($0) }.joined(separator: "\n"),
      outcome.graph.filter { !expected.contains($0) }.joined(separator: "\n")
    )
  }

  /// Where the reference cannot tell, the settings of the engine at least have to agree.
  private func disagreement(
    _ outcomes: [(EngineSetting, EngineOutcome)], _ query: String
  ) -> Difference? {
    let isOpen = ["LIMIT", "SKIP", "collect", "shortestPath"].contains { query.contains($0) }
    let (_, first) = outcomes[0]
    for (setting, outcome) in outcomes.dropFirst() where !isOpen {
      if first.failure != nil || outcome.failure != nil { continue }
      if first.folded.sorted() != outcome.folded.sorted() || first.graph != outcome.graph {
        return Difference(
          kind: .settings, setting: setting.name, expected: first.rows.joined(separator: "\n"),
          actual: outcome.rows.joined(separator: "\n"))
      }
    }
    return nil
  }
}

extension ParsedQuery {
  /// Whether a clause that changes the graph stands anywhere in it.
  fileprivate var changesGraph: Bool {
    parts.contains { part in
      part.clauses.contains { clause in
        switch clause.kind {
        case .create, .merge, .set, .remove, .delete, .foreach: true
        case .subquery(let it): it.query.changesGraph
        default: false
        }
      }
    }
  }
}
