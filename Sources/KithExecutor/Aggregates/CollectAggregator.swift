import KithColumns
import KithCore

/// `collect(x)`: a list in the order of the rows; empty of nothing.
final class CollectAggregator: Aggregator {
  private var lists: [[Value]] = []
  private var bytes = 0

  override var byteCount: Int { bytes }

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    var lists = self.lists
    self.lists = []
    lists.grow(to: groupCount, with: [])
    for row in groups.indices {
      let value = arguments[0].value(at: row)
      if value.isNull { continue }
      bytes += value.estimatedByteCount
      lists[Int(groups[row])].append(value)
    }
    self.lists = lists
  }

  override func results(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    ColumnVector(.values(lists.grown(to: groupCount, with: []).map(Value.list)))
  }
}
