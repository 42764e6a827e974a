import KithColumns
import KithCore
import KithPlanner

/// The keys of a `sort` or `top`, ready to run.
struct SortKeys {
  private let keys: [(expression: CompiledExpression, isDescending: Bool)]

  init(_ keys: [BoundSortKey], layout: RowLayout) throws(Diagnostic) {
    self.keys = try keys.map { key throws(Diagnostic) in
      (try ExpressionCompiler.compile(key.expression, layout: layout), key.isDescending)
    }
  }

  var count: Int { keys.count }

  /// The key columns of a batch.
  func columns(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> [ColumnVector] {
    try keys.map { key throws(Diagnostic) in try key.expression.evaluate(batch, context) }
  }

  /// The rows in order; rows whose keys are the same stay in their order. n log n comparisons, most of one word.
  func order(of columns: [ColumnVector], rowCount: Int) -> [UInt32] {
    let columns = zip(columns, keys).map { SortColumn($0, isDescending: $1.isDescending) }
    guard let first = columns.first else { return Array(0..<UInt32(rowCount)) }
    var entries = zip(first.words(), 0..<UInt32(rowCount)).map(SortEntry.init)
    let rest = first.hasExactWords ? Array(columns.dropFirst()) : columns
    if rest.isEmpty {
      entries.sort { $0.word != $1.word ? $0.word < $1.word : $0.row < $1.row }
    } else {
      entries.sort { left, right in
        if left.word != right.word { return left.word < right.word }
        for column in rest {
          let order = column.compare(Int(left.row), Int(right.row))
          if order != 0 { return order < 0 }
        }
        return left.row < right.row
      }
    }
    return entries.map(\.row)
  }
}

/// A row and the word of its first key.
private struct SortEntry {
  var word: UInt64
  var row: UInt32
}
