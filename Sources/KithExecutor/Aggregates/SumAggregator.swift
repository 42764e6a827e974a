import KithColumns
import KithCore

/// `sum(x)`: of integers an integer, with floats a float, of durations a duration; 0 of nothing.
final class SumAggregator: Aggregator {
  /// As long as only integers came.
  private var integers: [Int64] = []
  /// From the first row of another type on, for every group.
  private var values: [Value]?

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    let vector = arguments[0]
    if case .integers(let rows) = vector.storage, values == nil {
      try add(rows, vector.isNull, groups, groupCount)
    } else if !vector.isAllNull {
      try add(vector, groups, groupCount)
    }
  }

  private func add(
    _ rows: [Int64], _ mask: [Bool]?, _ groups: [UInt32], _ groupCount: Int
  ) throws(Diagnostic) {
    var sums = integers
    integers = []
    sums.grow(to: groupCount, with: 0)
    for row in rows.indices {
      if let mask, mask[row] { continue }
      let group = Int(groups[row])
      let (sum, overflows) = sums[group].addingReportingOverflow(rows[row])
      if overflows { throw .integerOverflow("sum()", sums[group], rows[row]) }
      sums[group] = sum
    }
    integers = sums
  }

  private func add(
    _ vector: ColumnVector, _ groups: [UInt32], _ groupCount: Int
  ) throws(Diagnostic) {
    var sums = values ?? integers.map(Value.integer)
    values = []
    sums.grow(to: groupCount, with: .integer(0))
    for row in groups.indices {
      let value = vector.value(at: row)
      if value.isNull { continue }
      let group = Int(groups[row])
      sums[group] = try sum(sums[group], value)
    }
    values = sums
  }

  private func sum(_ sum: Value, _ value: Value) throws(Diagnostic) -> Value {
    switch (sum, value) {
    case (.integer, .integer), (.integer, .float), (.float, .integer), (.float, .float),
      (.duration, .duration):
      return try ValueArithmetic.add.apply(sum, value)
    case (.integer(0), .duration): return value
    default: throw .wrongType("'sum()'", takes: "numbers or durations", got: value)
    }
  }

  override func results(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    if let values {
      return ColumnVector(packing: values.grown(to: groupCount, with: .integer(0)))
    }
    return ColumnVector(.integers(integers.grown(to: groupCount, with: 0)))
  }
}

extension ColumnVector {
  /// Whether there is nothing but nulls.
  var isAllNull: Bool { nullMask?.allSatisfy { $0 } ?? (count == 0) }
}
