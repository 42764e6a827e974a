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

  /// The first rows of the order. Rows that cannot be among them are left out key by key, by their words alone: linear
  /// but for those that are left.
  ///
  /// ```
  /// ORDER BY a, b LIMIT 3
  /// a     | 5 | 1 | 2 | 2 | 2 | 7 |      1 is among them for certain; of those with 2, two more by b
  /// ```
  func order(of columns: [ColumnVector], rowCount: Int, first limit: Int) -> [UInt32] {
    guard rowCount > limit, limit > 0 else {
      return Array(order(of: columns, rowCount: rowCount).prefix(limit))
    }
    var certain: [UInt32] = []
    var open = Array(0..<UInt32(rowCount))
    var isExact = true
    for (vector, key) in zip(columns, keys) {
      let missing = limit - certain.count
      guard isExact, open.count > missing, missing > 0 else { break }
      let column = SortColumn(vector, isDescending: key.isDescending)
      let words = column.words()
      var candidates = open.map { words[Int($0)] }
      let last = candidates.smallest(missing - 1)
      certain += open.filter { words[Int($0)] < last }
      open = open.filter { words[Int($0)] == last }
      isExact = column.hasExactWords
    }
    // Rows that are the same in all keys stay in their order.
    if isExact { open = Array(open.prefix(limit - certain.count)) }
    let rows = (certain + open).sorted()
    let order = order(of: columns.map { $0.gathered(rows) }, rowCount: rows.count)
    return order.prefix(limit).map { rows[Int($0)] }
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

extension [UInt64] {
  /// The number that stands at a place of the order. Linear on average (Hoare, 1961); reorders.
  mutating func smallest(_ place: Int) -> UInt64 {
    var (low, high) = (0, count - 1)
    while low < high {
      let pivot = Self.middle(self[low], self[low + (high - low) / 2], self[high])
      var (left, right) = (low, high)
      while left <= right {
        while self[left] < pivot { left += 1 }
        while self[right] > pivot { right -= 1 }
        if left <= right {
          swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if place <= right {
        high = right
      } else if place >= left {
        low = left
      } else {
        return self[place]
      }
    }
    return self[place]
  }

  private static func middle(_ one: UInt64, _ two: UInt64, _ three: UInt64) -> UInt64 {
    Swift.max(Swift.min(one, two), Swift.min(Swift.max(one, two), three))
  }
}
