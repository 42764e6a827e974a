import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// One row for each matching relationship between two nodes that the row has already: it closes a cycle.
///
/// Looks the end up in the sorted neighbour list of the start, by halving: logarithmic in the degree.
final class ExpandIntoOperator: PhysicalOperator {
  private let expand: LogicalExpand
  private let fromColumn: Int
  private let toColumn: Int
  private let differingColumns: [Int]
  private var pending = PendingRows()

  init(_ expand: LogicalExpand, input: PhysicalOperator) throws(Diagnostic) {
    self.expand = expand
    fromColumn = try input.layout.requiredColumn(of: expand.from)
    toColumn = try input.layout.requiredColumn(of: expand.to)
    differingColumns = try expand.differsFrom.map { variable throws(Diagnostic) in
      try input.layout.requiredColumn(of: variable)
    }
    let added = expand.isRelationshipNeeded ? [expand.relationship] : []
    super.init(input: input, layout: input.layout.appending(added))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    pending = PendingRows()
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if let piece = pending.next(context.options.batchRowCount) { return piece }
      guard let batch = try input.next() else { return nil }
      var rows = try relationships(between: batch)
      rows.keep(try RelationshipUniqueness(differingColumns, of: batch).kept(rows))
      pending = PendingRows(
        rows.joined(
          to: batch, withRelationships: expand.isRelationshipNeeded, withNodes: false))
    }
  }

  private func relationships(between batch: Batch) throws(Diagnostic) -> ExpandedRows {
    let from = try NodeColumn(batch.flat(fromColumn))
    let to = try NodeColumn(batch.flat(toColumn))
    let steps = try ExpandStep.steps(
      types: expand.types, direction: expand.direction, in: context.transaction)
    var rows = ExpandedRows(capacity: batch.rowCount)
    // Rows mostly start where the row before them did: its lists are there already.
    var known: UInt32?
    var slices: [NeighbourSlice] = []
    for row in try rowsToLookAt(batch, to) where !from.isNull(row) && !to.isNull(row) {
      let (start, end) = (from.ids[row], to.ids[row])
      if known != start.rawValue {
        known = start.rawValue
        slices = try steps.map { step throws(Diagnostic) in
          try context.transaction.neighbours(
            of: start, type: step.type, direction: step.direction)
        }
      }
      for (step, slice) in zip(steps, slices) where !(step.skipsLoops && start == end) {
        let range = slice.range(of: end)
        if !range.isEmpty { rows.append(row, slice, range) }
      }
    }
    return rows
  }

  /// The rows whose end has the labels.
  private func rowsToLookAt(_ batch: Batch, _ to: NodeColumn) throws(Diagnostic) -> [Int] {
    switch try context.transaction.resolve(labels: expand.toLabels) {
    case .none: return Array(0..<batch.rowCount)
    case .unknown: return []
    case .known(let labels):
      let present = (0..<batch.rowCount).filter { !to.isNull($0) }
      let kept = try context.transaction.indices(of: present.map { to.ids[$0] }, having: labels)
      return kept.map { present[Int($0)] }
    }
  }
}
