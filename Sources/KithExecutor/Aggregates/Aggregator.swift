import KithColumns
import KithCore
import KithPlanner

/// The state of one aggregation for all groups; takes rows a batch at a time.
///
/// Subclasses keep one entry a group, move their arrays into locals while they loop, and leave out nulls.
class Aggregator {
  /// About how much memory the state takes, where it grows with the rows.
  var byteCount: Int { 0 }

  /// Takes rows: row `i` belongs to group `groups[i]`, which is less than `groupCount`.
  func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {}

  /// One entry a group; also for groups of which no row came.
  func results(groupCount: Int) throws(Diagnostic) -> ColumnVector { .allNull(groupCount) }

  /// The state of an aggregation that has seen nothing.
  static func make(for function: AggregateFunction) -> Aggregator {
    switch function {
    case .countRows: CountAggregator(countsNulls: true)
    case .count: CountAggregator(countsNulls: false)
    case .sum: SumAggregator()
    case .avg: AverageAggregator()
    case .min: ExtremeAggregator(keepsGreatest: false)
    case .max: ExtremeAggregator(keepsGreatest: true)
    case .collect: CollectAggregator()
    case .stDev: DeviationAggregator(isPopulation: false)
    case .stDevP: DeviationAggregator(isPopulation: true)
    case .percentileCont: PercentileAggregator(interpolates: true)
    case .percentileDisc: PercentileAggregator(interpolates: false)
    }
  }
}

extension Array {
  /// Makes room for more groups.
  mutating func grow(to count: Int, with element: Element) {
    if self.count < count {
      append(contentsOf: repeatElement(element, count: count - self.count))
    }
  }

  /// This array with room for all groups.
  func grown(to count: Int, with element: Element) -> [Element] {
    var grown = self
    grown.grow(to: count, with: element)
    return grown
  }
}
