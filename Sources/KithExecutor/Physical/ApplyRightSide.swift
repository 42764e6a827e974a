import KithColumns
import KithCore
import KithPlanner

/// The right side of an apply that takes whole batches: its rows tell, by a hidden column, which left row they stem from.
///
/// ```
/// left rows     0    1    2
/// right opens   | columns of 0 | 0 |        the hidden column counts the left rows
///               | columns of 1 | 1 |
///               | columns of 2 | 2 |
/// right gives   | new | 0 |, | new | 0 |, | new | 2 |     row 1 has no match
/// ```
struct ApplyRightSide {
  /// Rows of the right side, and for each the left row that it stems from, ascending.
  struct Rows {
    var parents: [UInt32]
    var batch: Batch
  }

  /// The columns that are not the left side's.
  let newColumns: [Int]
  let newVariables: [VariableID]
  private let right: PhysicalOperator
  private let numberColumn: Int

  init(
    _ plan: LogicalPlan, left: RowLayout, context: ExecutionContext
  ) throws(Diagnostic) {
    let number = left.freshHiddenVariable
    let argument = left.appending([number])
    right = try context.makeOperator(for: plan, argument: argument)
    numberColumn = try right.layout.requiredColumn(of: number)
    newColumns = argument.columnsMissing(from: right.layout)
    newVariables = newColumns.map { [layout = right.layout] in layout.variables[$0] }
  }

  var operators: [PhysicalOperator] { [right] }

  func open(_ left: Batch) throws(Diagnostic) {
    let numbers = ColumnVector(.integers(Array(0..<Int64(left.rowCount))))
    try right.open(left.appending(numbers))
  }

  func next() throws(Diagnostic) -> Rows? {
    guard let batch = try right.next() else { return nil }
    guard case .integers(let numbers) = batch.flat(numberColumn).storage else { return nil }
    return Rows(parents: numbers.map { UInt32(truncatingIfNeeded: $0) }, batch: batch)
  }
}
