/// Numbers stored as unsigned differences from a base, in 0, 1, 2, 4 or 8 bytes each; 0 bytes where all are the same.
enum PackedNumbers {
  /// The fewest bytes that hold every difference up to `range`.
  static func width(range: UInt64) -> UInt8 {
    switch range {
    case 0: 0
    case ...0xFF: 1
    case ...0xFFFF: 2
    case ...0xFFFF_FFFF: 4
    default: 8
    }
  }

  /// The difference at `index`. Constant time.
  @unsafe
  @inline(__always)
  static func load(_ start: UnsafeRawPointer, width: UInt8, index: Int) -> UInt64 {
    // Safe because the caller vouches for `index` entries of `width` bytes, aligned to their width.
    switch width {
    case 0: 0
    case 1: unsafe UInt64(start.load(fromByteOffset: index, as: UInt8.self))
    case 2: unsafe UInt64(start.load(fromByteOffset: index &<< 1, as: UInt16.self))
    case 4: unsafe UInt64(start.load(fromByteOffset: index &<< 2, as: UInt32.self))
    default: unsafe start.load(fromByteOffset: index &<< 3, as: UInt64.self)
    }
  }

  /// Writes one difference.
  static func store(
    _ difference: UInt64, into blob: HeapBlob, at offset: Int, width: UInt8, _ index: Int
  ) {
    switch width {
    case 0: break
    case 1: blob.store(UInt8(truncatingIfNeeded: difference), at: offset + index)
    case 2: blob.store(UInt16(truncatingIfNeeded: difference), at: offset + index * 2)
    case 4: blob.store(UInt32(truncatingIfNeeded: difference), at: offset + index * 4)
    default: blob.store(difference, at: offset + index * 8)
    }
  }
}
