/// A chunk of a bitmap over 7680 ids: which nodes live, have a label, or which relationships live.
///
/// ```
///  0        8     9      10      12      16
/// +--------+-----+------+-------+-------+------------------
/// |checksum| 'B' | 0    | 0     | words | words u64 …       words beyond `words` are zero
/// +--------+-----+------+-------+-------+------------------
/// ```
///
/// A write transaction holds a changed chunk in the same layout with all 120 words, so that reads need not know.
@safe
struct BitmapChunk {
  static let fullWords = ChunkSize.bitmapRows / 64

  // Safe because a chunk is made only from a whole blob, and is used only while the transaction lasts.
  private let start: UnsafeRawPointer
  let words: Int

  @unsafe
  @inline(__always)
  init(_ start: UnsafeRawPointer) {
    unsafe self.start = start
    words = unsafe Int(start.load(fromByteOffset: BlobHeader.countOffset, as: UInt32.self))
  }

  /// 64 bits from `index * 64` on.
  @inline(__always)
  func word(_ index: Int) -> UInt64 {
    guard index < words else { return 0 }
    // Safe because the blob holds `words` words.
    return unsafe start.load(
      fromByteOffset: BlobHeader.size &+ index &<< 3, as: UInt64.self)
  }

  @inline(__always)
  func contains(_ row: Int) -> Bool {
    word(row &>> 6) &>> UInt64(row & 63) & 1 == 1
  }

  /// Whether a blob of `size` bytes holds its words.
  func isWellFormed(size: Int) -> Bool {
    words <= Self.fullWords && BlobHeader.size + words * 8 <= size
  }

  /// A copy with all words, to be changed.
  func mutableCopy() -> HeapBlob {
    let blob = HeapBlob(
      size: BlobHeader.size + Self.fullWords * 8, family: .bitmap, count: Self.fullWords)
    for index in 0..<words { blob.store(word(index), at: BlobHeader.size + index * 8) }
    return blob
  }

  /// The blob to be written, without the zeros at the end; nil where no bit is set.
  func trimmed(key: BlobKey) -> HeapBlob? {
    guard let last = (0..<words).last(where: { word($0) != 0 }) else { return nil }
    let blob = HeapBlob(size: BlobHeader.size + (last + 1) * 8, family: .bitmap, count: last + 1)
    for index in 0...last { blob.store(word(index), at: BlobHeader.size + index * 8) }
    blob.seal(key: key)
    return blob
  }
}

extension HeapBlob {
  /// Sets or clears a bit of a bitmap's mutable copy.
  func setBit(_ row: Int, to isSet: Bool) {
    let offset = BlobHeader.size + (row >> 6) * 8
    let bit: UInt64 = 1 << UInt64(row & 63)
    // Safe because a mutable copy has all words of the chunk, and `row` is below 7680.
    let word = unsafe start.load(fromByteOffset: offset, as: UInt64.self)
    store(isSet ? word | bit : word & ~bit, at: offset)
  }
}
