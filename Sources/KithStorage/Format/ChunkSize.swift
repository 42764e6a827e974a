/// How many rows a chunk of each kind holds, as written into the header.
///
/// A chunk is the unit of rewriting, of checking and of the tables of pointers: large enough that a million rows are a
/// few hundred blobs, small enough that the first touch of one costs microseconds.
///
/// LMDB gives a blob whole pages of 4096 bytes, less 16 once, or a share of a page where four or more fit. A power of
/// two would therefore fill its last page with a few bytes of header: 1920 rows of 1, 2, 4 or 8 bytes, and bitmaps of
/// 7680 bits, fill theirs to 94 % and more. The division by a constant is a multiplication.
enum ChunkSize {
  static let columnRows = 1920
  static let adjacencyShift = 9
  static let adjacencyNodes = 1 << adjacencyShift
  /// Four column chunks.
  static let bitmapRows = 7680

  /// The column chunk with an id's row, and the row in it.
  @inline(__always)
  static func column(_ id: UInt32) -> (chunk: Int, row: Int) {
    let chunk = id / UInt32(columnRows)
    return (Int(chunk), Int(id &- chunk &* UInt32(columnRows)))
  }

  /// The bitmap chunk with an id's bit, and the bit in it.
  @inline(__always)
  static func bitmap(_ id: UInt32) -> (chunk: Int, row: Int) {
    let chunk = id / UInt32(bitmapRows)
    return (Int(chunk), Int(id &- chunk &* UInt32(bitmapRows)))
  }

  /// The adjacency chunk with a node's list, and its row in it.
  @inline(__always)
  static func adjacency(_ node: UInt32) -> (chunk: Int, row: Int) {
    (Int(node &>> UInt32(adjacencyShift)), Int(node & UInt32(adjacencyNodes &- 1)))
  }

  /// The number of column chunks that `count` rows take.
  static func columnChunks(of count: Int) -> Int { (count + columnRows - 1) / columnRows }

  /// The next multiple of eight.
  @inline(__always)
  static func padded(_ count: Int) -> Int { (count &+ 7) & ~7 }
}
