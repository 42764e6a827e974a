import KithColumns
import KithCore

/// A column of truth values of three-valued logic, for `AND`, `OR`, `XOR`, `NOT` and filters.
struct TruthVector {
  /// False where the row is null.
  var isTrue: [Bool]
  /// Nil where no row is null.
  var isNull: [Bool]?

  /// Throws where a row is neither a boolean nor null; `operation` is for the message.
  init(_ vector: ColumnVector, of operation: String) throws(Diagnostic) {
    if case .booleans(let column) = vector.storage {
      isNull = vector.isNull
      isTrue = column
      if let mask = vector.isNull { isTrue = rows(column.count) { column[$0] && !mask[$0] } }
      return
    }
    isTrue = []
    var mask: [Bool] = []
    for row in 0..<vector.count {
      switch vector.value(at: row) {
      case .boolean(let it):
        isTrue.append(it)
        mask.append(false)
      case .null:
        isTrue.append(false)
        mask.append(true)
      case let other: throw .wrongType(operation, takes: "a Boolean", got: other)
      }
    }
    isNull = mask.contains(true) ? mask : nil
  }

  /// The rows whose truth is not yet settled: not false for `AND`, not true for `OR`.
  func unsettled(byDisjunction isDisjunction: Bool) -> [UInt32] {
    var open: [UInt32] = []
    open.reserveCapacity(isTrue.count)
    for row in isTrue.indices {
      let isUnknown = isNull?[row] ?? false
      if isUnknown || isTrue[row] != isDisjunction { open.append(UInt32(row)) }
    }
    return open
  }

  var vector: ColumnVector { ColumnVector(.booleans(isTrue), isNull: isNull) }
}
