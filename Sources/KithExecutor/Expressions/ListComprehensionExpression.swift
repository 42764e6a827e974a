import KithColumns
import KithCore
import KithPlanner

/// `[x IN list WHERE predicate | projection]`: null where the list is null.
///
/// Predicate and projection run over all elements of all rows at once.
final class ListComprehensionExpression: CompiledExpression {
  private let list: CompiledExpression
  private let predicate: CompiledExpression?
  private let projection: CompiledExpression?

  init(
    list: CompiledExpression, predicate: CompiledExpression?, projection: CompiledExpression?,
    span: SourceSpan
  ) {
    self.list = list
    self.predicate = predicate
    self.projection = projection
    super.init(span: span, isInvariant: false)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let lists = try RowLists(list, batch, context, for: "a list comprehension")
    var results: [[Value]] = Array(repeating: [], count: batch.rowCount)
    var bytes = ValueBytes()
    try lists.forEachPiece(of: batch, context) { (unnested, rows) throws(Diagnostic) in
      var (inner, owners) = (unnested, rows)
      if let predicate {
        let truth = try TruthVector(try predicate.evaluate(inner, context), of: "'WHERE'")
        let kept = selection(ofTrue: truth.vector)
        inner = inner.selecting(kept)
        owners = kept.map { owners[Int($0)] }
      }
      let values =
        try projection?.evaluate(inner, context) ?? inner.flat(inner.columns.count - 1)
      try ValueNesting.check(values)
      for (position, row) in owners.enumerated() {
        let value = values.value(at: position)
        if projection != nil { try bytes.add(value, context) }
        results[Int(row)].append(value)
      }
    }
    return ColumnVector(
      packing: results.indices.map { lists.isNull($0) ? .null : .list(results[$0]) })
  }
}

extension ExpressionCompiler {
  /// The same layout with one more variable behind: the element.
  func inner(_ variables: [VariableID]) -> ExpressionCompiler {
    ExpressionCompiler(layout: layout.appending(variables))
  }

  func comprehension(
    _ it: BoundListComprehension, _ span: SourceSpan
  ) throws(Diagnostic) -> CompiledExpression {
    let inner = inner([it.variable])
    return ListComprehensionExpression(
      list: try compile(it.list), predicate: try inner.compile(it.predicate),
      projection: try inner.compile(it.projection), span: span)
  }
}
