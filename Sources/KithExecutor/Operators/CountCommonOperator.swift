import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// The input's rows with a weight: how many bindings an intersection has for each. Rows without any are dropped.
///
/// Counts by bits and by merging sorted lists. Only at rows where relationships that must differ may meet, at a loop or
/// a node that comes twice, bindings are made and counted one by one.
final class CountCommonOperator: PhysicalOperator {
  private let columns: IntersectionColumns
  private let earlierColumn: Int?
  private var marks: NodeMarks?
  private var loops: [LoopMemory]
  private var hubs = HubMarks()
  private var charged = 0
  /// The leg whose neighbours are marked.
  private var markedLeg = -1
  /// The transaction for which marks and loops hold beyond a batch; nil where it changes.
  private weak var settled: GraphTransaction?

  init(_ intersect: LogicalIntersect, input: PhysicalOperator) throws(Diagnostic) {
    columns = try IntersectionColumns(intersect, layout: input.layout)
    earlierColumn = try intersect.counting?.earlier.map { variable throws(Diagnostic) in
      try input.layout.requiredColumn(of: variable)
    }
    loops = intersect.legs.map { _ in LoopMemory() }
    super.init(
      input: input,
      layout: input.layout.appending(intersect.counting.map { [$0.weight] } ?? []))
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while let batch = try input.next() {
      var weights = try weights(of: batch)
      if let earlierColumn, case .integers(let earlier) = batch.flat(earlierColumn).storage {
        weights = try product(weights, earlier)
      }
      let kept = selection(ofPositive: weights)
      if kept.count == weights.count { return batch.appending(ColumnVector(.integers(weights))) }
      if kept.isEmpty { continue }
      return batch.selecting(kept)
        .appending(ColumnVector(.integers(kept.map { weights[Int($0)] })))
    }
    return nil
  }

  private func weights(of batch: Batch) throws(Diagnostic) -> [Int64] {
    let transaction = context.transaction
    let intersection = try PreparedIntersection(columns, of: batch, transaction)
    guard !intersection.isImpossible else { return Array(repeating: 0, count: batch.rowCount) }
    let marks = try preparedMarks(transaction)
    if markedLeg != intersection.marked {
      marks.begin(nil)
      hubs.reset()
    }
    markedLeg = intersection.marked
    var counter = IntersectionCounter(
      intersection: intersection, marks: marks, transaction: transaction, loops: loops, hubs: hubs)
    // There is one copy of them, which is changed in place.
    (loops, hubs) = ([], HubMarks())
    defer { (loops, hubs) = (counter.loops, counter.hubs) }
    let counts = try counter.counts(rowCount: batch.rowCount, context)
    try charge(counter.loops, counter.hubs)
    return counts
  }

  private func charge(_ loops: [LoopMemory], _ hubs: HubMarks) throws(Diagnostic) {
    let bytes =
      (marks?.byteCount ?? 0) + loops.reduce(0) { $0 + $1.byteCount } + hubs.byteCount
    try context.memory.charge(bytes - charged)
    charged = bytes
  }

  private func preparedMarks(_ transaction: GraphTransaction) throws(Diagnostic) -> NodeMarks {
    let bound = transaction.nodeUpperBound
    if let marks, settled === transaction { return marks }
    let marks = self.marks.flatMap { $0.fits(bound: bound) ? $0 : nil } ?? NodeMarks(bound: bound)
    marks.begin(nil)
    for leg in loops.indices { loops[leg].reset(bound: bound) }
    hubs.reset()
    self.marks = marks
    settled = transaction.isWritable ? nil : transaction
    return marks
  }
}
