import KithColumns
import KithCore

/// Hands on the first row of each different value of a group: `count(DISTINCT x)`.
///
/// The rows of the first group, which without grouping are all rows, are told apart by their values alone;
/// the others by group and value.
final class DistinctAccumulator: Accumulator {
  private let inner: Accumulator
  private var firstGroup = KeyTable()
  private var otherGroups = KeyTable()

  init(_ inner: Accumulator) { self.inner = inner }

  override var stateBytes: Int {
    inner.stateBytes + firstGroup.byteCount + otherGroups.byteCount
  }

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    let new = newRows(arguments[0], groups, groupCount)
    guard !new.isEmpty else { return }
    try inner.add(
      arguments.map { $0.gathered(new) }, groups: new.map { groups[Int($0)] },
      groupCount: groupCount)
  }

  override func finish(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    try inner.finish(groupCount: groupCount)
  }

  /// The rows whose value, not null, the group did not have yet; ascending.
  private func newRows(
    _ vector: ColumnVector, _ groups: [UInt32], _ groupCount: Int
  ) -> [UInt32] {
    let mask = vector.nullMask
    if mask == nil, groupCount == 1 {
      return firstGroup.insertNew([vector], rowCount: groups.count)
    }
    var first: [UInt32] = []
    var others: [UInt32] = []
    for row in groups.indices where !(mask?[row] ?? false) {
      if groups[row] == 0 { first.append(UInt32(row)) } else { others.append(UInt32(row)) }
    }
    let newFirst = firstGroup.insertNew([vector.present(first)], rowCount: first.count)
    // Groups are numbered as nodes are: two numbers of 32 bits make a short key.
    let numbers = ColumnVector(.nodes(others.map { NodeID(groups[Int($0)]) }))
    let newOthers = otherGroups.insertNew(
      [numbers, vector.present(others)], rowCount: others.count)
    return (newFirst.map { first[Int($0)] } + newOthers.map { others[Int($0)] }).sorted()
  }
}

extension ColumnVector {
  /// Rows that are not null.
  fileprivate func present(_ rows: [UInt32]) -> ColumnVector {
    var present = gathered(rows)
    present.isNull = nil
    return present
  }
}
