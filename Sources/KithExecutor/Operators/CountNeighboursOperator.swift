import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// The input's rows with a weight: how many rows expands to nodes that are only counted would make of each.
///
/// Degrees come straight from the offsets of the neighbour lists. Rows with a weight of 0 are dropped, unless they
/// are to stay (`OPTIONAL MATCH`).
final class CountNeighboursOperator: PhysicalOperator {
  private let count: LogicalCountNeighbours
  private let fromColumn: Int
  private let earlierColumn: Int?
  private let factors: [CountedFactor]

  init(_ count: LogicalCountNeighbours, input: PhysicalOperator) throws(Diagnostic) {
    self.count = count
    fromColumn = try input.layout.requiredColumn(of: count.from)
    earlierColumn = try count.earlier.map { variable throws(Diagnostic) in
      try input.layout.requiredColumn(of: variable)
    }
    factors = try count.factors.map { factor throws(Diagnostic) in
      try CountedFactor(factor, layout: input.layout)
    }
    super.init(input: input, layout: input.layout.appending([count.weight]))
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while let batch = try input.next() {
      let weights = try weights(of: batch)
      if count.keepsEmpty { return batch.appending(ColumnVector(.integers(weights))) }
      let kept = selection(ofPositive: weights)
      if kept.count == weights.count { return batch.appending(ColumnVector(.integers(weights))) }
      if kept.isEmpty { continue }
      return batch.selecting(kept)
        .appending(ColumnVector(.integers(kept.map { weights[Int($0)] })))
    }
    return nil
  }

  private func weights(of batch: Batch) throws(Diagnostic) -> [Int64] {
    let from = try NodeColumn(batch.flat(fromColumn))
    let known = try context.transaction.resolve(labels: count.fromLabels)
    let fromLabels: [LabelID] = if case .known(let labels) = known { labels } else { [] }
    var weights: [Int64]?
    if let earlierColumn, case .integers(let earlier) = batch.flat(earlierColumn).storage {
      weights = earlier
    }
    for factor in factors {
      let next = try factor.counts(of: batch, from: from, fromLabels: fromLabels, context)
      weights = try weights.map { weights throws(Diagnostic) in try product(weights, next) } ?? next
    }
    return weights ?? Array(repeating: 1, count: batch.rowCount)
  }
}

/// The positions of numbers above 0, ascending. Branch-free.
func selection(ofPositive numbers: [Int64]) -> [UInt32] {
  // Safe because at most `row` slots are taken before row `row` is written, and `kept` of them are initialised.
  unsafe Array(unsafeUninitializedCapacity: numbers.count) { buffer, kept in
    var next = 0
    for row in numbers.indices {
      unsafe buffer[next] = UInt32(truncatingIfNeeded: row)
      next &+= numbers[row] > 0 ? 1 : 0
    }
    kept = next
  }
}

/// Row by row. Throws where a product does not fit.
func product(_ left: [Int64], _ right: [Int64]) throws(Diagnostic) -> [Int64] {
  var hasOverflown = false
  let products = rows(left.count) { row in
    let (product, overflows) = left[row].multipliedReportingOverflow(by: right[row])
    hasOverflown = hasOverflown || overflows
    return product
  }
  if hasOverflown { throw .countOverflow }
  return products
}
