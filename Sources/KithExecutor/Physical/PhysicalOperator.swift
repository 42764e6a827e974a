package import KithColumns
package import KithCore
import KithPlanner

/// One operation of a running plan; its rows are pulled a batch at a time.
///
/// Subclasses override `open` and `produce`. An operator may be opened any number of times, and each time starts
/// afresh with the rows that the `argument` below it hands out.
package class PhysicalOperator {
  /// The columns of its batches.
  package let layout: RowLayout
  package let context: ExecutionContext
  /// The operators that this one pulls from, left to right.
  package let inputs: [PhysicalOperator]
  /// How many rows it gave since it was made, over all openings.
  package private(set) var rowsProduced = 0
  /// Where `PROFILE` counts its rows and its time.
  final var profileEntry: PlanProfile.Entry?

  init(inputs: [PhysicalOperator], layout: RowLayout, context: ExecutionContext) {
    self.inputs = inputs
    self.layout = layout
    self.context = context
  }

  /// An operator that pulls from one other.
  init(input: PhysicalOperator, layout: RowLayout) {
    self.inputs = [input]
    self.layout = layout
    self.context = input.context
  }

  /// The first input, of those operators that have one.
  final var input: PhysicalOperator { inputs[0] }

  /// Starts, or starts again, with the rows that `argument` operators below hand out. Any number of rows.
  package func open(_ argument: Batch) throws(Diagnostic) {
    for input in inputs { try input.open(argument) }
  }

  /// The next batch with at least one row, or nil at the end. After nil it must be opened again.
  package final func next() throws(Diagnostic) -> Batch? {
    try context.checkCancelled()
    if let profile = context.profile, let profileEntry {
      return try measured(profile, profileEntry)
    }
    guard let batch = try produce() else { return nil }
    rowsProduced += batch.rowCount
    return batch
  }

  private func measured(
    _ profile: PlanProfile, _ entry: PlanProfile.Entry
  ) throws(Diagnostic) -> Batch? {
    profile.enter(entry)
    var rows = 0
    defer { profile.leave(rows: rows) }
    guard let batch = try produce() else { return nil }
    rows = batch.rowCount
    rowsProduced += rows
    return batch
  }

  /// What `next` gives; at least one row.
  func produce() throws(Diagnostic) -> Batch? { nil }
}

extension RowLayout {
  /// The column of a variable that a plan reads. Throws where the plan is at fault.
  func requiredColumn(of variable: VariableID) throws(Diagnostic) -> Int {
    guard let column = column(of: variable) else { throw .variableWithoutColumn(variable) }
    return column
  }
}
