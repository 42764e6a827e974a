import KithColumns
import KithCore
import KithPlanner

/// Runs the right side once over all rows of the left: `RETURN x NEXT … UNION …`, whose parts see the same rows.
final class PipeOperator: PhysicalOperator {
  private var table: RowBuffer?

  init(left: PhysicalOperator, right: LogicalPlan) throws(Diagnostic) {
    let side = try left.context.makeOperator(for: right, argument: left.layout)
    super.init(inputs: [left, side], layout: side.layout, context: left.context)
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try inputs[0].open(argument)
    table?.release(context)
    table = nil
  }

  override func produce() throws(Diagnostic) -> Batch? {
    if table == nil {
      var rows = RowBuffer(columnCount: inputs[0].layout.variables.count)
      while let batch = try inputs[0].next() { try rows.append(batch, context) }
      table = rows
      try inputs[1].open(rows.batch())
    }
    return try inputs[1].next()
  }
}
