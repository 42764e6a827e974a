import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// From each row's node, the nodes that trails of some lengths end at: `(a)-[:KNOWS*1..4]->(b)` where only different `b`
/// count.
///
/// Breadth-first search with bits, from all nodes of a run of rows at once. Where `b` is known, the rows from whose `a`
/// it can be reached. Lengths begin at 0 or 1.
final class ReachOperator: PhysicalOperator {
  private let expand: LogicalVariableExpand
  private let ends: LogicalDistinctEnds
  private let fromColumn: Int
  private let toColumn: Int?
  private let differingColumns: [Int]
  private let conditions: StepConditions
  /// Whether what a search may go over differs from row to row.
  private let isSearchedByRow: Bool
  private var runs: RowRuns
  private var current: Position?
  private var found = NodeSet(bound: 0)
  private var space: SearchSpace?
  private var charged = 0
  /// Whether all rows of the input were taken at once.
  private var isDrained = false

  /// The rows of a batch, and the search for the run that is under way.
  private struct Position {
    var batch: Batch
    var begins: [Bool]
    var from: NodeColumn
    var to: NodeColumn?
    var uniqueness: RelationshipUniqueness
    var steps: [ExpandStep]
    var lists: [NeighbourCursor]
    var labels: ResolvedNames<LabelID>
    /// Those that the statistics do not prove of every end.
    var unproven: [LabelID]
    var conditions: PreparedStepConditions
    /// The row that comes next.
    var row = 0
    /// The row that the search under way stands for.
    var parent = 0
    /// Sources that are ends themselves.
    var returned: [NodeID] = []
    var search: ReachSearch?
    /// How many of the found nodes were given.
    var given = 0
  }

  init(
    _ expand: LogicalVariableExpand, _ ends: LogicalDistinctEnds, input: PhysicalOperator
  ) throws(Diagnostic) {
    self.expand = expand
    self.ends = ends
    fromColumn = try input.layout.requiredColumn(of: expand.from)
    toColumn = expand.isToBound ? try input.layout.requiredColumn(of: expand.to) : nil
    differingColumns = try expand.differsFrom.map { variable throws(Diagnostic) in
      try input.layout.requiredColumn(of: variable)
    }
    conditions = try StepConditions(
      properties: expand.relationshipProperties, predicate: expand.stepPredicate,
      relationship: expand.stepRelationship, layout: input.layout)
    isSearchedByRow = !expand.differsFrom.isEmpty || expand.readsRowOnTheWay
    runs = RowRuns(input.layout, forgetting: ends.forgotten)
    super.init(
      input: input,
      layout: expand.isToBound
        ? input.layout : input.layout.keeping(runs.columns).appending([expand.to]))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    current = nil
    isDrained = false
    runs.reset()
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if current == nil { current = try nextPosition() }
      guard var position = current else { return nil }
      current = nil
      let rows = try expand.isToBound ? reaching(&position) : reached(&position)
      if position.search != nil || position.row < position.batch.rowCount { current = position }
      try context.memory.charge(found.byteCount - charged)
      charged = found.byteCount
      if let rows { return rows }
    }
  }

  private func nextPosition() throws(Diagnostic) -> Position? {
    guard !isDrained, let batch = try input.next() else { return nil }
    let transaction = context.transaction
    let steps = try ExpandStep.steps(
      types: expand.types, direction: expand.direction, in: transaction)
    let labels = try transaction.resolve(labels: expand.toLabels)
    if !found.fits(bound: transaction.nodeUpperBound) {
      found = NodeSet(bound: transaction.nodeUpperBound)
    }
    return Position(
      batch: batch, begins: runs.begins(batch), from: try NodeColumn(batch.flat(fromColumn)),
      to: try toColumn.map { column throws(Diagnostic) in try NodeColumn(batch.flat(column)) },
      uniqueness: try RelationshipUniqueness(differingColumns, of: batch), steps: steps,
      lists: try steps.map { step throws(Diagnostic) in
        try NeighbourCursor(transaction, type: step.type, direction: step.direction)
      }, labels: labels,
      unproven: try transaction.unproven(labels.numbers, steps, fromLabels: []),
      conditions: try conditions.prepared(for: batch, context))
  }

  private func edges(ofRow row: Int, _ position: Position) -> SearchEdges {
    SearchEdges(
      steps: position.steps, forbidden: Set(position.uniqueness.relationships(ofRow: row)),
      conditions: position.conditions, row: row)
  }

  // MARK: ends that are found

  /// The next ends of the run under way, or of the next one.
  private func reached(_ position: inout Position) throws(Diagnostic) -> Batch? {
    if position.search == nil { try start(&position) }
    guard var search = position.search else { return nil }
    position.search = nil
    var nodes = try accepted(position.returned, position.labels.numbers)
    position.returned = []
    let limit = context.options.batchRowCount
    var isAtEnd = false
    while nodes.count < limit {
      if position.given == found.members.count, try !search.advance() {
        isAtEnd = true
        break
      }
      let end = min(found.members.count, position.given + limit - nodes.count)
      let next = found.members[position.given..<end].map { NodeID($0) }
      position.given = end
      nodes += try accepted(next, position.unproven)
      if !ends.isEndNeeded, let first = nodes.first {
        nodes = [first]
        isAtEnd = true
        break
      }
    }
    if !isAtEnd { position.search = search }
    if nodes.isEmpty { return nil }
    let parents = Array(repeating: UInt32(position.parent), count: nodes.count)
    return position.batch.keeping(runs.columns).selecting(parents)
      .appending(ColumnVector(.nodes(nodes)))
  }

  private func accepted(
    _ nodes: [NodeID], _ labels: [LabelID]
  ) throws(Diagnostic) -> [NodeID] {
    if labels.isEmpty || nodes.isEmpty { return nodes }
    return try context.transaction.indices(of: nodes, having: labels).map { nodes[Int($0)] }
  }

  /// Begins to search from the nodes of the next run.
  private func start(_ position: inout Position) throws(Diagnostic) {
    position.parent = position.row
    var sources: [NodeID] = []
    found.removeAll()
    repeat {
      try take(position.row, position, into: &sources)
      position.row += 1
    } while !isSearchedByRow && position.row < position.batch.rowCount
      && !position.begins[position.row]
    if !isSearchedByRow, runs.columns.isEmpty, position.row == position.batch.rowCount {
      while let more = try nextPosition() {
        for row in 0..<more.batch.rowCount { try take(row, more, into: &sources) }
      }
      isDrained = true
    }
    found.removeAll()
    if sources.isEmpty { return }
    if case .unknown = position.labels { return }
    let edges = edges(ofRow: position.parent, position)
    let isUndirected = expand.direction == .both
    if expand.minimum == 0 {
      position.returned = sources
    } else if isUndirected {
      var trails = ReturnTrails(
        edges, lists: position.lists, maximum: expand.maximum, context)
      position.returned = try trails.ends(among: sources)
    }
    let search = ReachSearch(
      from: sources, edges, lists: position.lists, maximum: expand.maximum,
      marksSources: expand.minimum == 0 || isUndirected, found: found, context)
    position.given = found.members.count
    position.search = search
  }

  /// Takes a row's node, unless it was taken before.
  private func take(
    _ row: Int, _ position: Position, into sources: inout [NodeID]
  ) throws(Diagnostic) {
    guard !position.from.isNull(row), found.insert(position.from.ids[row]) else { return }
    sources.append(position.from.ids[row])
  }

  // MARK: ends that are known

  /// The rows of the batch whose end can be reached.
  private func reaching(_ position: inout Position) throws(Diagnostic) -> Batch? {
    var kept: [UInt32] = []
    for row in 0..<position.batch.rowCount where try isReached(row, position) {
      kept.append(UInt32(row))
    }
    position.row = position.batch.rowCount
    return kept.isEmpty ? nil : position.batch.selecting(kept)
  }

  private func isReached(_ row: Int, _ position: Position) throws(Diagnostic) -> Bool {
    guard let ends = position.to, !position.from.isNull(row), !ends.isNull(row) else {
      return false
    }
    let (from, to) = (position.from.ids[row], ends.ids[row])
    if from == to, expand.minimum == 0 { return true }
    let edges = edges(ofRow: row, position)
    if from == to, expand.direction == .both {
      var trails = ReturnTrails(
        edges, lists: position.lists, maximum: expand.maximum, context)
      return try !trails.ends(among: [from]).isEmpty
    }
    if from != to {
      var search = try BidirectionalSearch(
        from: from, to: to, edges, in: try context.searchSpace(keptIn: &space), context)
      return try search.meets(maximum: expand.maximum)
    }
    found.removeAll()
    var search = ReachSearch(
      from: [from], edges, lists: position.lists, maximum: expand.maximum, marksSources: false,
      found: found, context)
    while try search.advance() {
      if found.contains(to) { return true }
    }
    return false
  }
}

extension LogicalVariableExpand {
  /// Whether conditions on its relationships read the row.
  fileprivate var readsRowOnTheWay: Bool {
    let own = Set(stepRelationship.map { [$0] } ?? [])
    return relationshipProperties.contains { !$0.value.freeVariables.isEmpty }
      || !(stepPredicate?.freeVariables.subtracting(own).isEmpty ?? true)
  }
}
