import KithColumns
import KithCore
import KithPlanner

/// Gives matches as rows, and checks conditions that only a whole path can tell.
struct PathRows {
  private let search: LogicalPathSearch
  private let outputs: PathOutputs
  /// The conditions, over the rows' columns; nil where there are none.
  let predicate: CompiledExpression?
  let layout: RowLayout

  init(
    _ search: LogicalPathSearch, _ program: PathProgram, input: RowLayout
  ) throws(Diagnostic) {
    self.search = search
    outputs = PathOutputs(
      search.outputs, search.isReversed ? search.pattern.reversed : search.pattern)
    layout = input.appending(
      [search.relationships] + (search.isToBound ? [] : [search.to])
        + search.outputs.map(\.variable))
    var whole: BoundExpression?
    for condition in program.pathConditions {
      whole =
        whole.map {
          BoundExpression(.binary(.and, $0, condition), type: .boolean, span: condition.span)
        } ?? condition
    }
    predicate = try whole.map { [layout] condition throws(Diagnostic) in
      try ExpressionCompiler.compile(condition, layout: layout)
    }
  }

  var written: PathOutputs { outputs }

  /// The rows that the matches stem from, with the matches beside them.
  func joined(_ batch: Batch, _ parents: [UInt32], _ matches: [PathMatch]) -> Batch {
    let ends = matches.compactMap(\.nodes.last)
    let matches = search.isReversed ? matches.map(\.reversed) : matches
    var rows = batch.selecting(parents).appending(
      ColumnVector(.values(matches.map { .list($0.relationships.map(Value.relationship)) })))
    if !search.isToBound { rows = rows.appending(ColumnVector(.nodes(ends))) }
    for output in search.outputs {
      let values = matches.map { outputs.value(of: output.source, in: $0) }
      rows = rows.appending(ColumnVector(packing: values))
    }
    return rows
  }

  /// The rows on which the conditions hold.
  func accepted(_ rows: Batch, _ context: ExecutionContext) throws(Diagnostic) -> Batch {
    guard let predicate, rows.rowCount > 0 else { return rows }
    let kept = selection(ofTrue: try predicate.evaluate(rows, context))
    return kept.count == rows.rowCount ? rows : rows.selecting(kept)
  }
}

/// Checks one path of one row.
struct PathFilter {
  let rows: PathRows
  let batch: Batch
  let row: Int
  let context: ExecutionContext

  func accepts(_ match: PathMatch) throws(Diagnostic) -> Bool {
    try rows.accepted(rows.joined(batch, [UInt32(row)], [match]), context).rowCount > 0
  }
}
