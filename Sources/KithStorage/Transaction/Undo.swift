package import KithCore

/// How to take back one change of the running statement.
enum Undo {
  case nodeCreated(NodeID)
  case nodeDeleted(NodeID)
  case labelAdded(LabelID, NodeID)
  case labelRemoved(LabelID, NodeID)
  case relationshipCreated(RelationshipID)
  case relationshipDeleted(RelationshipID)
  case propertySet(EntityKind, UInt32, PropertyKeyID, old: Value)
  case nodesAppended(first: NodeID, count: Int)
  case relationshipsAppended(first: RelationshipID, count: Int)
}

/// Statements within a transaction.
extension GraphTransaction {
  /// Marks a point to which `rollbackStatement` returns; for statement atomicity in an explicit transaction. Not nested.
  ///
  /// Costs nothing now, and a few dozen bytes for each change until the statement ends.
  package func beginStatement() {
    undoLog = []
    recordBeforeStatement = record.mark
    schemaBeforeStatement = tables.schema
  }

  /// Undoes every change since `beginStatement`. Linear in their number. Throws where a chunk is damaged; the
  /// transaction is then aborted.
  package func rollbackStatement() throws(Diagnostic) {
    try checkOpen()
    guard let log = undoLog else { return }
    undoLog = nil
    do {
      try flushPending()
      for change in log.reversed() { try undo(change) }
    } catch {
      abort()
      throw error
    }
    restoreSchema()
    if let mark = recordBeforeStatement { record.truncate(to: mark) }
    changes.touched = TouchedEntities()
  }

  /// Keeps the changes since `beginStatement`.
  package func endStatement() {
    undoLog = nil
    schemaBeforeStatement = nil
  }

  /// Names that the statement made are forgotten; the tables that were made for them hold nothing.
  private func restoreSchema() {
    guard let schema = schemaBeforeStatement else { return }
    tables.schema = schema
    // The automatic index of a key that is forgotten goes with it.
    tables.indexStates = tables.indexStates.filter { number, _ in
      schema.catalogue.indexes.contains { $0.number == number }
    }
    tables.rewire()
    schemaBeforeStatement = nil
    tables.noteChange()
  }

  private func undo(_ change: Undo) throws(Diagnostic) {
    switch change {
    case .nodeCreated(let node):
      try deleteNode(node)
      tables.header.nodeBound = node.rawValue
    case .nodeDeleted(let node): try reviveNode(node)
    case .labelAdded(let label, let node): try removeLabel(label, from: node)
    case .labelRemoved(let label, let node): try addLabel(label, to: node)
    case .relationshipCreated(let relationship):
      try deleteRelationship(relationship)
      try forget(from: relationship)
    case .relationshipDeleted(let relationship): try reviveRelationship(relationship)
    case .propertySet(let kind, let id, let key, let old): try set(kind, id, key, to: old)
    case .nodesAppended(let first, let count):
      for id in (first.rawValue..<first.rawValue + UInt32(count)).reversed() {
        try deleteNode(NodeID(id))
      }
      tables.header.nodeBound = first.rawValue
    case .relationshipsAppended(let first, let count):
      for id in (first.rawValue..<first.rawValue + UInt32(count)).reversed() {
        try deleteRelationship(RelationshipID(id))
      }
      try forget(from: first)
    }
  }

  /// Gives back the ids from this one on, which nobody else has seen.
  private func forget(from relationship: RelationshipID) throws(Diagnostic) {
    let chunks = ChunkSize.columnChunks(of: relationshipUpperBound)
    let (first, row) = ChunkSize.column(relationship.rawValue)
    for chunk in first..<chunks {
      try mutableEndpoints(chunk: chunk).truncate(to: chunk == first ? row : 0)
    }
    tables.header.relationshipBound = relationship.rawValue
  }
}
