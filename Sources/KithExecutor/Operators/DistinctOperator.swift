import KithColumns
import KithCore
import KithPlanner

/// The different combinations of some variables, in the order in which they first come.
///
/// Hands rows on while it reads: only their keys are kept.
final class DistinctOperator: PhysicalOperator {
  private let columns: [Int]
  private var seen = KeyTable()
  private var charged = 0

  init(_ variables: [VariableID], input: PhysicalOperator) throws(Diagnostic) {
    columns = try variables.map { variable throws(Diagnostic) in
      try input.layout.requiredColumn(of: variable)
    }
    super.init(input: input, layout: RowLayout(variables))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    seen = KeyTable()
    context.memory.release(charged)
    charged = 0
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while let batch = try input.next() {
      let new = seen.insertNew(columns.map(batch.flat), rowCount: batch.rowCount)
      try context.memory.charge(seen.byteCount - charged)
      charged = seen.byteCount
      if !new.isEmpty { return batch.keeping(columns).selecting(new) }
    }
    return nil
  }
}

extension KeyTable {
  /// Inserts rows and gives those whose keys were new, ascending.
  mutating func insertNew(_ columns: [ColumnVector], rowCount: Int) -> [UInt32] {
    var next = UInt32(count)
    let numbers = insert(columns, rowCount: rowCount)
    var new: [UInt32] = []
    for row in numbers.indices where numbers[row] == next {
      new.append(UInt32(row))
      next += 1
    }
    return new
  }
}
