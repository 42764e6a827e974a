/// What a blob holds, as its ninth byte.
enum BlobFamily: UInt8 {
  case symbols = 0x53  // S
  case counts = 0x4E  // N
  case triples = 0x54  // T
  case sketch = 0x4B  // K
  case bitmap = 0x42  // B
  case endpoints = 0x45  // E
  case adjacency = 0x41  // A
  case column = 0x43  // C
  case catalogue = 0x47  // G
  case indexSegment = 0x58  // X
  case indexDirectory = 0x44  // D
  case record = 0x4C  // L
  case adjacencyPatch = 0x50  // P
}

/// The start of every blob but the header. All numbers are little-endian.
///
/// ```
///  0        8        9      10      11      12          16
/// +--------+--------+------+-------+-------+-----------+----
/// |checksum| family | form | width | flags | count u32 | …       the size is a multiple of 8
/// +--------+--------+------+-------+-------+-----------+----
/// ```
///
/// The checksum covers the bytes from 8 to the end, seeded with the key.
enum BlobHeader {
  static let size = 16
  static let familyOffset = 8
  static let formOffset = 9
  static let widthOffset = 10
  static let flagsOffset = 11
  static let countOffset = 12

  /// The form of a chunk that a write transaction holds in memory in another shape.
  static let formInMemory: UInt8 = 255

  /// Whether the blob's checksum, family and least size are right. Linear in its size.
  @unsafe
  static func isWhole(
    _ start: UnsafeRawPointer, size: Int, key: BlobKey, family: BlobFamily
  ) -> Bool {
    guard size >= Self.size, size % 8 == 0 else { return false }
    // Safe because the caller vouches for `size` readable bytes, at least 16 here.
    let stored = unsafe start.loadUnaligned(as: UInt64.self)
    let computed = unsafe Checksum.of(start + 8, count: size - 8, seed: key.bits)
    let foundFamily = unsafe start.load(fromByteOffset: familyOffset, as: UInt8.self)
    return stored == computed && foundFamily == family.rawValue
  }
}

/// A blob in memory of its own, aligned to 16 bytes and zeroed at first.
@safe
final class HeapBlob: @unchecked Sendable {
  // Safe because the memory is freed only with this object, and is written only while it is made or,
  // for bitmaps, by the one thread that uses the write transaction.
  let start: UnsafeMutableRawPointer
  let size: Int

  /// `size` is rounded up to a multiple of eight.
  init(size: Int) {
    self.size = ChunkSize.padded(max(size, BlobHeader.size))
    unsafe start = UnsafeMutableRawPointer.allocate(byteCount: self.size, alignment: 16)
    unsafe start.initializeMemory(as: UInt8.self, repeating: 0, count: self.size)
  }

  convenience init(
    size: Int, family: BlobFamily, form: UInt8 = 0, width: UInt8 = 0, flags: UInt8 = 0, count: Int
  ) {
    self.init(size: size)
    store(family.rawValue, at: BlobHeader.familyOffset)
    store(form, at: BlobHeader.formOffset)
    store(width, at: BlobHeader.widthOffset)
    store(flags, at: BlobHeader.flagsOffset)
    store(UInt32(count), at: BlobHeader.countOffset)
  }

  /// A copy of another blob's bytes.
  @unsafe
  convenience init(copying source: UnsafeRawPointer, size: Int) {
    self.init(size: size)
    // Safe because both have `size` bytes and this memory is new.
    unsafe start.copyMemory(from: source, byteCount: size)
  }

  deinit {
    // Safe because nobody else frees it.
    unsafe start.deallocate()
  }

  /// Writes a number at a byte offset, which must lie within the blob.
  @inline(__always)
  func store<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
    precondition(offset >= 0 && offset &+ MemoryLayout<Number>.size <= size, "outside the blob")
    // Safe because the range was checked.
    unsafe start.storeBytes(of: number.littleEndian, toByteOffset: offset, as: Number.self)
  }

  /// Writes the checksum, as the last step of making the blob.
  func seal(key: BlobKey) {
    // Safe because `start` is readable for `size` bytes.
    let sum = unsafe Checksum.of(start + 8, count: size - 8, seed: key.bits)
    store(sum, at: 0)
  }
}

/// Reads numbers one after the other from a blob that was found whole, and refuses to read past its end.
@safe
struct BlobReader: ~Copyable {
  // Safe because every read is checked against `size`.
  private let start: UnsafeRawPointer
  let size: Int
  private(set) var offset: Int

  @unsafe
  init(_ start: UnsafeRawPointer, size: Int, offset: Int = BlobHeader.size) {
    unsafe self.start = start
    self.size = size
    self.offset = offset
  }

  /// The next number, or nil past the end.
  mutating func next<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
    guard offset + MemoryLayout<Number>.size <= size else { return nil }
    defer { offset += MemoryLayout<Number>.size }
    // Safe because the range was checked.
    return unsafe Number(
      littleEndian: start.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }

  /// The next `count` bytes as text, or nil past the end.
  mutating func text(count: Int) -> String? {
    guard count >= 0, offset + count <= size else { return nil }
    defer { offset += count }
    // Safe because the range was checked.
    let bytes = unsafe UnsafeRawBufferPointer(start: start + offset, count: count)
    return unsafe String(decoding: bytes, as: UTF8.self)
  }
}
