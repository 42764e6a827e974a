import KithCore

/// The neighbour lists of 512 nodes over one relationship type in one direction: compressed sparse rows.
///
/// ```
///  0        8     9      10     11  12         14        16      20           24                   28  32
/// +--------+-----+------+-------+--+----------+---------+-------+------------+--------------------+---+-------
/// |checksum| 'A' | form | width | 0| first row| row count| edges | neighbours | first relationship | 0 | offsets
/// +--------+-----+------+-------+--+----------+---------+-------+------------+--------------------+---+-------
///
///            32         neighbours (byte offset, multiple of 8)   + edges * 4
///            +---------+-----------------------------------------+------------------------------------+
/// form 0     | offsets | neighbour ids u32, sorted within a node | relationship ids u32, as neighbours |
///            +---------+-----------------------------------------+------------------------------------+
/// form 1     | offsets | neighbour ids u32, sorted within a node |   edge i has first relationship + i
///            +---------+-----------------------------------------+
/// ```
///
/// Only rows from the first to the last that has a neighbour have offsets, row count + 1 of `width` 2 or 4 bytes. A list
/// is found by one load of two offsets beside each other; neighbours are sorted by id and then by relationship id.
///
/// Form 1 is what a bulk load of sorted relationships gives in the outgoing direction, and takes half the bytes. Its
/// relationship ids are read from `ConsecutiveNumbers`, so that a list has the same shape in both forms.
@safe
struct AdjacencyChunk {
  static let headerSize = 32
  static let formConsecutive: UInt8 = 1
  /// Fewer edges are not worth the page of numbers that form 1 needs in memory.
  private static let fewestConsecutive = 64

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

  /// Whether relationship ids are not stored, since they run on from the first.
  @inline(__always)
  var isConsecutive: Bool {
    unsafe start.load(fromByteOffset: BlobHeader.formOffset, as: UInt8.self)
      == Self.formConsecutive
  }

  /// The first edge's relationship in form 1.
  @inline(__always)
  var firstRelationship: UInt32 { unsafe start.load(fromByteOffset: 24, as: UInt32.self) }

  @inline(__always)
  var firstRow: Int { unsafe Int(start.load(fromByteOffset: 12, as: UInt16.self)) }

  @inline(__always)
  var rowCount: Int { unsafe Int(start.load(fromByteOffset: 14, as: UInt16.self)) }

  @inline(__always)
  var edges: Int { unsafe Int(start.load(fromByteOffset: 16, as: UInt32.self)) }

  /// The bytes of the blob.
  var size: Int {
    unsafe Int(start.load(fromByteOffset: 20, as: UInt32.self)) + edges * (isConsecutive ? 4 : 8)
  }

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
    let relationships =
      unsafe isConsecutive
      ? ConsecutiveNumbers.start + Int(firstRelationship)
      : UnsafePointer(neighbours + edges)
    return unsafe NeighbourSlice(
      neighbours: neighbours + first, relationships: relationships + first, count: end &- first)
  }

  /// Whether the offsets ascend and the lists lie within a blob of `size` bytes. Linear in the rows.
  func isWellFormed(size: Int) -> Bool {
    guard size >= Self.headerSize, firstRow + rowCount <= ChunkSize.adjacencyNodes else {
      return false
    }
    let width = unsafe Int(start.load(fromByteOffset: 10, as: UInt8.self))
    let neighbours = unsafe Int(start.load(fromByteOffset: 20, as: UInt32.self))
    guard width == 2 || width == 4, neighbours % 8 == 0,
      Self.headerSize + (rowCount + 1) * width <= neighbours,
      neighbours + edges * (isConsecutive ? 4 : 8) <= size,
      !isConsecutive || Int(firstRelationship) + edges < Int(UInt32.max)
    else { return false }
    var last = 0
    for row in firstRow..<firstRow + rowCount {
      let (first, end) = bounds(row)
      guard first == last, end >= first else { return false }
      last = end
    }
    return last == edges
  }

  /// Makes the numbers that form 1 refers to readable. Where the process may not reserve their address space, gives a
  /// copy in form 0, which needs none; else nil.
  func copyIfNumbersAreMissing(_ key: BlobKey) -> HeapBlob? {
    guard isConsecutive,
      !ConsecutiveNumbers.fill(from: firstRelationship, count: edges)
    else { return nil }
    return withStoredRelationships(key)
  }

  /// A copy in form 0.
  func withStoredRelationships(_ key: BlobKey) -> HeapBlob {
    let neighbours = unsafe Int(start.load(fromByteOffset: 20, as: UInt32.self))
    let copy = HeapBlob(size: neighbours + edges * 8)
    // Safe because the blob has as many bytes before the relationships, which `isWellFormed` has checked.
    unsafe copy.start.copyMemory(from: start, byteCount: neighbours + edges * 4)
    copy.store(UInt8(0), at: BlobHeader.formOffset)
    for edge in 0..<edges {
      copy.store(firstRelationship + UInt32(edge), at: neighbours + (edges + edge) * 4)
    }
    copy.seal(key: key)
    return copy
  }

  /// The blob of lists that a closure hands out by row; nil where all are empty.
  static func blob(
    key: BlobKey, isConsecutiveAllowed: Bool = true, list: (Int) -> NeighbourSlice
  ) -> HeapBlob? {
    let counts = (0..<ChunkSize.adjacencyNodes).map { list($0).count }
    guard let first = counts.firstIndex(where: { $0 > 0 }),
      let last = counts.lastIndex(where: { $0 > 0 })
    else { return nil }
    let edges = counts.reduce(0, +)
    let width = edges > 0xFFFF ? 4 : 2
    let neighbours = ChunkSize.padded(headerSize + (last - first + 2) * width)
    let consecutive =
      edges < fewestConsecutive || !isConsecutiveAllowed || !ConsecutiveNumbers.isAvailable
      ? nil : firstIfConsecutive(first...last, list)
    let blob = HeapBlob(
      size: neighbours + edges * (consecutive == nil ? 8 : 4), family: .adjacency,
      form: consecutive == nil ? 0 : formConsecutive, width: UInt8(width), count: 0)
    blob.store(consecutive ?? 0, at: 24)
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
      if consecutive == nil {
        unsafe blob.copy(slice.relationships, to: neighbours + (edges + offset) * 4)
      }
      offset += counts[row]
    }
    PackedNumbers.store(
      UInt64(edges), into: blob, at: headerSize, width: UInt8(width), last - first + 1)
    blob.seal(key: key)
    return blob
  }

  /// The first relationship, where each edge's one is by one greater than the edge's before. Ends at the first that is not.
  private static func firstIfConsecutive(
    _ rows: ClosedRange<Int>, _ list: (Int) -> NeighbourSlice
  ) -> UInt32? {
    var first: UInt32?
    var next: UInt32 = 0
    for row in rows {
      let slice = list(row)
      for index in 0..<slice.count {
        let relationship = slice.relationship(at: index).rawValue
        if first == nil {
          first = relationship
          next = relationship
        }
        guard relationship == next else { return nil }
        next += 1
      }
    }
    return first
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
