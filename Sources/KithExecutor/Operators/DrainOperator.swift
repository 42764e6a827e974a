import KithColumns
import KithCore

/// Runs its input to the end and gives no rows: a statement that returns nothing.
final class DrainOperator: PhysicalOperator {
  init(input: PhysicalOperator) { super.init(input: input, layout: RowLayout()) }

  override func produce() throws(Diagnostic) -> Batch? {
    while try input.next() != nil {}
    return nil
  }
}
