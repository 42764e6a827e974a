import KithColumns
import KithCore

/// `min(x)`, `max(x)` by the order of `ORDER BY`, over all types; null of nothing.
final class ExtremeAccumulator: Accumulator {
  private let isMaximum: Bool
  private var state = ExtremeState.none

  init(isMaximum: Bool) { self.isMaximum = isMaximum }

  override var stateBytes: Int {
    switch state {
    case .none: 0
    case .integers(let best, _), .dates(let best, _): best.count * 9
    case .floats(let best, _): best.count * 9
    case .mixed(let best): best.count * 32
    }
  }

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    let vector = arguments[0]
    let current = state
    // The arrays are held by the local alone, so that the loops change them in place.
    state = .none
    switch (vector.storage, current) {
    case (.integers(let column), .none):
      state = ExtremeState.integers([], hasValue: [])
        .improved(column, vector.isNull, groups, groupCount, isMaximum)
    case (.integers(let column), .integers):
      state = current.improved(column, vector.isNull, groups, groupCount, isMaximum)
    case (.dates(let column), .none):
      state = ExtremeState.dates([], hasValue: [])
        .improved(column, vector.isNull, groups, groupCount, isMaximum)
    case (.dates(let column), .dates):
      state = current.improved(column, vector.isNull, groups, groupCount, isMaximum)
    case (.floats(let column), .none):
      state = ExtremeState.floats([], hasValue: [])
        .improved(column, vector.isNull, groups, groupCount, isMaximum)
    case (.floats(let column), .floats):
      state = current.improved(column, vector.isNull, groups, groupCount, isMaximum)
    case (.texts(let column), _) where groupCount <= 4 * groups.count:
      let best = bestRows(column, vector.isNull, groups, groupCount)
      state = .mixed(
        improved(
          current.values, vector.gathered(best), best.map { groups[Int($0)] }, groupCount))
    default:
      state = .mixed(improved(current.values, vector, groups, groupCount))
    }
  }

  override func finish(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    var values = state.values
    values.grow(to: groupCount, with: .null)
    return ColumnVector(packing: values)
  }

  /// The row of each group's best text in the batch, by its bytes: so a group makes one string a batch.
  private func bestRows(
    _ column: [TextReference], _ mask: [Bool]?, _ groups: [UInt32], _ groupCount: Int
  ) -> [UInt32] {
    var best = Array(repeating: UInt32.max, count: groupCount)
    for row in groups.indices where !(mask?[row] ?? false) {
      let group = Int(groups[row])
      if best[group] != .max {
        let difference = column[row].difference(from: column[Int(best[group])])
        guard isMaximum ? difference > 0 : difference < 0 else { continue }
      }
      best[group] = UInt32(row)
    }
    return best.filter { $0 != .max }
  }

  private func improved(
    _ best: [Value], _ vector: ColumnVector, _ groups: [UInt32], _ groupCount: Int
  ) -> [Value] {
    var best = best
    best.grow(to: groupCount, with: .null)
    for row in groups.indices {
      let value = vector.value(at: row)
      guard !value.isNull else { continue }
      let group = Int(groups[row])
      let order = best[group].isNull ? nil : value.order(best[group])
      if order == nil || order == (isMaximum ? .greater : .less) { best[group] = value }
    }
    return best
  }
}

/// The best value of each group, typed as long as all values are of one type that has a loop.
private enum ExtremeState {
  case none
  case integers([Int64], hasValue: [Bool])
  case dates([Int64], hasValue: [Bool])
  case floats([Double], hasValue: [Bool])
  case mixed([Value])

  /// One entry a group; null where it had no value.
  var values: [Value] {
    switch self {
    case .none: []
    case .integers(let best, let hasValue):
      zip(best, hasValue).map { $1 ? .integer($0) : .null }
    case .dates(let best, let hasValue):
      zip(best, hasValue).map { $1 ? .date(DateValue(daysSinceEpoch: $0)) : .null }
    case .floats(let best, let hasValue): zip(best, hasValue).map { $1 ? .float($0) : .null }
    case .mixed(let best): best
    }
  }

  /// The state after rows of whole numbers.
  consuming func improved(
    _ column: [Int64], _ mask: [Bool]?, _ groups: [UInt32], _ groupCount: Int,
    _ isMaximum: Bool
  ) -> Self {
    switch consume self {
    case .integers(var best, var hasValue):
      improve(&best, &hasValue, column, mask, groups, groupCount) {
        isMaximum ? $0 > $1 : $0 < $1
      }
      return .integers(best, hasValue: hasValue)
    case .dates(var best, var hasValue):
      improve(&best, &hasValue, column, mask, groups, groupCount) {
        isMaximum ? $0 > $1 : $0 < $1
      }
      return .dates(best, hasValue: hasValue)
    case let other: return other
    }
  }

  /// The state after rows of floats. NaN is greater than all numbers.
  consuming func improved(
    _ column: [Double], _ mask: [Bool]?, _ groups: [UInt32], _ groupCount: Int,
    _ isMaximum: Bool
  ) -> Self {
    switch consume self {
    case .floats(var best, var hasValue):
      improve(&best, &hasValue, column, mask, groups, groupCount) { new, old in
        isMaximum
          ? new > old || (new.isNaN && !old.isNaN) : new < old || (old.isNaN && !new.isNaN)
      }
      return .floats(best, hasValue: hasValue)
    case let other: return other
    }
  }
}

@inline(__always)
private func improve<Element: RowElement>(
  _ best: inout [Element], _ hasValue: inout [Bool], _ column: [Element], _ mask: [Bool]?,
  _ groups: [UInt32], _ groupCount: Int, _ isBetter: (Element, Element) -> Bool
) {
  best.grow(to: groupCount, with: .ofNull)
  hasValue.grow(to: groupCount, with: false)
  for row in groups.indices where !(mask?[row] ?? false) {
    let group = Int(groups[row])
    if !hasValue[group] || isBetter(column[row], best[group]) {
      best[group] = column[row]
      hasValue[group] = true
    }
  }
}
