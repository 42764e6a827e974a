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
    var table = GroupTable(keys)
    let running = aggregations.map { $0.started() }
    var charged = 0
    defer {
      table.release(context)
      context.memory.release(charged)
    }
    while let batch = try input.next() {
      let groups = try table.groups(of: batch, context)
      for aggregation in running {
        try aggregation.add(batch, groups: groups, groupCount: table.count, context)
      }
      let bytes = table.byteCount + running.reduce(0) { $0 + $1.state.stateBytes }
      try context.memory.charge(bytes - charged)
      charged = bytes
    }
    let groupCount = table.count
    let keys = try table.keyColumns(context)
    var rows = Batch(rowCount: groupCount, columns: keys.map { BatchColumn(vector: $0) })
    for aggregation in running {
      rows = rows.appending(try aggregation.state.finish(groupCount: groupCount))
    }
    return rows
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
