import KithColumns
import KithCore

/// `min(x)` and `max(x)` by the order of `ORDER BY`; null of nothing.
final class ExtremeAggregator: Aggregator {
  private let keepsGreatest: Bool
  /// As long as only integers came: by group, nil where none came.
  private var integers: [Int64?] = []
  /// From the first row of another type on, for every group.
  private var values: [Value]?

  init(keepsGreatest: Bool) { self.keepsGreatest = keepsGreatest }

  override func add(
    _ arguments: [ColumnVector], groups: [UInt32], groupCount: Int
  ) throws(Diagnostic) {
    let vector = arguments[0]
    if case .integers(let rows) = vector.storage, values == nil {
      add(rows, vector.isNull, groups, groupCount)
    } else if !vector.isAllNull {
      add(vector, groups, groupCount)
    }
  }

  private func add(
    _ rows: [Int64], _ mask: [Bool]?, _ groups: [UInt32], _ groupCount: Int
  ) {
    var best = integers
    integers = []
    best.grow(to: groupCount, with: nil)
    for row in rows.indices {
      if let mask, mask[row] { continue }
      let group = Int(groups[row])
      guard let present = best[group] else {
        best[group] = rows[row]
        continue
      }
      best[group] = keepsGreatest ? max(present, rows[row]) : min(present, rows[row])
    }
    integers = best
  }

  private func add(_ vector: ColumnVector, _ groups: [UInt32], _ groupCount: Int) {
    var best = values ?? integers.map { $0.map(Value.integer) ?? .null }
    values = []
    best.grow(to: groupCount, with: .null)
    for row in groups.indices {
      let group = Int(groups[row])
      if case .texts(let rows) = vector.storage, case .string(let present) = best[group],
        !isBetter(rows[row], than: present)
      {
        continue
      }
      let value = vector.value(at: row)
      if value.isNull { continue }
      let isBetter =
        keepsGreatest
        ? best[group].isOrdered(before: value) : value.isOrdered(before: best[group])
      if best[group].isNull || isBetter { best[group] = value }
    }
    values = best
  }

  /// Spares most rows the making of a string.
  private func isBetter(_ text: TextReference, than present: String) -> Bool {
    var present = present
    // Safe because the reference is used only while the string's bytes are held.
    let order = present.withUTF8 { bytes -> Int in
      guard let start = bytes.baseAddress else { return text.count }
      return unsafe text.compared(to: TextReference(start: start, count: bytes.count))
    }
    return keepsGreatest ? order > 0 : order < 0
  }

  override func results(groupCount: Int) throws(Diagnostic) -> ColumnVector {
    let best = values ?? integers.map { $0.map(Value.integer) ?? .null }
    return ColumnVector(packing: best.grown(to: groupCount, with: .null))
  }
}
