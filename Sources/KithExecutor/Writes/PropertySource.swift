import KithColumns
import KithCore
import KithPlanner

/// The properties that a pattern gives to what it creates: `{name: row.name}`, or a map as a whole.
struct PropertySource {
  private enum Kind {
    case none
    /// A map that is written out: its values are computed one by one, and no map is made.
    case entries([(key: String, value: CompiledExpression)])
    case map(CompiledExpression)
  }

  private let kind: Kind
  private let span: SourceSpan?

  init(_ expression: BoundExpression?, layout: RowLayout) throws(Diagnostic) {
    span = expression?.span
    guard let expression else {
      kind = .none
      return
    }
    guard case .map(let keys, let values) = expression.kind else {
      kind = .map(try ExpressionCompiler.compile(expression, layout: layout))
      return
    }
    var entries: [(key: String, value: CompiledExpression)] = []
    for (key, value) in zip(keys, values) {
      // The last one given wins.
      entries.removeAll { $0.key == key }
      entries.append((key, try ExpressionCompiler.compile(value, layout: layout)))
    }
    kind = .entries(entries)
  }

  /// The properties for the rows of a batch.
  func prepared(
    for batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> PreparedProperties {
    switch kind {
    case .none: return PreparedProperties(keys: [], columns: [], map: nil, span: span)
    case .entries(let entries):
      let columns = try entries.map { entry throws(Diagnostic) in
        try entry.value.evaluate(batch, context)
      }
      return PreparedProperties(keys: entries.map(\.key), columns: columns, map: nil, span: span)
    case .map(let map):
      return PreparedProperties(
        keys: [], columns: [], map: try map.evaluate(batch, context), span: span)
    }
  }
}

/// The properties of a pattern for the rows of one batch.
struct PreparedProperties {
  fileprivate let keys: [String]
  fileprivate let columns: [ColumnVector]
  fileprivate let map: ColumnVector?
  /// The place in the text.
  let span: SourceSpan?

  /// The properties for one row, nulls among them.
  func entries(
    ofRow row: Int, _ context: ExecutionContext
  ) throws(Diagnostic) -> [(key: String, value: Value)] {
    guard let map else {
      return zip(keys, columns).map { (key: $0, value: $1.value(at: row)) }
    }
    return try context.propertyMap(map.value(at: row)).entries
  }
}

extension ExecutionContext {
  /// The properties that a map, a node or a relationship stands for; none of null.
  func propertyMap(_ value: Value) throws(Diagnostic) -> ValueMap {
    switch value {
    case .map(let map): return map
    case .null: return ValueMap()
    case .node(let id): return try properties(of: .node(id))
    case .relationship(let id): return try properties(of: .relationship(id))
    case .boolean, .integer, .float, .string, .date, .localTime, .time, .localDateTime, .dateTime,
      .duration, .point, .list, .path:
      throw .notAMap(value)
    }
  }
}
