import KithColumns
import KithCore

/// A flat column of nodes, for operators that walk the graph from it.
struct NodeColumn {
  /// One entry a row; that of a null row means nothing.
  let ids: [NodeID]
  private let mask: [Bool]?

  /// Throws where a row holds something else than a node or null. Constant time for a typed vector.
  init(_ vector: ColumnVector) throws(Diagnostic) {
    if case .nodes(let ids) = vector.storage {
      self.ids = ids
      self.mask = vector.isNull
      return
    }
    var ids: [NodeID] = []
    var mask: [Bool] = []
    for row in 0..<vector.count {
      switch vector.value(at: row) {
      case .node(let id):
        ids.append(id)
        mask.append(false)
      case .null:
        ids.append(NodeID(.max))
        mask.append(true)
      case let other: throw .notANode(other)
      }
    }
    self.ids = ids
    self.mask = mask
  }

  /// Whether any row may have no node.
  var hasNulls: Bool { mask != nil }

  /// Whether the row has no node.
  func isNull(_ row: Int) -> Bool { mask.map { $0[row] } ?? false }
}

/// A flat column of relationships.
struct RelationshipColumn {
  /// One entry a row; that of a null row means nothing.
  let ids: [RelationshipID]
  private let mask: [Bool]?

  /// Throws where a row holds something else than a relationship or null. Constant time for a typed vector.
  init(_ vector: ColumnVector) throws(Diagnostic) {
    if case .relationships(let ids) = vector.storage {
      self.ids = ids
      self.mask = vector.isNull
      return
    }
    var ids: [RelationshipID] = []
    var mask: [Bool] = []
    for row in 0..<vector.count {
      switch vector.value(at: row) {
      case .relationship(let id):
        ids.append(id)
        mask.append(false)
      case .null:
        ids.append(RelationshipID(.max))
        mask.append(true)
      case let other: throw .notARelationship(other)
      }
    }
    self.ids = ids
    self.mask = mask
  }

  /// Whether the row has no relationship.
  func isNull(_ row: Int) -> Bool { mask.map { $0[row] } ?? false }
}
