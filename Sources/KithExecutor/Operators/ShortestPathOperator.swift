import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// For each row the shortest paths between two of its nodes, or one of them.
///
/// Without a condition on the whole path: breadth-first search from both ends. With one: first the shortest paths
/// are tried, then all paths of each greater length in turn, until some meet it.
final class ShortestPathOperator: PhysicalOperator {
  private let search: LogicalShortestPath
  private let fromColumn: Int
  private let toColumn: Int
  private let conditions: StepConditions
  private let predicate: CompiledExpression?
  private var pending = PendingRows()
  private var position: Position?
  private var space: SearchSpace?

  /// The row of a batch that comes next.
  private struct Position {
    var batch: Batch
    var from: NodeColumn
    var to: NodeColumn
    var steps: [ExpandStep]
    var conditions: PreparedStepConditions
    var row = 0
  }

  init(_ search: LogicalShortestPath, input: PhysicalOperator) throws(Diagnostic) {
    self.search = search
    fromColumn = try input.layout.requiredColumn(of: search.from)
    toColumn = try input.layout.requiredColumn(of: search.to)
    conditions = try StepConditions(
      properties: search.relationshipProperties, predicate: nil, relationship: nil,
      layout: input.layout)
    let layout = input.layout.appending(
      [search.relationships] + (search.path.map { [$0] } ?? []))
    predicate = try search.predicate.map { predicate throws(Diagnostic) in
      try ExpressionCompiler.compile(predicate, layout: layout)
    }
    super.init(input: input, layout: layout)
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    pending = PendingRows()
    position = nil
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if let piece = pending.next(context.options.batchRowCount) { return piece }
      if position == nil { position = try nextPosition() }
      guard var current = position else { return nil }
      position = nil
      pending = PendingRows(try nextRows(&current))
      if current.row < current.batch.rowCount { position = current }
    }
  }

  private func nextPosition() throws(Diagnostic) -> Position? {
    guard let batch = try input.next() else { return nil }
    return Position(
      batch: batch, from: try NodeColumn(batch.flat(fromColumn)),
      to: try NodeColumn(batch.flat(toColumn)),
      steps: try ExpandStep.steps(
        types: search.types, direction: search.direction, in: context.transaction),
      conditions: try conditions.prepared(for: batch, context))
  }

  /// The paths of the next rows, until there is about a batch of them.
  private func nextRows(_ position: inout Position) throws(Diagnostic) -> Batch {
    var parents: [UInt32] = []
    var paths: [PathValue] = []
    while position.row < position.batch.rowCount, paths.count < context.options.batchRowCount {
      let found = try self.paths(ofRow: position.row, position)
      parents.append(contentsOf: repeatElement(UInt32(position.row), count: found.count))
      paths += found
      position.row += 1
    }
    return joined(position.batch, parents, paths)
  }

  private func joined(_ batch: Batch, _ parents: [UInt32], _ paths: [PathValue]) -> Batch {
    let lists = paths.map { Value.list($0.relationships.map(Value.relationship)) }
    let rows = batch.selecting(parents).appending(ColumnVector(.values(lists)))
    if search.path == nil { return rows }
    return rows.appending(ColumnVector(.values(paths.map(Value.path))))
  }

  private func paths(ofRow row: Int, _ position: Position) throws(Diagnostic) -> [PathValue] {
    if position.from.isNull(row) || position.to.isNull(row) { return [] }
    let (from, to) = (position.from.ids[row], position.to.ids[row])
    if from == to {
      if search.minimum > 0 { throw .shortestPathWithoutDistance }
      return try accepted([PathValue(nodes: [from], relationships: [])], row, position.batch)
    }
    let used = context.memory.usedBytes
    defer { context.memory.release(context.memory.usedBytes - used) }
    var finder = try BidirectionalSearch(
      from: from, to: to,
      SearchEdges(
        steps: position.steps, forbidden: [], conditions: position.conditions, row: row),
      in: try context.searchSpace(keptIn: &space), context)
    let isPlain = predicate == nil && search.minimum <= 1
    let shortest = try finder.paths(
      maximum: search.maximum, findsAll: search.findsAll || !isPlain)
    guard let length = shortest.first?.count else { return [] }
    let found = try shortest.map { steps throws(Diagnostic) in try path(from, steps) }
    if isPlain { return found }
    if length >= search.minimum {
      let good = try accepted(found, row, position.batch)
      if !good.isEmpty { return good }
    }
    return try longerPaths(than: length, row, position)
  }

  /// The first of the paths that meet the condition, or all of them.
  private func accepted(
    _ paths: [PathValue], _ row: Int, _ batch: Batch
  ) throws(Diagnostic) -> [PathValue] {
    guard let predicate else { return search.findsAll ? paths : Array(paths.prefix(1)) }
    let rows = joined(batch, Array(repeating: UInt32(row), count: paths.count), paths)
    let kept = selection(ofTrue: try predicate.evaluate(rows, context)).map { paths[Int($0)] }
    return search.findsAll ? kept : Array(kept.prefix(1))
  }

  /// Tries all paths of each length in turn. Exponential in the length, hence the limit.
  private func longerPaths(
    than shortest: Int, _ row: Int, _ position: Position
  ) throws(Diagnostic) -> [PathValue] {
    let to = position.to.ids[row]
    var length = max(shortest + 1, search.minimum)
    var examined = 0
    while length <= search.maximum ?? .max {
      var walk = WalkCursor(
        from: position.from.ids[row], row: row, steps: position.steps, maximum: length,
        forbidden: [], conditions: position.conditions, context: context)
      var paths: [PathValue] = []
      var isReachable = false
      while let end = try walk.next() {
        examined += 1
        let limit = context.options.examinedPathLimit
        if examined > limit { throw .shortestPathTooCostly(examined: limit) }
        guard walk.trail.count == length else { continue }
        isReachable = true
        if end == to { paths.append(try path(position.from.ids[row], walk.trail.relationships)) }
      }
      let good = try accepted(paths, row, position.batch)
      if !good.isEmpty || !isReachable { return good }
      length += 1
    }
    return []
  }

  private func path(
    _ start: NodeID, _ relationships: [RelationshipID]
  ) throws(Diagnostic) -> PathValue {
    var nodes = [start]
    var node = start
    for relationship in relationships {
      guard let ends = try context.transaction.endpoints(of: relationship) else { continue }
      node = ends.start == node ? ends.end : ends.start
      nodes.append(node)
    }
    return PathValue(nodes: nodes, relationships: relationships)
  }
}
