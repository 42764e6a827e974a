package import KithColumns
package import KithCore
package import KithPlanner

/// One aggregation over any number of groups.
///
/// ```
/// arguments[0]  | 7 | 3 | 9 | 4 |      one entry a row of the batch
/// groups        | 0 | 1 | 0 | 2 |      the row's group; groups are numbered from 0 as they are found
/// state         | 16 | 3 | 4 |         one entry a group
/// ```
///
/// Subclasses take a batch in one typed loop. Rows on which the first argument is null do not count.
package class Accumulator {
  /// About how many bytes the state takes.
  package var stateBytes: Int { 0 }

  init() {}

  /// Takes the rows of a batch. `groupCount` is one more than the highest group so far.
  package func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {}

  /// One entry a group.
  package func finish(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    ColumnVector.allNull(groupCount)
  }

  /// What an aggregation of a plan needs. Its arguments are those of the aggregate, in order.
  package static func make(for aggregate: BoundAggregate) -> Accumulator {
    let plain = located(aggregate)
    guard aggregate.isDistinct, aggregate.function != .countRows else { return plain }
    let distinct = DistinctAccumulator(plain)
    return aggregate.function == .count ? DistinctCountAccumulator(distinct) : distinct
  }

  private static func located(_ aggregate: BoundAggregate) -> Accumulator {
    switch aggregate.function {
    case .countRows, .count: CountAccumulator()
    case .sum: SumAccumulator(span: aggregate.span)
    case .avg: AverageAccumulator(span: aggregate.span)
    case .min: ExtremeAccumulator(isMaximum: false)
    case .max: ExtremeAccumulator(isMaximum: true)
    case .collect: CollectAccumulator()
    case .stDev: DeviationAccumulator(isOfPopulation: false, span: aggregate.span)
    case .stDevP: DeviationAccumulator(isOfPopulation: true, span: aggregate.span)
    case .percentileCont: PercentileAccumulator(isContinuous: true, span: aggregate.span)
    case .percentileDisc: PercentileAccumulator(isContinuous: false, span: aggregate.span)
    }
  }
}

extension Array {
  /// Makes room for more groups.
  mutating func grow(to count: Int, with element: Element) {
    guard self.count < count else { return }
    reserveCapacity(Swift.max(count, self.count * 2))
    append(contentsOf: repeatElement(element, count: count - self.count))
  }
}

/// `count(*)`, `count(x)`.
final class CountAccumulator: Accumulator {
  private var counts: [Int64] = []

  override var stateBytes: Int { counts.count * 8 }

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    // The state is moved into a local for the loop: a class's property would be checked at every row.
    var state = counts
    counts = []
    state.grow(to: groupCount, with: 0)
    if let mask = arguments.first?.nullMask {
      for row in groups.indices { state[Int(groups[row])] &+= mask[row] ? 0 : 1 }
    } else if groupCount == 1 {
      state[0] += Int64(groups.count)
    } else {
      for group in groups { state[Int(group)] &+= 1 }
    }
    counts = state
  }

  override func finish(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    counts.grow(to: groupCount, with: 0)
    return ColumnVector(.integers(counts))
  }
}

/// `collect(x)`: the values of each group in the order of the rows.
final class CollectAccumulator: Accumulator {
  private var lists: [[Value]] = []
  private var valueCount = 0
  private var heldBytes = 0

  override var stateBytes: Int { lists.count * 32 + valueCount * 48 + heldBytes }

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    lists.grow(to: groupCount, with: [])
    let vector = arguments[0]
    try ValueNesting.check(vector)
    for row in groups.indices {
      let value = vector.value(at: row)
      guard !value.isNull else { continue }
      heldBytes += value.heldBytes
      lists[Int(groups[row])].append(value)
      valueCount += 1
    }
  }

  override func finish(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    lists.grow(to: groupCount, with: [])
    return ColumnVector(.values(lists.map(Value.list)))
  }
}
