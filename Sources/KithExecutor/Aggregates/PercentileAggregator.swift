import KithColumns
import KithCore

/// `percentileCont(x, p)`, which interpolates between the two nearest numbers, and `percentileDisc(x, p)`, which gives
/// one of the numbers. Null of nothing. `p` is that of the group's first row.
final class PercentileAggregator: Aggregator {
  private let interpolates: Bool
  private var numbers: [[Value]] = []
  private var percentiles: [Double?] = []

  init(interpolates: Bool) { self.interpolates = interpolates }

  override var byteCount: Int { numbers.reduce(0) { $0 + $1.count * 24 } }

  private var name: String { interpolates ? "'percentileCont()'" : "'percentileDisc()'" }

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    numbers.grow(to: groupCount, with: [])
    percentiles.grow(to: groupCount, with: nil)
    for row in groups.indices {
      let group = Int(groups[row])
      if percentiles[group] == nil {
        percentiles[group] = try percentile(arguments[1].value(at: row))
      }
      switch arguments[0].value(at: row) {
      case .null: continue
      case .integer(let it): numbers[group].append(.integer(it))
      case .float(let it): numbers[group].append(.float(it))
      case let other: throw .wrongType(name, takes: "numbers", got: other)
      }
    }
  }

  private func percentile(_ value: Value) throws(Diagnostic) -> Double {
    let percentile: Double
    switch value {
    case .integer(let it): percentile = Double(it)
    case .float(let it): percentile = it
    case let other: throw .wrongType(name, takes: "a percentile from 0.0 to 1.0", got: other)
    }
    guard (0...1).contains(percentile) else { throw .percentileOutOfRange(name, value) }
    return percentile
  }

  override func results(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    let numbers = numbers.grown(to: groupCount, with: [])
    let percentiles = percentiles.grown(to: groupCount, with: nil)
    return ColumnVector(
      packing: numbers.indices.map { result(of: numbers[$0], at: percentiles[$0] ?? 0) })
  }

  private func result(of numbers: [Value], at percentile: Double) -> Value {
    let sorted = numbers.sorted { $0.isOrdered(before: $1) }
    guard let last = sorted.last else { return .null }
    if !interpolates {
      // The least number that is not less than that share of the numbers.
      let position = (percentile * Double(sorted.count)).rounded(.up)
      return sorted[max(0, Int(position) - 1)]
    }
    let position = percentile * Double(sorted.count - 1)
    let below = Int(position.rounded(.down))
    guard below + 1 < sorted.count else { return .float(Self.float(last)) }
    let share = position - Double(below)
    return .float(
      Self.float(sorted[below]) * (1 - share) + Self.float(sorted[below + 1]) * share)
  }

  private static func float(_ value: Value) -> Double {
    switch value {
    case .integer(let it): Double(it)
    case .float(let it): it
    default: .nan
    }
  }
}
