/// Reads a graph without a query: for the fact loader, drawing and exploration.
///
/// Names stand for labels, types and keys; an unknown one simply matches nothing.
package protocol GraphReader: EntityResolver {
  /// The names in use.
  var schema: Schema { get }
  /// Exact counts, with the changes of the running transaction.
  var statistics: Statistics { get }
  /// How much each property index holds, exactly: `statistics` may count a value twice.
  var indexSizes: [IndexNumber: IndexSize] { get throws }
  /// All nodes with the label, or all nodes, ascending.
  func nodes(label: String?) throws -> [NodeID]
  /// All nodes whose property equals the value, ascending. An index look-up where there is one, else a scan.
  func nodes(key: String, equals value: Value) throws -> [NodeID]
  /// The relationships of a node, ascending; a loop once. Nil follows both directions, or all types.
  func relationships(of node: NodeID, direction: Direction?, type: String?) throws
    -> [RelationshipID]
  /// All relationships, ascending.
  func relationships() throws -> [RelationshipID]
  /// One property, `.null` where it is not set.
  func property(_ key: String, ofNode node: NodeID) throws -> Value
  /// One property, `.null` where it is not set.
  func property(_ key: String, ofRelationship relationship: RelationshipID) throws -> Value
}

extension GraphReader {
  package var indexSizes: [IndexNumber: IndexSize] { get throws { statistics.indexSizes } }
}

/// Changes a graph without a query. Changes are seen by reads of the same transaction at once.
package protocol GraphWriter: GraphReader {
  func createNode(labels: [String], properties: ValueMap) throws -> NodeID
  func createRelationship(
    type: String, start: NodeID, end: NodeID, properties: ValueMap
  ) throws -> RelationshipID
  /// Sets a property; `.null` removes it.
  func setProperty(_ key: String, ofNode node: NodeID, to value: Value) throws
  func setProperty(_ key: String, ofRelationship relationship: RelationshipID, to value: Value)
    throws
  func addLabel(_ label: String, to node: NodeID) throws
  func removeLabel(_ label: String, from node: NodeID) throws
  /// Deletes a node. Throws where it still has relationships.
  func deleteNode(_ node: NodeID) throws
  func deleteRelationship(_ relationship: RelationshipID) throws
}
