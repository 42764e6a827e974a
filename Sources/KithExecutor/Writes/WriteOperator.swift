import KithColumns
import KithCore

/// An operator that changes the graph row by row.
///
/// It takes all of its input before the first change, and makes all changes before it hands on a row: what reads
/// below never sees half of a clause's changes, and what reads above sees all of them.
class WriteOperator: PhysicalOperator {
  private var results: [Batch]?
  private var position = 0

  final override package func open(_ argument: Batch) throws(Diagnostic) {
    try input.open(argument)
    results = nil
    position = 0
  }

  final override func produce() throws(Diagnostic) -> Batch? {
    if results == nil { results = try change(try input.allBatches()).filter { $0.rowCount > 0 } }
    guard let results, position < results.count else { return nil }
    defer { position += 1 }
    return results[position]
  }

  /// Makes the changes for all rows in their order; gives the rows to hand on.
  func change(_ batches: [Batch]) throws(Diagnostic) -> [Batch] { batches }
}
