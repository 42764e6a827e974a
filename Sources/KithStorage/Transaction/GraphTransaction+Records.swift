import KithCore

/// Records of small commits: written instead of chunks, and taken again by who reads the file.
extension GraphTransaction {
  /// Whether the commit can leave the chunks alone.
  var isSmall: Bool {
    record.isWhole && !changes.catalogueChanged && changes.sealed.isEmpty
      && changes.removed.isEmpty && changes.pending.isEmpty
      && Int(tables.header.recordCount) < recordLimit.records
      && Int(tables.header.recordBytes) + record.bytes.count <= recordLimit.bytes
  }

  /// The blobs of a small commit. Takes note of the record in the header.
  func recordBlobs() -> [(key: BlobKey, blob: HeapBlob?)] {
    var blobs: [(key: BlobKey, blob: HeapBlob?)] = []
    if record.count > 0 {
      let key = ChangeRecord.key(tables.header.recordCount)
      let blob = record.blob(key: key)
      blobs.append((key, blob))
      tables.header.recordCount += 1
      tables.header.recordBytes += UInt32(blob.size)
    }
    return changes.symbolsChanged ? blobs + symbolBlobs : blobs
  }

  /// Takes the records out of the file, since the chunks are written. Clears the header's note of them.
  func recordRemovals() -> [(key: BlobKey, blob: HeapBlob?)] {
    defer { (tables.header.recordCount, tables.header.recordBytes) = (0, 0) }
    return (0..<tables.header.recordCount).map { (ChangeRecord.key($0), nil) }
  }

  /// Takes the steps of the file's records again, so that the tables show them. Linear in the steps.
  func replayRecords() throws(Diagnostic) {
    guard tables.header.recordCount > 0 else { return }
    isReplaying = true
    defer { isReplaying = false }
    record.giveUp()
    for number in 0..<tables.header.recordCount { try replay(ChangeRecord.key(number)) }
    changes = Changes()
    record = ChangeRecord()
    tables.isChanged = false
  }

  private func replay(_ key: BlobKey) throws(Diagnostic) {
    guard let (start, size) = try unsafe snapshot.wholeBlob(key, family: .record),
      try unsafe ChangeRecord.forEachStep(start, size: size, take)
    else { throw StorageMessages.damagedBlob(name, key: key) }
  }

  private func take(_ step: ChangeRecord.Step) throws(Diagnostic) {
    switch step {
    case .nodeMade(let node): try reviveNode(node)
    case .nodeDeleted(let node): try buryNode(node)
    case .label(let label, let node, let isSet):
      try require(Int(label.rawValue) < tables.labels.count)
      try setLabel(label, of: node, to: isSet)
    case .relationshipMade(let relationship, let type, let start, let end):
      try require(Int(type.rawValue) * 2 < tables.adjacency.count)
      try settle(relationship, type, start, end)
    case .relationshipDeleted(let relationship):
      guard let (type, start, end) = try endpoints(of: relationship) else {
        return try require(false)
      }
      try disconnect(relationship, type, start, end)
    case .property(let kind, let id, let key, let value):
      try require(Int(key.rawValue) < tables.nodeColumns.count)
      try set(kind, id, key, to: value)
    }
  }

  private func require(_ condition: Bool) throws(Diagnostic) {
    guard condition else {
      throw StorageMessages.damagedPart(name, contents: ChangeRecord.key(0).contents)
    }
  }
}
