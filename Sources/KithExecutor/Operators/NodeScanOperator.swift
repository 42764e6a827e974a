import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// Every row of the input with every node that has all the labels: `MATCH (n:Person)`.
///
/// Reads the bitmap of the first label and filters by the others, a batch at a time. Nodes come in ascending order.
final class NodeScanOperator: PhysicalOperator {
  private let labelNames: [String]
  private var labels: ResolvedNames<LabelID> = .none
  private var batch: Batch?
  private var row = 0
  private var position = NodeID(0)

  init(_ scan: LogicalNodeScan, input: PhysicalOperator) {
    labelNames = scan.labels
    super.init(input: input, layout: input.layout.appending([scan.node]))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    batch = nil
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while let batch = try current() {
      var parents: [UInt32] = []
      var nodes: [NodeID] = []
      try scan(batch, into: &nodes, parents: &parents)
      if row >= batch.rowCount { self.batch = nil }
      if case .known(let labels) = labels, labels.count > 1 {
        let kept = try context.transaction.indices(of: nodes, having: Array(labels.dropFirst()))
        nodes = kept.map { nodes[Int($0)] }
        parents = kept.map { parents[Int($0)] }
      }
      if nodes.isEmpty { continue }
      return batch.selecting(parents).appending(ColumnVector(.nodes(nodes)))
    }
    return nil
  }

  /// The batch whose rows are being combined with nodes; names are looked up anew for each, as its rows may
  /// come from a clause that made them.
  private func current() throws(Diagnostic) -> Batch? {
    if let batch { return batch }
    batch = try input.next()
    row = 0
    position = NodeID(0)
    labels = try context.transaction.resolve(labels: labelNames)
    return batch
  }

  private func scan(
    _ batch: Batch, into nodes: inout [NodeID], parents: inout [UInt32]
  ) throws(Diagnostic) {
    guard let first = labels.first else {
      row = batch.rowCount
      return
    }
    let limit = context.options.batchRowCount
    while row < batch.rowCount, nodes.count < limit {
      let before = nodes.count
      let next = try context.transaction.scanNodes(
        label: first, from: position, limit: limit - before, into: &nodes)
      parents.append(contentsOf: repeatElement(UInt32(row), count: nodes.count - before))
      position = next ?? NodeID(0)
      if next == nil { row += 1 }
    }
  }
}
