import KithColumns
import KithCore
import KithPlanner

/// Exactly these columns, each computed from the input row: `WITH` and `RETURN` without aggregation.
///
/// A column that is merely renamed is not copied. Hidden columns (numbers of outer rows) stay.
final class ProjectOperator: PhysicalOperator {
  private enum Source {
    case column(Int)
    case computed(CompiledExpression)
  }

  private let sources: [Source]

  init(_ columns: [BoundColumn], input: PhysicalOperator) throws(Diagnostic) {
    var sources: [Source] = []
    for column in columns {
      if case .variable(let variable) = column.expression.kind,
        let index = input.layout.column(of: variable)
      {
        sources.append(.column(index))
      } else {
        sources.append(
          .computed(try ExpressionCompiler.compile(column.expression, layout: input.layout)))
      }
    }
    let hidden = input.layout.hiddenVariables
    sources += hidden.compactMap(input.layout.column(of:)).map(Source.column)
    self.sources = sources
    super.init(input: input, layout: RowLayout(columns.map(\.variable) + hidden))
  }

  override func produce() throws(Diagnostic) -> Batch? {
    guard let batch = try input.next() else { return nil }
    var widened = batch
    var kept: [Int] = []
    for source in sources {
      switch source {
      case .column(let index): kept.append(index)
      case .computed(let expression):
        kept.append(widened.columns.count)
        widened = widened.appending(try expression.evaluate(batch, context))
      }
    }
    return widened.keeping(kept)
  }
}
