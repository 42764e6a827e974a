import KithColumns
import KithCore

/// Finds among the entries of property columns those that equal the values of some rows.
struct SeekMatcher {
  /// The rows whose values can equal anything: not null, not NaN.
  private let rows: [UInt32]
  private let values: ColumnVector
  private var numbers = KeyTable()
  /// Rows by the number of their value.
  private var rowsByNumber: [[UInt32]] = []

  init(_ values: ColumnVector) {
    self.values = values
    rows = (0..<UInt32(values.count)).filter { row in
      switch values.value(at: Int(row)) {
      case .null: false
      case .float(let it): !it.isNaN
      default: true
      }
    }
    guard rows.count > 1 else { return }
    let keys = numbers.insert([values.gathered(rows)], rowCount: rows.count)
    rowsByNumber = Array(repeating: [], count: numbers.count)
    for (row, key) in zip(rows, keys) { rowsByNumber[Int(key)].append(row) }
  }

  /// Whether nothing can match.
  var isEmpty: Bool { rows.isEmpty }

  /// Whether there is one value only.
  var isSingle: Bool { rows.count == 1 }

  /// Pairs of a row and the position in the column that equals its value, by position.
  mutating func matches(in column: ColumnVector) -> (rows: [UInt32], positions: [UInt32]) {
    if isSingle {
      let positions = column.positions(equalTo: values.value(at: Int(rows[0])))
      return (Array(repeating: rows[0], count: positions.count), positions)
    }
    var found: (rows: [UInt32], positions: [UInt32]) = ([], [])
    let keys = numbers.find([column], rowCount: column.count)
    for position in keys.indices where keys[position] != .max {
      let entry = column.value(at: position)
      for row in rowsByNumber[Int(keys[position])] {
        // Equivalent is not yet equal: `[null]` is not `[null]`.
        guard entry.equals(values.value(at: Int(row))) == true else { continue }
        found.rows.append(row)
        found.positions.append(UInt32(position))
      }
    }
    return found
  }
}

extension ColumnVector {
  /// The positions of the entries that equal a value, ascending. Linear, in typed loops for the usual types.
  func positions(equalTo value: Value) -> [UInt32] {
    let positions: [UInt32]
    switch (storage, value) {
    case (.integers(let rows), .integer(let wanted)):
      positions = Self.positions(rows.count) { rows[$0] == wanted }
    case (.dates(let rows), .date(let wanted)):
      positions = Self.positions(rows.count) { rows[$0] == wanted.daysSinceEpoch }
    case (.texts(let rows), .string(var wanted)):
      // Safe because the bytes are compared only within the call.
      positions = wanted.withUTF8 { bytes in
        guard let start = bytes.baseAddress else {
          return Self.positions(rows.count) { rows[$0].count == 0 }
        }
        let text = unsafe TextReference(start: start, count: bytes.count)
        return Self.positions(rows.count) {
          rows[$0].count == text.count && rows[$0].compared(to: text) == 0
        }
      }
    default: positions = Self.positions(count) { self.value(at: $0).equals(value) == true }
    }
    guard let isNull else { return positions }
    return positions.filter { !isNull[Int($0)] }
  }

  @inline(__always)
  private static func positions(_ count: Int, _ isWanted: (Int) -> Bool) -> [UInt32] {
    var positions: [UInt32] = []
    for row in 0..<count where isWanted(row) { positions.append(UInt32(row)) }
    return positions
  }
}
