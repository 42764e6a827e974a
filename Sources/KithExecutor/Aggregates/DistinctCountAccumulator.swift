import KithColumns
import KithCore

/// `count(DISTINCT x)` without grouping, while `x` is a node, a relationship or a small integer: a bit for each value.
///
/// 2 ns a row. With the first batch that bits do not serve, what was seen goes on to a general accumulator.
final class DistinctCountAccumulator: Accumulator {
  private enum Kind { case node, relationship, integer }

  /// Numbers below this have a bit: 2 MiB at most.
  private static let bitLimit = 1 << 24

  private let general: Accumulator
  private var isGeneral = false
  private var kind: Kind?
  private var bits: [UInt64] = []
  private var count = 0

  init(_ general: Accumulator) { self.general = general }

  override var stateBytes: Int { general.stateBytes + bits.count * 8 }

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    if !isGeneral, groupCount == 1, arguments[0].nullMask == nil, take(arguments[0]) { return }
    if !isGeneral { try handOver() }
    try general.add(arguments, groups: groups, groupCount: groupCount)
  }

  override func finish(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    if isGeneral || groupCount != 1 { return try general.finish(groupCount: groupCount) }
    return ColumnVector(.integers([Int64(count)]))
  }

  /// Takes a batch; false where bits do not serve.
  private func take(_ vector: ColumnVector) -> Bool {
    switch vector.storage {
    case .nodes(let ids): take(ids, .node) { Int(truncatingIfNeeded: $0.rawValue) }
    case .relationships(let ids): take(ids, .relationship) { Int(truncatingIfNeeded: $0.rawValue) }
    case .integers(let numbers): take(numbers, .integer) { Int(truncatingIfNeeded: $0) }
    case .booleans, .floats, .dates, .texts, .values: false
    }
  }

  @inline(__always)
  private func take<Element>(
    _ rows: [Element], _ kind: Kind, number: (Element) -> Int
  ) -> Bool {
    if let known = self.kind, known != kind { return false }
    var (least, greatest) = (0, 0)
    for row in rows {
      least = min(least, number(row))
      greatest = max(greatest, number(row))
    }
    guard least >= 0, greatest < Self.bitLimit else { return false }
    self.kind = kind
    // The state is moved into locals for the loop: a class's property would be checked at every row.
    var (state, found) = (bits, count)
    bits = []
    let wordCount = greatest / 64 + 1
    if state.count < wordCount {
      let target = max(wordCount, state.count * 2)
      state.append(contentsOf: repeatElement(0, count: target - state.count))
    }
    for row in rows {
      let number = number(row)
      let (word, bit) = (number &>> 6, UInt64(1) &<< UInt64(number & 63))
      let old = state[word]
      found &+= old & bit == 0 ? 1 : 0
      state[word] = old | bit
    }
    (bits, count) = (state, found)
    return true
  }

  /// Hands what was seen to the general accumulator.
  private func handOver() throws(Diagnostic) {
    isGeneral = true
    guard let kind, count > 0 else { return }
    var numbers: [Int] = []
    numbers.reserveCapacity(count)
    for (index, word) in bits.enumerated() {
      var rest = word
      while rest != 0 {
        numbers.append(index * 64 + rest.trailingZeroBitCount)
        rest &= rest &- 1
      }
    }
    bits = []
    let vector: ColumnVector =
      switch kind {
      case .node: ColumnVector(.nodes(numbers.map { NodeID(UInt32($0)) }))
      case .relationship: ColumnVector(.relationships(numbers.map { RelationshipID(UInt32($0)) }))
      case .integer: ColumnVector(.integers(numbers.map { Int64($0) }))
      }
    try general.add(
      [vector], groups: Array(repeating: 0, count: numbers.count), groupCount: 1)
  }
}
