/// How many rows a chunk of each kind holds; powers of two, written into the header.
///
/// A chunk is the unit of rewriting, of checking and of the tables of pointers: large enough that a million rows are a
/// few hundred blobs, small enough that the first touch of one costs microseconds.
enum ChunkSize {
  static let columnShift = 11
  static let adjacencyShift = 9
  static let bitmapShift = 13

  static let columnRows = 1 << columnShift
  static let adjacencyNodes = 1 << adjacencyShift
  static let bitmapRows = 1 << bitmapShift

  /// The number of chunks that `count` rows take.
  static func chunks(of count: Int, shift: Int) -> Int { (count + (1 << shift) - 1) >> shift }

  /// The next multiple of eight.
  @inline(__always)
  static func padded(_ count: Int) -> Int { (count &+ 7) & ~7 }
}
