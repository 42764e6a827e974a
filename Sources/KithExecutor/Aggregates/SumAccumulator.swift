import KithColumns
import KithCore

/// `sum(x)`: an integer as long as all are integers, a float once there is one, or a duration; 0 of nothing.
final class SumAccumulator: Accumulator {
  private let span: SourceSpan
  private var integers: [Int64] = []
  private var floats: [Double] = []
  private var hasFloat: [Bool] = []
  /// Sums of the groups that hold durations; rare.
  private var durations: [UInt32: DurationValue] = [:]

  init(span: SourceSpan) { self.span = span }

  override var stateBytes: Int { integers.count * 17 + durations.count * 64 }

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    grow(to: groupCount)
    let vector = arguments[0]
    switch vector.storage {
    case .integers(let column): try add(integers: column, vector.isNull, groups)
    case .floats(let column): add(floats: column, vector.isNull, groups)
    case .booleans, .dates, .texts, .nodes, .relationships, .values:
      for row in groups.indices { try add(vector.value(at: row), to: groups[row]) }
    }
  }

  override func finish(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    grow(to: groupCount)
    if durations.isEmpty, !hasFloat.contains(true) { return ColumnVector(.integers(integers)) }
    let results = (0..<groupCount).map { group -> Value in
      if let duration = durations[UInt32(group)] { return .duration(duration) }
      guard hasFloat[group] else { return .integer(integers[group]) }
      return .float(floats[group] + Double(integers[group]))
    }
    return ColumnVector(packing: results)
  }

  private func grow(to groupCount: Int) {
    integers.grow(to: groupCount, with: 0)
    floats.grow(to: groupCount, with: 0)
    hasFloat.grow(to: groupCount, with: false)
  }

  private func add(
    integers column: [Int64], _ mask: [Bool]?, _ groups: [UInt32]
  ) throws(Diagnostic) {
    var state = integers
    integers = []
    var hasOverflown = false
    for row in groups.indices where !(mask?[row] ?? false) {
      let group = Int(groups[row])
      let (sum, overflows) = state[group].addingReportingOverflow(column[row])
      state[group] = sum
      hasOverflown = hasOverflown || overflows
    }
    integers = state
    if hasOverflown { throw Diagnostic.sumOverflow.located(at: span) }
  }

  private func add(floats column: [Double], _ mask: [Bool]?, _ groups: [UInt32]) {
    var (state, flags) = (floats, hasFloat)
    (floats, hasFloat) = ([], [])
    for row in groups.indices where !(mask?[row] ?? false) {
      let group = Int(groups[row])
      state[group] += column[row]
      flags[group] = true
    }
    (floats, hasFloat) = (state, flags)
  }

  private func add(_ value: Value, to group: UInt32) throws(Diagnostic) {
    switch value {
    case .null: return
    case .integer(let it) where durations[group] == nil:
      try add(integers: [it], nil, [group])
    case .float(let it) where durations[group] == nil: add(floats: [it], nil, [group])
    case .duration(let it):
      let isFirst = integers[Int(group)] == 0 && !hasFloat[Int(group)]
      let zero = DurationValue(months: 0, days: 0, seconds: 0, nanoseconds: 0)
      guard isFirst, let sum = (durations[group] ?? zero).adding(it) else { fallthrough }
      durations[group] = sum
    default:
      throw Diagnostic.wrongType("'sum()'", takes: "numbers or Durations", got: value)
        .located(at: span)
    }
  }
}

/// `avg(x)`: a float, or a duration; null of nothing.
final class AverageAccumulator: Accumulator {
  private let span: SourceSpan
  private var sums: [Double] = []
  private var counts: [Int64] = []
  private var durations: [UInt32: DurationValue] = [:]

  init(span: SourceSpan) { self.span = span }

  override var stateBytes: Int { sums.count * 16 + durations.count * 64 }

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    sums.grow(to: groupCount, with: 0)
    counts.grow(to: groupCount, with: 0)
    let vector = arguments[0]
    switch vector.storage {
    case .integers(let column):
      add(vector.isNull, groups) { Double(column[$0]) }
    case .floats(let column):
      add(vector.isNull, groups) { column[$0] }
    case .booleans, .dates, .texts, .nodes, .relationships, .values:
      for row in groups.indices { try add(vector.value(at: row), to: groups[row]) }
    }
  }

  override func finish(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    sums.grow(to: groupCount, with: 0)
    counts.grow(to: groupCount, with: 0)
    var results: [Value] = []
    for group in 0..<groupCount {
      if counts[group] == 0 {
        results.append(.null)
      } else if let sum = durations[UInt32(group)] {
        guard let mean = sum.divided(by: Double(counts[group])) else {
          throw Diagnostic.sumOverflow.located(at: span)
        }
        results.append(.duration(mean))
      } else {
        results.append(.float(sums[group] / Double(counts[group])))
      }
    }
    return ColumnVector(packing: results)
  }

  @inline(__always)
  private func add(_ mask: [Bool]?, _ groups: [UInt32], _ number: (Int) -> Double) {
    var (sums, counts) = (self.sums, self.counts)
    (self.sums, self.counts) = ([], [])
    for row in groups.indices where !(mask?[row] ?? false) {
      let group = Int(groups[row])
      sums[group] += number(row)
      counts[group] &+= 1
    }
    (self.sums, self.counts) = (sums, counts)
  }

  private func add(_ value: Value, to group: UInt32) throws(Diagnostic) {
    switch value {
    case .null: return
    case .integer(let it) where durations[group] == nil: add(nil, [group]) { _ in Double(it) }
    case .float(let it) where durations[group] == nil: add(nil, [group]) { _ in it }
    case .duration(let it):
      let zero = DurationValue(months: 0, days: 0, seconds: 0, nanoseconds: 0)
      guard durations[group] != nil || counts[Int(group)] == 0,
        let sum = (durations[group] ?? zero).adding(it)
      else { fallthrough }
      durations[group] = sum
      counts[Int(group)] += 1
    default:
      throw Diagnostic.wrongType("'avg()'", takes: "numbers or Durations", got: value)
        .located(at: span)
    }
  }
}
