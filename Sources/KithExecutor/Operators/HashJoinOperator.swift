import KithColumns
import KithCore
import KithPlanner

/// The rows of both inputs that agree in some variables, in the order of the left input.
///
/// The right side is kept in memory, grouped by its keys; rows of the join point into it. Nulls agree with nothing.
final class HashJoinOperator: PhysicalOperator {
  private let leftKeys: [Int]
  private let rightKeys: [Int]
  private let rightColumns: [Int]
  private let rightIsIndependent: Bool
  private var table: JoinTable?
  private var left = Batch(rowCount: 0)
  private var numbers: [UInt32] = []
  private var row = 0
  private var offset = 0

  init(
    on variables: [VariableID], left: PhysicalOperator, right: PhysicalOperator,
    rightIsIndependent: Bool
  ) throws(Diagnostic) {
    self.rightIsIndependent = rightIsIndependent
    leftKeys = try variables.map { variable throws(Diagnostic) in
      try left.layout.requiredColumn(of: variable)
    }
    rightKeys = try variables.map { variable throws(Diagnostic) in
      try right.layout.requiredColumn(of: variable)
    }
    rightColumns = left.layout.columnsMissing(from: right.layout)
    let added = rightColumns.map { right.layout.variables[$0] }
    super.init(
      inputs: [left, right], layout: left.layout.appending(added), context: left.context)
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try inputs[0].open(argument)
    try inputs[1].open(rightIsIndependent ? .singleRow : argument)
    table?.release(context)
    table = nil
    left = Batch(rowCount: 0)
    row = 0
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if row >= left.rowCount {
        guard let next = try inputs[0].next() else { return nil }
        // Only now: the left side may be what changes the graph before the right side reads it.
        if table == nil { table = try built() }
        left = next
        numbers = table?.numbers(of: leftKeys.map(next.flat), rowCount: next.rowCount) ?? []
        row = 0
        offset = 0
      }
      if let joined = joinedRows() { return joined }
    }
  }

  private func joinedRows() -> Batch? {
    guard let table else { return nil }
    let limit = context.options.batchRowCount
    var lefts: [UInt32] = []
    var rights: [UInt32] = []
    while row < left.rowCount, lefts.count < limit {
      let group = table.rows(ofNumber: numbers[row])
      let end = min(group.count, offset + limit - lefts.count)
      lefts.append(contentsOf: repeatElement(UInt32(row), count: end - offset))
      rights.append(contentsOf: group[(group.startIndex + offset)..<(group.startIndex + end)])
      offset = end
      if end == group.count {
        row += 1
        offset = 0
      }
    }
    if lefts.isEmpty { return nil }
    return left.selecting(lefts).joining(
      table.rows.selecting(rights), keeping: Array(rightColumns.indices))
  }

  private func built() throws(Diagnostic) -> JoinTable {
    var table = JoinTable(columnCount: rightColumns.count)
    while let batch = try inputs[1].next() {
      try table.append(
        batch.keeping(rightColumns), keys: rightKeys.map(batch.flat), context)
    }
    table.finish()
    return table
  }
}

/// Rows by key.
///
/// ```
/// keys      k0 -> 0, k1 -> 1             numbers by a KeyTable
/// starts    | 0 | 2 | 3 |                by number: where its rows begin
/// grouped   | 0 | 2 | 1 |                rows, by number and then in their order
/// ```
private struct JoinTable {
  private(set) var rows = Batch(rowCount: 0)
  private var buffer: RowBuffer
  private var keys = KeyTable()
  /// By row, while the table is built.
  private var numbers: [UInt32] = []
  private var starts: [Int] = []
  private var grouped: [UInt32] = []
  private var charged = 0

  init(columnCount: Int) { buffer = RowBuffer(columnCount: columnCount) }

  mutating func append(
    _ batch: Batch, keys columns: [ColumnVector], _ context: ExecutionContext
  ) throws(Diagnostic) {
    let kept = rowsWithoutNull(columns, rowCount: batch.rowCount)
    let columns = kept.count == batch.rowCount ? columns : columns.map { $0.gathered(kept) }
    numbers += keys.insert(columns, rowCount: kept.count)
    try buffer.append(kept.count == batch.rowCount ? batch : batch.selecting(kept), context)
    let bytes = keys.byteCount + numbers.count * 8
    try context.memory.charge(bytes - charged)
    charged = bytes
  }

  mutating func finish() {
    rows = buffer.batch()
    starts = Array(repeating: 0, count: keys.count + 1)
    for number in numbers { starts[Int(number) + 1] += 1 }
    for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
    var next = starts
    grouped = Array(repeating: 0, count: numbers.count)
    for row in numbers.indices {
      let number = Int(numbers[row])
      grouped[next[number]] = UInt32(row)
      next[number] += 1
    }
    numbers = []
  }

  /// The number of each row's key, `UInt32.max` where it agrees with nothing.
  mutating func numbers(of columns: [ColumnVector], rowCount: Int) -> [UInt32] {
    var found = keys.find(columns, rowCount: rowCount)
    for mask in columns.compactMap(\.nullMask) {
      for row in found.indices where mask[row] { found[row] = .max }
    }
    return found
  }

  /// The rows with a key, in their order.
  func rows(ofNumber number: UInt32) -> ArraySlice<UInt32> {
    if number == .max { return [] }
    return grouped[starts[Int(number)]..<starts[Int(number) + 1]]
  }

  mutating func release(_ context: ExecutionContext) {
    buffer.release(context)
    context.memory.release(charged)
    charged = 0
  }

  private func rowsWithoutNull(_ columns: [ColumnVector], rowCount: Int) -> [UInt32] {
    let masks = columns.compactMap(\.nullMask)
    if masks.isEmpty { return Array(0..<UInt32(rowCount)) }
    return (0..<UInt32(rowCount)).filter { row in !masks.contains { $0[Int(row)] } }
  }
}
