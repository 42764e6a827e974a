/// The neighbour lists of 512 nodes over one relationship type in one direction: compressed sparse rows.
///
/// ```
///  0        8     9      10     11  12         14        16      20           24
/// +--------+-----+------+-------+--+----------+---------+-------+------------+---------------------------
/// |checksum| 'A' | form | width | 0| first row| row count| edges | neighbours | offsets, row count + 1 …
/// +--------+-----+------+-------+--+----------+---------+-------+------------+---------------------------
///
///            24         neighbours (byte offset, multiple of 8)   + edges * 4
///            +---------+-----------------------------------------+------------------------------------+
///            | offsets | neighbour ids u32, sorted within a node | relationship ids u32, as neighbours |
///            +---------+-----------------------------------------+------------------------------------+
/// ```
///
/// Only rows from the first to the last that has a neighbour have offsets, of `width` 2 or 4 bytes. A list is found by
/// one load of two offsets beside each other; neighbours are sorted by id and then by relationship id.
@safe
struct AdjacencyChunk {
  static let headerSize = 24

  // Safe because a chunk is made only from a whole blob, and is used only while the transaction lasts.
  private let start: UnsafeRawPointer

  @unsafe
  @inline(__always)
  init(_ start: UnsafeRawPointer) { unsafe self.start = start }

  /// Whether a write transaction holds this chunk in memory.
  @inline(__always)
  var isInMemory: Bool {
    unsafe start.load(fromByteOffset: BlobHeader.formOffset, as: UInt8.self)
      == BlobHeader.formInMemory
  }

  @inline(__always)
  var firstRow: Int { unsafe Int(start.load(fromByteOffset: 12, as: UInt16.self)) }

  @inline(__always)
  var rowCount: Int { unsafe Int(start.load(fromByteOffset: 14, as: UInt16.self)) }

  @inline(__always)
  var edges: Int { unsafe Int(start.load(fromByteOffset: 16, as: UInt32.self)) }

  /// Where a row's list begins and ends, both 0 where it has none.
  @inline(__always)
  func bounds(_ row: Int) -> (first: Int, end: Int) {
    let index = row &- firstRow
    guard UInt(bitPattern: index) < UInt(bitPattern: rowCount) else { return (0, 0) }
    // Safe because there are rowCount + 1 offsets.
    if unsafe start.load(fromByteOffset: 10, as: UInt8.self) == 2 {
      let offsets = unsafe start + (Self.headerSize &+ index &<< 1)
      return unsafe (
        Int(offsets.load(as: UInt16.self)), Int(offsets.load(fromByteOffset: 2, as: UInt16.self))
      )
    }
    let offsets = unsafe start + (Self.headerSize &+ index &<< 2)
    return unsafe (
      Int(offsets.load(as: UInt32.self)), Int(offsets.load(fromByteOffset: 4, as: UInt32.self))
    )
  }

  /// A row's list.
  @inline(__always)
  func slice(_ row: Int) -> NeighbourSlice {
    let (first, end) = bounds(row)
    // Safe because offsets lie within `edges`, and both arrays have as many entries.
    let neighbours = unsafe (start + Int(start.load(fromByteOffset: 20, as: UInt32.self)))
      .assumingMemoryBound(to: UInt32.self)
    return unsafe NeighbourSlice(
      neighbours: neighbours + first, relationships: neighbours + (edges &+ first),
      count: end &- first)
  }

  /// Whether the offsets ascend and the lists lie within a blob of `size` bytes. Linear in the rows.
  func isWellFormed(size: Int) -> Bool {
    guard size >= Self.headerSize, firstRow + rowCount <= ChunkSize.adjacencyNodes else {
      return false
    }
    let width = unsafe Int(start.load(fromByteOffset: 10, as: UInt8.self))
    let neighbours = unsafe Int(start.load(fromByteOffset: 20, as: UInt32.self))
    guard width == 2 || width == 4, neighbours % 8 == 0,
      Self.headerSize + (rowCount + 1) * width <= neighbours, neighbours + edges * 8 <= size
    else { return false }
    var last = 0
    for row in firstRow..<firstRow + rowCount {
      let (first, end) = bounds(row)
      guard first == last, end >= first else { return false }
      last = end
    }
    return last == edges
  }

  /// The blob of lists that a closure hands out by row; nil where all are empty.
  static func blob(key: BlobKey, list: (Int) -> NeighbourSlice) -> HeapBlob? {
    let counts = (0..<ChunkSize.adjacencyNodes).map { list($0).count }
    guard let first = counts.firstIndex(where: { $0 > 0 }),
      let last = counts.lastIndex(where: { $0 > 0 })
    else { return nil }
    let edges = counts.reduce(0, +)
    let width = edges > 0xFFFF ? 4 : 2
    let neighbours = ChunkSize.padded(headerSize + (last - first + 2) * width)
    let blob = HeapBlob(
      size: neighbours + edges * 8, family: .adjacency, width: UInt8(width), count: 0)
    blob.store(UInt16(first), at: 12)
    blob.store(UInt16(last - first + 1), at: 14)
    blob.store(UInt32(edges), at: 16)
    blob.store(UInt32(neighbours), at: 20)
    var offset = 0
    for row in first...last {
      PackedNumbers.store(
        UInt64(offset), into: blob, at: headerSize, width: UInt8(width), row - first)
      let slice = list(row)
      unsafe blob.copy(slice.neighbours, to: neighbours + offset * 4)
      unsafe blob.copy(slice.relationships, to: neighbours + (edges + offset) * 4)
      offset += counts[row]
    }
    PackedNumbers.store(
      UInt64(edges), into: blob, at: headerSize, width: UInt8(width), last - first + 1)
    blob.seal(key: key)
    return blob
  }
}

extension HeapBlob {
  /// Copies numbers to a byte offset, within the blob.
  func copy(_ numbers: UnsafeBufferPointer<UInt32>, to offset: Int) {
    guard let from = numbers.baseAddress else { return }
    let count = numbers.count * 4
    precondition(offset >= 0 && offset + count <= size, "outside the blob")
    // Safe because the range was checked and the two do not overlap.
    unsafe (start + offset).copyMemory(from: from, byteCount: count)
  }
}
