import KithColumns
import KithCore
import KithStorage

/// `[a, b]`.
final class ListExpression: CompiledExpression {
  private let elements: [CompiledExpression]

  init(_ elements: [CompiledExpression], span: SourceSpan) {
    self.elements = elements
    super.init(
      span: span, isInvariant: elements.allSatisfy(\.isInvariant),
      canFail: elements.contains(where: \.canFail))
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    var columns: [ColumnVector] = []
    for element in elements {
      let column = try element.evaluate(batch, context)
      try ValueNesting.check(column)
      columns.append(column)
    }
    return ColumnVector(
      .values((0..<batch.rowCount).map { row in .list(columns.map { $0.value(at: row) }) }))
  }
}

/// `{key: value}`.
final class MapExpression: CompiledExpression {
  private let keys: [String]
  private let values: [CompiledExpression]

  init(keys: [String], values: [CompiledExpression], span: SourceSpan) {
    self.keys = keys
    self.values = values
    super.init(
      span: span, isInvariant: values.allSatisfy(\.isInvariant),
      canFail: values.contains(where: \.canFail))
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    var columns: [ColumnVector] = []
    for value in values {
      let column = try value.evaluate(batch, context)
      try ValueNesting.check(column)
      columns.append(column)
    }
    return ColumnVector(
      .values(
        (0..<batch.rowCount).map { row in
          .map(ValueMap(zip(keys, columns).map { ($0, $1.value(at: row)) }))
        }))
  }
}

/// `list[index]`, `map[key]`, `node[key]`.
final class SubscriptExpression: CompiledExpression {
  private let subject: CompiledExpression
  private let index: CompiledExpression

  init(_ subject: CompiledExpression, index: CompiledExpression, span: SourceSpan) {
    self.subject = subject
    self.index = index
    super.init(span: span, isInvariant: subject.isInvariant && index.isInvariant)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let subjects = try subject.evaluate(batch, context)
    let indices = try index.evaluate(batch, context)
    var results: [Value] = []
    for row in 0..<batch.rowCount {
      results.append(
        try Self.element(of: subjects.value(at: row), indices.value(at: row), context))
    }
    return ColumnVector(packing: results)
  }

  /// Counts from the end where the index is negative; null beyond the ends, on null and by null.
  private static func element(
    of subject: Value, _ index: Value, _ context: ExecutionContext
  ) throws(Diagnostic) -> Value {
    switch (subject, index) {
    case (.null, _): return .null
    case (.list(let list), .integer(let place)):
      let place = place < 0 ? place + Int64(list.count) : place
      return place >= 0 && place < list.count ? list[Int(place)] : .null
    case (.list, .null): return .null
    case (.list, _): throw .listIndexNotInteger(index)
    case (.map, .string(let key)), (.node, .string(let key)), (.relationship, .string(let key)),
      (.date, .string(let key)), (.localTime, .string(let key)), (.time, .string(let key)),
      (.localDateTime, .string(let key)), (.dateTime, .string(let key)),
      (.duration, .string(let key)), (.point, .string(let key)):
      return try context.property(key, of: subject)
    case (.map, .null), (.node, .null), (.relationship, .null): return .null
    case (.map, _), (.node, _), (.relationship, _): throw .mapKeyNotString(index)
    default: throw .notSubscriptable(subject)
    }
  }
}

/// `list[from..to]`: without the element at `to`; null where a bound is null.
final class SliceExpression: CompiledExpression {
  private let list: CompiledExpression
  private let from: CompiledExpression?
  private let to: CompiledExpression?

  init(
    _ list: CompiledExpression, from: CompiledExpression?, to: CompiledExpression?,
    span: SourceSpan
  ) {
    self.list = list
    self.from = from
    self.to = to
    super.init(
      span: span,
      isInvariant: list.isInvariant && from?.isInvariant ?? true && to?.isInvariant ?? true)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let lists = try list.evaluate(batch, context)
    let starts = try from?.evaluate(batch, context)
    let ends = try to?.evaluate(batch, context)
    var results: [Value] = []
    for row in 0..<batch.rowCount {
      results.append(
        try Self.slice(lists.value(at: row), starts?.value(at: row), ends?.value(at: row)))
    }
    return ColumnVector(packing: results)
  }

  private static func slice(
    _ list: Value, _ from: Value?, _ to: Value?
  ) throws(Diagnostic) -> Value {
    if list.isNull || from?.isNull ?? false || to?.isNull ?? false { return .null }
    guard case .list(let elements) = list else { throw .notSubscriptable(list) }
    let start = try place(from ?? .integer(0), elements.count)
    let end = try place(to ?? .integer(Int64(elements.count)), elements.count)
    return .list(start < end ? Array(elements[start..<end]) : [])
  }

  /// A bound as a place within the list: counted from the end where negative, cut off at the ends.
  private static func place(_ bound: Value, _ count: Int) throws(Diagnostic) -> Int {
    guard case .integer(let place) = bound else { throw .listIndexNotInteger(bound) }
    return Int(max(0, min(Int64(count), place < 0 ? place + Int64(count) : place)))
  }
}
