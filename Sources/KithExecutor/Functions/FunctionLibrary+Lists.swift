import KithColumns
import KithCore

extension FunctionLibrary {
  /// Lists, and choices among values.
  static let lists: [ScalarFunction] = [
    .one("size", columns: scalarCounts) { (value, _) throws(Diagnostic) in
      switch value {
      case .list(let list): .integer(Int64(list.count))
      case .string(let text): .integer(Int64(text.unicodeScalars.count))
      case .map(let map): .integer(Int64(map.count))
      default: throw .wrongType("'size()'", takes: "a List or a String", got: value)
      }
    },
    .one("isEmpty") { (value, _) throws(Diagnostic) in
      switch value {
      case .list(let list): .boolean(list.isEmpty)
      case .string(let text): .boolean(text.isEmpty)
      case .map(let map): .boolean(map.isEmpty)
      default: throw .wrongType("'isEmpty()'", takes: "a List, a Map or a String", got: value)
      }
    },
    .one("head") { (value, _) throws(Diagnostic) in
      try list(value, for: "'head()'").first ?? .null
    },
    .one("last") { (value, _) throws(Diagnostic) in
      try list(value, for: "'last()'").last ?? .null
    },
    .one("tail") { (value, _) throws(Diagnostic) in
      .list(Array(try list(value, for: "'tail()'").dropFirst()))
    },
    .one("reverse") { (value, _) throws(Diagnostic) in
      switch value {
      case .list(let list): .list(list.reversed())
      case .string(let text): .string(String(text.reversed()))
      default: throw .wrongType("'reverse()'", takes: "a List or a String", got: value)
      }
    },
    .any("range") { (values, context) throws(Diagnostic) in
      try range(values, context)
    },
    ScalarFunction(
      "nullIf",
      .two { (value, other, _) in value.equals(other) == true ? .null : value },
      takesNulls: true),
    ScalarFunction(
      "coalesce",
      .any { (values, _) throws(Diagnostic) in values.first { !$0.isNull } ?? .null },
      takesNulls: true)
  ]

  /// The lengths of a text column; nil for other columns.
  static let scalarCounts: ScalarFunction.ColumnBody = { (columns, _) throws(Diagnostic) in
    guard case .texts(let texts) = columns[0].storage else { return nil }
    let mask = columns[0].isNull
    let counts = rows(texts.count) { row in
      mask?[row] ?? false ? 0 : Int64(texts[row].scalarCount)
    }
    return ColumnVector(.integers(counts), isNull: mask)
  }

  static func list(_ value: Value, for what: String) throws(Diagnostic) -> [Value] {
    guard case .list(let list) = value else {
      throw .wrongType(what, takes: "a List", got: value)
    }
    return list
  }

  /// The integers from the first argument to the second, by the third.
  private static func range(
    _ values: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> Value {
    var bounds: [Int64] = []
    for value in values {
      guard case .integer(let bound) = value else {
        throw .wrongType("'range()'", takes: "Integers", got: value)
      }
      bounds.append(bound)
    }
    let (start, end, step) = (bounds[0], bounds[1], bounds.count > 2 ? bounds[2] : 1)
    guard step != 0 else { throw .rangeWithoutStep }
    guard step > 0 ? start <= end : start >= end else { return .list([]) }
    // The distance of any two integers fits in an unsigned one.
    let distance = step > 0 ? UInt64(bitPattern: end &- start) : UInt64(bitPattern: start &- end)
    let count = distance / step.magnitude
    guard count < rangeLimit else { throw .rangeTooLong(limit: rangeLimit) }
    try context.checkCancelled()
    // The list is not kept by an account of its own, but one that could not be paid for is not made.
    let bytes = (Int(count) + 1) * MemoryLayout<Value>.stride
    try context.memory.charge(bytes)
    context.memory.release(bytes)
    // Two of the largest steps wrap around, and the start brings them back.
    return .list((0...Int64(count)).map { .integer(start &+ $0 &* step) })
  }

  /// How many elements `range()` gives at most: 800 MB of them.
  private static let rangeLimit: UInt64 = 1 << 25
}
