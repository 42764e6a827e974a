import Glibc
import KithCore

/// One of LMDB's two meta pages, which name the roots of its trees.
///
/// ```
/// 0       16      20       24       32       40 (48 bytes)   88 (48 bytes)   136       144
/// +-------+-------+--------+--------+--------+---------------+---------------+---------+-------
/// | page  | magic | version| address| map    | free tree     | main tree     | last    | commit
/// | header| u32   | u32    | u64    | size   |               |               | page u64| u64
/// +-------+-------+--------+--------+--------+---------------+---------------+---------+-------
/// tree: page size u32 (of the free tree), flags u16, depth u16, four counts u64, root u64
/// ```
///
/// The layout is that of LMDB 0.9 on machines of 64 bits and least-significant-first byte order.
struct MetaPage: Equatable {
  static let size = 152
  static let magic: UInt32 = 0xBEEF_C0DE
  static let magicOffset = 16

  /// A B+ tree of pages; `root` is `noPage` where it is empty.
  struct Tree: Equatable {
    static let noPage = UInt64.max
    var flags: UInt16
    var depth: UInt16
    var root: UInt64
  }

  var pageSize: Int
  var freeTree: Tree
  var mainTree: Tree
  var lastPage: UInt64
  var commit: UInt64

  /// Nil where the page is no whole meta page.
  init?(_ bytes: [UInt8]) {
    func number<Number: FixedWidthInteger>(_ offset: Int, _ type: Number.Type) -> Number {
      (0..<MemoryLayout<Number>.size).reversed().reduce(0) {
        $0 << 8 | Number(truncatingIfNeeded: bytes[offset + $1])
      }
    }
    func tree(_ offset: Int) -> Tree {
      Tree(
        flags: number(offset + 4, UInt16.self), depth: number(offset + 6, UInt16.self),
        root: number(offset + 40, UInt64.self))
    }
    guard bytes.count >= Self.size, number(Self.magicOffset, UInt32.self) == Self.magic,
      number(20, UInt32.self) == 1, number(10, UInt16.self) & PageFlags.meta != 0
    else { return nil }
    pageSize = Int(number(40, UInt32.self))
    freeTree = tree(40)
    mainTree = tree(88)
    lastPage = number(136, UInt64.self)
    commit = number(144, UInt64.self)
    guard pageSize >= 512, pageSize <= 65536, pageSize & (pageSize - 1) == 0,
      lastPage < UInt64(1) << 48
    else { return nil }
  }

  /// The bytes that the file must have for its last page to be readable.
  var expectedSize: Int { (Int(lastPage) + 1) * pageSize }
}

/// The flags of LMDB's pages and nodes.
enum PageFlags {
  static let branch: UInt16 = 0x01
  static let leaf: UInt16 = 0x02
  static let overflow: UInt16 = 0x04
  static let meta: UInt16 = 0x08
}
