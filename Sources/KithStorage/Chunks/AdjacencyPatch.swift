import KithCore

/// Lists that take the place of those of the same rows in an adjacency chunk, so that a few changed lists do not rewrite a chunk
/// of a hundred KiB.
///
/// ```
///  0        8     9   12      16              80
/// +--------+-----+---+-------+---------------+-------------------------------------------
/// |checksum| 'P' | 0 | rows  | a bit a row   | the lists of these rows, as an adjacency chunk of their own,
/// |        |     |   | u32   | 64 bytes      | or nothing where all of them are empty
/// +--------+-----+---+-------+---------------+-------------------------------------------
/// ```
///
/// It is taken into the chunk when it has grown to a quarter of it.
@safe
struct AdjacencyPatch {
  private static let headerSize = 80

  /// The rows that are replaced, a bit each.
  typealias Rows = [UInt64]

  static let noRows = Rows(repeating: 0, count: ChunkSize.adjacencyNodes / 64)

  // Safe because a patch is made only from a whole and well-formed blob, and is used only while the transaction lasts.
  private let start: UnsafeRawPointer
  private let hasLists: Bool
  let rows: Rows

  /// Nil where the blob is malformed.
  @unsafe
  init?(_ start: UnsafeRawPointer, size: Int) {
    guard size >= Self.headerSize else { return nil }
    unsafe self.start = start
    hasLists = size > Self.headerSize
    rows = (0..<Self.noRows.count).map {
      // Safe because the bits lie within the header, whose size was checked.
      unsafe start.loadUnaligned(fromByteOffset: BlobHeader.size + $0 * 8, as: UInt64.self)
    }
    guard hasLists else { return }
    guard size >= Self.headerSize + AdjacencyChunk.headerSize,
      lists.isWellFormed(size: size - Self.headerSize), !lists.isConsecutive
    else { return nil }
  }

  private var lists: AdjacencyChunk { unsafe AdjacencyChunk(start + Self.headerSize) }

  private func slice(_ row: Int) -> NeighbourSlice { hasLists ? lists.slice(row) : .empty }

  /// The chunk with these lists in place of its own; nil where all are empty. Linear in the chunk.
  func applied(to chunk: AdjacencyChunk, key: BlobKey) -> HeapBlob? {
    AdjacencyChunk.blob(key: key) { rows.has($0) ? slice($0) : chunk.slice($0) }
  }

  /// The patch of these rows, whose lists a closure hands out.
  static func blob(key: BlobKey, rows: Rows, list: (Int) -> NeighbourSlice) -> HeapBlob {
    let lists = AdjacencyChunk.blob(key: key, isConsecutiveAllowed: false) {
      rows.has($0) ? list($0) : .empty
    }
    let count = rows.reduce(0) { $0 + $1.nonzeroBitCount }
    let blob = HeapBlob(
      size: headerSize + (lists?.size ?? 0), family: .adjacencyPatch, count: count)
    for (index, word) in rows.enumerated() { blob.store(word, at: BlobHeader.size + index * 8) }
    if let lists {
      // Safe because the blob has room for as many bytes behind its header.
      unsafe (blob.start + headerSize).copyMemory(from: lists.start, byteCount: lists.size)
    }
    blob.seal(key: key)
    return blob
  }
}

extension AdjacencyPatch.Rows {
  @inline(__always)
  func has(_ row: Int) -> Bool { self[row &>> 6] &>> UInt64(row & 63) & 1 == 1 }

  mutating func insert(_ row: Int) { self[row >> 6] |= 1 << UInt64(row & 63) }

  func union(_ other: Self) -> Self { zip(self, other).map { $0 | $1 } }
}
