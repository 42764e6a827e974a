import KithCore

/// The chunks of one column, bitmap or adjacency as pointers into the map, filled on first touch.
///
/// ```
/// chunk      0        1        2        3
///         +--------+--------+--------+--------+
///         | 0x7f…  | nil    | absent | 0x7f…  |     nil: not touched yet; absent: a blob without rows
///         +--------+--------+--------+--------+
/// ```
///
/// On first touch a blob's checksum and shape are checked, once for each commit that a process reads: about a
/// microsecond for 8 KiB. After that a look-up is one load.
@safe
final class ChunkTable {
  // Safe because entries point into the map while the snapshot lasts, into `copies`, or into blobs that the write
  // transaction keeps; and because `entries` has `count` of them.
  let key: BlobKey
  private let family: BlobFamily
  private let absent: UnsafeRawPointer
  private let inMemory: UnsafeRawPointer
  private var entries: UnsafeMutablePointer<UnsafeRawPointer?>?
  private var count = 0
  private var copies: [HeapBlob] = []
  /// Whether adjacency chunks may have patches beside them, which are looked for on first touch.
  private let mayHavePatches: Bool
  /// Where steps wait for adjacency chunks.
  private let recent: RecentChanges?
  /// The rows of the patches that were found, by chunk.
  private(set) var patchedRows: [Int: AdjacencyPatch.Rows] = [:]

  /// A table of blobs with this key but for the chunk.
  init(
    _ key: BlobKey, _ family: BlobFamily, mayHavePatches: Bool = false,
    recent: RecentChanges? = nil
  ) {
    self.recent = recent
    self.key = key
    self.family = family
    self.mayHavePatches = mayHavePatches
    let statics = StaticBlobs.of(family)
    unsafe absent = UnsafeRawPointer(statics.absent.start)
    unsafe inMemory = UnsafeRawPointer(statics.inMemory.start)
    unsafe entries = nil
  }

  deinit { unsafe entries?.deallocate() }

  /// The chunk's blob, or nil where it was not touched yet.
  @inline(__always)
  func known(_ chunk: Int) -> UnsafeRawPointer? {
    guard chunk < count, let entries = unsafe entries else { return nil }
    // Safe because the index was checked.
    return unsafe entries[chunk]
  }

  /// The chunk's blob; a blob without rows where the file has none. Throws where it is damaged.
  @inline(__always)
  func blob(_ chunk: Int, in snapshot: Snapshot) throws(Diagnostic) -> UnsafeRawPointer {
    if let known = unsafe known(chunk) { return unsafe known }
    return try unsafe touch(chunk, in: snapshot)
  }

  @inline(never)
  private func touch(_ chunk: Int, in snapshot: Snapshot) throws(Diagnostic) -> UnsafeRawPointer {
    let found = try unsafe read(chunk, in: snapshot)
    let bits = key.with(chunk: chunk).bits
    guard let recent, let steps = recent.waiting.removeValue(forKey: bits) else {
      return unsafe found
    }
    let mutable = unsafe MutableAdjacencyChunk(
      AdjacencyChunk(found), patched: patchedRows[chunk])
    for step in steps { step.apply(to: mutable) }
    recent.adjacency[bits] = mutable
    setInMemory(chunk)
    return unsafe inMemory
  }

  private func read(_ chunk: Int, in snapshot: Snapshot) throws(Diagnostic) -> UnsafeRawPointer {
    let key = key.with(chunk: chunk)
    guard let (start, size) = try unsafe snapshot.wholeBlob(key, family: family) else {
      unsafe set(chunk, to: absent)
      return unsafe absent
    }
    guard unsafe isWellFormed(start, size: size) else {
      throw StorageMessages.damagedBlob(snapshot.environment.name, key: key)
    }
    if family == .adjacency {
      let copy = unsafe AdjacencyChunk(start).copyIfNumbersAreMissing(key)
      if mayHavePatches,
        let patched = try unsafe patched(
          copy.map { unsafe UnsafeRawPointer($0.start) } ?? start, chunk, key, snapshot)
      {
        return unsafe patched
      }
      if let copy { return unsafe keep(copy, for: chunk) }
    }
    // A blob in pages of its own stays where it is until it is written anew; one in a leaf moves with its neighbours, and is
    // copied, so that the tables outlive a commit that leaves it alone. Reads rely on the alignment.
    guard size > snapshot.environment.pageSize / 2, Int(bitPattern: start) % 8 == 0 else {
      return unsafe keep(HeapBlob(copying: start, size: size), for: chunk)
    }
    unsafe set(chunk, to: start)
    return unsafe start
  }

  /// The chunk with the patch that lies beside it; nil where there is none.
  private func patched(
    _ start: UnsafeRawPointer, _ chunk: Int, _ key: BlobKey, _ snapshot: Snapshot
  ) throws(Diagnostic) -> UnsafeRawPointer? {
    guard
      let (patchStart, size) = try unsafe snapshot.wholeBlob(key.patch, family: .adjacencyPatch)
    else { return nil }
    guard let patch = unsafe AdjacencyPatch(patchStart, size: size) else {
      throw StorageMessages.damagedBlob(snapshot.environment.name, key: key.patch)
    }
    patchedRows[chunk] = patch.rows
    guard let blob = patch.applied(to: unsafe AdjacencyChunk(start), key: key) else {
      // Not `absent`: what is written next must take the patch away.
      let size = AdjacencyChunk.headerSize + 8
      return unsafe keep(HeapBlob(size: size, family: .adjacency, count: 0), for: chunk)
    }
    let merged = unsafe AdjacencyChunk(blob.start)
    if let copy = merged.copyIfNumbersAreMissing(key) { return unsafe keep(copy, for: chunk) }
    return unsafe keep(blob, for: chunk)
  }

  private func keep(_ copy: HeapBlob, for chunk: Int) -> UnsafeRawPointer {
    copies.append(copy)
    unsafe set(chunk, to: UnsafeRawPointer(copy.start))
    return unsafe UnsafeRawPointer(copy.start)
  }

  private func isWellFormed(_ start: UnsafeRawPointer, size: Int) -> Bool {
    // Safe because shape checks read no more than the fixed part before they have compared it with `size`.
    switch family {
    case .bitmap: return unsafe BitmapChunk(start).isWellFormed(size: size)
    case .endpoints:
      guard size >= EndpointChunk.headerSize else { return false }
      return unsafe EndpointChunk(start).isWellFormed(size: size)
    case .adjacency:
      guard size >= AdjacencyChunk.headerSize else { return false }
      return unsafe AdjacencyChunk(start).isWellFormed(size: size)
    case .column:
      guard size >= ColumnChunk.headerSize else { return false }
      return unsafe ColumnChunk(start).isWellFormed(size: size)
    case .indexSegment:
      guard size >= IndexSegment.headerSize else { return false }
      return unsafe IndexSegment(start).isWellFormed(size: size)
    case .symbols, .counts, .triples, .sketch, .catalogue, .indexDirectory, .record,
      .adjacencyPatch:
      return true
    }
  }

  /// Makes a blob that somebody else keeps the chunk's.
  @unsafe
  func set(_ chunk: Int, to blob: UnsafeRawPointer) {
    if chunk >= count { reserve(chunk + 1) }
    // Safe because `reserve` made room.
    unsafe entries?[chunk] = blob
  }

  /// Says that the transaction holds the chunk in another shape.
  func setInMemory(_ chunk: Int) { unsafe set(chunk, to: inMemory) }

  /// Whether the chunk is known to have no rows in the file and none in memory.
  func isAbsent(_ chunk: Int, in snapshot: Snapshot) throws(Diagnostic) -> Bool {
    try unsafe blob(chunk, in: snapshot) == absent
  }

  private func reserve(_ needed: Int) {
    let newCount = max(needed, count * 2, 16)
    let new = UnsafeMutablePointer<UnsafeRawPointer?>.allocate(capacity: newCount)
    unsafe new.initialize(repeating: nil, count: newCount)
    if let old = unsafe entries {
      unsafe new.update(from: old, count: count)
      unsafe old.deallocate()
    }
    unsafe entries = new
    count = newCount
  }
}

/// Blobs that stand for a chunk that is not in the file, and for one that a transaction holds in another shape.
struct StaticBlobs {
  let absent: HeapBlob
  let inMemory: HeapBlob

  private init(_ family: BlobFamily, size: Int) {
    absent = HeapBlob(size: size, family: family, count: 0)
    inMemory = HeapBlob(size: size, family: family, form: BlobHeader.formInMemory, count: 0)
  }

  private static let bitmaps = StaticBlobs(.bitmap, size: BlobHeader.size)
  private static let endpoints = StaticBlobs(.endpoints, size: EndpointChunk.headerSize)
  private static let adjacency = StaticBlobs(.adjacency, size: AdjacencyChunk.headerSize + 8)
  private static let columns = StaticBlobs(.column, size: ColumnChunk.headerSize + 8)
  private static let segments = StaticBlobs(.indexSegment, size: IndexSegment.headerSize)

  static func of(_ family: BlobFamily) -> StaticBlobs {
    switch family {
    case .bitmap: bitmaps
    case .endpoints: endpoints
    case .adjacency: adjacency
    case .indexSegment: segments
    case .column, .symbols, .counts, .triples, .sketch, .catalogue, .indexDirectory, .record,
      .adjacencyPatch:
      columns
    }
  }
}
