import KithColumns
import KithCore

/// `stDev(x)` of a sample and `stDevP(x)` of a population; 0 of fewer than two numbers.
///
/// In one pass, after B. P. Welford, "Note on a method for calculating corrected sums of squares" (1962).
final class DeviationAggregator: Aggregator {
  private struct Moments {
    var count = 0.0
    var mean = 0.0
    var squares = 0.0

    mutating func add(_ number: Double) {
      count += 1
      let distance = number - mean
      mean += distance / count
      squares += distance * (number - mean)
    }
  }

  private let isPopulation: Bool
  private var moments: [Moments] = []

  init(isPopulation: Bool) { self.isPopulation = isPopulation }

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    moments.grow(to: groupCount, with: Moments())
    for row in groups.indices {
      switch arguments[0].value(at: row) {
      case .null: continue
      case .integer(let it): moments[Int(groups[row])].add(Double(it))
      case .float(let it): moments[Int(groups[row])].add(it)
      case let other:
        throw .wrongType(isPopulation ? "'stDevP()'" : "'stDev()'", takes: "numbers", got: other)
      }
    }
  }

  override func results(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    let deviations = moments.grown(to: groupCount, with: Moments()).map { moments in
      let divisor = isPopulation ? moments.count : moments.count - 1
      return moments.count < 2 ? 0 : (moments.squares / divisor).squareRoot()
    }
    return ColumnVector(.floats(deviations))
  }
}
