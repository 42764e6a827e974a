import KithColumns
import KithCore
import KithExecutor
import KithPlanner
import KithStorage
import KithSyntax

/// A graph in memory on which tests run statements through parser, planner and executor.
final class SmallGraph: Sendable {
  /// One without anything, for expressions that need no graph.
  static let empty = Result { try SmallGraph() }

  let file: GraphFile
  /// 2023-10-11T12:31:14.645Z.
  static let clock = DateTimeValue(
    secondsSinceEpoch: 1_697_027_474, nanoseconds: 645_000_000, offsetSeconds: 0, zoneName: nil)

  init(_ statements: String...) throws {
    file = try GraphFile(inMemory: ())
    for statement in statements { _ = try run(statement) }
  }

  /// The rows of a statement, as text.
  func run(
    _ statement: String, parameters: [String: Value] = [:], batchRowCount: Int = 2048
  ) throws -> [[String]] {
    let parsed = try QueryParser.parse(statement)
    let reading = try file.beginRead()
    defer { reading.abort() }
    let plan = try StatementPlanner.plan(
      parsed, schema: reading.schema, statistics: reading.statistics,
      procedures: ProcedureRegistry.standard.signatures)
    let transaction = try plan.isReadOnly ? reading : file.beginWrite()
    defer { transaction.abort() }
    var options = ExecutionOptions()
    options.batchRowCount = batchRowCount
    let context = ExecutionContext(
      transaction: transaction, parameters: parameters, options: options,
      statementClock: Self.clock, random: StatementRandom(seed: 7))
    let root = try context.makeOperator(for: plan.root, argument: RowLayout())
    try root.open(.singleRow)
    var rows: [[String]] = []
    while let batch = try root.next() {
      let columns = plan.columns.compactMap { root.layout.column(of: $0.variable) }
      for row in 0..<batch.rowCount {
        let values = batch.row(row)
        rows.append(try columns.map { try values[$0].text(resolving: transaction) })
      }
    }
    if !plan.isReadOnly { try transaction.commit() }
    return rows
  }

  /// The value of an expression, as text.
  func value(_ expression: String, parameters: [String: Value] = [:]) throws -> String {
    try run("RETURN \(expression) AS x", parameters: parameters)[0][0]
  }

  /// The error that an expression ends with when it runs; nil where it gives a value.
  func failure(_ statement: String) -> Diagnostic? {
    do {
      _ = try run(statement)
      return nil
    } catch let diagnostic as Diagnostic {
      return diagnostic
    } catch {
      return (error as? Diagnostics)?.all.first
    }
  }
}
