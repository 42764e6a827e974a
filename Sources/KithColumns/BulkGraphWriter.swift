package import KithCore

/// A column of a bulk load: a property's key and one entry a row.
package struct BulkColumn: Sendable {
  package var key: String
  package var vector: ColumnVector

  package init(key: String, vector: ColumnVector) {
    self.key = key
    self.vector = vector
  }
}

/// Takes whole columns of new nodes and relationships, to be sorted and written as whole chunks.
///
/// Nothing is seen by others before the load's transaction commits.
package protocol BulkGraphWriter: AnyObject {
  /// Appends `count` nodes that share `labels`; they get consecutive ids, of which this is the first.
  func appendNodes(labels: [String], count: Int, columns: [BulkColumn]) throws -> NodeID

  /// Appends relationships of one type; `starts[i]` to `ends[i]`, with consecutive ids, of which this is the first.
  func appendRelationships(
    type: String, starts: [NodeID], ends: [NodeID], columns: [BulkColumn]
  ) throws -> RelationshipID
}
