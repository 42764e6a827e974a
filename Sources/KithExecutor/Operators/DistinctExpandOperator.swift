import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// From each row's node, the matching ends that no row before it gave: `(a)-[:KNOWS]->(b)` where only different `b` count.
///
/// Keeps in mind, as bits, which ends the present run of rows has given, and which nodes have no others: a list of
/// neighbours that are all known costs a probe each, and from its second time on nothing. Where the end is not read, a run
/// gives one row.
///
/// ```
/// rows              | a1 | a2 | a1 |
/// neighbours        | 3 5 | 5 7 | 3 5 |
/// candidates          3 5     7               what meets the conditions is given, and known from then on
/// ```
final class DistinctExpandOperator: PhysicalOperator {
  private let expand: LogicalExpand
  private let ends: LogicalDistinctEnds
  private let fromColumn: Int
  private let differingColumns: [Int]
  private let conditions: [CompiledExpression]
  private var runs: RowRuns
  private var current: Position?
  /// Ends that were given, and nodes whose neighbours all were, in the present run.
  private var given = NodeSet(bound: 0)
  private var exhausted = NodeSet(bound: 0)
  private var isRunDone = false
  private var run = 0
  private var charged = 0

  /// How many neighbours are looked at between two questions whether the statement was stopped.
  private static let checkedWork = 1 << 20

  /// Where in a batch, and in the neighbour lists of a row, the next rows begin.
  private struct Position {
    var batch: Batch
    var begins: [Bool]
    var from: NodeColumn
    var uniqueness: RelationshipUniqueness
    var steps: [ExpandStep]
    var lists: [NeighbourCursor]
    var labels: ResolvedNames<LabelID>
    var row = 0
    var step = 0
    var offset = 0
    /// Whether the row has a neighbour that was not given yet.
    var hasOthers = false
    /// The run that `row` is in has begun.
    var hasBegun = false
  }

  /// What is to be held against the conditions.
  private struct Candidates {
    var rows: ExpandedRows
    /// Where the candidates of the present run begin.
    var runStart = 0
  }

  init(
    _ expand: LogicalExpand, _ ends: LogicalDistinctEnds, input: PhysicalOperator
  ) throws(Diagnostic) {
    self.expand = expand
    self.ends = ends
    fromColumn = try input.layout.requiredColumn(of: expand.from)
    differingColumns = try expand.differsFrom.map { variable throws(Diagnostic) in
      try input.layout.requiredColumn(of: variable)
    }
    let added = (expand.isRelationshipNeeded ? [expand.relationship] : []) + [expand.to]
    let layout = input.layout.appending(added)
    conditions = try ends.conditions.map { condition throws(Diagnostic) in
      try ExpressionCompiler.compile(condition, layout: layout)
    }
    runs = RowRuns(input.layout, forgetting: ends.forgotten)
    super.init(input: input, layout: layout)
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    current = nil
    runs.reset()
    isRunDone = false
    given.removeAll()
    exhausted.removeAll()
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if current == nil { current = try nextPosition() }
      guard var position = current else { return nil }
      current = nil
      var candidates = Candidates(rows: ExpandedRows(capacity: context.options.batchRowCount))
      try collect(&position, into: &candidates)
      let rows = try accepted(candidates, position)
      if position.row < position.batch.rowCount { current = position }
      try charge()
      if let rows { return rows }
      try context.checkCancelled()
    }
  }

  /// The start of the next batch. Names are looked up anew for each: its rows may come from a clause that made them.
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
    return Position(
      batch: batch, begins: runs.begins(batch), from: try NodeColumn(batch.flat(fromColumn)),
      uniqueness: try RelationshipUniqueness(differingColumns, of: batch), steps: steps,
      lists: try steps.map { step throws(Diagnostic) in
        try NeighbourCursor(transaction, type: step.type, direction: step.direction)
      }, labels: labels)
  }

  // MARK: candidates

  private func collect(
    _ position: inout Position, into candidates: inout Candidates
  ) throws(Diagnostic) {
    let limit = context.options.batchRowCount
    if case .unknown = position.labels {
      position.row = position.batch.rowCount
      return
    }
    var work = 0
    var others: [Int] = []
    while position.row < position.batch.rowCount, candidates.rows.count < limit {
      beginRun(&position, &candidates)
      guard position.step < position.steps.count, !isSpared(position) else {
        finishRow(&position)
        continue
      }
      work += 1 + (try addNext(&position, &candidates.rows, &others, limit: limit))
      if work > Self.checkedWork {
        try context.checkCancelled()
        work = 0
      }
    }
  }

  private func beginRun(_ position: inout Position, _ candidates: inout Candidates) {
    guard position.begins[position.row], !position.hasBegun else { return }
    position.hasBegun = true
    candidates.runStart = candidates.rows.count
    isRunDone = false
    given.removeAll()
    exhausted.removeAll()
  }

  /// Whether a row cannot give anything.
  private func isSpared(_ position: Position) -> Bool {
    position.from.isNull(position.row) || isRunDone
      || exhausted.contains(position.from.ids[position.row])
  }

  private func finishRow(_ position: inout Position) {
    if position.step == position.steps.count, !position.hasOthers {
      exhausted.insert(position.from.ids[position.row])
    }
    position.row += 1
    position.step = 0
    position.offset = 0
    position.hasOthers = false
    position.hasBegun = false
  }

  /// Takes the neighbours of the present list that were not given; gives how many there are to look at.
  private func addNext(
    _ position: inout Position, _ rows: inout ExpandedRows, _ others: inout [Int], limit: Int
  ) throws(Diagnostic) -> Int {
    let step = position.steps[position.step]
    let node = position.from.ids[position.row]
    let slice = try position.lists[position.step].neighbours(of: node)
    let begin = position.offset
    let end = min(slice.count, begin + limit - rows.count)
    others.removeAll(keepingCapacity: true)
    given.appendPositions(ofOthersIn: slice, begin..<end, to: &others)
    for index in others {
      let neighbour = slice.neighbour(at: index)
      if step.skipsLoops, neighbour.rawValue == node.rawValue { continue }
      rows.append(position.row, slice.relationship(at: index), neighbour)
    }
    if !others.isEmpty { position.hasOthers = true }
    position.offset = end < slice.count ? end : 0
    if end == slice.count { position.step += 1 }
    return end - begin
  }

  // MARK: conditions

  /// The candidates that meet all conditions, each end once in the present run; nil where there are none.
  private func accepted(
    _ candidates: Candidates, _ position: Position
  ) throws(Diagnostic) -> Batch? {
    var rows = candidates.rows
    var runStart = candidates.runStart
    /// Keeps some of the rows, and in mind where the run begins.
    func keep(_ kept: [UInt32]) {
      if kept.count == rows.count { return }
      runStart = kept.firstIndex { Int($0) >= runStart } ?? kept.count
      rows.keep(kept)
    }
    if case .known(let labels) = position.labels {
      keep(try context.transaction.indices(of: rows.nodes, having: labels))
    }
    if !position.uniqueness.isEmpty { keep(position.uniqueness.kept(rows)) }
    if conditions.isEmpty { keep(firsts(of: rows, runStart, position)) }
    guard rows.count > 0 else { return nil }
    var batch = joined(rows, position)
    for condition in conditions {
      let kept = selection(ofTrue: try condition.evaluate(batch, context))
      if kept.count == rows.count { continue }
      keep(kept)
      batch = batch.selecting(kept)
    }
    guard !conditions.isEmpty else { return batch }
    let kept = firsts(of: rows, runStart, position)
    if kept.isEmpty { return nil }
    return kept.count == rows.count ? batch : batch.selecting(kept)
  }

  private func joined(_ rows: ExpandedRows, _ position: Position) -> Batch {
    rows.joined(
      to: position.batch, withRelationships: expand.isRelationshipNeeded, withNodes: true)
  }

  /// The positions of the rows whose ends the run has not given; notes them. Of earlier runs all are kept, or, where ends
  /// are not read, one for each.
  private func firsts(
    of rows: ExpandedRows, _ runStart: Int, _ position: Position
  ) -> [UInt32] {
    var kept: [UInt32] = []
    kept.reserveCapacity(rows.count)
    if !ends.isEndNeeded {
      var last: UInt32?
      for row in 0..<runStart where last != rows.parents[row] {
        last = rows.parents[row]
        kept.append(UInt32(row))
      }
      if runStart < rows.count, !isRunDone {
        isRunDone = true
        kept.append(UInt32(runStart))
      }
      return kept
    }
    kept.append(contentsOf: 0..<UInt32(runStart))
    let nodes = rows.nodes
    for row in runStart..<rows.count where given.insert(nodes[row]) { kept.append(UInt32(row)) }
    return kept
  }

  private func charge() throws(Diagnostic) {
    let bytes = given.byteCount + exhausted.byteCount
    try context.memory.charge(bytes - charged)
    charged = bytes
  }
}

extension NodeSet {
  /// A larger one with the same members.
  func regrown(bound: Int) -> NodeSet {
    let larger = NodeSet(bound: bound)
    for id in members { larger.insert(NodeID(id)) }
    return larger
  }
}
