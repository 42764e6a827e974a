import KithColumns
package import KithCore
package import KithPlanner

/// Runs a planned statement to its end.
package enum StatementExecutor {
  /// Pulls all rows of a plan and hands them on in batches, cells in the order of the result's columns.
  ///
  /// Throws `Diagnostic`s of the execution, and whatever `onRows` throws. A statement without columns gives no rows
  /// but is run all the same.
  package static func run(
    _ plan: StatementPlan, context: ExecutionContext, onRows: ([[Value]]) throws -> Void
  ) throws {
    let root = try context.makeOperator(for: plan.root, argument: RowLayout())
    let columns = plan.columns.compactMap { root.layout.column(of: $0.variable) }
    precondition(columns.count == plan.columns.count, "the plan lacks a column of its result")
    try root.open(Batch.singleRow)
    while let batch = try root.next() {
      guard !columns.isEmpty else { continue }
      let vectors = columns.map { batch.flat($0) }
      var rows: [[Value]] = []
      rows.reserveCapacity(batch.rowCount)
      for row in 0..<batch.rowCount { rows.append(vectors.map { $0.value(at: row) }) }
      try onRows(rows)
    }
  }
}
