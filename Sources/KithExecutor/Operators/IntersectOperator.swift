import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// For each row one for each node that all legs lead to: closes circles without the rows that stay open.
///
/// Marks the neighbours on one leg while its node stays the same, and holds the shortest of the other lists against them.
final class IntersectOperator: PhysicalOperator {
  /// How many rows are looked at between two questions whether the statement was stopped.
  private static let checkedRows = 64

  private let intersect: LogicalIntersect
  private let columns: IntersectionColumns
  private var marks: NodeMarks?
  private var charged = 0
  private var batch = Batch(rowCount: 0)
  private var intersection: PreparedIntersection?
  private var row = 0
  private var pending = PendingRows()

  init(_ intersect: LogicalIntersect, input: PhysicalOperator) throws(Diagnostic) {
    self.intersect = intersect
    columns = try IntersectionColumns(intersect, layout: input.layout)
    let added = intersect.legs.filter(\.isRelationshipNeeded).map(\.relationship) + [intersect.to]
    super.init(input: input, layout: input.layout.appending(added))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    intersection = nil
    pending = PendingRows()
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if let piece = pending.next(context.options.batchRowCount) { return piece }
      if intersection == nil {
        guard let next = try input.next() else { return nil }
        batch = next
        row = 0
        intersection = try PreparedIntersection(columns, of: next, context.transaction)
        try prepareMarks()
      }
      guard let intersection else { return nil }
      let rows = try bindings(intersection)
      if row == batch.rowCount || intersection.isImpossible { self.intersection = nil }
      if rows.count > 0 { pending = PendingRows(joined(rows)) }
      try context.checkCancelled()
    }
  }

  private func prepareMarks() throws(Diagnostic) {
    let bound = context.transaction.nodeUpperBound
    if marks?.fits(bound: bound) != true {
      let new = NodeMarks(bound: bound)
      try context.memory.charge(new.byteCount - charged)
      charged = new.byteCount
      marks = new
    }
    // The lists may have changed since the last batch.
    marks?.begin(nil)
  }

  /// The bindings of the next rows.
  private func bindings(
    _ intersection: PreparedIntersection
  ) throws(Diagnostic) -> IntersectedRows {
    var rows = IntersectedRows(legCount: intersect.legs.count)
    guard !intersection.isImpossible, let marks else { return rows }
    let finder = CommonNeighbours(intersection: intersection, transaction: context.transaction)
    let limit = context.options.batchRowCount
    let marked = intersection.legs[intersection.marked]
    let end = min(batch.rowCount, row + Self.checkedRows)
    while row < end, rows.count < limit {
      defer { row += 1 }
      guard intersection.isComplete(row) else { continue }
      let owner = marked.from.ids[row]
      if marks.owner != owner {
        marks.begin(nil)
        if intersection.run(from: row, limit: 2) > 1 {
          marks.begin(owner)
          try marks.mark(owner, marked, labels: intersection.labels, context.transaction)
        }
      }
      try finder.append(row, marks: marks.owner == nil ? nil : marks, to: &rows)
    }
    return rows
  }

  private func joined(_ rows: IntersectedRows) -> Batch {
    var joined = batch.selecting(rows.parents)
    for (index, leg) in intersect.legs.enumerated() where leg.isRelationshipNeeded {
      joined = joined.appending(ColumnVector(.relationships(rows.relationships[index])))
    }
    return joined.appending(ColumnVector(.nodes(rows.nodes)))
  }
}

extension NodeMarks {
  /// Marks the neighbours of a node on a leg that have all the labels.
  func mark(
    _ node: NodeID, _ leg: PreparedLeg, labels: [LabelID], _ transaction: GraphTransaction
  ) throws(Diagnostic) {
    for step in leg.steps {
      mark(
        try transaction.neighbours(of: node, type: step.type, direction: step.direction),
        except: step.skipsLoops ? node : nil)
    }
    guard !labels.isEmpty else { return }
    try keep { neighbour throws(Diagnostic) in try transaction.hasLabels(labels, neighbour) }
  }
}
