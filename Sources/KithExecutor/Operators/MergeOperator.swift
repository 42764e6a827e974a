import KithColumns
import KithCore
import KithPlanner

/// For each row in turn: the matches of the pattern, or, where there are none, one row of what is created: `MERGE`.
///
/// A row sees what was created and set for the rows before it.
final class MergeOperator: WriteOperator {
  private let matching: PhysicalOperator
  private let creator: PatternCreator
  private let paths: [CompiledExpression]
  private let onCreate: SetItems
  private let onMatch: SetItems
  /// Where the matching plan's rows have the columns that this operator adds, in order; nil where nothing above reads
  /// the column and the plan left it out.
  private let matchedColumns: [Int?]

  init(
    _ merge: LogicalMerge, matching plan: LogicalPlan, input: PhysicalOperator
  ) throws(Diagnostic) {
    let creator = try PatternCreator(merge.create, layout: input.layout, rejectsNull: true)
    let withoutPaths = input.layout.appending(creator.variables)
    let layout = withoutPaths.appending(merge.create.paths.map(\.variable))
    let matching = try input.context.makeOperator(for: plan, argument: input.layout)
    self.creator = creator
    self.matching = matching
    paths = try merge.create.paths.map { path throws(Diagnostic) in
      try ExpressionCompiler.compile(path.expression, layout: withoutPaths)
    }
    onCreate = try SetItems(merge.onCreate, layout: layout)
    onMatch = try SetItems(merge.onMatch, layout: layout)
    matchedColumns = merge.create.variables.map { matching.layout.column(of: $0) }
    super.init(inputs: [input, matching], layout: layout, context: input.context)
  }

  override func change(_ batches: [Batch]) throws(Diagnostic) -> [Batch] {
    var results: [Batch] = []
    for batch in batches {
      try context.checkCancelled()
      var parents: [UInt32] = []
      var columns = matchedColumns.map { _ in ColumnBuilder() }
      for row in 0..<batch.rowCount {
        let single = batch.rowCount == 1 ? batch : batch.selecting([UInt32(row)])
        let count = try merged(single, into: &columns)
        parents.append(contentsOf: repeatElement(UInt32(row), count: count))
      }
      results.append(columns.reduce(batch.selecting(parents)) { $0.appending($1.finished()) })
    }
    return results
  }

  /// Appends the new columns of the rows that one row becomes; gives how many these are.
  private func merged(
    _ row: Batch, into columns: inout [ColumnBuilder]
  ) throws(Diagnostic) -> Int {
    try matching.open(row)
    let matches = try matching.allBatches()
    guard matches.isEmpty else {
      for batch in matches {
        let parents = Array(repeating: UInt32(0), count: batch.rowCount)
        let rows = matchedColumns.reduce(row.selecting(parents)) { rows, column in
          rows.appending(column.map(batch.flat) ?? .allNull(batch.rowCount))
        }
        try onMatch.apply(to: rows, context)
        append(rows, to: &columns)
      }
      return matches.reduce(0) { $0 + $1.rowCount }
    }
    let pattern = try creator.prepared(for: row, context)
    let values = try pattern.create(row: 0, context).values
    var created = values.reduce(row) { $0.appending(.constant($1, count: 1)) }
    for path in paths { created = created.appending(try path.evaluate(created, context)) }
    try onCreate.apply(to: created, context)
    append(created, to: &columns)
    return 1
  }

  private func append(_ rows: Batch, to columns: inout [ColumnBuilder]) {
    let first = rows.columns.count - columns.count
    for index in columns.indices { columns[index].append(rows.flat(first + index)) }
  }
}
