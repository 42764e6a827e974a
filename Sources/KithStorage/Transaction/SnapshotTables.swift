import KithCore

/// What a transaction knows of one commit: names, counts, and the tables of chunks touched so far.
///
/// Used by one transaction at a time, and handed on to the next one on the same commit; a write transaction changes it
/// and throws it away.
final class SnapshotTables: @unchecked Sendable {
  // Safe because the environment's pool hands an object to one transaction at a time.

  var header: HeaderBlob
  var schema = Schema()
  var counts = GraphCounts()
  /// Set by the first change of a write transaction.
  var isChanged = false
  /// What the chunks of the file do not have yet.
  let recent = RecentChanges()

  let nodeAlive = ChunkTable(BlobKey(.nodeBitmap), .bitmap)
  let relationshipAlive = ChunkTable(BlobKey(.relationshipBitmap), .bitmap)
  let endpoints = ChunkTable(BlobKey(.endpoints), .endpoints)
  private(set) var labels: [ChunkTable] = []
  /// Type t outgoing at 2t, incoming at 2t + 1.
  private(set) var adjacency: [ChunkTable] = []
  private(set) var nodeColumns: [ChunkTable] = []
  private(set) var relationshipColumns: [ChunkTable] = []

  private var nodeSketches: [DistinctSketch?] = []
  private var relationshipSketches: [DistinctSketch?] = []
  private var cachedStatistics: Statistics?
  /// The property indexes that were touched, by number.
  var indexStates: [IndexNumber: PropertyIndexState] = [:]
  /// Which changes concern which indexes and constraints.
  private(set) var wiring = SchemaWiring()

  /// Reads names and counts of the snapshot's commit.
  init(_ snapshot: Snapshot) throws(Diagnostic) {
    guard let header = try snapshot.header() else {
      throw StorageMessages.damagedHeader(snapshot.environment.name)
    }
    self.header = header
    schema.labels = try Self.symbols(0, in: snapshot)
    schema.relationshipTypes = try Self.symbols(1, in: snapshot)
    schema.propertyKeys = try Self.symbols(2, in: snapshot)
    counts = try Self.counts(in: snapshot, types: schema.relationshipTypes.count)
    schema.catalogue = try CatalogueBlob.read(in: snapshot, names: schema)
    makeTables()
    rewire()
  }

  /// Makes the tables of names that are new.
  func makeTables() {
    while labels.count < schema.labels.count {
      labels.append(
        ChunkTable(BlobKey(.nodeBitmap, part: 1, symbol: UInt32(labels.count)), .bitmap))
    }
    while adjacency.count < schema.relationshipTypes.count * 2 {
      let type = UInt32(adjacency.count / 2)
      for direction in Direction.allCases {
        let key = BlobKey(.adjacency, part: direction.rawValue, symbol: type)
        adjacency.append(
          ChunkTable(key, .adjacency, mayHavePatches: header.hasPatches, recent: recent))
      }
    }
    while nodeColumns.count < schema.propertyKeys.count {
      let key = UInt32(nodeColumns.count)
      nodeColumns.append(ChunkTable(BlobKey(.column, part: 0, symbol: key), .column))
      relationshipColumns.append(ChunkTable(BlobKey(.column, part: 1, symbol: key), .column))
    }
  }

  /// Looks up anew which changes concern indexes and constraints.
  func rewire() { wiring = SchemaWiring(schema) }

  @inline(__always)
  func column(_ kind: EntityKind, _ key: PropertyKeyID) -> ChunkTable {
    kind == .node ? nodeColumns[Int(key.rawValue)] : relationshipColumns[Int(key.rawValue)]
  }

  @inline(__always)
  func adjacency(_ type: RelationshipTypeID, _ direction: Direction) -> ChunkTable {
    adjacency[Int(type.rawValue) &* 2 &+ Int(direction.rawValue)]
  }

  /// The table of an adjacency blob's key.
  func adjacency(of key: BlobKey) -> ChunkTable {
    adjacency[Int(key.symbol) * 2 + Int(key.part)]
  }

  // MARK: Sketches

  static func sketchKey(_ kind: EntityKind, _ key: Int) -> BlobKey {
    BlobKey(.statistics, part: 2 + kind.rawValue, symbol: UInt32(key))
  }

  /// Changes the sketch of a property's distinct values.
  func changeSketch(
    _ kind: EntityKind, _ key: PropertyKeyID, in snapshot: Snapshot,
    _ change: (inout DistinctSketch) -> Void
  ) throws(Diagnostic) {
    let index = Int(key.rawValue)
    try loadSketch(kind, index, in: snapshot)
    switch kind {
    case .node: modify(&nodeSketches[index], change)
    case .relationship: modify(&relationshipSketches[index], change)
    }
  }

  private func modify(
    _ sketch: inout DistinctSketch?, _ change: (inout DistinctSketch) -> Void
  ) {
    // Taken out and put back, so that its registers are changed in place.
    guard var it = sketch.take() else { return }
    change(&it)
    sketch = it
  }

  private func loadSketch(
    _ kind: EntityKind, _ key: Int, in snapshot: Snapshot
  ) throws(Diagnostic) {
    while nodeSketches.count < schema.propertyKeys.count {
      nodeSketches.append(nil)
      relationshipSketches.append(nil)
    }
    guard (kind == .node ? nodeSketches : relationshipSketches)[key] == nil else { return }
    var sketch = DistinctSketch()
    let blobKey = Self.sketchKey(kind, key)
    if let (start, size) = try unsafe snapshot.wholeBlob(blobKey, family: .sketch) {
      guard let stored = unsafe DistinctSketch(start, size: size) else {
        throw StorageMessages.damagedBlob(snapshot.environment.name, key: blobKey)
      }
      sketch = stored
    }
    switch kind {
    case .node: nodeSketches[key] = sketch
    case .relationship: relationshipSketches[key] = sketch
    }
  }

  /// The sketches that grew, by key.
  var changedSketches: [(key: BlobKey, sketch: DistinctSketch)] {
    [(EntityKind.node, nodeSketches), (.relationship, relationshipSketches)].flatMap {
      kind, sketches in
      sketches.enumerated().compactMap { key, sketch in
        guard let sketch, sketch.isChanged else { return nil }
        return (Self.sketchKey(kind, key), sketch)
      }
    }
  }

  // MARK: Indexes

  /// The state of an index of the catalogue.
  func indexState(
    _ number: IndexNumber, in snapshot: Snapshot
  ) throws(Diagnostic) -> PropertyIndexState {
    if let known = indexStates[number] { return known }
    let state = try PropertyIndexState(number, in: snapshot)
    indexStates[number] = state
    return state
  }

  // MARK: Statistics

  /// The counts as the planner sees them; made anew after changes. A sketch that cannot be read is left out, since it
  /// only estimates.
  func statistics(in snapshot: Snapshot) -> Statistics {
    if let cachedStatistics { return cachedStatistics }
    var result = counts.statistics
    for (property, count) in result.valuesByProperty {
      let key = Int(property.key.rawValue)
      try? loadSketch(property.kind, key, in: snapshot)
      let sketches = property.kind == .node ? nodeSketches : relationshipSketches
      guard key < sketches.count, let sketch = sketches[key] else { continue }
      result.distinctByProperty[property] = max(1, min(count, sketch.estimate))
    }
    for index in schema.catalogue.indexes {
      result.indexSizes[index.number] = try? indexState(index.number, in: snapshot).size
    }
    cachedStatistics = result
    return result
  }

  /// Says that counts changed.
  func noteChange() {
    isChanged = true
    if cachedStatistics != nil { cachedStatistics = nil }
  }

  // MARK: Reading

  static func symbolKey(_ part: UInt8) -> BlobKey { BlobKey(.symbols, part: part) }

  private static func symbols(
    _ part: UInt8, in snapshot: Snapshot
  ) throws(Diagnostic) -> SymbolTable {
    let key = symbolKey(part)
    guard let (start, size) = try unsafe snapshot.wholeBlob(key, family: .symbols) else {
      return SymbolTable()
    }
    guard let table = unsafe SymbolBlob.table(start, size: size) else {
      throw StorageMessages.damagedBlob(snapshot.environment.name, key: key)
    }
    return table
  }

  private static func counts(in snapshot: Snapshot, types: Int) throws(Diagnostic) -> GraphCounts {
    var counts = GraphCounts()
    if let (start, size) = try unsafe snapshot.wholeBlob(GraphCounts.countsKey, family: .counts) {
      guard unsafe counts.readCounts(start, size: size) else {
        throw StorageMessages.damagedBlob(snapshot.environment.name, key: GraphCounts.countsKey)
      }
    }
    for type in 0..<types {
      let key = GraphCounts.key(type: type)
      guard let (start, size) = try unsafe snapshot.wholeBlob(key, family: .triples) else {
        continue
      }
      guard unsafe counts.readTriples(start, size: size, type: type) else {
        throw StorageMessages.damagedBlob(snapshot.environment.name, key: key)
      }
    }
    return counts
  }
}
