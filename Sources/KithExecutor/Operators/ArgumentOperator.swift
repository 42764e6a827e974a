import KithColumns
import KithCore

/// Hands out the rows that it was opened with, in pieces of at most a batch.
///
/// Stands at the bottom of every tree. Carries all of the argument's columns, also those that the plan does not declare.
final class ArgumentOperator: PhysicalOperator {
  private var argument = Batch(rowCount: 0)
  private var row = 0

  override func open(_ argument: Batch) throws(Diagnostic) {
    self.argument = argument
    row = 0
  }

  override func produce() throws(Diagnostic) -> Batch? {
    guard row < argument.rowCount else { return nil }
    let end = min(argument.rowCount, row + context.options.batchRowCount)
    defer { row = end }
    return argument.slice(row, end)
  }
}
