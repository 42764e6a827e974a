import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// Deletes nodes, relationships and all parts of paths and lists, and hands the rows on: `DELETE`, `DETACH DELETE`.
///
/// Relationships go first, so that a node and its relationships can be deleted in one clause in any order. A node that
/// still has relationships then is an error, unless it is detached.
final class DeleteOperator: WriteOperator {
  private let expressions: [(compiled: CompiledExpression, span: SourceSpan)]
  private let isDetaching: Bool

  init(
    _ expressions: [BoundExpression], isDetaching: Bool, input: PhysicalOperator
  ) throws(Diagnostic) {
    self.isDetaching = isDetaching
    self.expressions = try expressions.map { expression throws(Diagnostic) in
      (try ExpressionCompiler.compile(expression, layout: input.layout), expression.span)
    }
    super.init(input: input, layout: input.layout)
  }

  override func change(_ batches: [Batch]) throws(Diagnostic) -> [Batch] {
    var doomed = Doomed()
    for batch in batches {
      for expression in expressions {
        let column = try expression.compiled.evaluate(batch, context)
        for row in 0..<batch.rowCount {
          try doomed.add(column.value(at: row), at: expression.span)
        }
      }
    }
    if isDetaching {
      for node in doomed.nodes where try context.transaction.isAlive(node) {
        let all = try context.transaction.relationships(of: node, direction: nil, type: nil)
        for relationship in all { doomed.add(relationship) }
      }
    }
    try delete(doomed)
    return batches
  }

  private func delete(_ doomed: Doomed) throws(Diagnostic) {
    let transaction = context.transaction
    for relationship in doomed.relationships {
      guard let ends = try transaction.endpoints(of: relationship) else { continue }
      context.deletedEnds[relationship] = RelationshipEnds(
        type: ends.type, start: ends.start, end: ends.end)
      try transaction.deleteRelationship(relationship)
      context.counters.relationshipsDeleted += 1
    }
    for node in doomed.nodes where try transaction.isAlive(node) {
      do throws(Diagnostic) {
        try transaction.deleteNode(node)
      } catch {
        throw doomed.firstSpan.map(error.located(at:)) ?? error
      }
      context.counters.nodesDeleted += 1
    }
  }
}

/// What is to be deleted, each once, in the order in which it was named.
private struct Doomed {
  private(set) var nodes: [NodeID] = []
  private(set) var relationships: [RelationshipID] = []
  private(set) var firstSpan: SourceSpan?
  private var nodeSet: Set<NodeID> = []
  private var relationshipSet: Set<RelationshipID> = []

  mutating func add(_ value: Value, at span: SourceSpan) throws(Diagnostic) {
    if firstSpan == nil { firstSpan = span }
    switch value {
    case .null: break
    case .node(let id): add(id)
    case .relationship(let id): add(id)
    case .path(let path):
      for node in path.nodes { add(node) }
      for relationship in path.relationships { add(relationship) }
    case .list(let elements):
      for element in elements { try add(element, at: span) }
    case .boolean, .integer, .float, .string, .date, .localTime, .time, .localDateTime, .dateTime,
      .duration, .point, .map:
      throw .notDeletable(value, at: span)
    }
  }

  mutating func add(_ node: NodeID) { if nodeSet.insert(node).inserted { nodes.append(node) } }

  mutating func add(_ relationship: RelationshipID) {
    if relationshipSet.insert(relationship).inserted { relationships.append(relationship) }
  }
}
