import KithColumns
import KithCore
import KithPlanner

/// All rows of the left input, then all of the right, under common variables.
final class UnionOperator: PhysicalOperator {
  private let columns: [[Int]]
  private var side = 0

  init(
    left: [VariableID], right: [VariableID], output: [VariableID],
    inputs: (PhysicalOperator, PhysicalOperator)
  ) throws(Diagnostic) {
    let leftColumns = try left.map { variable throws(Diagnostic) in
      try inputs.0.layout.requiredColumn(of: variable)
    }
    let rightColumns = try right.map { variable throws(Diagnostic) in
      try inputs.1.layout.requiredColumn(of: variable)
    }
    columns = [leftColumns, rightColumns]
    super.init(
      inputs: [inputs.0, inputs.1], layout: RowLayout(output), context: inputs.0.context)
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    side = 0
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while side < inputs.count {
      if let batch = try inputs[side].next() { return batch.keeping(columns[side]) }
      side += 1
    }
    return nil
  }
}
