import KithColumns
import KithCore
import KithPlanner

/// A row for each element of each row's list, perhaps with its number: `UNWIND list AS element`,
/// `FOR element IN list WITH ORDINALITY i`. None for null and for an empty list.
final class UnwindOperator: PhysicalOperator {
  private let list: CompiledExpression
  private let span: SourceSpan
  /// The number of a list's first element; nil where they are not numbered.
  private let firstPosition: Int64?
  private var batch = Batch(rowCount: 0)
  private var lists = ColumnVector(.values([]))
  private var row = 0
  private var offset = 0

  init(
    list: BoundExpression, variable: VariableID, position: LogicalPosition?,
    input: PhysicalOperator
  ) throws(Diagnostic) {
    self.list = try ExpressionCompiler.compile(list, layout: input.layout)
    self.span = list.span
    firstPosition = position?.first
    let added = [variable] + (position.map { [$0.variable] } ?? [])
    super.init(input: input, layout: input.layout.appending(added))
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
      var positions: [Int64] = []
      try collect(&parents, &elements, &positions)
      if elements.isEmpty { continue }
      let rows = batch.selecting(parents).appending(ColumnVector(packing: elements))
      return firstPosition == nil ? rows : rows.appending(ColumnVector(.integers(positions)))
    }
  }

  private func collect(
    _ parents: inout [UInt32], _ elements: inout [Value], _ positions: inout [Int64]
  ) throws(Diagnostic) {
    let limit = context.options.batchRowCount
    while row < batch.rowCount, elements.count < limit {
      let list = try elementsOfRow()
      let end = min(list.count, offset + limit - elements.count)
      elements.append(contentsOf: list[offset..<end])
      parents.append(contentsOf: repeatElement(UInt32(row), count: end - offset))
      if let firstPosition {
        positions.append(contentsOf: (offset..<end).map { firstPosition + Int64($0) })
      }
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
