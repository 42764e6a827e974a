import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// From each row's node, one row for each walk of some lengths: `(a)-[:KNOWS*1..3]->(b)`.
///
/// Walks depth first. No relationship comes twice in one walk, nor one that another pattern of the `MATCH` has met.
final class VariableExpandOperator: PhysicalOperator {
  private let expand: LogicalVariableExpand
  private let fromColumn: Int
  private let toColumn: Int?
  private let differingColumns: [Int]
  private let conditions: StepConditions
  private var current: Position?

  /// Where in a batch the next rows begin.
  private struct Position {
    var batch: Batch
    var from: NodeColumn
    var to: NodeColumn?
    var uniqueness: RelationshipUniqueness
    var steps: [ExpandStep]
    var labels: ResolvedNames<LabelID>
    var conditions: PreparedStepConditions
    var row = 0
    var walk: WalkCursor?
  }

  init(_ expand: LogicalVariableExpand, input: PhysicalOperator) throws(Diagnostic) {
    self.expand = expand
    fromColumn = try input.layout.requiredColumn(of: expand.from)
    toColumn = expand.isToBound ? try input.layout.requiredColumn(of: expand.to) : nil
    differingColumns = try expand.differsFrom.map { variable throws(Diagnostic) in
      try input.layout.requiredColumn(of: variable)
    }
    conditions = try StepConditions(
      properties: expand.relationshipProperties, predicate: expand.stepPredicate,
      relationship: expand.stepRelationship, layout: input.layout)
    super.init(
      input: input,
      layout: input.layout.appending(
        [expand.relationships] + (expand.isToBound ? [] : [expand.to])))
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
      var walks = Walks()
      try collect(&position, into: &walks)
      if position.row < position.batch.rowCount { current = position }
      let rows = try joined(walks, to: position)
      if rows.rowCount > 0 { return rows }
    }
  }

  /// Ends of walks, their relationships, and the rows that they start from.
  private struct Walks {
    var parents: [UInt32] = []
    var nodes: [NodeID] = []
    var lists: [Value] = []
  }

  private func nextPosition() throws(Diagnostic) -> Position? {
    guard let batch = try input.next() else { return nil }
    return Position(
      batch: batch, from: try NodeColumn(batch.flat(fromColumn)),
      to: try toColumn.map { column throws(Diagnostic) in try NodeColumn(batch.flat(column)) },
      uniqueness: try RelationshipUniqueness(differingColumns, of: batch),
      steps: try ExpandStep.steps(
        types: expand.types, direction: expand.direction, in: context.transaction),
      labels: try context.transaction.resolve(labels: expand.toLabels),
      conditions: try conditions.prepared(for: batch, context))
  }

  private func collect(
    _ position: inout Position, into walks: inout Walks
  ) throws(Diagnostic) {
    let limit = context.options.batchRowCount
    while position.row < position.batch.rowCount, walks.parents.count < limit {
      let row = position.row
      guard var walk = position.walk ?? start(position) else {
        position.row += 1
        continue
      }
      position.walk = nil
      while walks.parents.count < limit, let end = try walk.next() {
        if walk.trail.count < expand.minimum { continue }
        if let to = position.to, to.ids[row] != end { continue }
        walks.parents.append(UInt32(row))
        walks.nodes.append(end)
        walks.lists.append(walk.trail.value(isReversed: expand.isReversed))
      }
      if walks.parents.count < limit { position.row += 1 } else { position.walk = walk }
    }
  }

  /// The walks from a row's node; nil where it has none or ends nowhere.
  private func start(_ position: Position) -> WalkCursor? {
    let row = position.row
    if position.from.isNull(row) { return nil }
    if let to = position.to, to.isNull(row) { return nil }
    return WalkCursor(
      from: position.from.ids[row], row: row, steps: position.steps, maximum: expand.maximum,
      forbidden: position.uniqueness.relationships(ofRow: row), conditions: position.conditions,
      context: context)
  }

  private func joined(_ walks: Walks, to position: Position) throws(Diagnostic) -> Batch {
    var kept = Array(0..<UInt32(walks.parents.count))
    switch position.labels {
    case .none: break
    case .unknown: kept = []
    case .known(let labels):
      kept = try context.transaction.indices(of: walks.nodes, having: labels)
    }
    let lists = ColumnVector(.values(kept.map { walks.lists[Int($0)] }))
    let batch = position.batch.selecting(kept.map { walks.parents[Int($0)] }).appending(lists)
    if expand.isToBound { return batch }
    return batch.appending(ColumnVector(.nodes(kept.map { walks.nodes[Int($0)] })))
  }
}
