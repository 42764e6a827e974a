import KithColumns
import KithCore
import KithPlanner

/// Gives rows the variables of the one argument row that an operation below has dropped.
///
/// ```
/// CALL (x) { MATCH (n) WITH count(n) AS c RETURN c + x AS sum }      the aggregation drops x, which stays in scope
/// ```
final class RecallOperator: PhysicalOperator {
  /// The columns of the argument that the input lacks.
  private let columns: [Int]
  private var values: [Value] = []

  init(
    _ variables: [VariableID], of argument: RowLayout, input: PhysicalOperator
  ) throws(Diagnostic) {
    let missing = variables.filter { input.layout.column(of: $0) == nil }
    columns = try missing.map { variable throws(Diagnostic) in
      try argument.requiredColumn(of: variable)
    }
    super.init(input: input, layout: input.layout.appending(missing))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    values = columns.map { column in
      argument.rowCount > 0 ? argument.value(column: column, row: 0) : .null
    }
  }

  override func produce() throws(Diagnostic) -> Batch? {
    guard let batch = try input.next() else { return nil }
    return values.reduce(batch) { rows, value in
      rows.appending(.constant(value, count: batch.rowCount))
    }
  }
}
