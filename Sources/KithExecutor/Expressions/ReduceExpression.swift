import KithColumns
import KithCore
import KithPlanner

/// `reduce(total = 0, x IN list | total + x)`: null where the list is null.
///
/// Goes element by element, over all rows whose lists are that long at once.
final class ReduceExpression: CompiledExpression {
  private let initial: CompiledExpression
  private let list: CompiledExpression
  private let body: CompiledExpression

  init(
    initial: CompiledExpression, list: CompiledExpression, body: CompiledExpression,
    span: SourceSpan
  ) {
    self.initial = initial
    self.list = list
    self.body = body
    super.init(span: span, isInvariant: false)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let vector = try list.evaluate(batch, context)
    var lists: [[Value]?] = []
    for row in 0..<vector.count {
      let value = vector.value(at: row)
      guard value.isNull || value.asList != nil else {
        throw .wrongType("'reduce()'", takes: "a List", got: value)
      }
      lists.append(value.asList)
    }
    var totals = try initial.evaluate(batch, context).values
    for row in lists.indices where lists[row] == nil { totals[row] = .null }
    var step = 0
    var open = lists.indices.filter { lists[$0]?.isEmpty == false }
    while !open.isEmpty {
      if step % 64 == 0 { try context.checkCancelled() }
      let inner = batch.selecting(open.map(UInt32.init))
        .appending(ColumnVector(packing: open.map { totals[$0] }))
        .appending(ColumnVector(packing: open.map { lists[$0]?[step] ?? .null }))
      let next = try body.evaluate(inner, context)
      for (position, row) in open.enumerated() { totals[row] = next.value(at: position) }
      step += 1
      open = open.filter { step < lists[$0]?.count ?? 0 }
    }
    return ColumnVector(packing: totals)
  }
}

extension ExpressionCompiler {
  func reduce(_ it: BoundReduce, _ span: SourceSpan) throws(Diagnostic) -> CompiledExpression {
    ReduceExpression(
      initial: try compile(it.initial), list: try compile(it.list),
      body: try inner([it.accumulator, it.variable]).compile(it.body), span: span)
  }
}
