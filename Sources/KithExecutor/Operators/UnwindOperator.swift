import KithColumns
import KithCore
import KithPlanner

/// A row for each element of each row's list: `UNWIND list AS element`. None for null and for an empty list.
final class UnwindOperator: PhysicalOperator {
  private let list: CompiledExpression
  private let span: SourceSpan
  private var batch = Batch(rowCount: 0)
  private var lists = ColumnVector(.values([]))
  private var row = 0
  private var offset = 0

  init(
    list: BoundExpression, variable: VariableID, input: PhysicalOperator
  ) throws(Diagnostic) {
    self.list = try ExpressionCompiler.compile(list, layout: input.layout)
    self.span = list.span
    super.init(input: input, layout: input.layout.appending([variable]))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    batch = Batch(rowCount: 0)
    row = 0
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if row >= batch.rowCount {
        guard let next = try input.next() else { return nil }
        batch = next
        lists = try list.evaluate(batch, context)
        row = 0
        offset = 0
      }
      var parents: [UInt32] = []
      var elements: [Value] = []
      try collect(&parents, &elements)
      if elements.isEmpty { continue }
      return batch.selecting(parents).appending(ColumnVector(packing: elements))
    }
  }

  private func collect(_ parents: inout [UInt32], _ elements: inout [Value]) throws(Diagnostic) {
    let limit = context.options.batchRowCount
    while row < batch.rowCount, elements.count < limit {
      let list = try elementsOfRow()
      let end = min(list.count, offset + limit - elements.count)
      elements.append(contentsOf: list[offset..<end])
      parents.append(contentsOf: repeatElement(UInt32(row), count: end - offset))
      offset = end
      if end == list.count {
        row += 1
        offset = 0
      }
    }
  }

  private func elementsOfRow() throws(Diagnostic) -> [Value] {
    switch lists.value(at: row) {
    case .list(let elements): return elements
    case .null: return []
    case let other: throw .unwoundNoList(other, at: span)
    }
  }
}
