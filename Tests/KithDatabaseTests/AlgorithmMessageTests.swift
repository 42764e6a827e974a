import KithCore
import KithDatabase
import KithExecutor
import Testing

/// What algorithms say of configurations that they cannot use.
@Suite struct AlgorithmMessageTests {
  private static let cases: [(statement: String, error: String)] = [
    (
      "CALL algo.pageRank({dampin: 0.9})",
      "SyntaxError compile time InvalidArgumentValue: 'algo.pageRank' knows no key 'dampin' "
        + "[damping] [its keys are label, type, direction, weight, defaultWeight, damping, "
        + "iterations, tolerance]"
    ),
    (
      "CALL algo.wcc({relationshipTypes: 'KNOWS'})",
      "SyntaxError compile time InvalidArgumentValue: 'algo.wcc' knows no key "
        + "'relationshipTypes' [type] [its keys are label, type]"
    ),
    (
      "CALL algo.pageRank({damping: '0.9'})",
      "SyntaxError compile time InvalidArgumentType: key 'damping' of 'algo.pageRank' is FLOAT?, "
        + "but this is a string"
    ),
    (
      "UNWIND [{dampin: 1}] AS c CALL algo.pageRank(c) YIELD score RETURN score",
      "ArgumentError runtime InvalidArgumentValue: 'algo.pageRank' knows no key 'dampin' "
        + "[damping] [its keys are label, type, direction, weight, defaultWeight, damping, "
        + "iterations, tolerance]"
    ),
    (
      "UNWIND [{damping: '1'}] AS c CALL algo.pageRank(c) YIELD score RETURN score",
      "TypeError runtime InvalidArgumentType: key 'damping' of 'algo.pageRank' is FLOAT?, "
        + "but found String '1'"
    ),
    (
      "CALL algo.pageRank({damping: 1.5})",
      "ArgumentError runtime InvalidArgumentValue: key 'damping' of 'algo.pageRank' takes "
        + "a number from 0 to 1, but found Float 1.5"
    ),
    (
      "CALL algo.pageRank({iterations: 0})",
      "ArgumentError runtime InvalidArgumentValue: key 'iterations' of 'algo.pageRank' takes "
        + "a whole number from 1, but found Integer 0"
    ),
    (
      "CALL algo.degree({direction: 'bath'})",
      "ArgumentError runtime InvalidArgumentValue: key 'direction' of 'algo.degree' takes "
        + "'out' or 'in' or 'both', but found String 'bath' [both]"
    ),
    (
      "CALL algo.degree({label: 3})",
      "ArgumentError runtime InvalidArgumentValue: key 'label' of 'algo.degree' takes "
        + "a text or a list of texts, but found Integer 3"
    ),
    (
      "CALL algo.degree({label: ['Person', 3]})",
      "ArgumentError runtime InvalidArgumentValue: key 'label' of 'algo.degree' takes "
        + "a text or a list of texts, but found Integer 3"
    ),
    (
      "CALL algo.degree({label: 'Persn'})",
      "ArgumentError runtime InvalidArgumentValue: the graph has no label 'Persn' [Person]"
    ),
    (
      "CALL algo.degree({type: ['KNOW']})",
      "ArgumentError runtime InvalidArgumentValue: the graph has no relationship type 'KNOW' "
        + "[KNOWS]"
    ),
    (
      "CALL algo.degree({weight: 'kms'})",
      "ArgumentError runtime InvalidArgumentValue: the graph has no property 'kms' [km]"
    ),
    (
      "CALL algo.degree({weight: 'km'})",
      "ArgumentError runtime InvalidArgumentValue: the weight 'km' of a relationship cannot be "
        + "negative, but found Integer -1 [leave such relationships out by their type, or set "
        + "another property as the weight]"
    ),
    (
      "CALL algo.degree({weight: 'since'})",
      "TypeError runtime InvalidArgumentType: the weight 'since' of a relationship is a number, "
        + "but found String 'May'"
    ),
    (
      "CALL algo.shortestPath()",
      "ArgumentError runtime InvalidArgumentValue: 'algo.shortestPath' needs the key 'source' "
        + "[':help algo.shortestPath' shows an example]"
    ),
    (
      "MATCH (a) CALL algo.kShortestPaths({source: a}) YIELD cost RETURN cost",
      "ArgumentError runtime InvalidArgumentValue: 'algo.kShortestPaths' needs the key 'target' "
        + "[':help algo.kShortestPaths' shows an example]"
    ),
    (
      "CALL gds.pageRank.stream('graph')",
      "ProcedureError compile time ProcedureNotFound: unknown procedure 'gds.pageRank.stream' "
        + "[algo.pageRank] [':help functions' lists them all]"
    )
  ]

  @Test func configurationsThatCannotBeUsedAreExplained() throws {
    let session = try EmbeddedSession(path: nil)
    _ = try session.run(
      "CREATE (:Person)-[:KNOWS {km: -1, since: 'May'}]->(:Person)", parameters: [:],
      into: RowCollector())
    for it in Self.cases {
      do throws(Diagnostics) {
        _ = try session.run(it.statement, parameters: [:], into: RowCollector())
        Issue.record("no error: \(it.statement)")
      } catch {
        let first = error.all[0]
        let hints = [first.suggestion, first.advice].compactMap { $0 }.map { " [\($0)]" }
        let told =
          "\(first.category.rawValue) \(first.phase.rawValue) \(first.detail): \(first.message)"
          + hints.joined()
        #expect(told == it.error)
        #expect(first.span != nil)
      }
    }
  }

  @Test func anAlgorithmKeepsToTheMemoryOfItsStatement() throws {
    let session = try EmbeddedSession(path: nil)
    _ = try session.run(
      "UNWIND range(1, 5000) AS i CREATE (:N)", parameters: [:], into: RowCollector())
    session.settings.executionOptions.memoryLimitBytes = 100_000
    let error = #expect(throws: Diagnostics.self) {
      try session.run(
        "CALL algo.pageRank() YIELD score RETURN score", parameters: [:], into: RowCollector())
    }
    #expect(error?.all.first?.category == .limitError)
    session.settings.executionOptions.memoryLimitBytes = 5_000_000
    // Each of the calls gives back what it took.
    let rows = RowCollector()
    _ = try session.run(
      "UNWIND range(1, 30) AS i CALL algo.wcc() YIELD component WHERE component = 0 RETURN count(*)",
      parameters: [:], into: rows)
    #expect(rows.rows.last == ["30"])
  }
}
