import KithColumns
package import KithCore

/// One consistent view of the graph, and with `GraphFile.beginWrite` the changes made to it.
///
/// Used by one thread at a time. Changes are seen by reads of the same transaction at once and by others after `commit`.
/// What is not committed is aborted. After `commit` or `abort` every call throws.
///
/// Ids that were never given out are treated as dead: reads of them yield null or nothing.
///
/// A write transaction reads the same snapshot as a reader does, and keeps what it changes in memory: chunks in a form
/// that is cheap to change, looked up before the map. LMDB's own write transaction lasts only for the commit.
package final class GraphTransaction: GraphWriter, BulkGraphWriter {
  /// Whether this transaction may change the graph.
  package let isWritable: Bool

  let lease: EnvironmentLease
  let snapshot: Snapshot
  let tables: SnapshotTables
  /// The transaction's own chunks.
  var changes = Changes()
  /// The steps that this transaction has taken.
  var record = ChangeRecord()
  /// Whether the steps of records that were found in the file are taken again.
  var isReplaying = false
  let recordLimit: RecordLimit
  /// How to return to the beginning of the running statement; nil outside of one.
  var undoLog: [Undo]?
  /// The end of the record when the statement began.
  var recordBeforeStatement: ChangeRecord.Mark?
  /// Names and number of names when the statement began.
  var schemaBeforeStatement: Schema?
  private(set) var isOver = false

  init(
    lease: EnvironmentLease, isWritable: Bool, recordLimit: RecordLimit = .standard
  ) throws(Diagnostic) {
    self.lease = lease
    self.isWritable = isWritable
    self.recordLimit = recordLimit
    let snapshot = try lease.environment.beginSnapshot()
    self.snapshot = snapshot
    if let tables = lease.environment.takeTables(commit: snapshot.commit) {
      self.tables = tables
      return
    }
    tables = try SnapshotTables(snapshot)
    do {
      try replayRecords()
    } catch {
      // The one who asked for the transaction gives back the writer's place.
      isOver = true
      snapshot.end()
      throw error
    }
  }

  deinit { abort() }

  var name: String { lease.environment.name }

  @inline(__always)
  func checkOpen() throws(Diagnostic) {
    if isOver { throw StorageMessages.transactionOver(name) }
  }

  func checkWritable() throws(Diagnostic) {
    try checkOpen()
    guard isWritable || isReplaying else { throw StorageMessages.readTransaction(name) }
  }

  /// The number of the commit whose graph it began with.
  package var baseCommit: UInt64 { snapshot.commit }

  /// Whether it holds changes of its own.
  package var isChanged: Bool { tables.isChanged }

  // MARK: Names and counts

  package var schema: Schema { tables.schema }

  package var statistics: Statistics { tables.statistics(in: snapshot) }

  /// The number of a label; nil where it was never used and is not to be made. Throws where the file can hold no more.
  package func labelID(_ name: String, createIfMissing: Bool = false) throws(Diagnostic) -> LabelID?
  {
    try symbol(name, \.labels, "labels", createIfMissing).map { LabelID($0) }
  }

  /// The number of a relationship type, as `labelID`.
  package func relationshipTypeID(
    _ name: String, createIfMissing: Bool = false
  ) throws(Diagnostic) -> RelationshipTypeID? {
    try symbol(name, \.relationshipTypes, "relationship types", createIfMissing).map {
      RelationshipTypeID($0)
    }
  }

  /// The number of a property key, as `labelID`.
  package func propertyKeyID(
    _ name: String, createIfMissing: Bool = false
  ) throws(Diagnostic) -> PropertyKeyID? {
    try symbol(name, \.propertyKeys, "property keys", createIfMissing).map { PropertyKeyID($0) }
  }

  private func symbol(
    _ name: String, _ table: WritableKeyPath<Schema, SymbolTable>, _ kind: String,
    _ createIfMissing: Bool
  ) throws(Diagnostic) -> UInt32? {
    try checkOpen()
    if let known = tables.schema[keyPath: table].number(of: name) { return known }
    guard createIfMissing else { return nil }
    try checkWritable()
    guard tables.schema[keyPath: table].count < BlobKey.symbolLimit else {
      throw StorageMessages.tooManySymbols(kind)
    }
    tables.noteChange()
    let number = tables.schema[keyPath: table].insert(name)
    tables.makeTables()
    changes.symbolsChanged = true
    if table == \.propertyKeys { try addAutomaticIndex(on: name) }
    return number
  }

  // MARK: The end

  /// Makes the changes durable and visible to others, all or nothing. A read transaction just ends.
  ///
  /// Throws where the disk is full or the file may not grow, and has then aborted. Linear in what was changed; when what
  /// small commits left beside the chunks has come to the limit, linear in the chunks that all of them changed.
  package func commit() throws(Diagnostic) {
    try checkOpen()
    guard isWritable, tables.isChanged else {
      abort()
      return
    }
    let isSmall: Bool
    let blobs: [(key: BlobKey, blob: HeapBlob?)]
    do {
      try verifyConstraints()
      try addMissingAutomaticIndexes()
      isSmall = self.isSmall
      blobs = isSmall ? recordBlobs() : try recordRemovals() + changedBlobs()
    } catch {
      abort()
      throw error
    }
    changes = Changes()
    isOver = true
    snapshot.end()
    defer { lease.environment.unlockForWriting() }
    let environment = lease.environment
    let move = environment.moveCount
    tables.header = try environment.write(blobs, header: tables.header, base: snapshot.commit)
    // The chunks lie where they lay: the tables serve the next transaction too.
    guard isSmall, environment.moveCount == move else { return }
    tables.isChanged = false
    environment.give(tables)
  }

  /// Ends the transaction and drops its changes. A second call does nothing.
  package func abort() {
    guard !isOver else { return }
    isOver = true
    changes = Changes()
    snapshot.end()
    if !tables.isChanged { lease.environment.give(tables) }
    if isWritable { lease.environment.unlockForWriting() }
  }
}
