package import KithColumns
package import KithCore

/// One consistent view of the graph, and with `GraphFile.beginWrite` the changes made to it.
///
/// Used by one thread at a time. Changes are seen by reads of the same transaction at once and by others after `commit`.
/// What is not committed is aborted. After `commit` or `abort` every call throws.
///
/// Ids that were never given out are treated as dead: reads of them yield null or nothing.
package final class GraphTransaction: GraphWriter, BulkGraphWriter {
  /// Whether this transaction may change the graph.
  package let isWritable: Bool

  init() throws(Diagnostic) { throw StorageMessages.notBuiltYet }

  // MARK: Names and counts

  package var schema: Schema { Schema() }

  package var statistics: Statistics { Statistics() }

  /// The number of a label; nil where it was never used and is not to be made. Throws where the file can hold no more.
  package func labelID(_ name: String, createIfMissing: Bool = false) throws(Diagnostic) -> LabelID?
  {
    throw StorageMessages.notBuiltYet
  }

  package func relationshipTypeID(
    _ name: String, createIfMissing: Bool = false
  ) throws(Diagnostic) -> RelationshipTypeID? {
    throw StorageMessages.notBuiltYet
  }

  package func propertyKeyID(
    _ name: String, createIfMissing: Bool = false
  ) throws(Diagnostic) -> PropertyKeyID? {
    throw StorageMessages.notBuiltYet
  }

  // MARK: Scans

  /// Every node id is less than this.
  package var nodeUpperBound: Int { 0 }

  /// Every relationship id is less than this.
  package var relationshipUpperBound: Int { 0 }

  package func isAlive(_ node: NodeID) throws(Diagnostic) -> Bool {
    throw StorageMessages.notBuiltYet
  }

  package func isAlive(_ relationship: RelationshipID) throws(Diagnostic) -> Bool {
    throw StorageMessages.notBuiltYet
  }

  /// Appends to `output` up to `limit` live nodes, ascending from `from`, that have `label` (nil: any).
  /// Gives where to go on, or nil at the end. Linear in the bitmap's words and the nodes found.
  package func scanNodes(
    label: LabelID?, from: NodeID, limit: Int, into output: inout [NodeID]
  ) throws(Diagnostic) -> NodeID? {
    throw StorageMessages.notBuiltYet
  }

  /// Appends to `output` up to `limit` live relationships, ascending from `from`, of `type` (nil: any).
  /// Gives where to go on, or nil at the end.
  package func scanRelationships(
    type: RelationshipTypeID?, from: RelationshipID, limit: Int,
    into output: inout [RelationshipID]
  ) throws(Diagnostic) -> RelationshipID? {
    throw StorageMessages.notBuiltYet
  }

  package func hasLabel(_ label: LabelID, _ node: NodeID) throws(Diagnostic) -> Bool {
    throw StorageMessages.notBuiltYet
  }

  /// For each node whether it has the label: for filters over batches.
  package func haveLabel(_ label: LabelID, _ nodes: [NodeID]) throws(Diagnostic) -> [Bool] {
    throw StorageMessages.notBuiltYet
  }

  /// In the order of the symbol table.
  package func labels(of node: NodeID) throws(Diagnostic) -> [LabelID] {
    throw StorageMessages.notBuiltYet
  }

  // MARK: Adjacency

  /// The neighbours over one type in one direction; a loop is in both directions. Two loads once its chunk was touched.
  package func neighbours(
    of node: NodeID, type: RelationshipTypeID, direction: Direction
  ) throws(Diagnostic) -> NeighbourSlice {
    throw StorageMessages.notBuiltYet
  }

  package func degree(
    of node: NodeID, type: RelationshipTypeID, direction: Direction
  ) throws(Diagnostic) -> Int {
    throw StorageMessages.notBuiltYet
  }

  /// Type and ends of a live relationship; nil where there is none.
  package func endpoints(
    of relationship: RelationshipID
  ) throws(Diagnostic) -> (type: RelationshipTypeID, start: NodeID, end: NodeID)? {
    throw StorageMessages.notBuiltYet
  }

  // MARK: Properties

  /// `.null` where it is not set.
  package func value(node: NodeID, key: PropertyKeyID) throws(Diagnostic) -> Value {
    throw StorageMessages.notBuiltYet
  }

  package func value(relationship: RelationshipID, key: PropertyKeyID) throws(Diagnostic) -> Value {
    throw StorageMessages.notBuiltYet
  }

  /// The property of each node in turn: a typed vector where the types agree, `.values` else. Texts point into the map.
  package func gather(nodes: [NodeID], key: PropertyKeyID) throws(Diagnostic) -> ColumnVector {
    throw StorageMessages.notBuiltYet
  }

  package func gather(
    relationships: [RelationshipID], key: PropertyKeyID
  ) throws(Diagnostic) -> ColumnVector {
    throw StorageMessages.notBuiltYet
  }

  /// In the order of the symbol table.
  package func properties(ofNode node: NodeID) throws(Diagnostic) -> ValueMap {
    throw StorageMessages.notBuiltYet
  }

  package func properties(ofRelationship relationship: RelationshipID) throws(Diagnostic)
    -> ValueMap
  {
    throw StorageMessages.notBuiltYet
  }

  // MARK: GraphReader

  package func node(_ id: NodeID) throws(Diagnostic) -> NodeRecord? {
    throw StorageMessages.notBuiltYet
  }

  package func relationship(_ id: RelationshipID) throws(Diagnostic) -> RelationshipRecord? {
    throw StorageMessages.notBuiltYet
  }

  package func nodes(label: String?) throws(Diagnostic) -> [NodeID] {
    throw StorageMessages.notBuiltYet
  }

  package func nodes(key: String, equals value: Value) throws(Diagnostic) -> [NodeID] {
    throw StorageMessages.notBuiltYet
  }

  package func relationships(
    of node: NodeID, direction: Direction?, type: String?
  ) throws(Diagnostic) -> [RelationshipID] {
    throw StorageMessages.notBuiltYet
  }

  package func relationships() throws(Diagnostic) -> [RelationshipID] {
    throw StorageMessages.notBuiltYet
  }

  package func property(_ key: String, ofNode node: NodeID) throws(Diagnostic) -> Value {
    throw StorageMessages.notBuiltYet
  }

  package func property(
    _ key: String, ofRelationship relationship: RelationshipID
  ) throws(Diagnostic) -> Value {
    throw StorageMessages.notBuiltYet
  }

  // MARK: Changes by number

  package func createNode(labelIDs: [LabelID]) throws(Diagnostic) -> NodeID {
    throw StorageMessages.notBuiltYet
  }

  package func createRelationship(
    typeID: RelationshipTypeID, start: NodeID, end: NodeID
  ) throws(Diagnostic) -> RelationshipID {
    throw StorageMessages.notBuiltYet
  }

  /// `.null` removes. Throws `.typeError` (InvalidPropertyType) for what no property can hold: maps, entities, paths.
  package func setProperty(
    _ key: PropertyKeyID, ofNode node: NodeID, to value: Value
  ) throws(Diagnostic) {
    throw StorageMessages.notBuiltYet
  }

  package func setProperty(
    _ key: PropertyKeyID, ofRelationship relationship: RelationshipID, to value: Value
  ) throws(Diagnostic) {
    throw StorageMessages.notBuiltYet
  }

  package func addLabel(_ label: LabelID, to node: NodeID) throws(Diagnostic) {
    throw StorageMessages.notBuiltYet
  }

  package func removeLabel(_ label: LabelID, from node: NodeID) throws(Diagnostic) {
    throw StorageMessages.notBuiltYet
  }

  // MARK: GraphWriter

  package func createNode(labels: [String], properties: ValueMap) throws(Diagnostic) -> NodeID {
    throw StorageMessages.notBuiltYet
  }

  package func createRelationship(
    type: String, start: NodeID, end: NodeID, properties: ValueMap
  ) throws(Diagnostic) -> RelationshipID {
    throw StorageMessages.notBuiltYet
  }

  package func setProperty(_ key: String, ofNode node: NodeID, to value: Value) throws(Diagnostic) {
    throw StorageMessages.notBuiltYet
  }

  package func setProperty(
    _ key: String, ofRelationship relationship: RelationshipID, to value: Value
  ) throws(Diagnostic) {
    throw StorageMessages.notBuiltYet
  }

  package func addLabel(_ label: String, to node: NodeID) throws(Diagnostic) {
    throw StorageMessages.notBuiltYet
  }

  package func removeLabel(_ label: String, from node: NodeID) throws(Diagnostic) {
    throw StorageMessages.notBuiltYet
  }

  /// Throws `.constraintVerificationFailed` (DeleteConnectedNode) where relationships remain.
  package func deleteNode(_ node: NodeID) throws(Diagnostic) {
    throw StorageMessages.notBuiltYet
  }

  package func deleteRelationship(_ relationship: RelationshipID) throws(Diagnostic) {
    throw StorageMessages.notBuiltYet
  }

  // MARK: BulkGraphWriter

  package func appendNodes(
    labels: [String], count: Int, columns: [BulkColumn]
  ) throws(Diagnostic) -> NodeID {
    throw StorageMessages.notBuiltYet
  }

  package func appendRelationships(
    type: String, starts: [NodeID], ends: [NodeID], columns: [BulkColumn]
  ) throws(Diagnostic) -> RelationshipID {
    throw StorageMessages.notBuiltYet
  }

  // MARK: The end

  /// Makes the changes durable and visible to others, all or nothing. A read transaction just ends.
  package func commit() throws(Diagnostic) { throw StorageMessages.notBuiltYet }

  /// Ends the transaction and drops its changes. A second call does nothing.
  package func abort() {}

  // MARK: Statements within a transaction

  /// Marks a point to which `rollbackStatement` returns; for statement atomicity in an explicit transaction. Not nested.
  package func beginStatement() {}

  /// Undoes every change since `beginStatement`. Linear in their number.
  package func rollbackStatement() throws(Diagnostic) {}

  /// Keeps the changes since `beginStatement`.
  package func endStatement() {}

  /// Verifies the whole graph: both directions of adjacency, endpoints, bitmaps and statistics agree.
  /// Gives one sentence a fault; empty where the graph is whole. Linear in the graph.
  package func checkInvariants() throws(Diagnostic) -> [String] {
    throw StorageMessages.notBuiltYet
  }
}
