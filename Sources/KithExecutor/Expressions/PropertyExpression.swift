import KithColumns
import KithCore
import KithStorage

/// `subject.key`: of nodes and relationships from their columns in the file, else of maps and temporal values.
final class PropertyExpression: CompiledExpression {
  private let subject: CompiledExpression
  private let key: String
  /// Looked up until there is one: a key that is unknown now may be written later in the statement.
  private var knownNumber: PropertyKeyID?

  /// `isOfEntity`: the subject is known to be a node, a relationship or a map, of which every key may be asked.
  init(_ subject: CompiledExpression, key: String, isOfEntity: Bool, span: SourceSpan) {
    self.subject = subject
    self.key = key
    super.init(
      span: span, isInvariant: subject.isInvariant, canFail: !isOfEntity || subject.canFail)
  }

  /// The column that the subject is, where it is one.
  var subjectColumn: Int? { (subject as? VariableExpression)?.column }

  override func compute(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    if let shared = try sharedLevel(batch, context) { return shared }
    return try property(of: try subject.evaluate(batch, context), context)
  }

  /// A variable whose rows repeat fewer entries is looked up once an entry, not once a row.
  private func sharedLevel(
    _ batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector? {
    guard let variable = subject as? VariableExpression, context.counters.deletesNothing else {
      return nil
    }
    let column = batch.columns[variable.column]
    guard let list = column.list, column.vector.isTypedEntity,
      column.vector.count < batch.rowCount
    else { return nil }
    return try property(of: column.vector, context).gathered(batch.indexLists[list])
  }

  private func property(
    of vector: ColumnVector, _ context: ExecutionContext
  ) throws(Diagnostic) -> ColumnVector {
    switch vector.storage {
    case .nodes(let nodes):
      try context.requireAlive(nodes, unless: vector.isNull)
      guard let number = try keyNumber(context) else { return .allNull(nodes.count) }
      return try context.transaction.gather(nodes: nodes, key: number).masked(by: vector.isNull)
    case .relationships(let relationships):
      try context.requireAlive(relationships, unless: vector.isNull)
      guard let number = try keyNumber(context) else { return .allNull(relationships.count) }
      return try context.transaction.gather(relationships: relationships, key: number)
        .masked(by: vector.isNull)
    case .dates(let days):
      guard let component = DateComponent(rawValue: key) else { fallthrough }
      let parts = rows(days.count) { component.of(days: days[$0]) }
      return ColumnVector(.integers(parts), isNull: vector.isNull)
    case .booleans, .integers, .floats, .texts, .values:
      var results: [Value] = []
      results.reserveCapacity(vector.count)
      for row in 0..<vector.count {
        results.append(try context.property(key, of: vector.value(at: row)))
      }
      return ColumnVector(packing: results)
    }
  }

  private func keyNumber(_ context: ExecutionContext) throws(Diagnostic) -> PropertyKeyID? {
    if knownNumber == nil { knownNumber = try context.transaction.propertyKeyID(key) }
    return knownNumber
  }
}

extension ColumnVector {
  var isTypedEntity: Bool {
    switch storage {
    case .nodes, .relationships: true
    case .booleans, .integers, .floats, .dates, .texts, .values: false
    }
  }

  /// The same with more rows null.
  func masked(by mask: [Bool]?) -> ColumnVector {
    guard let mask else { return self }
    var masked = self
    masked.isNull = combinedMask(nullMask, mask)
    return masked
  }
}

extension ChangeCounters {
  /// Whether every entity that a row holds is still there.
  var deletesNothing: Bool { nodesDeleted == 0 && relationshipsDeleted == 0 }
}

extension ExecutionContext {
  /// A property of one value; null on null. For mixed rows: typed columns are gathered at once.
  func property(_ key: String, of subject: Value) throws(Diagnostic) -> Value {
    switch subject {
    case .null: return .null
    case .map(let map): return map[key] ?? .null
    case .node(let node):
      try requireAlive([node], unless: nil)
      guard let number = try transaction.propertyKeyID(key) else { return .null }
      return try transaction.value(node: node, key: number)
    case .relationship(let relationship):
      try requireAlive([relationship], unless: nil)
      guard let number = try transaction.propertyKeyID(key) else { return .null }
      return try transaction.value(relationship: relationship, key: number)
    case .date, .localTime, .time, .localDateTime, .dateTime, .duration, .point:
      guard let component = subject.component(key) else {
        throw .unknownComponent(key, of: subject)
      }
      return component
    case .boolean, .integer, .float, .string, .list, .path:
      throw .propertyOfWrongType(key, of: subject)
    }
  }

  /// Throws where one of the nodes was deleted in this statement. Nothing to do where nothing was deleted.
  func requireAlive(_ nodes: [NodeID], unless mask: [Bool]?) throws(Diagnostic) {
    guard counters.nodesDeleted > 0 else { return }
    for row in nodes.indices where !(mask?[row] ?? false) {
      guard try transaction.isAlive(nodes[row]) else { throw .deletedEntity(.node(nodes[row])) }
    }
  }

  /// Throws where one of the relationships was deleted in this statement.
  func requireAlive(_ relationships: [RelationshipID], unless mask: [Bool]?) throws(Diagnostic) {
    guard counters.relationshipsDeleted > 0 else { return }
    for row in relationships.indices where !(mask?[row] ?? false) {
      guard try transaction.isAlive(relationships[row]) else {
        throw .deletedEntity(.relationship(relationships[row]))
      }
    }
  }
}
