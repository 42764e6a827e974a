import KithColumns
import KithCore

/// Takes all of its input before it hands on the first row: stands before and behind what changes the graph row by row.
final class BufferOperator: PhysicalOperator {
  private var batches: [Batch]?
  private var position = 0

  init(input: PhysicalOperator) { super.init(input: input, layout: input.layout) }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    batches = nil
    position = 0
  }

  override func produce() throws(Diagnostic) -> Batch? {
    if batches == nil { batches = try input.allBatches() }
    guard let batches, position < batches.count else { return nil }
    defer { position += 1 }
    return batches[position]
  }
}

extension PhysicalOperator {
  /// All that is left. Texts stay valid: changes of the graph do not move what a transaction has read.
  final func allBatches() throws(Diagnostic) -> [Batch] {
    var batches: [Batch] = []
    while let batch = try next() { batches.append(batch) }
    return batches
  }
}
