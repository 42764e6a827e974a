import KithColumns
import KithCore

/// `avg(x)`: a float, or of durations a duration; null of nothing.
final class AverageAggregator: Aggregator {
  private var sums: [Double] = []
  private var counts: [Int64] = []
  /// Sums of durations by group.
  private var durations: [Int: Value] = [:]

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    sums.grow(to: groupCount, with: 0)
    counts.grow(to: groupCount, with: 0)
    let vector = arguments[0]
    switch vector.storage {
    case .integers(let rows): add(rows.count, vector.isNull, groups) { Double(rows[$0]) }
    case .floats(let rows): add(rows.count, vector.isNull, groups) { rows[$0] }
    case .booleans, .dates, .texts, .nodes, .relationships, .values:
      for row in groups.indices { try add(vector.value(at: row), Int(groups[row])) }
    }
  }

  @inline(__always)
  private func add(
    _ count: Int, _ mask: [Bool]?, _ groups: [UInt32], _ number: (Int) -> Double
  ) {
    var (sums, counts) = (self.sums, self.counts)
    self.sums = []
    self.counts = []
    for row in 0..<count {
      if let mask, mask[row] { continue }
      sums[Int(groups[row])] += number(row)
      counts[Int(groups[row])] &+= 1
    }
    self.sums = sums
    self.counts = counts
  }

  private func add(_ value: Value, _ group: Int) throws(Diagnostic) {
    switch value {
    case .null: return
    case .integer(let it): sums[group] += Double(it)
    case .float(let it): sums[group] += it
    case .duration:
      let sum = durations[group]
      durations[group] =
        try sum.map { sum throws(Diagnostic) in
          try ValueArithmetic.add.apply(sum, value)
        } ?? value
    case .boolean, .string, .date, .localTime, .time, .localDateTime, .dateTime, .list, .map,
      .node, .relationship, .path:
      throw .wrongType("'avg()'", takes: "numbers or durations", got: value)
    }
    counts[group] += 1
  }

  override func results(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    let counts = counts.grown(to: groupCount, with: 0)
    let sums = sums.grown(to: groupCount, with: 0)
    let averages = try counts.indices.map { group throws(Diagnostic) -> Value in
      if counts[group] == 0 { return .null }
      guard let sum = durations[group] else { return .float(sums[group] / Double(counts[group])) }
      return try ValueArithmetic.divide.apply(sum, .integer(counts[group]))
    }
    return ColumnVector(packing: averages)
  }
}
