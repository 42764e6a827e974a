import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// From each row's node, one row for each path of a pattern, or for those of them that are selected.
final class PathSearchOperator: PhysicalOperator {
  private let search: LogicalPathSearch
  private let program: PathProgram
  private let rows: PathRows
  private let fromColumn: Int
  private let toColumn: Int?
  private let differingColumns: [Int]
  private let count: CompiledExpression?
  /// The conditions of a single repeated relationship, for a search from both ends.
  private let stepConditions: StepConditions?
  private var current: Position?
  private var pending = PendingRows()
  private var space: SearchSpace?

  /// Where in a batch the next rows begin.
  private struct Position {
    var batch: Batch
    var from: NodeColumn
    var to: NodeColumn?
    var uniqueness: RelationshipUniqueness
    var lists: [[[ExpandStep]]]
    var labels: ResolvedNames<LabelID>
    var row = 0
    var walk: DepthFirstPaths?
  }

  init(_ search: LogicalPathSearch, input: PhysicalOperator) throws(Diagnostic) {
    self.search = search
    program = try PathProgram(search.pattern, layout: input.layout)
    rows = try PathRows(search, program, input: input.layout)
    fromColumn = try input.layout.requiredColumn(of: search.from)
    toColumn = search.isToBound ? try input.layout.requiredColumn(of: search.to) : nil
    differingColumns = try search.differsFrom.map { variable throws(Diagnostic) in
      try input.layout.requiredColumn(of: variable)
    }
    count = try search.selection.count.map { count throws(Diagnostic) in
      try ExpressionCompiler.compile(count, layout: RowLayout())
    }
    stepConditions =
      search.strategy == .bothEnds ? try search.stepConditions(input.layout) : nil
    super.init(input: input, layout: rows.layout)
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    current = nil
    pending = PendingRows()
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if let piece = pending.next(context.options.batchRowCount) { return piece }
      if current == nil { current = try nextPosition() }
      guard var position = current else { return nil }
      current = nil
      var found = Found()
      if search.selection.isSelective {
        try select(&position, into: &found)
      } else {
        try enumerate(&position, into: &found)
      }
      if position.row < position.batch.rowCount { current = position }
      var joined = rows.joined(position.batch, found.parents, found.matches)
      if !search.selection.isSelective { joined = try rows.accepted(joined, context) }
      pending = PendingRows(joined)
    }
  }

  /// Paths and the rows that they start from.
  private struct Found {
    var parents: [UInt32] = []
    var matches: [PathMatch] = []
  }

  private func nextPosition() throws(Diagnostic) -> Position? {
    guard let batch = try input.next() else { return nil }
    var lists: [[[ExpandStep]]] = []
    for segment in program.segments {
      lists.append(
        try segment.steps.map { step throws(Diagnostic) in
          try ExpandStep.steps(
            types: step.types, direction: step.direction, in: context.transaction)
        })
    }
    return Position(
      batch: batch, from: try NodeColumn(batch.flat(fromColumn)),
      to: try toColumn.map { column throws(Diagnostic) in try NodeColumn(batch.flat(column)) },
      uniqueness: try RelationshipUniqueness(differingColumns, of: batch), lists: lists,
      labels: try context.transaction.resolve(labels: search.toLabels))
  }

  /// The search from the next row; nil where that has no node to begin or to end at.
  private func prepared(_ position: Position) -> PreparedPathSearch? {
    let row = position.row
    if position.from.isNull(row) { return nil }
    if let to = position.to, to.isNull(row) { return nil }
    return PreparedPathSearch(
      program: program, search: search, context: context, lists: position.lists,
      labels: position.labels, batch: position.batch, row: row, from: position.from.ids[row],
      target: position.to.map { $0.ids[row] })
  }

  // MARK: all paths

  private func enumerate(_ position: inout Position, into found: inout Found) throws(Diagnostic) {
    let limit = context.options.batchRowCount
    while position.row < position.batch.rowCount, found.parents.count < limit {
      let row = position.row
      guard var walk = position.walk ?? start(position) else {
        position.row += 1
        continue
      }
      position.walk = nil
      while found.parents.count < limit, let match = try walk.next() {
        found.parents.append(UInt32(row))
        found.matches.append(match)
      }
      if found.parents.count < limit { position.row += 1 } else { position.walk = walk }
    }
  }

  private func start(_ position: Position) -> DepthFirstPaths? {
    prepared(position).map {
      DepthFirstPaths(
        $0, forbidden: position.uniqueness.relationships(ofRow: position.row))
    }
  }

  // MARK: selected paths

  private func select(_ position: inout Position, into found: inout Found) throws(Diagnostic) {
    while position.row < position.batch.rowCount,
      found.parents.count < context.options.batchRowCount
    {
      if let prepared = prepared(position) {
        let matches = try selected(prepared)
        found.parents.append(
          contentsOf: repeatElement(UInt32(position.row), count: matches.count))
        found.matches += matches
      }
      position.row += 1
    }
  }

  private func selected(_ prepared: PreparedPathSearch) throws(Diagnostic) -> [PathMatch] {
    let count = try wantedCount()
    var isByGroups = false
    if case .shortestGroups = search.selection { isByGroups = true }
    if let stepConditions, let target = prepared.target, target != prepared.from {
      return try bothEnds(prepared, stepConditions, to: target, findsAll: isByGroups)
    }
    let filter =
      rows.predicate == nil
      ? nil
      : PathFilter(rows: rows, batch: prepared.batch, row: prepared.row, context: context)
    var paths = BreadthFirstPaths(
      prepared, count: count, isByGroups: isByGroups, outputs: rows.written, filter: filter)
    return try paths.matches()
  }

  /// The number of paths or groups. Throws where it is no positive whole number.
  private func wantedCount() throws(Diagnostic) -> Int {
    guard let count else { return 1 }
    let value = try count.evaluate(.singleRow, context).value(at: 0)
    guard case .integer(let number) = value, number > 0 else {
      throw .pathCountNotPositive(value).located(at: count.span)
    }
    return Int(clamping: number)
  }

  private func bothEnds(
    _ prepared: PreparedPathSearch, _ conditions: StepConditions, to target: NodeID,
    findsAll: Bool
  ) throws(Diagnostic) -> [PathMatch] {
    let used = context.memory.usedBytes
    defer { context.memory.release(context.memory.usedBytes - used) }
    let edges = SearchEdges(
      steps: prepared.lists[0][0], forbidden: [],
      conditions: try conditions.prepared(for: prepared.batch, context), row: prepared.row)
    var finder = try BidirectionalSearch(
      from: prepared.from, to: target, edges, in: try context.searchSpace(keptIn: &space), context)
    let found = try finder.paths(
      maximum: search.pattern.segments[0].maximum, findsAll: findsAll)
    return try found.map { steps throws(Diagnostic) in
      var nodes = [prepared.from]
      for relationship in steps {
        guard let node = nodes.last,
          let ends = try context.transaction.endpoints(of: relationship)
        else { continue }
        nodes.append(ends.start == node ? ends.end : ends.start)
      }
      return PathMatch(nodes: nodes, relationships: steps, iterations: [steps.count])
    }
  }
}

extension LogicalPathSearch {
  /// The conditions on the one relationship that is repeated.
  fileprivate func stepConditions(_ layout: RowLayout) throws(Diagnostic) -> StepConditions {
    var whole: BoundExpression?
    for condition in pattern.conditions {
      whole =
        whole.map {
          BoundExpression(.binary(.and, $0, condition), type: .boolean, span: condition.span)
        } ?? condition
    }
    return try StepConditions(
      properties: [], predicate: whole, relationship: pattern.segments[0].steps[0].variable,
      layout: layout)
  }
}
