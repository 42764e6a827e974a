import KithColumns
import KithCore

/// `n {.*, key: value}`: all properties of a node, a relationship or a map, and over them the entries of another map.
final class MapMergeExpression: CompiledExpression {
  private let subject: CompiledExpression
  private let entries: CompiledExpression

  init(_ subject: CompiledExpression, _ entries: CompiledExpression, span: SourceSpan) {
    self.subject = subject
    self.entries = entries
    super.init(span: span, isInvariant: subject.isInvariant && entries.isInvariant)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let subjects = try subject.evaluate(batch, context)
    let maps = try entries.evaluate(batch, context)
    var results: [Value] = []
    results.reserveCapacity(batch.rowCount)
    for row in 0..<batch.rowCount {
      var map = try context.propertyMap(subjects.value(at: row))
      for (key, value) in try context.propertyMap(maps.value(at: row)).entries { map[key] = value }
      results.append(.map(map))
    }
    return ColumnVector(.values(results))
  }
}
