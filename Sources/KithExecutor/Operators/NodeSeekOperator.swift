import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// The nodes whose property equals a value that the row gives: `MATCH (p:Person {id: row.id})`.
///
/// Scans the label once for each batch of rows: with one value it compares, with several it looks each node's
/// property up among them. This is where an index on (label, property) will be asked instead.
final class NodeSeekOperator: PhysicalOperator {
  private let seek: LogicalNodeSeek
  private let value: CompiledExpression
  private var pending = PendingRows()

  init(_ seek: LogicalNodeSeek, input: PhysicalOperator) throws(Diagnostic) {
    self.seek = seek
    value = try ExpressionCompiler.compile(seek.value, layout: input.layout)
    super.init(input: input, layout: input.layout.appending([seek.node]))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    pending = PendingRows()
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if let piece = pending.next(context.options.batchRowCount) { return piece }
      guard let batch = try input.next() else { return nil }
      let found = try matches(of: try value.evaluate(batch, context))
      pending = PendingRows(
        batch.selecting(found.parents).appending(ColumnVector(.nodes(found.nodes))))
    }
  }

  /// The nodes for each row's value, in the order of the rows and then of the nodes.
  private func matches(
    of values: ColumnVector
  ) throws(Diagnostic) -> (parents: [UInt32], nodes: [NodeID]) {
    let transaction = context.transaction
    let labels = try transaction.resolve(labels: seek.labels)
    guard let first = labels.first, let key = try transaction.propertyKeyID(seek.key) else {
      return ([], [])
    }
    let others: [LabelID] = if case .known(let all) = labels { Array(all.dropFirst()) } else { [] }
    var matcher = SeekMatcher(values)
    var parents: [UInt32] = []
    var nodes: [NodeID] = []
    var position: NodeID? = NodeID(0)
    while let start = position, !matcher.isEmpty {
      try context.checkCancelled()
      var piece: [NodeID] = []
      position = try transaction.scanNodes(
        label: first, from: start, limit: Batch.standardRowCount, into: &piece)
      if !others.isEmpty {
        piece = try transaction.indices(of: piece, having: others).map { piece[Int($0)] }
      }
      let found = matcher.matches(in: try transaction.gather(nodes: piece, key: key))
      parents += found.rows
      nodes += found.positions.map { piece[Int($0)] }
    }
    return matcher.isSingle ? (parents, nodes) : Self.ordered(parents, nodes)
  }

  /// By row; nodes of one row stay in their order.
  private static func ordered(
    _ parents: [UInt32], _ nodes: [NodeID]
  ) -> (parents: [UInt32], nodes: [NodeID]) {
    let order = parents.indices.sorted {
      parents[$0] != parents[$1] ? parents[$0] < parents[$1] : $0 < $1
    }
    return (order.map { parents[$0] }, order.map { nodes[$0] })
  }
}
