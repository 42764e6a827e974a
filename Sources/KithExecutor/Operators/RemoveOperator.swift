import KithColumns
import KithCore
import KithPlanner

/// Removes properties and labels for each row, and hands the rows on as they are: `REMOVE`.
final class RemoveOperator: WriteOperator {
  private enum Change {
    case property(key: String)
    case dynamicProperty(key: CompiledExpression)
    case labels([String])
    case dynamicLabels(CompiledExpression)
  }

  private let items: [(subject: CompiledExpression, change: Change, span: SourceSpan)]

  init(_ items: [BoundRemoveItem], input: PhysicalOperator) throws(Diagnostic) {
    self.items = try items.map { item throws(Diagnostic) in
      let (subject, change): (BoundExpression, Change) =
        switch item {
        case .property(let subject, let key): (subject, .property(key: key))
        case .dynamicProperty(let subject, let key):
          (
            subject,
            .dynamicProperty(key: try ExpressionCompiler.compile(key, layout: input.layout))
          )
        case .labels(let subject, let labels): (subject, .labels(labels))
        case .dynamicLabels(let subject, let labels):
          (
            subject,
            .dynamicLabels(try ExpressionCompiler.compile(labels, layout: input.layout))
          )
        }
      let compiled = try ExpressionCompiler.compile(subject, layout: input.layout)
      return (compiled, change, subject.span)
    }
    super.init(input: input, layout: input.layout)
  }

  override func change(_ batches: [Batch]) throws(Diagnostic) -> [Batch] {
    for batch in batches {
      try context.checkCancelled()
      for item in items {
        let subjects = try item.subject.evaluate(batch, context)
        var keys: ColumnVector?
        switch item.change {
        case .dynamicProperty(let key): keys = try key.evaluate(batch, context)
        case .dynamicLabels(let labels): keys = try labels.evaluate(batch, context)
        case .property, .labels: break
        }
        for row in 0..<batch.rowCount {
          do throws(Diagnostic) {
            try remove(item.change, from: subjects.value(at: row), key: keys?.value(at: row))
          } catch {
            throw error.located(at: item.span)
          }
        }
      }
    }
    return batches
  }

  private func remove(
    _ change: Change, from subject: Value, key: Value?
  ) throws(Diagnostic) {
    guard let entity = try context.entity(subject, of: "REMOVE") else { return }
    switch (change, entity) {
    case (.property(let key), _): try context.set(key, of: entity, to: .null)
    case (.dynamicProperty, _):
      guard case .string(let name) = key ?? .null else { throw .propertyKeyNotString(key ?? .null) }
      try context.set(name, of: entity, to: .null)
    case (.labels(let labels), .node(let node)): try context.remove(labels, from: node)
    case (.dynamicLabels, .node(let node)):
      try context.remove(try (key ?? .null).labelNames(), from: node)
    case (.labels, .relationship), (.dynamicLabels, .relationship): throw .notANode(entity.value)
    }
  }
}
