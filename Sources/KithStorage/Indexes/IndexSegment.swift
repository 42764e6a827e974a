/// A stretch of a property index: keys in ascending order, each with its ids in ascending order.
///
/// ```
///  0        8     9   10  11  12      16       18      20   24
/// +--------+-----+---+---+---+-------+--------+-------+----+----------------+--------------+----
/// |checksum| 'X' | 0 | 0 | 0 | keys  | ids    | prefix| 0  | end of the ids | end of the   | …
/// |        |     |   |   |   | u32   | u16    | u16   |    | u16 a key      | rest u16     |
/// +--------+-----+---+---+---+-------+--------+-------+----+----------------+--------------+----
/// … | ids u32 | the bytes that all keys begin with | the rest of each key |
/// ```
///
/// The ids of key i lie before its end and behind the end of key i - 1; its bytes are the prefix and such a stretch of the
/// rests. The ids begin at a multiple of four. Two pages of LMDB hold 8176 bytes beside their header: a look-up then
/// reads one blob, and a change rewrites one. Ids of one key may go on in the next segment.
@safe
struct IndexSegment {
  static let headerSize = 24
  /// So large a blob fills its pages.
  static let fullSize = 2 * 4096 - 16

  // Safe because a segment is made only from a whole and well-formed blob, and is used while its transaction lasts.
  private let start: UnsafeRawPointer
  let keys: Int
  let ids: Int
  private let prefixCount: Int

  @unsafe
  init(_ start: UnsafeRawPointer) {
    unsafe self.start = start
    keys = unsafe Int(start.load(fromByteOffset: BlobHeader.countOffset, as: UInt32.self))
    ids = unsafe Int(start.load(fromByteOffset: 16, as: UInt16.self))
    prefixCount = unsafe Int(start.load(fromByteOffset: 18, as: UInt16.self))
  }

  private static func idsOffset(keys: Int) -> Int { headerSize + keys * 4 }

  private var bytesOffset: Int { Self.idsOffset(keys: keys) + ids * 4 }

  /// Whether a blob of `size` bytes holds what it says, and every end lies where it may. Linear in the keys.
  func isWellFormed(size: Int) -> Bool {
    guard keys <= ids, bytesOffset + prefixCount <= size else { return false }
    var last = (ids: 0, bytes: 0)
    for key in 0..<keys {
      let next = (ids: idEnd(key), bytes: restEnd(key))
      guard next.ids > last.ids, next.bytes >= last.bytes else { return false }
      last = next
    }
    return last.ids == ids && bytesOffset + prefixCount + last.bytes <= size
  }

  @inline(__always)
  private func idEnd(_ key: Int) -> Int {
    // Safe because there are `keys` ends.
    unsafe Int(start.load(fromByteOffset: Self.headerSize &+ key &* 2, as: UInt16.self))
  }

  @inline(__always)
  private func restEnd(_ key: Int) -> Int {
    // Safe because there are `keys` ends behind those of the ids.
    unsafe Int(start.load(fromByteOffset: Self.headerSize &+ (keys &+ key) &* 2, as: UInt16.self))
  }

  /// The places of a key's ids.
  @inline(__always)
  func places(of key: Int) -> Range<Int> { (key == 0 ? 0 : idEnd(key - 1))..<idEnd(key) }

  @inline(__always)
  func id(at place: Int) -> UInt32 {
    // Safe because there are `ids` of them.
    unsafe start.load(fromByteOffset: Self.idsOffset(keys: keys) &+ place &* 4, as: UInt32.self)
  }

  private func rest(of key: Int) -> UnsafeRawBufferPointer {
    let from = key == 0 ? 0 : restEnd(key - 1)
    // Safe because `isWellFormed` has checked all ends.
    return unsafe UnsafeRawBufferPointer(
      start: start + (bytesOffset + prefixCount + from), count: restEnd(key) - from)
  }

  private var prefix: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: start + bytesOffset, count: prefixCount)
  }

  /// A key's bytes.
  func key(_ key: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    unsafe bytes.append(contentsOf: prefix)
    unsafe bytes.append(contentsOf: rest(of: key))
    return bytes
  }

  /// The first key that is not less than these bytes; `keys` where there is none. Logarithmic.
  func lowerBound(_ bytes: [UInt8]) -> Int {
    let ahead = unsafe Self.compare(prefix, bytes[...].prefix(prefixCount))
    if ahead > 0 { return 0 }
    if ahead < 0 { return keys }
    let rest = bytes.dropFirst(prefixCount)
    var low = 0
    var high = keys
    while low < high {
      let middle = (low + high) / 2
      if unsafe Self.compare(self.rest(of: middle), rest) < 0 {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// Less than, equal to or greater than 0, as the bytes on the left are to those on the right.
  private static func compare(_ left: UnsafeRawBufferPointer, _ right: ArraySlice<UInt8>) -> Int {
    let shared = min(left.count, right.count)
    for index in 0..<shared {
      let (one, other) = (unsafe left[index], right[right.startIndex + index])
      if one != other { return one < other ? -1 : 1 }
    }
    return left.count - right.count
  }
}
