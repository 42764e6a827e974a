import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// From each row's node, one row for each matching relationship: `(a)-[r:KNOWS]->(b)` with `a` known.
///
/// Copies whole neighbour lists and never the input's columns. Rows come in the order of the input, then by type,
/// direction, neighbour and relationship. A null node gives no rows.
final class ExpandOperator: PhysicalOperator {
  private let expand: LogicalExpand
  private let fromColumn: Int
  private let differingColumns: [Int]
  private var current: Position?

  /// Where in a batch, and in the neighbour lists of a row, the next rows begin.
  private struct Position {
    var batch: Batch
    var from: NodeColumn
    var uniqueness: RelationshipUniqueness
    var steps: [ExpandStep]
    var labels: ResolvedNames<LabelID>
    var row = 0
    var step = 0
    var offset = 0
  }

  init(_ expand: LogicalExpand, input: PhysicalOperator) throws(Diagnostic) {
    self.expand = expand
    fromColumn = try input.layout.requiredColumn(of: expand.from)
    differingColumns = try expand.differsFrom.map { variable throws(Diagnostic) in
      try input.layout.requiredColumn(of: variable)
    }
    let added = (expand.isRelationshipNeeded ? [expand.relationship] : []) + [expand.to]
    super.init(input: input, layout: input.layout.appending(added))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    current = nil
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if current == nil { current = try nextPosition() }
      guard var position = current else { return nil }
      current = nil
      var rows = ExpandedRows(capacity: context.options.batchRowCount)
      try collect(&position, into: &rows)
      if position.row < position.batch.rowCount { current = position }
      try drop(from: &rows, position)
      if rows.count > 0 {
        return rows.joined(
          to: position.batch, withRelationships: expand.isRelationshipNeeded, withNodes: true)
      }
      try context.checkCancelled()
    }
  }

  /// The start of the next batch. Names are looked up anew for each: its rows may come from a clause that made them.
  private func nextPosition() throws(Diagnostic) -> Position? {
    guard let batch = try input.next() else { return nil }
    let steps = try ExpandStep.steps(
      types: expand.types, direction: expand.direction, in: context.transaction)
    var labels = try context.transaction.resolve(labels: expand.toLabels)
    if case .known(let known) = labels {
      let unproven = try context.transaction.unproven(known, steps, fromLabels: [])
      labels = unproven.isEmpty ? .none : .known(unproven)
    }
    return Position(
      batch: batch, from: try NodeColumn(batch.flat(fromColumn)),
      uniqueness: try RelationshipUniqueness(differingColumns, of: batch), steps: steps,
      labels: labels)
  }

  private func collect(
    _ position: inout Position, into rows: inout ExpandedRows
  ) throws(Diagnostic) {
    let limit = context.options.batchRowCount
    let transaction = context.transaction
    while position.row < position.batch.rowCount, rows.count < limit {
      guard position.step < position.steps.count, !position.from.isNull(position.row) else {
        position.row += 1
        position.step = 0
        continue
      }
      let step = position.steps[position.step]
      let node = position.from.ids[position.row]
      let slice = try transaction.neighbours(of: node, type: step.type, direction: step.direction)
      let end = min(slice.count, position.offset + limit - rows.count)
      if step.skipsLoops {
        for index in position.offset..<end where slice.neighbour(at: index) != node {
          rows.append(position.row, slice.relationship(at: index), slice.neighbour(at: index))
        }
      } else {
        rows.append(position.row, slice, position.offset..<end)
      }
      position.offset = end < slice.count ? end : 0
      if end == slice.count { position.step += 1 }
    }
  }

  private func drop(
    from rows: inout ExpandedRows, _ position: Position
  ) throws(Diagnostic) {
    switch position.labels {
    case .none: break
    case .unknown: rows.keep([])
    case .known(let labels):
      rows.keep(try context.transaction.indices(of: rows.nodes, having: labels))
    }
    if !position.uniqueness.isEmpty { rows.keep(position.uniqueness.kept(rows)) }
  }
}
