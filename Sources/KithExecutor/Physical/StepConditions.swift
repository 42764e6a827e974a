import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// What each relationship of a variable-length pattern must meet: properties and an inline `WHERE`.
struct StepConditions {
  private let properties: [(key: String, value: CompiledExpression)]
  private let predicate: CompiledExpression?

  /// `layout` is the input's; the predicate sees the relationship in one more column.
  init(
    properties: [(key: String, value: BoundExpression)], predicate: BoundExpression?,
    relationship: VariableID?, layout: RowLayout
  ) throws(Diagnostic) {
    self.properties = try properties.map { property throws(Diagnostic) in
      (property.key, try ExpressionCompiler.compile(property.value, layout: layout))
    }
    self.predicate = try predicate.map { predicate throws(Diagnostic) in
      try ExpressionCompiler.compile(
        predicate, layout: layout.appending(relationship.map { [$0] } ?? []))
    }
  }

  /// The conditions for the rows of a batch.
  func prepared(
    for batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> PreparedStepConditions {
    let wanted = try properties.map {
      property throws(Diagnostic) -> (key: PropertyKeyID?, values: ColumnVector) in
      (
        try context.transaction.propertyKeyID(property.key),
        try property.value.evaluate(batch, context)
      )
    }
    return PreparedStepConditions(
      batch: batch, properties: wanted, predicate: predicate, context: context)
  }
}

/// The conditions with the values that the rows of one batch give.
struct PreparedStepConditions {
  fileprivate let batch: Batch
  fileprivate let properties: [(key: PropertyKeyID?, values: ColumnVector)]
  fileprivate let predicate: CompiledExpression?
  fileprivate let context: ExecutionContext

  /// Whether every relationship will do.
  var isEmpty: Bool { properties.isEmpty && predicate == nil }

  /// The positions of the relationships that meet the conditions of a row, ascending.
  func kept(
    _ relationships: [RelationshipID], row: Int
  ) throws(Diagnostic) -> [UInt32] {
    var kept = Array(0..<UInt32(relationships.count))
    for property in properties where !kept.isEmpty {
      guard let key = property.key else { return [] }
      let wanted = property.values.value(at: row)
      let found = try context.transaction.gather(
        relationships: kept.map { relationships[Int($0)] }, key: key)
      kept = found.positions(equalTo: wanted).map { kept[Int($0)] }
    }
    if let predicate, !kept.isEmpty {
      let rows = batch.selecting(Array(repeating: UInt32(row), count: kept.count))
        .appending(ColumnVector(.relationships(kept.map { relationships[Int($0)] })))
      kept = selection(ofTrue: try predicate.evaluate(rows, context)).map { kept[Int($0)] }
    }
    return kept
  }
}
