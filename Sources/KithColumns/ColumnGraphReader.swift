package import KithCore

/// Reads a whole graph in columns, batch by batch: for exports, whose cost is bytes rather than entities.
package protocol ColumnGraphReader: GraphReader {
  /// Every node id is less than this.
  var nodeUpperBound: Int { get }

  /// Appends up to `limit` nodes, ascending from `from`, that have `label` (nil: any). Gives where to go on, or nil at the end.
  func scanNodes(
    label: LabelID?, from: NodeID, limit: Int, into output: inout [NodeID]
  ) throws(Diagnostic) -> NodeID?

  /// Appends up to `limit` relationships, ascending from `from`, of `type` (nil: any), as for nodes.
  func scanRelationships(
    type: RelationshipTypeID?, from: RelationshipID, limit: Int,
    into output: inout [RelationshipID]
  ) throws(Diagnostic) -> RelationshipID?

  /// The property of each node in turn. Texts are valid while the transaction lasts.
  func gather(nodes: [NodeID], key: PropertyKeyID) throws(Diagnostic) -> ColumnVector

  /// Replaces `starts` and `ends` by the two nodes of each relationship in turn, all of which exist.
  func gatherEnds(
    of relationships: [RelationshipID], starts: inout [NodeID], ends: inout [NodeID]
  ) throws(Diagnostic)
}
