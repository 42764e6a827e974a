/// The LMDB key of a blob: eight bytes, big-endian, so that LMDB's byte order is the order of the fields.
///
/// ```
///   0      1      2      3      4      5      6      7
/// +------+------+------+------+------+------+------+------+
/// | tag  | part |   symbol    |           chunk           |
/// +------+------+------+------+------+------+------+------+
///
/// tag   part                 symbol    chunk
/// 0x00  0                    0         n       what a small commit changed, the oldest first; beside the header, so that
///                                              such a commit writes one leaf of the tree
/// 0x01  0                    0         0       header
/// 0x02  0 labels 1 types 2 keys   0    0       symbol table
/// 0x03  0                    0         0       counts by label and by property
/// 0x03  1                    type      0       counts of relationships by the labels of their ends
/// 0x03  2 node 3 relationship     key  0       sketch of a property's distinct values
/// 0x04  0                    0         0       catalogue of indexes and constraints
/// 0x10  0                    0         n       which nodes live                 7680 a chunk
/// 0x10  1                    label     n       which nodes have the label       7680 a chunk
/// 0x11  0                    0         n       which relationships live         7680 a chunk
/// 0x12  0                    0         n       relationships' types and ends    1920 a chunk
/// 0x20  0 outgoing 1 incoming     type n       adjacency                         512 nodes a chunk
/// 0x30  0 node 1 relationship     key  n       property column                  1920 a chunk
/// 0x60  0 outgoing 1 incoming     type n       lists that take the place of some in the adjacency chunk
/// 0x38  0                    index     n       property index: a segment of entries, up to 8 KiB
/// 0x38  1                    index     0       property index: where each segment begins
/// ```
///
/// Kept free for what follows:
///
/// ```
/// "~journal"                                   sub-database: the journal, keyed by commit number
/// ```
///
/// Keys of eight bytes and values padded to multiples of eight keep every value in a leaf page aligned to eight bytes,
/// since LMDB lays its nodes out from the page's end.
struct BlobKey: Hashable, Comparable, Sendable {
  enum Tag: UInt8 {
    case record = 0x00
    case header = 0x01
    case symbols = 0x02
    case statistics = 0x03
    case catalogue = 0x04
    case nodeBitmap = 0x10
    case relationshipBitmap = 0x11
    case endpoints = 0x12
    case adjacency = 0x20
    case adjacencyPatch = 0x60
    case column = 0x30
    case index = 0x38
  }

  /// The eight bytes as one number, most significant first.
  let bits: UInt64

  init(_ tag: Tag, part: UInt8 = 0, symbol: UInt32 = 0, chunk: Int = 0) {
    bits =
      UInt64(tag.rawValue) << 56 | UInt64(part) << 48 | UInt64(UInt16(truncatingIfNeeded: symbol))
      << 32 | UInt64(UInt32(truncatingIfNeeded: chunk))
  }

  init(bits: UInt64) { self.bits = bits }

  var tag: Tag? { Tag(rawValue: UInt8(truncatingIfNeeded: bits >> 56)) }

  var part: UInt8 { UInt8(truncatingIfNeeded: bits >> 48) }

  var symbol: UInt16 { UInt16(truncatingIfNeeded: bits >> 32) }

  var chunk: Int { Int(UInt32(truncatingIfNeeded: bits)) }

  /// The same key for another chunk.
  func with(chunk: Int) -> BlobKey {
    BlobKey(bits: bits & ~0xFFFF_FFFF | UInt64(UInt32(truncatingIfNeeded: chunk)))
  }

  /// The key of the patch beside an adjacency chunk.
  var patch: BlobKey { BlobKey(bits: bits | 0x40 << 56) }

  /// What the blob holds, for messages.
  var contents: String {
    switch tag {
    case .record: "list of recent changes"
    case .header: "header"
    case .symbols: "symbol table"
    case .statistics: "statistics"
    case .catalogue: "list of indexes and constraints"
    case .nodeBitmap: "node bitmap"
    case .relationshipBitmap: "relationship bitmap"
    case .endpoints: "relationship table"
    case .adjacency, .adjacencyPatch: "adjacency"
    case .column: "property column"
    case .index: "property index"
    case nil: "unknown part"
    }
  }

  /// The key's fields as messages show them: `30.0.2.17` for tag 0x30, part 0, symbol 2, chunk 17.
  var text: String {
    "\(String(bits >> 56, radix: 16)).\(part).\(symbol).\(chunk)"
  }

  static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }

  /// The most names that a symbol table can hold.
  static let symbolLimit = 1 << 16
}
