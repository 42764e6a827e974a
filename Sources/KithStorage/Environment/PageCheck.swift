import KithCore

/// Walks the pages of LMDB's trees once when a file is opened, so that a damaged page is a message and not a crash.
///
/// LMDB trusts its pages: a wrong offset sends it out of the map, a wrong list of free pages lets it overwrite live
/// ones. The walk checks every page of both trees, the order of keys, that no page is used twice or used and free, and
/// sums the digest of all keys. Blobs of more than a page are not read; their checksums are checked on first touch.
/// Linear in the number of blobs: about a microsecond for each hundred.
///
/// ```
/// page   0      8     10      12      14      16
///        +------+-----+-------+-------+-------+-----------------+--- free ---+-------------------+
///        |number| 0   | flags | lower | upper | offsets u16 …   |            | nodes, on even    |
///        | u64  | u16 | u16   | u16   | u16   | up to lower     |            | bytes, from upper |
///        +------+-----+-------+-------+-------+-----------------+------------+-------------------+
/// node   0      2      4      6          8
///        +------+------+------+----------+-----+--------------------------------------------------------+
///        | low  | high | flags| key size | key | leaf: low | high << 16 bytes, or with flag 1 a page u64 |
///        | u16  | u16  | u16  | u16      |     | branch: nothing; low | high << 16 | flags << 32 = page  |
///        +------+------+------+----------+-----+--------------------------------------------------------+
/// ```
struct PageCheck {
  /// The page on which the walk found the file not whole.
  struct Damage: Error, Equatable {
    var page: UInt64
  }

  private static let headerSize = 16
  private static let nodeHeaderSize = 8
  private static let depthLimit = 32
  private static let bigData: UInt16 = 1
  private static let keySizeLimit = 511

  private let descriptor: Int32
  private let meta: MetaPage
  private let fileSize: Int
  /// One bit a page: reached by the walk.
  private var used: [UInt64]
  private var free: [UInt64] = []
  private var lastKey: [UInt8]?
  /// The sum over the keys of the main tree, as in the header.
  private(set) var keyDigest: UInt64 = 0

  init(descriptor: Int32, meta: MetaPage, fileSize: Int) {
    self.descriptor = descriptor
    self.meta = meta
    self.fileSize = fileSize
    used = Array(repeating: 0, count: Int(meta.lastPage / 64) + 1)
  }

  /// Walks both trees, and throws at the first page that is not whole.
  mutating func run() throws(Damage) {
    try claim(0, count: 2, from: 0)
    // The free tree's flags say that its keys are numbers, and above that how the file was opened when it was made.
    guard meta.mainTree.flags == 0, meta.freeTree.flags & 0xFF == 0x08 else {
      throw Damage(page: 0)
    }
    try walk(meta.mainTree, isFree: false)
    try walk(meta.freeTree, isFree: true)
    for page in free { try claim(page, count: 1, from: page, isInFile: false) }
  }

  private mutating func walk(_ tree: MetaPage.Tree, isFree: Bool) throws(Damage) {
    guard tree.root != MetaPage.Tree.noPage else { return }
    guard tree.depth > 0, Int(tree.depth) <= Self.depthLimit else {
      throw Damage(page: tree.root)
    }
    lastKey = nil
    try walk(page: tree.root, height: Int(tree.depth), atLeast: nil, isFree: isFree)
  }

  /// Walks the subtree under a page whose keys must not be less than `atLeast`.
  private mutating func walk(
    page number: UInt64, height: Int, atLeast: [UInt8]?, isFree: Bool
  ) throws(Damage) {
    try claim(number, count: 1, from: number)
    let damage = Damage(page: number)
    guard
      let bytes = FileBytes.read(
        descriptor, offset: Int(number) * meta.pageSize, count: meta.pageSize)
    else { throw damage }
    let page = PageBytes(bytes)
    guard page.number(at: 0, size: 8) == number,
      UInt16(page.number(at: 10, size: 2)) == (height == 1 ? PageFlags.leaf : PageFlags.branch)
    else { throw damage }
    let lower = Int(page.number(at: 12, size: 2))
    let upper = Int(page.number(at: 14, size: 2))
    guard lower >= Self.headerSize, lower % 2 == 0, lower <= upper, upper <= meta.pageSize,
      lower > Self.headerSize
    else { throw damage }
    for index in 0..<(lower - Self.headerSize) / 2 {
      let node = Int(page.number(at: Self.headerSize + index * 2, size: 2))
      guard node >= upper, node % 2 == 0, node + Self.nodeHeaderSize <= meta.pageSize else {
        throw damage
      }
      let keySize = Int(page.number(at: node + 6, size: 2))
      let keyStart = node + Self.nodeHeaderSize
      guard keySize <= Self.keySizeLimit, keyStart + keySize <= meta.pageSize else { throw damage }
      let key = Array(bytes[keyStart..<keyStart + keySize])
      if height == 1 {
        try leaf(page, node: node, key: key, atLeast: atLeast, isFree: isFree, damage)
      } else {
        // The first node of a branch has no key of its own: its subtree begins where the branch's does.
        if index > 0 { try ascend(to: key, isFree: isFree, damage) }
        let low = page.number(at: node, size: 4)
        let child = low | page.number(at: node + 4, size: 2) << 32
        try walk(
          page: child, height: height - 1, atLeast: index > 0 ? key : atLeast, isFree: isFree)
      }
    }
  }

  private mutating func leaf(
    _ page: PageBytes, node: Int, key: [UInt8], atLeast: [UInt8]?, isFree: Bool, _ damage: Damage
  ) throws(Damage) {
    try ascend(to: key, isFree: isFree, damage)
    if let atLeast, Self.precedes(key, atLeast, isFree: isFree) { throw damage }
    lastKey = key
    guard key.count == 8 else { throw damage }
    if !isFree {
      let bits = key.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      keyDigest &+= HeaderBlob.digest(of: BlobKey(bits: bits))
    }
    let size = Int(page.number(at: node, size: 4))
    let flags = UInt16(page.number(at: node + 4, size: 2))
    let data = node + Self.nodeHeaderSize + key.count
    switch flags {
    case 0:
      guard data + size <= meta.pageSize else { throw damage }
      if isFree { try takeFreePages(page.slice(data, size), damage) }
    case Self.bigData:
      guard data + 8 <= meta.pageSize else { throw damage }
      let first = page.number(at: data, size: 8)
      let count = (Self.headerSize - 1 + size) / meta.pageSize + 1
      try claim(first, count: count, from: damage.page)
      try checkOverflow(first, count: count)
      if isFree {
        let offset = Int(first) * meta.pageSize + Self.headerSize
        guard let bytes = FileBytes.read(descriptor, offset: offset, count: size) else {
          throw Damage(page: first)
        }
        try takeFreePages(bytes[...], Damage(page: first))
      }
    default: throw damage
    }
  }

  /// The first page of a large blob tells how many pages are freed with it.
  private func checkOverflow(_ first: UInt64, count: Int) throws(Damage) {
    guard
      let bytes = FileBytes.read(
        descriptor, offset: Int(first) * meta.pageSize, count: Self.headerSize)
    else { throw Damage(page: first) }
    let page = PageBytes(bytes)
    guard page.number(at: 0, size: 8) == first,
      UInt16(page.number(at: 10, size: 2)) == PageFlags.overflow,
      page.number(at: 12, size: 4) == UInt64(count)
    else { throw Damage(page: first) }
  }

  /// Keys ascend through the whole tree.
  private func ascend(to key: [UInt8], isFree: Bool, _ damage: Damage) throws(Damage) {
    if let lastKey, !Self.precedes(lastKey, key, isFree: isFree) { throw damage }
  }

  /// The order of the main tree is that of bytes, of the free tree that of native numbers.
  private static func precedes(_ left: [UInt8], _ right: [UInt8], isFree: Bool) -> Bool {
    isFree
      ? left.reversed().lexicographicallyPrecedes(right.reversed())
      : left.lexicographicallyPrecedes(right)
  }

  /// A list of free pages: their number, then each.
  private mutating func takeFreePages(_ bytes: ArraySlice<UInt8>, _ damage: Damage) throws(Damage) {
    let list = PageBytes(Array(bytes))
    guard bytes.count >= 8, bytes.count % 8 == 0,
      list.number(at: 0, size: 8) <= UInt64(bytes.count / 8 - 1)
    else { throw damage }
    for index in 0..<Int(list.number(at: 0, size: 8)) {
      free.append(list.number(at: 8 + index * 8, size: 8))
    }
  }

  /// Marks pages as used; throws where they lie outside the file or are used already.
  private mutating func claim(
    _ first: UInt64, count: Int, from page: UInt64, isInFile: Bool = true
  ) throws(Damage) {
    guard first <= meta.lastPage, UInt64(count - 1) <= meta.lastPage - first else {
      throw Damage(page: page)
    }
    // A free page at the end may never have been written.
    if isInFile, (Int(first) + count) * meta.pageSize > fileSize { throw Damage(page: first) }
    for number in first..<first + UInt64(count) {
      let bit: UInt64 = 1 << (number & 63)
      guard used[Int(number >> 6)] & bit == 0 else { throw Damage(page: number) }
      used[Int(number >> 6)] |= bit
    }
  }
}

/// The bytes of a page as numbers, least significant byte first.
private struct PageBytes {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func number(at offset: Int, size: Int) -> UInt64 {
    var result: UInt64 = 0
    for index in (0..<size).reversed() { result = result << 8 | UInt64(bytes[offset + index]) }
    return result
  }

  func slice(_ offset: Int, _ count: Int) -> ArraySlice<UInt8> { bytes[offset..<offset + count] }
}
