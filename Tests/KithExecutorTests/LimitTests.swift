import KithCore
import KithExecutor
import KithPlanner
import KithStorage
import KithSyntax
import Testing

@Suite struct LimitTests {
  /// The error of a query that runs with a context of the test's own.
  private func failure(
    _ query: String, _ options: ExecutionOptions = ExecutionOptions(),
    _ token: CancellationToken = CancellationToken(), onRows: ([[Value]]) -> Void = { _ in }
  ) throws -> (summary: String, memory: Int) {
    let graph = try TestGraph("UNWIND range(1, 60) AS i CREATE (:N {i: i})")
    return try graph.writing { transaction in
      let plan = try StatementPlanner.plan(
        try QueryParser.parse(query), schema: transaction.schema,
        statistics: transaction.statistics)
      let context = ExecutionContext(
        transaction: transaction, options: options, cancellation: token)
      do {
        try StatementExecutor.run(plan, context: context, onRows: onRows)
        return ("no error", context.memory.usedBytes)
      } catch let error as Diagnostic {
        return (error.summary, context.memory.usedBytes)
      }
    }
  }

  @Test func whatIsKeptIsBounded() throws {
    var options = ExecutionOptions()
    options.memoryLimitBytes = 1 << 20
    let rows = "UNWIND range(1, 30000) AS i WITH i, toString(i) + ' and some more text' AS t"
    for tail in [
      "RETURN t ORDER BY t", "RETURN t, count(*)", "RETURN collect(t)", "RETURN DISTINCT t",
      "MATCH (n:N) WITH i, t, n RETURN i ORDER BY i + n.i"
    ] {
      #expect(
        try failure("\(rows) \(tail)", options).summary
          == "LimitError : the statement needs more than the 1 MiB of memory it may use "
          + "[filter or limit the rows before they are sorted, grouped, joined or collected]",
        "\(tail)")
    }
    #expect(
      try failure("\(rows) RETURN t ORDER BY t LIMIT 3", options).summary == "no error")
  }

  /// A string that doubles, a list of long strings: no row is kept, yet memory would run out.
  @Test(
    arguments: [
      "RETURN size(reduce(s = 'x', i IN range(1, 40) | s + s))",
      "RETURN size(reduce(s = [1], i IN range(1, 40) | s + s))",
      "WITH reduce(s = 'x', i IN range(1, 16) | s + s) AS s "
        + "RETURN size([i IN range(1, 1000) | s + i])",
      "WITH reduce(s = 'x', i IN range(1, 16) | s + s) AS s "
        + "UNWIND range(1, 1000) AS i RETURN size(collect(s + i))"
    ])
  func whatExpressionsMakeIsBounded(query: String) throws {
    var options = ExecutionOptions()
    options.memoryLimitBytes = 8 << 20
    #expect(
      try failure(query, options).summary.hasPrefix(
        "LimitError : the statement needs more than the 8 MiB of memory"), "\(query)")
  }

  @Test func memoryIsGivenBack() throws {
    #expect(
      try failure("MATCH (n) RETURN n.i % 3, count(*), collect(n.i) ORDER BY count(*)").memory == 0)
    #expect(
      try failure(
        "MATCH (n) CALL { WITH n MATCH (m) WHERE m.i > n.i RETURN m ORDER BY m.i } RETURN n, m"
      ).memory == 0)
  }

  @Test func timeIsLimited() throws {
    var options = ExecutionOptions()
    options.deadline = .now
    #expect(
      try failure("MATCH (a), (b), (c) RETURN count(*)", options).summary
        == "LimitError : the statement took longer than its time limit allows "
        + "[raise the limit, or ask for less]")
  }

  @Test func aStatementCanBeStopped() throws {
    let token = CancellationToken()
    #expect(
      try failure("MATCH (a), (b), (c), (d) RETURN a.i", ExecutionOptions(), token) { _ in
        token.cancel()
      }.summary == "Cancelled : the statement was stopped")
    #expect(token.isCancelled)
    token.reset()
    #expect(try failure("RETURN 1", ExecutionOptions(), token).summary == "no error")
  }

  @Test func pathsWithAConditionAreTriedToALimit() throws {
    var options = ExecutionOptions()
    options.examinedPathLimit = 20
    #expect(
      try failure(
        "MATCH (a {i: 1}), (b {i: 2}) CREATE (a)-[:T]->(b), (b)-[:T]->(a), (a)-[:T]->(a) "
          + "WITH a, b MATCH p = shortestPath((a)-[:T*]-(b)) WHERE length(p) = 9 RETURN p", options
      ).summary
        == "LimitError : no path that meets the condition was found among the first 20 paths "
        + "[give the path a greatest length, such as '*..6', or loosen the condition]")
  }

  @Test func longWalksCanBeStopped() throws {
    var options = ExecutionOptions()
    options.deadline = .now + .milliseconds(300)
    let graph = try TestGraph("UNWIND range(1, 14) AS i CREATE (:N {i: i})")
    try graph.execute("MATCH (a), (b) WHERE a.i < b.i CREATE (a)-[:T]->(b)")
    let clock = ContinuousClock()
    let began = clock.now
    try graph.writing { transaction in
      let plan = try StatementPlanner.plan(
        try QueryParser.parse("MATCH (a {i: 1})-[r*]-(b {i: 14}) RETURN count(*)"),
        schema: transaction.schema, statistics: transaction.statistics)
      let context = ExecutionContext(transaction: transaction, options: options)
      #expect(throws: Diagnostic.self) {
        try StatementExecutor.run(plan, context: context) { _ in }
      }
    }
    #expect(clock.now - began < .seconds(5))
  }
}
