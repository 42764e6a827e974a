import KithCore

/// What a write transaction holds in memory beside `RecentChanges`, and only the commit's writing of chunks can keep.
///
/// ```
/// sealed       whole blobs of a bulk load          tables point to them
/// pending      relationships of a bulk load that are not sorted into chunks yet
/// ```
struct Changes {
  var sealed: [UInt64: HeapBlob] = [:]
  var pending: [RelationshipTypeID: PendingRelationships] = [:]
  /// Blobs that are to go; a blob of the same key that is sealed later stays.
  var removed: Set<UInt64> = []
  var symbolsChanged = false
  var catalogueChanged = false
  /// What has to be held against the constraints when the statement ends.
  var touched = TouchedEntities()
}

/// Relationships of one type of a bulk load, in the order of their ids.
struct PendingRelationships {
  var ids: [UInt32] = []
  var starts: [UInt32] = []
  var ends: [UInt32] = []
}

extension GraphTransaction {
  /// The column chunk with this row, to be changed.
  func mutableColumn(
    _ kind: EntityKind, _ key: PropertyKeyID, chunk: Int
  ) throws(Diagnostic) -> MutableColumnChunk {
    let table = tables.column(kind, key)
    let blobKey = table.key.with(chunk: chunk)
    if let known = tables.recent.columns[blobKey.bits] { return known }
    let blob = try unsafe table.blob(chunk, in: snapshot)
    let column = unsafe MutableColumnChunk(
      ColumnChunk(blob), owner: changes.sealed[blobKey.bits])
    tables.recent.columns[blobKey.bits] = column
    changes.sealed[blobKey.bits] = nil
    table.setInMemory(chunk)
    tables.noteChange()
    return column
  }

  func mutableEndpoints(chunk: Int) throws(Diagnostic) -> MutableEndpointChunk {
    if let known = tables.recent.endpoints[chunk] { return known }
    let table = tables.endpoints
    let blob = try unsafe table.blob(chunk, in: snapshot)
    let endpoints = unsafe MutableEndpointChunk(EndpointChunk(blob))
    tables.recent.endpoints[chunk] = endpoints
    changes.sealed[table.key.with(chunk: chunk).bits] = nil
    table.setInMemory(chunk)
    tables.noteChange()
    return endpoints
  }

  func mutableAdjacency(
    _ type: RelationshipTypeID, _ direction: Direction, chunk: Int
  ) throws(Diagnostic) -> MutableAdjacencyChunk {
    let table = tables.adjacency(type, direction)
    let blobKey = table.key.with(chunk: chunk)
    if let known = tables.recent.adjacency[blobKey.bits] { return known }
    let blob = try unsafe table.blob(chunk, in: snapshot)
    // Steps that waited for it.
    if let known = tables.recent.adjacency[blobKey.bits] { return known }
    let adjacency = unsafe MutableAdjacencyChunk(
      AdjacencyChunk(blob), patched: table.patchedRows[chunk],
      owner: changes.sealed[blobKey.bits])
    tables.recent.adjacency[blobKey.bits] = adjacency
    changes.sealed[blobKey.bits] = nil
    table.setInMemory(chunk)
    tables.noteChange()
    return adjacency
  }

  /// Sets or clears one bit.
  func setBit(_ table: ChunkTable, _ id: UInt32, to isSet: Bool) throws(Diagnostic) {
    let (chunk, row) = ChunkSize.bitmap(id)
    try mutableBitmap(table, chunk: chunk).setBit(row, to: isSet)
  }

  /// Sets the bits of consecutive ids.
  func setBits(_ table: ChunkTable, _ ids: Range<Int>) throws(Diagnostic) {
    var id = ids.lowerBound
    while id < ids.upperBound {
      let (chunk, first) = ChunkSize.bitmap(UInt32(id))
      let bitmap = try mutableBitmap(table, chunk: chunk)
      let count = min(ids.upperBound - id, ChunkSize.bitmapRows - first)
      for row in first..<first + count { bitmap.setBit(row, to: true) }
      id += count
    }
  }

  private func mutableBitmap(_ table: ChunkTable, chunk: Int) throws(Diagnostic) -> HeapBlob {
    let blobKey = table.key.with(chunk: chunk)
    if let known = tables.recent.bitmaps[blobKey.bits] { return known }
    let bitmap = unsafe BitmapChunk(try table.blob(chunk, in: snapshot)).mutableCopy()
    tables.recent.bitmaps[blobKey.bits] = bitmap
    // Safe because the tables keep the blob.
    unsafe table.set(chunk, to: UnsafeRawPointer(bitmap.start))
    tables.noteChange()
    return bitmap
  }

  /// Makes a whole blob a chunk's content.
  func seal(_ table: ChunkTable, chunk: Int, _ blob: HeapBlob) {
    let bits = table.key.with(chunk: chunk).bits
    changes.sealed[bits] = blob
    if !changes.removed.isEmpty { changes.removed.remove(bits) }
    if table.key.tag == .adjacency {
      let chunk = unsafe AdjacencyChunk(blob.start)
      if chunk.isConsecutive {
        _ = ConsecutiveNumbers.fill(from: chunk.firstRelationship, count: chunk.edges)
      }
    }
    // Safe because `changes` keeps the blob, and tables with sealed chunks are not handed on.
    unsafe table.set(chunk, to: UnsafeRawPointer(blob.start))
    tables.noteChange()
  }

  /// Leaves a blob out of the file.
  func removeBlob(_ key: BlobKey) {
    changes.sealed[key.bits] = nil
    changes.removed.insert(key.bits)
    tables.noteChange()
  }

  /// Everything that a commit writes but the header, sorted by key; nil removes.
  func changedBlobs() throws(Diagnostic) -> [(key: BlobKey, blob: HeapBlob?)] {
    try flushPending()
    var blobs = try changedIndexBlobs()
    for (bits, bitmap) in tables.recent.bitmaps {
      let key = BlobKey(bits: bits)
      blobs.append((key, unsafe BitmapChunk(bitmap.start).trimmed(key: key)))
    }
    for (bits, column) in tables.recent.columns {
      let key = BlobKey(bits: bits)
      blobs.append((key, try column.blob(key: key)))
    }
    for (chunk, endpoints) in tables.recent.endpoints {
      let key = tables.endpoints.key.with(chunk: chunk)
      blobs.append((key, endpoints.blob(key: key)))
    }
    for bits in tables.recent.waiting.keys {
      let key = BlobKey(bits: bits)
      _ = try unsafe tables.adjacency(of: key).blob(key.chunk, in: snapshot)
    }
    for (bits, adjacency) in tables.recent.adjacency {
      let written = adjacency.blobs(key: BlobKey(bits: bits))
      if written[0].key.tag == .adjacencyPatch { tables.header.hasPatches = true }
      blobs += written
    }
    for bits in changes.removed { blobs.append((BlobKey(bits: bits), nil)) }
    for (bits, blob) in changes.sealed { blobs.append((BlobKey(bits: bits), blob)) }
    if changes.symbolsChanged { blobs += symbolBlobs }
    if tables.counts.isChanged {
      blobs.append((GraphCounts.countsKey, tables.counts.countsBlob))
      for type in tables.counts.changedTypes {
        blobs.append((GraphCounts.key(type: type), tables.counts.blob(type: type)))
      }
    }
    for (key, sketch) in tables.changedSketches { blobs.append((key, sketch.blob(key: key))) }
    blobs.sort { $0.key < $1.key }
    return blobs
  }

  var symbolBlobs: [(key: BlobKey, blob: HeapBlob?)] {
    let schema = tables.schema
    let lists = [schema.labels, schema.relationshipTypes, schema.propertyKeys]
    return lists.enumerated().map { part, table in
      let key = SnapshotTables.symbolKey(UInt8(part))
      return (key, table.count == 0 ? nil : SymbolBlob.blob(table, key: key))
    }
  }
}
