import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// Creates what the patterns of `CREATE` or `MERGE` describe.
struct PatternCreator {
  private enum End {
    case input(column: Int)
    case created(node: Int)
  }

  private let create: LogicalCreate
  private let nodeProperties: [PropertySource]
  private let relationshipProperties: [PropertySource]
  private let nodeLabels: [[CompiledExpression]]
  private let relationshipTypes: [CompiledExpression?]
  private let ends: [(start: End, end: End)]
  private let rejectsNull: Bool

  /// `layout` is that of the rows for which it creates. `MERGE` rejects null in properties: it could never find them.
  init(
    _ create: LogicalCreate, layout: RowLayout, rejectsNull: Bool
  ) throws(Diagnostic) {
    self.create = create
    self.rejectsNull = rejectsNull
    nodeProperties = try create.nodes.map { node throws(Diagnostic) in
      try PropertySource(node.properties, layout: layout)
    }
    relationshipProperties = try create.relationships.map { relationship throws(Diagnostic) in
      try PropertySource(relationship.properties, layout: layout)
    }
    nodeLabels = try create.nodes.map { node throws(Diagnostic) in
      try node.computedLabels.map { label throws(Diagnostic) in
        try ExpressionCompiler.compile(label, layout: layout)
      }
    }
    relationshipTypes = try create.relationships.map { relationship throws(Diagnostic) in
      guard let type = relationship.computedType else { return nil }
      return try ExpressionCompiler.compile(type, layout: layout)
    }
    let created = create.nodes.map(\.variable)
    func end(_ variable: VariableID) throws(Diagnostic) -> End {
      if let node = created.firstIndex(of: variable) { return .created(node: node) }
      return .input(column: try layout.requiredColumn(of: variable))
    }
    var ends: [(start: End, end: End)] = []
    for relationship in create.relationships {
      ends.append((try end(relationship.start), try end(relationship.end)))
    }
    self.ends = ends
  }

  /// The variables of what it creates, in the order of `CreatedPattern.values`.
  var variables: [VariableID] {
    create.nodes.map(\.variable) + create.relationships.map(\.variable)
  }

  /// Computes the properties for a batch, before anything is created.
  func prepared(
    for batch: Batch, _ context: ExecutionContext
  ) throws(Diagnostic) -> PreparedPattern {
    PreparedPattern(
      creator: self, batch: batch,
      nodes: try nodeProperties.map { source throws(Diagnostic) in
        try source.prepared(for: batch, context)
      },
      relationships: try relationshipProperties.map { source throws(Diagnostic) in
        try source.prepared(for: batch, context)
      },
      nodeLabels: try nodeLabels.map { labels throws(Diagnostic) in
        try labels.map { label throws(Diagnostic) in try label.evaluate(batch, context) }
      },
      relationshipTypes: try relationshipTypes.map { type throws(Diagnostic) in
        try type?.evaluate(batch, context)
      })
  }

  /// Creates the pattern for one row.
  fileprivate func create(
    _ prepared: PreparedPattern, row: Int, _ context: ExecutionContext
  ) throws(Diagnostic) -> CreatedPattern {
    var created = CreatedPattern()
    for (index, node) in create.nodes.enumerated() {
      let properties = prepared.nodes[index]
      let entries = try checked(properties, row, context)
      var labels = node.labels
      for (names, expression) in zip(prepared.nodeLabels[index], node.computedLabels) {
        do throws(Diagnostic) {
          labels += try names.value(at: row).labelNames()
        } catch {
          throw error.located(at: expression.span)
        }
      }
      let id = try context.createNode(labels)
      try set(entries, of: .node(id), properties, context)
      created.nodes.append(id)
    }
    for (index, relationship) in create.relationships.enumerated() {
      let properties = prepared.relationships[index]
      let entries = try checked(properties, row, context)
      let start = try node(ends[index].start, created, prepared.batch, row, context)
      let end = try node(ends[index].end, created, prepared.batch, row, context)
      guard let start, let end else { throw .relationshipWithoutEnd(at: relationship.span) }
      var type = relationship.type
      if let computed = prepared.relationshipTypes[index] {
        do throws(Diagnostic) {
          type = try computed.value(at: row).typeName(at: relationship.span)
        } catch {
          throw error.located(at: relationship.span)
        }
      }
      let id = try context.createRelationship(type, from: start, to: end)
      guard let id else { continue }
      try set(entries, of: .relationship(id), properties, context)
      created.relationships.append(id)
    }
    return created
  }

  private func checked(
    _ properties: PreparedProperties, _ row: Int, _ context: ExecutionContext
  ) throws(Diagnostic) -> [(key: String, value: Value)] {
    let entries = try properties.entries(ofRow: row, context)
    if rejectsNull, let missing = entries.first(where: { $0.value.isNull }) {
      throw .mergeOnNull(missing.key, at: properties.span)
    }
    return entries
  }

  private func set(
    _ entries: [(key: String, value: Value)], of entity: Entity,
    _ properties: PreparedProperties, _ context: ExecutionContext
  ) throws(Diagnostic) {
    for entry in entries where !entry.value.isNull {
      do throws(Diagnostic) {
        try context.set(entry.key, of: entity, to: entry.value)
      } catch {
        throw properties.span.map(error.located(at:)) ?? error
      }
    }
  }

  /// The node at one end; nil where the row has none.
  private func node(
    _ end: End, _ created: CreatedPattern, _ batch: Batch, _ row: Int, _ context: ExecutionContext
  ) throws(Diagnostic) -> NodeID? {
    switch end {
    case .created(let node): return created.nodes[node]
    case .input(let column):
      switch batch.value(column: column, row: row) {
      case .null: return nil
      case .node(let id):
        guard try context.transaction.isAlive(id) else { throw .deletedEntity(.node(id)) }
        return id
      case let other: throw .notANode(other)
      }
    }
  }
}

/// A pattern with its properties computed for the rows of one batch.
struct PreparedPattern {
  fileprivate let creator: PatternCreator
  fileprivate let batch: Batch
  fileprivate let nodes: [PreparedProperties]
  fileprivate let relationships: [PreparedProperties]
  fileprivate let nodeLabels: [[ColumnVector]]
  fileprivate let relationshipTypes: [ColumnVector?]

  /// Creates the pattern for one row.
  func create(row: Int, _ context: ExecutionContext) throws(Diagnostic) -> CreatedPattern {
    try creator.create(self, row: row, context)
  }
}

/// What was created for one row, in the order of the patterns.
struct CreatedPattern {
  var nodes: [NodeID] = []
  var relationships: [RelationshipID] = []

  var values: [Value] { nodes.map(Value.node) + relationships.map(Value.relationship) }
}

extension Batch {
  /// One cell.
  func value(column: Int, row: Int) -> Value {
    let it = columns[column]
    return it.vector.value(at: it.list.map { Int(indexLists[$0][row]) } ?? row)
  }
}
