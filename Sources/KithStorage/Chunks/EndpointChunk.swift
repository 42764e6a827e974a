import KithCore

/// Types and ends of up to 1920 relationships.
///
/// ```
///  0        8     9     10      12     16         20          24        28 29 30  31  32       36      40
/// +--------+-----+------+------+------+----------+-----------+---------+--+--+--+---+--------+-------+-----
/// |checksum| 'E' | form | 0    | rows | type base|start base |end base | widths | 0 | starts | ends  | types …
/// +--------+-----+------+------+------+----------+-----------+---------+--+--+--+---+--------+-------+-----
/// types at 40; starts and ends at the byte offsets given; each `rows` differences from its base of its width.
/// ```
///
/// The rows of dead relationships keep their last content.
@safe
struct EndpointChunk {
  static let headerSize = 40

  // Safe because a chunk is made only from a whole blob, and is used only while the transaction lasts.
  private let start: UnsafeRawPointer
  let rows: Int

  @unsafe
  @inline(__always)
  init(_ start: UnsafeRawPointer) {
    unsafe self.start = start
    rows = unsafe Int(start.load(fromByteOffset: BlobHeader.countOffset, as: UInt32.self))
  }

  /// Whether a write transaction holds this chunk in memory.
  @inline(__always)
  var isInMemory: Bool {
    unsafe start.load(fromByteOffset: BlobHeader.formOffset, as: UInt8.self)
      == BlobHeader.formInMemory
  }

  /// The type of all rows, where they share one.
  var commonType: UInt32? {
    unsafe start.load(fromByteOffset: 28, as: UInt8.self) == 0
      ? unsafe start.load(fromByteOffset: 16, as: UInt32.self) : nil
  }

  /// The type of a row below `rows`.
  @inline(__always)
  func type(_ row: Int) -> UInt32 {
    // Safe because the chunk has an entry for every row below `rows`.
    let width = unsafe start.load(fromByteOffset: 28, as: UInt8.self)
    let base = unsafe start.load(fromByteOffset: 16, as: UInt32.self)
    return base
      &+ UInt32(
        truncatingIfNeeded: unsafe PackedNumbers.load(
          start + Self.headerSize, width: width, index: row))
  }

  /// The start of a row below `rows`.
  @inline(__always)
  func startNode(_ row: Int) -> UInt32 { end(row, baseAt: 20, widthAt: 29, dataAt: 32) }

  /// The end of a row below `rows`.
  @inline(__always)
  func endNode(_ row: Int) -> UInt32 { end(row, baseAt: 24, widthAt: 30, dataAt: 36) }

  @inline(__always)
  private func end(_ row: Int, baseAt: Int, widthAt: Int, dataAt: Int) -> UInt32 {
    // Safe because the chunk has an entry for every row below `rows`.
    let width = unsafe start.load(fromByteOffset: widthAt, as: UInt8.self)
    let base = unsafe start.load(fromByteOffset: baseAt, as: UInt32.self)
    let data = unsafe Int(start.load(fromByteOffset: dataAt, as: UInt32.self))
    return base
      &+ UInt32(
        truncatingIfNeeded: unsafe PackedNumbers.load(start + data, width: width, index: row))
  }

  /// The blob of relationships of one type, which there must be at least one of. Linear.
  static func blob(
    type: RelationshipTypeID, starts: ArraySlice<NodeID>, ends: ArraySlice<NodeID>, key: BlobKey
  ) -> HeapBlob {
    EndpointBlob.make(
      [
        PackedColumn(repeating: type.rawValue, count: starts.count),
        PackedColumn(starts.map(\.rawValue)), PackedColumn(ends.map(\.rawValue))
      ], rows: starts.count, key: key)
  }

  /// Whether the entries of a blob of `size` bytes lie within it.
  func isWellFormed(size: Int) -> Bool {
    guard size >= Self.headerSize, rows <= ChunkSize.columnRows else { return false }
    let places = [
      (28, Self.headerSize), (29, unsafe Int(start.load(fromByteOffset: 32, as: UInt32.self))),
      (30, unsafe Int(start.load(fromByteOffset: 36, as: UInt32.self)))
    ]
    return places.allSatisfy { widthAt, data in
      let width = unsafe start.load(fromByteOffset: widthAt, as: UInt8.self)
      return width <= 4 && data % 8 == 0 && data + rows * Int(width) <= size
    }
  }
}

/// Types and ends of up to 1920 relationships, to be changed.
final class MutableEndpointChunk {
  private(set) var types: [UInt32] = []
  private(set) var starts: [UInt32] = []
  private(set) var ends: [UInt32] = []

  init() {}

  init(_ chunk: EndpointChunk) {
    types = (0..<chunk.rows).map(chunk.type)
    starts = (0..<chunk.rows).map(chunk.startNode)
    ends = (0..<chunk.rows).map(chunk.endNode)
  }

  var rows: Int { types.count }

  func set(_ row: Int, type: UInt32, start: UInt32, end: UInt32) {
    while types.count <= row {
      types.append(types.last ?? type)
      starts.append(start)
      ends.append(end)
    }
    types[row] = type
    starts[row] = start
    ends[row] = end
  }

  /// Drops the rows from `count` on.
  func truncate(to count: Int) {
    guard count < rows else { return }
    types.removeLast(rows - count)
    starts.removeLast(starts.count - count)
    ends.removeLast(ends.count - count)
  }

  /// The blob to be written; nil where there are no rows.
  func blob(key: BlobKey) -> HeapBlob? {
    guard rows > 0 else { return nil }
    return EndpointBlob.make([types, starts, ends].map { PackedColumn($0) }, rows: rows, key: key)
  }
}

private enum EndpointBlob {
  /// The blob of packed types, starts and ends.
  static func make(_ columns: [PackedColumn], rows: Int, key: BlobKey) -> HeapBlob {
    let typesSize = ChunkSize.padded(columns[0].size)
    let startsSize = ChunkSize.padded(columns[1].size)
    let starts = EndpointChunk.headerSize + typesSize
    let places = [EndpointChunk.headerSize, starts, starts + startsSize]
    let blob = HeapBlob(size: places[2] + columns[2].size, family: .endpoints, count: rows)
    for (index, column) in columns.enumerated() {
      blob.store(column.base, at: 16 + index * 4)
      blob.store(column.width, at: 28 + index)
      column.write(into: blob, at: places[index])
    }
    blob.store(UInt32(places[1]), at: 32)
    blob.store(UInt32(places[2]), at: 36)
    blob.seal(key: key)
    return blob
  }
}

/// Numbers with the base and the width that pack them.
private struct PackedColumn {
  let base: UInt32
  let width: UInt8
  let numbers: [UInt32]

  init(_ numbers: [UInt32]) {
    var (least, greatest) = (UInt32.max, UInt32.min)
    for number in numbers {
      least = min(least, number)
      greatest = max(greatest, number)
    }
    base = numbers.isEmpty ? 0 : least
    width = numbers.isEmpty ? 0 : PackedNumbers.width(range: UInt64(greatest - least))
    self.numbers = numbers
  }

  /// The same number in every row takes no bytes.
  init(repeating number: UInt32, count: Int) {
    base = number
    width = 0
    numbers = []
  }

  var size: Int { numbers.count * Int(width) }

  func write(into blob: HeapBlob, at offset: Int) {
    precondition(offset + size <= blob.size, "outside the blob")
    // Safe because the range was checked, and is aligned to eight bytes.
    let target = unsafe blob.start + offset
    switch width {
    case 1: unsafe write(target.assumingMemoryBound(to: UInt8.self))
    case 2: unsafe write(target.assumingMemoryBound(to: UInt16.self))
    case 4: unsafe write(target.assumingMemoryBound(to: UInt32.self))
    default: break
    }
  }

  @inline(__always)
  private func write<Number: FixedWidthInteger>(_ target: UnsafeMutablePointer<Number>) {
    for row in 0..<numbers.count {
      // Safe because there is room for every row.
      unsafe target[row] = Number(truncatingIfNeeded: numbers[row] &- base)
    }
  }
}
