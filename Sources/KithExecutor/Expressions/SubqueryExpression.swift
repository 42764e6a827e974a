import KithColumns
import KithCore
import KithPlanner

/// `EXISTS {}`, `COUNT {}`, `COLLECT {}`, pattern predicates and pattern comprehensions.
///
/// A plan that works row by row runs once for the whole batch: a hidden column numbers the outer rows
/// and tells for each row of the plan where it came from. Other plans run once an outer row.
final class SubqueryExpression: CompiledExpression {
  private let subquery: BoundSubquery
  private let importColumns: [Int]
  private let argument: RowLayout
  private let rowNumber: VariableID
  private let isRowWise: Bool
  private var plan: PhysicalOperator?

  init(_ subquery: BoundSubquery, layout: RowLayout, imports: [Int], span: SourceSpan) {
    self.subquery = subquery
    importColumns = imports
    // Variables of plans are not negative: this number is new in the layout and in the plan.
    rowNumber = VariableID(min(0, layout.variables.map(\.rawValue).min() ?? 0) - 1)
    argument = RowLayout(subquery.imports + [rowNumber])
    isRowWise = KithExecutor.isRowWise(subquery.plan)
    super.init(span: span, isInvariant: false)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let plan = try runningPlan(context)
    var tally = SubqueryTally(subquery.result, plan.layout, rowCount: batch.rowCount)
    let numbers = (0..<Int64(batch.rowCount)).map { $0 }
    let outer = batch.keeping(importColumns).appending(ColumnVector(.integers(numbers)))
    if isRowWise, let column = plan.layout.column(of: rowNumber) {
      try plan.open(outer)
      while let found = try plan.next() {
        guard case .integers(let rows) = found.flat(column).storage else { continue }
        try tally.add(found, from: rows)
      }
      return tally.column()
    }
    for row in 0..<batch.rowCount {
      try plan.open(outer.selecting([UInt32(row)]))
      while let found = try plan.next() {
        try tally.add(found, from: Array(repeating: Int64(row), count: found.rowCount))
        if tally.isSettled { break }
      }
    }
    return tally.column()
  }

  private func runningPlan(_ context: ExecutionContext) throws(Diagnostic) -> PhysicalOperator {
    if let plan { return plan }
    let made = try context.makeOperator(for: subquery.plan, argument: argument)
    plan = made
    return made
  }
}

/// What the rows of a subquery add up to for each outer row.
private struct SubqueryTally {
  private let result: BoundSubquery.Result
  /// What is collected or summed.
  private let source: Int?
  private var counts: [Int64]
  private var lists: [[Value]]

  init(_ result: BoundSubquery.Result, _ layout: RowLayout, rowCount: Int) {
    self.result = result
    counts = Array(repeating: 0, count: rowCount)
    switch result {
    case .collect(let variable), .total(let variable): source = layout.column(of: variable)
    case .exists, .count: source = nil
    }
    lists = if case .collect = result { Array(repeating: [], count: rowCount) } else { [] }
  }

  /// Whether more rows of the same outer row change nothing.
  var isSettled: Bool { if case .exists = result { true } else { false } }

  /// Takes rows of the plan; `outerRows` tells which outer row each stems from.
  mutating func add(_ batch: Batch, from outerRows: [Int64]) throws(Diagnostic) {
    guard let source else {
      for row in outerRows { counts[Int(row)] += 1 }
      return
    }
    let vector = batch.flat(source)
    if case .total = result, case .integers(let weights) = vector.storage {
      for row in outerRows.indices { counts[Int(outerRows[row])] += weights[row] }
      return
    }
    try ValueNesting.check(vector)
    for row in outerRows.indices {
      lists[Int(outerRows[row])].append(vector.value(at: row))
    }
  }

  /// The column of the outer rows.
  func column() -> ColumnVector {
    switch result {
    case .exists: ColumnVector(.booleans(rows(counts.count) { counts[$0] > 0 }))
    case .count, .total: ColumnVector(.integers(counts))
    case .collect: ColumnVector(.values(lists.map(Value.list)))
    }
  }
}

extension ExpressionCompiler {
  func subquery(
    _ it: BoundSubquery, _ span: SourceSpan
  ) throws(Diagnostic) -> CompiledExpression {
    var imports: [Int] = []
    for variable in it.imports { imports.append(try column(of: variable)) }
    return SubqueryExpression(it, layout: layout, imports: imports, span: span)
  }
}
