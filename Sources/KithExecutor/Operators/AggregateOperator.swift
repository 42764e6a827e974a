import KithColumns
import KithCore
import KithPlanner

/// Groups rows by keys and computes aggregations over each group, in the order in which the groups first come.
///
/// Without keys there is one group, even of no rows.
final class AggregateOperator: PhysicalOperator {
  private let keys: [CompiledExpression]
  private let aggregations: [Aggregation]
  private var result: PendingRows?

  init(
    keys: [BoundColumn], aggregates: [BoundAggregate], input: PhysicalOperator
  ) throws(Diagnostic) {
    self.keys = try keys.map { key throws(Diagnostic) in
      try ExpressionCompiler.compile(key.expression, layout: input.layout)
    }
    aggregations = try aggregates.map { aggregate throws(Diagnostic) in
      try Aggregation(aggregate, layout: input.layout)
    }
    super.init(
      input: input, layout: RowLayout(keys.map(\.variable) + aggregates.map(\.variable)))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    result = nil
  }

  override func produce() throws(Diagnostic) -> Batch? {
    if result == nil { result = PendingRows(try groups()) }
    return result?.next(context.options.batchRowCount)
  }

  private func groups() throws(Diagnostic) -> Batch {
    var table = KeyTable()
    var keyRows = RowBuffer(columnCount: keys.count)
    var running = aggregations.map { $0.started() }
    var charged = 0
    defer {
      keyRows.release(context)
      context.memory.release(charged)
    }
    while let batch = try input.next() {
      let groups = try self.groups(of: batch, &table, &keyRows)
      let groupCount = keys.isEmpty ? 1 : table.count
      for index in running.indices {
        try running[index].add(batch, groups: groups, groupCount: groupCount, context)
      }
      let bytes = table.byteCount + running.reduce(0) { $0 + $1.byteCount }
      try context.memory.charge(bytes - charged)
      charged = bytes
    }
    let groupCount = keys.isEmpty ? 1 : table.count
    var rows = Batch(rowCount: groupCount, columns: keyRows.batch().columns)
    for aggregation in running {
      rows = rows.appending(try aggregation.results(groupCount: groupCount))
    }
    return rows
  }

  /// The group of each row; the keys of new groups go to `keyRows`.
  private func groups(
    of batch: Batch, _ table: inout KeyTable, _ keyRows: inout RowBuffer
  ) throws(Diagnostic) -> [UInt32] {
    if keys.isEmpty { return Array(repeating: 0, count: batch.rowCount) }
    let columns = try keys.map { key throws(Diagnostic) in try key.evaluate(batch, context) }
    var next = UInt32(table.count)
    let groups = table.insert(columns, rowCount: batch.rowCount)
    var new: [UInt32] = []
    for row in groups.indices where groups[row] == next {
      new.append(UInt32(row))
      next += 1
    }
    if !new.isEmpty {
      let added = columns.map { BatchColumn(vector: $0.gathered(new)) }
      try keyRows.append(Batch(rowCount: new.count, columns: added), context)
    }
    return groups
  }
}

/// One aggregation of an `aggregate`, ready to run.
private struct Aggregation {
  private let function: AggregateFunction
  private let arguments: [CompiledExpression]
  private let isDistinct: Bool
  private let span: SourceSpan

  init(_ aggregate: BoundAggregate, layout: RowLayout) throws(Diagnostic) {
    function = aggregate.function
    isDistinct = aggregate.isDistinct
    span = aggregate.span
    arguments = try aggregate.arguments.map { argument throws(Diagnostic) in
      try ExpressionCompiler.compile(argument, layout: layout)
    }
  }

  func started() -> RunningAggregation {
    RunningAggregation(
      state: .make(for: function), arguments: arguments, isDistinct: isDistinct, span: span)
  }
}

/// One aggregation while its rows come.
private struct RunningAggregation {
  let state: Aggregator
  let arguments: [CompiledExpression]
  let isDistinct: Bool
  let span: SourceSpan
  /// The (group, value) pairs that came, where each value counts once.
  private var seen = KeyTable()

  init(state: Aggregator, arguments: [CompiledExpression], isDistinct: Bool, span: SourceSpan) {
    self.state = state
    self.arguments = arguments
    self.isDistinct = isDistinct
    self.span = span
  }

  var byteCount: Int { state.byteCount + seen.byteCount }

  mutating func add(
    _ batch: Batch, groups: [UInt32], groupCount: Int, _ context: ExecutionContext
  ) throws(Diagnostic) {
    var vectors = try arguments.map { argument throws(Diagnostic) in
      try argument.evaluate(batch, context)
    }
    var groups = groups
    if isDistinct, let values = vectors.first {
      // Groups stand in as node numbers, so that a group and a node pack into one word.
      let keys = ColumnVector(.nodes(groups.map { NodeID($0) }))
      let new = seen.insertNew([keys, values], rowCount: batch.rowCount)
      groups = new.map { groups[Int($0)] }
      vectors = vectors.map { $0.gathered(new) }
    }
    do {
      try state.add(vectors, groups: groups, groupCount: groupCount)
    } catch {
      throw error.located(at: span)
    }
  }

  func results(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    do {
      return try state.results(groupCount: groupCount)
    } catch {
      throw error.located(at: span)
    }
  }
}
