import KithColumns
import KithCore

/// The numbers of a column as floats. Throws for what is neither a number nor null; `what` is for the message.
private func numbers(_ vector: ColumnVector, for what: String) throws(Diagnostic) -> [Double] {
  switch vector.storage {
  case .floats(let column): return column
  case .integers(let column): return rows(column.count) { Double(column[$0]) }
  case .booleans, .dates, .texts, .nodes, .relationships, .values: break
  }
  var numbers: [Double] = []
  for row in 0..<vector.count {
    switch vector.value(at: row) {
    case .null: numbers.append(0)
    case .integer(let it): numbers.append(Double(it))
    case .float(let it): numbers.append(it)
    case let other: throw .wrongType(what, takes: "numbers", got: other)
    }
  }
  return numbers
}

/// `stDev(x)` (of a sample) and `stDevP(x)` (of a population), in one pass (Welford 1962); 0 of nothing.
final class DeviationAccumulator: Accumulator {
  private struct Moments {
    var count = 0.0
    var mean = 0.0
    /// The sum of squared differences from the mean.
    var squares = 0.0
  }

  private let isOfPopulation: Bool
  private let span: SourceSpan
  private var moments: [Moments] = []

  init(isOfPopulation: Bool, span: SourceSpan) {
    self.isOfPopulation = isOfPopulation
    self.span = span
  }

  override var stateBytes: Int { moments.count * 24 }

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    let column: [Double]
    do {
      column = try numbers(arguments[0], for: isOfPopulation ? "'stDevP()'" : "'stDev()'")
    } catch {
      throw error.located(at: span)
    }
    let mask = arguments[0].nullMask
    var state = moments
    moments = []
    state.grow(to: groupCount, with: Moments())
    for row in groups.indices where !(mask?[row] ?? false) {
      let group = Int(groups[row])
      var it = state[group]
      it.count += 1
      let difference = column[row] - it.mean
      it.mean += difference / it.count
      it.squares += difference * (column[row] - it.mean)
      state[group] = it
    }
    moments = state
  }

  override func finish(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    moments.grow(to: groupCount, with: Moments())
    let results = moments.map { it -> Double in
      let divisor = isOfPopulation ? it.count : it.count - 1
      return divisor > 0 ? (it.squares / divisor).squareRoot() : 0
    }
    return ColumnVector(.floats(results))
  }
}

/// `percentileCont(x, p)` (between the neighbours) and `percentileDisc(x, p)` (a value that occurs); null of nothing.
final class PercentileAccumulator: Accumulator {
  private let isContinuous: Bool
  private let span: SourceSpan
  private var values: [[Value]] = []
  private var percentiles: [Double] = []
  private var valueCount = 0

  init(isContinuous: Bool, span: SourceSpan) {
    self.isContinuous = isContinuous
    self.span = span
  }

  override var stateBytes: Int { values.count * 40 + valueCount * 32 }

  private var name: String { isContinuous ? "'percentileCont()'" : "'percentileDisc()'" }

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    values.grow(to: groupCount, with: [])
    percentiles.grow(to: groupCount, with: 0)
    do throws(Diagnostic) {
      for row in groups.indices {
        let value = arguments[0].value(at: row)
        guard !value.isNull else { continue }
        guard value.asInteger != nil || value.asFloat != nil else {
          throw Diagnostic.wrongType(name, takes: "numbers", got: value)
        }
        let group = Int(groups[row])
        // The percentile is the same in all rows of a group; the last one counts.
        percentiles[group] = try percentile(arguments[1].value(at: row))
        values[group].append(value)
        valueCount += 1
      }
    } catch {
      throw error.located(at: span)
    }
  }

  override func finish(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    values.grow(to: groupCount, with: [])
    percentiles.grow(to: groupCount, with: 0)
    return ColumnVector(
      packing: (0..<groupCount).map { group in
        let sorted = values[group].sorted { $0.isOrdered(before: $1) }
        return isContinuous
          ? Self.between(sorted, percentiles[group]) : Self.among(sorted, percentiles[group])
      })
  }

  private func percentile(_ value: Value) throws(Diagnostic) -> Double {
    let percentile = value.asFloat ?? value.asInteger.map(Double.init)
    guard let percentile else {
      throw .wrongType("\(name)'s percentile", takes: "a number", got: value)
    }
    guard (0...1).contains(percentile) else {
      throw .percentileOutOfRange(name, percentile)
    }
    return percentile
  }

  /// The value at `percentile × (count - 1)`, linear between two values.
  private static func between(_ sorted: [Value], _ percentile: Double) -> Value {
    let numbers = sorted.compactMap { $0.asFloat ?? $0.asInteger.map(Double.init) }
    guard let last = numbers.last else { return .null }
    let place = percentile * Double(numbers.count - 1)
    let below = Int(place.rounded(.down))
    guard below + 1 < numbers.count else { return .float(last) }
    let share = place - Double(below)
    return .float(numbers[below] * (1 - share) + numbers[below + 1] * share)
  }

  /// The least value that at least `percentile` of the values do not exceed.
  private static func among(_ sorted: [Value], _ percentile: Double) -> Value {
    guard !sorted.isEmpty else { return .null }
    let place = Int((percentile * Double(sorted.count)).rounded(.up)) - 1
    return sorted[max(0, min(place, sorted.count - 1))]
  }
}
