import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// One row: how many rows a pattern has, from the exact statistics of the transaction: `MATCH (n) RETURN count(*)`.
///
/// Constant time, but for undirected patterns whose relationships may be loops: these are looked for node by node.
final class StatisticsCountOperator: PhysicalOperator {
  private let count: LogicalStatisticsCount
  private var isDone = false

  init(_ count: LogicalStatisticsCount, input: PhysicalOperator) {
    self.count = count
    super.init(input: input, layout: RowLayout(count.outputs))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    isDone = false
  }

  override func produce() throws(Diagnostic) -> Batch? {
    if isDone { return nil }
    isDone = true
    var rows: Int64 = 1
    for part in count.parts {
      let count = Int64(try self.rows(of: part))
      let (product, overflows) = rows.multipliedReportingOverflow(by: count)
      if overflows { throw .countOverflow }
      rows = product
    }
    let vector = ColumnVector(.integers([rows]))
    return count.outputs.reduce(Batch(rowCount: 1)) { batch, _ in batch.appending(vector) }
  }

  private func rows(of part: LogicalStatisticsCount.Part) throws(Diagnostic) -> Int {
    switch part {
    case .nodes(_, let label):
      guard let label else { return try context.transaction.nodeCount(label: nil) }
      guard let number = try context.transaction.labelID(label) else { return 0 }
      return try context.transaction.nodeCount(label: number)
    case .relationships(let it):
      let left = try context.transaction.resolve(labels: it.leftLabel.map { [$0] } ?? [])
      let right = try context.transaction.resolve(labels: it.rightLabel.map { [$0] } ?? [])
      guard let left = left.first, let right = right.first else { return 0 }
      var rows = 0
      for type in try context.transaction.resolve(types: it.types) {
        rows += try relationships(type, it.direction, left, right)
      }
      return rows
    }
  }

  private func relationships(
    _ type: RelationshipTypeID, _ direction: ExpandDirection, _ left: LabelID?, _ right: LabelID?
  ) throws(Diagnostic) -> Int {
    let transaction = context.transaction
    switch direction {
    case .outgoing: return try transaction.relationshipCount(type: type, start: left, end: right)
    case .incoming: return try transaction.relationshipCount(type: type, start: right, end: left)
    case .both:
      let there = try transaction.relationshipCount(type: type, start: left, end: right)
      let back = try transaction.relationshipCount(type: type, start: right, end: left)
      // A loop between the labels would be counted in both: where either is 0, there is none.
      if there == 0 || back == 0 { return there + back }
      return try there + back - loops(type, left, right)
    }
  }

  /// The loops of a type at nodes with both labels. Linear in the nodes of one of them.
  private func loops(
    _ type: RelationshipTypeID, _ left: LabelID?, _ right: LabelID?
  ) throws(Diagnostic) -> Int {
    var loops = 0
    var position: NodeID? = NodeID(0)
    while let start = position {
      try context.checkCancelled()
      var nodes: [NodeID] = []
      position = try context.transaction.scanNodes(
        label: left ?? right, from: start, limit: Batch.standardRowCount, into: &nodes)
      for node in nodes {
        let found = try context.transaction.loopCount(of: node, type: type)
        guard found > 0 else { continue }
        if let left, let right, left != right, try !context.transaction.hasLabel(right, node) {
          continue
        }
        loops += found
      }
    }
    return loops
  }
}
