import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// `n:A`, `n:A&!B`, `r:T`: whether a node has labels or a relationship a type; null on null.
final class LabelExpression: CompiledExpression {
  private let subject: CompiledExpression
  private let labels: BoundLabelExpression
  private let computed: ComputedLabels

  /// `names` are the expressions of `labels`, compiled.
  init(
    _ subject: CompiledExpression, _ labels: BoundLabelExpression, names: [CompiledExpression] = [],
    span: SourceSpan
  ) {
    self.subject = subject
    self.labels = labels
    computed = ComputedLabels(labels, names)
    super.init(span: span, isInvariant: subject.isInvariant && computed.isInvariant)
  }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let vector = try subject.evaluate(batch, context)
    guard computed.isEmpty else { return try computedRows(vector, batch, context) }
    switch vector.storage {
    case .nodes(let nodes):
      try context.requireAlive(nodes, unless: vector.isNull)
      let truths = try holds(labels, nodes, context)
      return ColumnVector(.booleans(truths), isNull: vector.isNull)
    case .relationships, .booleans, .integers, .floats, .dates, .texts, .values:
      var results: [Value] = []
      for row in 0..<vector.count {
        results.append(try holds(labels, vector.value(at: row), context))
      }
      return ColumnVector(packing: results)
    }
  }

  /// Where names are computed, each row has an expression of its own.
  private func computedRows(
    _ subjects: ColumnVector, _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    let expressions = try computed.rows(of: batch, context)
    var results: [Value] = []
    for (row, expression) in expressions.enumerated() {
      guard let expression else {
        results.append(.null)
        continue
      }
      results.append(try holds(expression, subjects.value(at: row), context))
    }
    return ColumnVector(packing: results)
  }

  /// For each node; null rows hold ids that were never given out, which have no labels.
  private func holds(
    _ labels: BoundLabelExpression, _ nodes: [NodeID], _ context: ExecutionContext
  ) throws(Diagnostic) -> [Bool] {
    switch labels {
    case .name(let name):
      guard let label = try context.transaction.labelID(name) else {
        return Array(repeating: false, count: nodes.count)
      }
      return try context.transaction.haveLabel(label, nodes)
    case .and(let one, let other):
      let (left, right) = (try holds(one, nodes, context), try holds(other, nodes, context))
      return rows(nodes.count) { left[$0] && right[$0] }
    case .or(let one, let other):
      let (left, right) = (try holds(one, nodes, context), try holds(other, nodes, context))
      return rows(nodes.count) { left[$0] || right[$0] }
    case .not(let one):
      let truths = try holds(one, nodes, context)
      return rows(nodes.count) { !truths[$0] }
    case .wildcard:
      var truths: [Bool] = []
      for node in nodes { truths.append(try !context.transaction.labels(of: node).isEmpty) }
      return truths
    case .dynamic: return rows(nodes.count) { _ in false }
    }
  }

  private func holds(
    _ labels: BoundLabelExpression, _ value: Value, _ context: ExecutionContext
  ) throws(Diagnostic) -> Value {
    switch value {
    case .null: return .null
    case .node(let node):
      try context.requireAlive([node], unless: nil)
      return .boolean(try holds(labels, [node], context)[0])
    case .relationship(let relationship):
      guard let ends = try context.transaction.endpoints(of: relationship) else {
        throw .deletedEntity(value)
      }
      return .boolean(try Self.holds(labels, ends.type, context))
    case .boolean, .integer, .float, .string, .date, .localTime, .time, .localDateTime,
      .dateTime, .duration, .point, .list, .map, .path:
      throw .wrongType("':'", takes: "a Node or a Relationship", got: value)
    }
  }

  private static func holds(
    _ types: BoundLabelExpression, _ type: RelationshipTypeID, _ context: ExecutionContext
  ) throws(Diagnostic) -> Bool {
    switch types {
    case .name(let name): try context.transaction.relationshipTypeID(name) == type
    case .and(let one, let other):
      (try holds(one, type, context)) ? try holds(other, type, context) : false
    case .or(let one, let other):
      (try holds(one, type, context)) ? true : try holds(other, type, context)
    case .not(let one): try !holds(one, type, context)
    case .wildcard: true
    // Filled in before.
    case .dynamic: false
    }
  }
}
