import KithColumns
import KithCore
import KithPlanner

/// The items of a `SET`, ready to run.
///
/// Rows are taken in their order, and the items of a row in theirs; each sees what was set before it. Where no item
/// reads the graph, the values of a whole batch are computed at once.
struct SetItems {
  private enum Change {
    case property(key: String)
    case dynamicProperty
    case replace
    case merge
    case labels([String])
    case dynamicLabels
  }

  private struct Item {
    var change: Change
    /// The subject, and then what the change needs: a key, a value.
    var expressions: [CompiledExpression]
    var span: SourceSpan
  }

  private let items: [Item]
  private let isIndependent: Bool

  init(_ items: [BoundSetItem], layout: RowLayout) throws(Diagnostic) {
    var compiled: [Item] = []
    var reads = false
    for item in items {
      let (change, expressions) = Self.parts(of: item)
      reads = reads || expressions.contains { $0.readsGraph }
      compiled.append(
        Item(
          change: change,
          expressions: try expressions.map { expression throws(Diagnostic) in
            try ExpressionCompiler.compile(expression, layout: layout)
          }, span: expressions[expressions.count - 1].span))
    }
    self.items = compiled
    isIndependent = !reads
  }

  private static func parts(of item: BoundSetItem) -> (Change, [BoundExpression]) {
    switch item {
    case .property(let subject, let key, let value): (.property(key: key), [subject, value])
    case .dynamicProperty(let subject, let key, let value):
      (.dynamicProperty, [subject, key, value])
    case .replace(let subject, let value): (.replace, [subject, value])
    case .merge(let subject, let value): (.merge, [subject, value])
    case .labels(let subject, let labels): (.labels(labels), [subject])
    case .dynamicLabels(let subject, let labels): (.dynamicLabels, [subject, labels])
    }
  }

  /// Makes the changes for all rows of a batch.
  func apply(to batch: Batch, _ context: ExecutionContext) throws(Diagnostic) {
    if items.isEmpty { return }
    if isIndependent {
      let columns = try items.map { item throws(Diagnostic) in
        try Self.columns(of: item, batch, context)
      }
      for row in 0..<batch.rowCount {
        for (item, columns) in zip(items, columns) {
          try Self.apply(item, columns.map { $0.value(at: row) }, context)
        }
      }
      return
    }
    for row in 0..<batch.rowCount {
      let single = batch.rowCount == 1 ? batch : batch.selecting([UInt32(row)])
      for item in items {
        let columns = try Self.columns(of: item, single, context)
        try Self.apply(item, columns.map { $0.value(at: 0) }, context)
      }
    }
  }

  private static func columns(
    of item: Item, _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> [ColumnVector] {
    try item.expressions.map { expression throws(Diagnostic) in
      try expression.evaluate(batch, context)
    }
  }

  private static func apply(
    _ item: Item, _ values: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) {
    do throws(Diagnostic) {
      guard let entity = try context.entity(values[0], of: "SET") else { return }
      try change(entity, item.change, values, context)
    } catch {
      throw error.located(at: item.span)
    }
  }

  private static func change(
    _ entity: Entity, _ change: Change, _ values: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) {
    switch change {
    case .property(let key): try context.set(key, of: entity, to: values[1])
    case .dynamicProperty:
      guard case .string(let key) = values[1] else { throw .propertyKeyNotString(values[1]) }
      try context.set(key, of: entity, to: values[2])
    case .replace:
      let map = try context.propertyMap(values[1])
      for key in try context.properties(of: entity).keys where map[key] == nil {
        try context.set(key, of: entity, to: .null)
      }
      for (key, value) in map.entries { try context.set(key, of: entity, to: value) }
    case .merge:
      for (key, value) in try context.propertyMap(values[1]).entries {
        try context.set(key, of: entity, to: value)
      }
    case .labels(let labels):
      guard case .node(let node) = entity else { throw .notANode(entity.value) }
      try context.add(labels, to: node)
    case .dynamicLabels:
      guard case .node(let node) = entity else { throw .notANode(entity.value) }
      try context.add(try values[1].labelNames(), to: node)
    }
  }
}
