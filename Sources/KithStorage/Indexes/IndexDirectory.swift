/// Where the segments of a property index begin, in the order of their keys.
///
/// ```
///  0        8     9          12         16        24           28
/// +--------+-----+----------+----------+---------+------------+--------------+-------------+-----
/// |checksum| 'D' | 0        | segments | entries | number u32 | ids u32      | keys u32    | …
/// |        |     |          | u32      | u64     | a segment  | a segment    | a segment   |
/// +--------+-----+----------+----------+---------+------------+--------------+-------------+-----
/// … | first id u32 a segment | end of the first key u32 a segment | the bytes of the first keys |
/// ```
///
/// A segment's number is the chunk in its blob's key. What is less than the first segment's first entry belongs into it too.
struct IndexDirectory {
  private(set) var numbers: [UInt32] = []
  private(set) var idCounts: [UInt32] = []
  private(set) var keyCounts: [UInt32] = []
  private var firstIDs: [UInt32] = []
  private var keyEnds: [UInt32] = []
  private var bytes: [UInt8] = []

  init() {}

  var count: Int { numbers.count }

  /// The entities in the index.
  var entries: Int { idCounts.reduce(0) { $0 + Int($1) } }

  /// The different keys; one whose ids go on in another segment counts in both.
  var keys: Int { keyCounts.reduce(0) { $0 + Int($1) } }

  func firstKey(_ segment: Int) -> ArraySlice<UInt8> {
    bytes[(segment == 0 ? 0 : Int(keyEnds[segment - 1]))..<Int(keyEnds[segment])]
  }

  func firstID(_ segment: Int) -> UInt32 { firstIDs[segment] }

  mutating func append(
    number: UInt32, ids: Int, keys: Int, beginning: (key: ArraySlice<UInt8>, id: UInt32)
  ) {
    numbers.append(number)
    idCounts.append(UInt32(ids))
    keyCounts.append(UInt32(keys))
    firstIDs.append(beginning.id)
    bytes.append(contentsOf: beginning.key)
    keyEnds.append(UInt32(bytes.count))
  }

  /// The same segment as in another directory.
  mutating func append(_ segment: Int, of other: IndexDirectory) {
    append(
      number: other.numbers[segment], ids: Int(other.idCounts[segment]),
      keys: Int(other.keyCounts[segment]),
      beginning: (other.firstKey(segment), other.firstIDs[segment]))
  }

  /// The first segment that may hold keys not less than these bytes. Logarithmic.
  func firstSegment(from key: [UInt8]) -> Int {
    // The last one that begins with less: the key's ids may begin in it.
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if firstKey(middle).lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  // MARK: bytes

  private static let headerSize = 24

  func blob(key blobKey: BlobKey) -> HeapBlob {
    let blob = HeapBlob(
      size: Self.headerSize + count * 20 + bytes.count, family: .indexDirectory, count: count)
    blob.store(UInt64(entries), at: 16)
    var offset = Self.headerSize
    for column in [numbers, idCounts, keyCounts, firstIDs, keyEnds] {
      for number in column {
        blob.store(number, at: offset)
        offset += 4
      }
    }
    blob.copy(bytes[...], to: offset)
    blob.seal(key: blobKey)
    return blob
  }

  /// Reads a whole blob; nil where it is malformed.
  @unsafe
  init?(_ start: UnsafeRawPointer, size: Int) {
    var reader = unsafe BlobReader(start, size: size, offset: BlobHeader.countOffset)
    guard let count = reader.next(UInt32.self), reader.next(UInt64.self) != nil,
      Self.headerSize + Int(count) * 20 <= size
    else { return nil }
    var columns: [[UInt32]] = []
    for _ in 0..<5 {
      var column: [UInt32] = []
      column.reserveCapacity(Int(count))
      for _ in 0..<count {
        guard let number = reader.next(UInt32.self) else { return nil }
        column.append(number)
      }
      columns.append(column)
    }
    (numbers, idCounts, keyCounts) = (columns[0], columns[1], columns[2])
    (firstIDs, keyEnds) = (columns[3], columns[4])
    let end = Int(keyEnds.last ?? 0)
    let offset = Self.headerSize + Int(count) * 20
    guard offset + end <= size, zip(keyEnds, keyEnds.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      return nil
    }
    // Safe because the range was checked.
    bytes = unsafe Array(UnsafeRawBufferPointer(start: start + offset, count: end))
  }
}
