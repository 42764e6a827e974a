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
    let running = aggregations.map { $0.started() }
    var charged = 0
    defer {
      keyRows.release(context)
      context.memory.release(charged)
    }
    while let batch = try input.next() {
      let groups = try self.groups(of: batch, &table, &keyRows)
      let groupCount = keys.isEmpty ? 1 : table.count
      for aggregation in running {
        try aggregation.add(batch, groups: groups, groupCount: groupCount, context)
      }
      let bytes = table.byteCount + running.reduce(0) { $0 + $1.state.stateBytes }
      try context.memory.charge(bytes - charged)
      charged = bytes
    }
    let groupCount = keys.isEmpty ? 1 : table.count
    var rows = Batch(rowCount: groupCount, columns: keyRows.batch().columns)
    for aggregation in running {
      rows = rows.appending(try aggregation.state.finish(groupCount: groupCount))
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
  private let aggregate: BoundAggregate
  private let arguments: [CompiledExpression]

  init(_ aggregate: BoundAggregate, layout: RowLayout) throws(Diagnostic) {
    self.aggregate = aggregate
    arguments = try aggregate.arguments.map { argument throws(Diagnostic) in
      try ExpressionCompiler.compile(argument, layout: layout)
    }
  }

  func started() -> RunningAggregation {
    RunningAggregation(state: .make(for: aggregate), arguments: arguments)
  }
}

/// One aggregation while its rows come.
private struct RunningAggregation {
  let state: Accumulator
  let arguments: [CompiledExpression]

  func add(
    _ batch: Batch, groups: [UInt32], groupCount: Int, _ context: ExecutionContext
  ) throws(Diagnostic) {
    let vectors = try arguments.map { argument throws(Diagnostic) in
      try argument.evaluate(batch, context)
    }
    try state.add(vectors, groups: groups, groupCount: groupCount)
  }
}
