import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// A path from its bound nodes and relationships; null where any of them is null.
final class PathExpression: CompiledExpression {
  private enum Part {
    case node(Int)
    case relationship(Int)
    case relationshipList(Int)
  }

  private let parts: [Part]

  init(_ elements: [(element: PathElement, column: Int)], span: SourceSpan) {
    parts = elements.map { element, column in
      switch element {
      case .node: .node(column)
      case .relationship: .relationship(column)
      case .relationshipList: .relationshipList(column)
      }
    }
    super.init(span: span, isInvariant: false)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let columns = parts.map { part in
      switch part {
      case .node(let column), .relationship(let column), .relationshipList(let column):
        batch.flat(column)
      }
    }
    var results: [Value] = []
    for row in 0..<batch.rowCount {
      let path = try path(columns.map { $0.value(at: row) }, context)
      results.append(path.map(Value.path) ?? .null)
    }
    return ColumnVector(.values(results))
  }

  private func path(
    _ values: [Value], _ context: ExecutionContext
  ) throws(Diagnostic) -> PathValue? {
    var path = PathValue(nodes: [], relationships: [])
    for (part, value) in zip(parts, values) {
      switch (part, value) {
      case (_, .null): return nil
      case (.node, .node(let node)):
        // The walk along a list has led to this node already.
        if path.nodes.count == path.relationships.count { path.nodes.append(node) }
      case (.relationship, .relationship(let relationship)):
        path.relationships.append(relationship)
      case (.relationshipList, .list(let steps)):
        for case .relationship(let step) in steps { try path.walk(along: step, context) }
      default: return nil
      }
    }
    return path
  }
}

extension PathValue {
  /// Takes one more relationship, to its end that is not the path's last node (a loop leads back).
  fileprivate mutating func walk(
    along relationship: RelationshipID, _ context: ExecutionContext
  ) throws(Diagnostic) {
    guard let last = nodes.last,
      let ends = try context.transaction.endpoints(of: relationship)
    else { throw .deletedEntity(.relationship(relationship)) }
    relationships.append(relationship)
    nodes.append(ends.start == last ? ends.end : ends.start)
  }
}

extension ExpressionCompiler {
  func path(
    _ elements: [PathElement], _ span: SourceSpan
  ) throws(Diagnostic) -> CompiledExpression {
    var columns: [(element: PathElement, column: Int)] = []
    for element in elements {
      switch element {
      case .node(let variable), .relationship(let variable), .relationshipList(let variable):
        columns.append((element, try column(of: variable)))
      }
    }
    return PathExpression(columns, span: span)
  }
}
