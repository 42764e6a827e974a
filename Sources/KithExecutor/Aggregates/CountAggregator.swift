import KithColumns
import KithCore

/// `count(*)` and `count(x)`.
final class CountAggregator: Aggregator {
  private let countsNulls: Bool
  private var counts: [Int64] = []

  init(countsNulls: Bool) { self.countsNulls = countsNulls }

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    var counts = self.counts
    self.counts = []
    counts.grow(to: groupCount, with: 0)
    let mask = countsNulls ? nil : arguments.first?.nullMask
    if let mask {
      for row in groups.indices where !mask[row] { counts[Int(groups[row])] &+= 1 }
    } else if groupCount == 1 {
      counts[0] += Int64(groups.count)
    } else {
      for group in groups { counts[Int(group)] &+= 1 }
    }
    self.counts = counts
  }

  override func results(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    ColumnVector(.integers(counts.grown(to: groupCount, with: 0)))
  }
}
