import KithColumns
import KithCore

/// `element IN list`: true where one equals it, else null where a comparison is unknown, else false.
///
/// A list that all rows share is made ready once: long lists become sets.
final class MembershipExpression: CompiledExpression {
  private let element: CompiledExpression
  private let list: CompiledExpression
  private var shared: SharedList?

  init(_ element: CompiledExpression, in list: CompiledExpression, span: SourceSpan) {
    self.element = element
    self.list = list
    super.init(span: span, isInvariant: element.isInvariant && list.isInvariant)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let vector = try element.evaluate(batch, context)
    if let value = try list.sharedValue(context) {
      if value.isNull { return .allNull(batch.rowCount) }
      if shared == nil { shared = SharedList(try Self.elements(value)) }
      return shared?.contains(vector) ?? .allNull(batch.rowCount)
    }
    let lists = try list.evaluate(batch, context)
    var results: [Value] = []
    results.reserveCapacity(batch.rowCount)
    for row in 0..<batch.rowCount {
      let list = lists.value(at: row)
      if list.isNull {
        results.append(.null)
      } else {
        results.append(Value(Self.contains(try Self.elements(list), vector.value(at: row))))
      }
    }
    return ColumnVector(packing: results)
  }

  private static func elements(_ value: Value) throws(Diagnostic) -> [Value] {
    guard case .list(let elements) = value else {
      throw .wrongType("'IN'", takes: "a List on its right", got: value)
    }
    return elements
  }

  static func contains(_ list: [Value], _ element: Value) -> Bool? {
    var isUnknown = false
    for candidate in list {
      switch candidate.equals(element) {
      case .some(true): return true
      case .some(false): continue
      case .none: isUnknown = true
      }
    }
    return isUnknown ? nil : false
  }
}

/// A list that all rows are compared with.
private struct SharedList {
  private let elements: [Value]
  private let hasNull: Bool
  /// The elements where all are integers, ascending.
  private let integers: [Int64]?
  private let strings: [String]?
  /// The elements where equality is the same as equivalence: nothing that holds or is a null or a NaN.
  private let keys: Set<ValueKey>?

  init(_ elements: [Value]) {
    self.elements = elements
    hasNull = elements.contains(where: \.isNull)
    let present = elements.filter { !$0.isNull }
    let integers = present.compactMap(\.asInteger)
    self.integers = integers.count == present.count ? integers.sorted() : nil
    let strings = present.compactMap(\.asString)
    self.strings = strings.count == present.count && strings.count <= 16 ? strings : nil
    let isPlain = present.allSatisfy(\.isPlainScalar)
    keys = isPlain ? Set(present.map(ValueKey.init)) : nil
  }

  func contains(_ vector: ColumnVector) -> ColumnVector {
    // Nothing is in the empty list, not even null.
    if elements.isEmpty { return .constant(.boolean(false), count: vector.count) }
    switch vector.storage {
    case .integers(let column):
      if let integers { return found(rows(column.count) { integers.holds(column[$0]) }, vector) }
    case .texts(let column):
      if let strings { return found(occurrences(of: strings, in: column), vector) }
    case .booleans, .floats, .dates, .nodes, .relationships, .values: break
    }
    let results = vector.values.map { element -> Value in
      guard let keys, element.isPlainScalar else {
        return Value(MembershipExpression.contains(elements, element))
      }
      return keys.contains(ValueKey(element)) ? .boolean(true) : hasNull ? .null : .boolean(false)
    }
    return ColumnVector(packing: results)
  }

  private func occurrences(of strings: [String], in column: [TextReference]) -> [Bool] {
    var isFound = Array(repeating: false, count: column.count)
    for string in strings {
      let equal = compared(column, .equal, string)
      isFound = rows(column.count) { isFound[$0] || equal[$0] }
    }
    return isFound
  }

  /// What is not found is unknown where the list has a null.
  private func found(_ isFound: [Bool], _ vector: ColumnVector) -> ColumnVector {
    let unknown = hasNull ? rows(isFound.count) { !isFound[$0] } : nil
    return ColumnVector(.booleans(isFound), isNull: combinedMask(vector.isNull, unknown))
  }
}

extension [Int64] {
  /// Whether the ascending list has an element: one by one in a short one, by halves in a long one.
  @inline(__always)
  fileprivate func holds(_ element: Int64) -> Bool {
    if count <= 8 { return contains(element) }
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < element { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == element
  }
}

extension Value {
  /// Whether `=` between this and another such value is never null and agrees with equivalence.
  fileprivate var isPlainScalar: Bool {
    switch self {
    case .float(let it): !it.isNaN
    case .null, .list, .map: false
    case .boolean, .integer, .string, .date, .localTime, .time, .localDateTime, .dateTime,
      .duration, .point, .node, .relationship, .path:
      true
    }
  }
}
