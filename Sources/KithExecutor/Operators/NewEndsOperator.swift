import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// `DistinctExpandOperator` where each row rules out few ends: whole neighbour lists go into the set of what was given,
/// and what is new comes out.
///
/// ```
/// given        | 3 | 5 |
/// row          neighbours 5 7 8 9, but not 9        9 is marked while the list goes in
/// comes out    7 8
/// ```
///
/// A relationship that the row has met rules out the node at its other end, unless another one leads there. Labels and
/// properties of an end are the same for every row, and are looked at once for each that comes out.
final class NewEndsOperator: PhysicalOperator {
  private let expand: LogicalExpand
  private let fromColumn: Int
  private let differingColumns: [Int]
  /// Of each of these: the columns of the nodes that the relationship is between, where the plan tells.
  private let differingEnds: [[Int]]
  private let exclusions: EndExclusions
  private var runs: RowRuns
  private var current: Position?
  private var pending = PendingRows()
  /// Ends that came out, and nodes whose neighbours all did, in the present run.
  private var given = NodeSet(bound: 0)
  private var exhausted = NodeSet(bound: 0)
  private var memory = LookedUpNodes()
  private var charged = 0

  /// How many neighbours are looked at between two questions whether the statement was stopped.
  private static let checkedWork = 1 << 20

  private struct Position {
    var batch: Batch
    var begins: [Bool]
    var from: NodeColumn
    /// The relationships that each row has met.
    var met: [MetRelationship]
    var values: [ColumnVector]
    var steps: [ExpandStep]
    var lists: [NeighbourCursor]
    var labels: ResolvedNames<LabelID>
    /// Properties that ends must have, and which some node has not.
    var requiredKeys: [PropertyKeyID?]
    var row = 0
  }

  init(
    _ expand: LogicalExpand, _ ends: LogicalDistinctEnds, _ exclusions: EndExclusions,
    input: PhysicalOperator
  ) throws(Diagnostic) {
    self.expand = expand
    self.exclusions = exclusions
    fromColumn = try input.layout.requiredColumn(of: expand.from)
    differingColumns = try expand.differsFrom.map { variable throws(Diagnostic) in
      try input.layout.requiredColumn(of: variable)
    }
    differingEnds = expand.differsFrom.map { relationship in
      let met = ends.met.first { $0.relationship == relationship }
      return (met?.ends ?? []).compactMap(input.layout.column)
    }
    runs = RowRuns(input.layout, forgetting: ends.forgotten)
    super.init(
      input: input, layout: input.layout.keeping(runs.columns).appending([expand.to]))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    current = nil
    pending = PendingRows()
    runs.reset()
    given.removeAll()
    exhausted.removeAll()
    memory = LookedUpNodes()
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if let piece = pending.next(context.options.batchRowCount) { return piece }
      if current == nil { current = try nextPosition() }
      guard var position = current else { return nil }
      current = nil
      let rows = try nextRows(&position)
      if position.row < position.batch.rowCount { current = position }
      let bytes = given.byteCount + exhausted.byteCount
      try context.memory.charge(bytes - charged)
      charged = bytes
      if let rows { pending = PendingRows(rows) }
      try context.checkCancelled()
    }
  }

  private func nextPosition() throws(Diagnostic) -> Position? {
    guard let batch = try input.next() else { return nil }
    let transaction = context.transaction
    let steps = try ExpandStep.steps(
      types: expand.types, direction: expand.direction, in: transaction)
    var labels = try transaction.resolve(labels: expand.toLabels)
    if case .known(let known) = labels {
      let unproven = try transaction.unproven(known, steps, fromLabels: [])
      labels = unproven.isEmpty ? .none : .known(unproven)
    }
    if !given.fits(bound: transaction.nodeUpperBound) {
      given = given.regrown(bound: transaction.nodeUpperBound)
      exhausted = exhausted.regrown(bound: transaction.nodeUpperBound)
    }
    var keys: [PropertyKeyID?] = []
    for name in exclusions.requiredKeys {
      let key = try transaction.propertyKeyID(name)
      if let key, try transaction.everyNodeHas(key) { continue }
      keys.append(key)
    }
    return Position(
      batch: batch, begins: runs.begins(batch), from: try NodeColumn(batch.flat(fromColumn)),
      met: try zip(differingColumns, differingEnds).map { columns throws(Diagnostic) in
        try MetRelationship(columns.0, ends: columns.1, of: batch)
      },
      values: try exclusions.values(of: batch, context), steps: steps,
      lists: try steps.map { step throws(Diagnostic) in
        try NeighbourCursor(transaction, type: step.type, direction: step.direction)
      }, labels: labels, requiredKeys: keys)
  }

  /// The new ends of the next rows, until there is about a batch of them; nil where there are none.
  private func nextRows(_ position: inout Position) throws(Diagnostic) -> Batch? {
    var parents: [UInt32] = []
    var nodes: [NodeID] = []
    var scratch = Scratch()
    var work = 0
    if case .unknown = position.labels { position.row = position.batch.rowCount }
    while position.row < position.batch.rowCount, nodes.count < context.options.batchRowCount {
      let row = position.row
      position.row += 1
      if position.begins[row] {
        given.removeAll()
        exhausted.removeAll()
      }
      if position.from.isNull(row) || exhausted.contains(position.from.ids[row]) { continue }
      let first = given.members.count
      work += try insertEnds(ofRow: row, &position, &scratch)
      let new = given.members[first...]
      parents.append(contentsOf: repeatElement(UInt32(row), count: new.count))
      for id in new { nodes.append(NodeID(id)) }
      if work > Self.checkedWork {
        try context.checkCancelled()
        work = 0
      }
    }
    try drop(&parents, &nodes, position)
    if nodes.isEmpty { return nil }
    return position.batch.keeping(runs.columns).selecting(parents)
      .appending(ColumnVector(.nodes(nodes)))
  }

  /// What is made anew for each row, in memory that stays.
  private struct Scratch {
    var slices: [NeighbourSlice] = []
    var excluded: [NodeID] = []
    var met: [RelationshipID] = []
  }

  /// Gives how many neighbours it has looked at.
  private func insertEnds(
    ofRow row: Int, _ position: inout Position, _ scratch: inout Scratch
  ) throws(Diagnostic) -> Int {
    let node = position.from.ids[row]
    scratch.slices.removeAll(keepingCapacity: true)
    var work = 1
    for index in position.lists.indices {
      let slice = try position.lists[index].neighbours(of: node)
      scratch.slices.append(slice)
      work += slice.count
    }
    guard given.misses(someOf: scratch.slices) else {
      exhausted.insert(node)
      return work
    }
    scratch.excluded.removeAll(keepingCapacity: true)
    guard
      try exclusions.append(
        ofRow: row, position.values, of: position.batch, scratch.slices, to: &scratch.excluded,
        &memory, context)
    else { return work }
    if !position.met.isEmpty { try appendMet(from: node, row, position, &scratch) }
    scratch.excluded.removeAll { !given.mark($0) }
    given.insert(scratch.slices)
    for node in scratch.excluded { given.unmark(node) }
    return work
  }

  /// Appends the nodes that only relationships which the row has met lead to.
  private func appendMet(
    from node: NodeID, _ row: Int, _ position: Position, _ scratch: inout Scratch
  ) throws(Diagnostic) {
    scratch.met.removeAll(keepingCapacity: true)
    for met in position.met {
      guard let ends = met.ends else {
        try appendLookedUp(met, from: node, row, position, &scratch)
        continue
      }
      for end in 0...1 where ends[end].ids[row] == node {
        // What was given already may as well be given by this row.
        let other = ends[1 - end].ids[row]
        if given.contains(other) { continue }
        if scratch.met.isEmpty {
          for met in position.met { met.uniqueness.append(ofRow: row, to: &scratch.met) }
        }
        if isOnlyMet(other, scratch) { scratch.excluded.append(other) }
      }
    }
  }

  /// The same where only the file tells what the relationships are between.
  private func appendLookedUp(
    _ met: MetRelationship, from node: NodeID, _ row: Int, _ position: Position,
    _ scratch: inout Scratch
  ) throws(Diagnostic) {
    if scratch.met.isEmpty {
      for met in position.met { met.uniqueness.append(ofRow: row, to: &scratch.met) }
    }
    for relationship in met.uniqueness.relationships(ofRow: row) {
      guard let ends = try context.transaction.endpoints(of: relationship),
        ends.start == node || ends.end == node
      else { continue }
      let other = ends.start == node ? ends.end : ends.start
      if isOnlyMet(other, scratch) { scratch.excluded.append(other) }
    }
  }

  private func isOnlyMet(_ other: NodeID, _ scratch: Scratch) -> Bool {
    for slice in scratch.slices {
      for index in slice.range(of: other)
      where !scratch.met.contains(slice.relationship(at: index)) {
        return false
      }
    }
    return true
  }

  /// Drops the ends that lack a label or a property.
  private func drop(
    _ parents: inout [UInt32], _ nodes: inout [NodeID], _ position: Position
  ) throws(Diagnostic) {
    if case .known(let labels) = position.labels {
      let kept = try context.transaction.indices(of: nodes, having: labels)
      (parents, nodes) = (kept.map { parents[Int($0)] }, kept.map { nodes[Int($0)] })
    }
    for key in position.requiredKeys where !nodes.isEmpty {
      guard let key else {
        (parents, nodes) = ([], [])
        return
      }
      guard let mask = try context.transaction.gather(nodes: nodes, key: key).nullMask else {
        continue
      }
      let kept = nodes.indices.filter { !mask[$0] }
      (parents, nodes) = (kept.map { parents[$0] }, kept.map { nodes[$0] })
    }
  }
}

/// A relationship that the rows of a batch have met, or a list of them.
private struct MetRelationship {
  let uniqueness: RelationshipUniqueness
  /// The two nodes that it is between; nil where the rows do not tell.
  let ends: [NodeColumn]?

  init(_ column: Int, ends: [Int], of batch: Batch) throws(Diagnostic) {
    uniqueness = try RelationshipUniqueness([column], of: batch)
    self.ends =
      ends.count == 2
      ? try ends.map { end throws(Diagnostic) in try NodeColumn(batch.flat(end)) } : nil
  }
}
