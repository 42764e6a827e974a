import KithColumns
import KithCore

/// Hands on the first row of each different value of a group: `count(DISTINCT x)`.
final class DistinctAccumulator: Accumulator {
  private struct GroupedNumber: Hashable {
    var group: UInt32
    var number: Int64
  }

  private struct GroupedKey: Hashable {
    var group: UInt32
    var key: ValueKey
  }

  private let inner: Accumulator
  /// The values by their numbers, as long as all are of one type that has numbers.
  private var numbers: Set<GroupedNumber> = []
  private var numbersKind: NumberedKind?
  private var keys: Set<GroupedKey> = []

  init(_ inner: Accumulator) { self.inner = inner }

  override var stateBytes: Int { inner.stateBytes + numbers.count * 24 + keys.count * 80 }

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    guard !groups.isEmpty else { return }
    let new = newRows(arguments[0], groups)
    try inner.add(
      arguments.map { $0.gathered(new) }, groups: new.map { groups[Int($0)] },
      groupCount: groupCount)
  }

  override func finish(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    try inner.finish(groupCount: groupCount)
  }

  /// The rows whose value the group did not have yet.
  private func newRows(_ vector: ColumnVector, _ groups: [UInt32]) -> [UInt32] {
    let mask = vector.nullMask
    if keys.isEmpty, let (kind, column) = vector.numbered, numbersKind ?? kind == kind {
      numbersKind = kind
      return newNumbers(column, mask, groups)
    }
    moveNumbersToKeys()
    var found: [UInt32] = []
    for row in groups.indices where !(mask?[row] ?? false) {
      let key = GroupedKey(group: groups[row], key: ValueKey(vector.value(at: row)))
      if keys.insert(key).inserted { found.append(UInt32(row)) }
    }
    return found
  }

  private func newNumbers(
    _ column: [Int64], _ mask: [Bool]?, _ groups: [UInt32]
  ) -> [UInt32] {
    var seen = numbers
    numbers = []
    var found: [UInt32] = []
    for row in groups.indices where !(mask?[row] ?? false) {
      let key = GroupedNumber(group: groups[row], number: column[row])
      if seen.insert(key).inserted { found.append(UInt32(row)) }
    }
    numbers = seen
    return found
  }

  /// Another type has come, and 1 is the same as 1.0.
  private func moveNumbersToKeys() {
    guard let kind = numbersKind, !numbers.isEmpty else { return }
    for it in numbers {
      keys.insert(GroupedKey(group: it.group, key: ValueKey(kind.value(it.number))))
    }
    numbers = []
  }
}

/// A type whose values are numbers in its columns.
enum NumberedKind {
  case integer, date, node, relationship

  func value(_ number: Int64) -> Value {
    switch self {
    case .integer: .integer(number)
    case .date: .date(DateValue(daysSinceEpoch: number))
    case .node: .node(NodeID(UInt32(number)))
    case .relationship: .relationship(RelationshipID(UInt32(number)))
    }
  }
}

extension ColumnVector {
  /// The rows as numbers, for hashing; nil where the type has none. Those of null rows mean nothing.
  var numbered: (kind: NumberedKind, numbers: [Int64])? {
    switch storage {
    case .integers(let column): (.integer, column)
    case .dates(let column): (.date, column)
    case .nodes(let column): (.node, rows(column.count) { Int64(column[$0].rawValue) })
    case .relationships(let column):
      (.relationship, rows(column.count) { Int64(column[$0].rawValue) })
    case .booleans, .floats, .texts, .values: nil
    }
  }
}
