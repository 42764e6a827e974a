import KithCore

/// A symbol table: the names in the order of their numbers.
///
/// ```
///  0        8     9           12      16
/// +--------+-----+-----------+-------+------------------------------------------
/// |checksum| 'S' | 0         | names | length u32, UTF-8, length u32, UTF-8, …
/// +--------+-----+-----------+-------+------------------------------------------
/// ```
enum SymbolBlob {
  static func blob(_ table: SymbolTable, key: BlobKey) -> HeapBlob {
    let size = table.names.reduce(BlobHeader.size) { $0 + 4 + $1.utf8.count }
    let blob = HeapBlob(size: size, family: .symbols, count: table.count)
    var offset = BlobHeader.size
    for name in table.names {
      let bytes = Array(name.utf8)
      blob.store(UInt32(bytes.count), at: offset)
      blob.copy(bytes[...], to: offset + 4)
      offset += 4 + bytes.count
    }
    blob.seal(key: key)
    return blob
  }

  /// The table of a whole blob; nil where it is malformed.
  @unsafe
  static func table(_ start: UnsafeRawPointer, size: Int) -> SymbolTable? {
    var reader = unsafe BlobReader(start, size: size, offset: BlobHeader.countOffset)
    guard let count = reader.next(UInt32.self) else { return nil }
    var table = SymbolTable()
    for _ in 0..<count {
      guard let length = reader.next(UInt32.self), let name = reader.text(count: Int(length)) else {
        return nil
      }
      _ = table.insert(name)
    }
    return table.count == Int(count) ? table : nil
  }
}
