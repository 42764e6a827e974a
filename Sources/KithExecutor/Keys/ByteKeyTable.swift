import KithColumns

/// Different keys of any types, numbered in the order in which they first came.
///
/// ```
/// slots     |   | 2 |   | 0 | 1 |   |        open addressing by hash; number + 1, 0 where free
/// hashes    | h0 | h1 | h2 |                 by number
/// ends      | e0 | e1 | e2 |                 by number: where its bytes end
/// bytes     | key 0 | key 1 | key 2 |        see KeyEncoding
/// ```
struct ByteKeyTable {
  private var slots: [UInt32] = Array(repeating: 0, count: 64)
  private var hashes: [UInt64] = []
  private var ends: [Int] = []
  private var bytes: [UInt8] = []

  var count: Int { hashes.count }

  /// About how much memory it takes.
  var byteCount: Int { bytes.count + hashes.count * 16 + slots.count * 4 }

  /// The number of the key of one row, new where it is new. Linear in the key's size.
  mutating func insert(_ columns: [ColumnVector], row: Int) -> UInt32 {
    let start = bytes.count
    for column in columns { bytes.appendKey(column, row: row) }
    return insertAppended(from: start)
  }

  /// The number of the key of one row, or `UInt32.max`.
  mutating func find(_ columns: [ColumnVector], row: Int) -> UInt32 {
    let start = bytes.count
    for column in columns { bytes.appendKey(column, row: row) }
    let slot = self.slot(ofBytesFrom: start, hash: hash(from: start))
    bytes.removeLast(bytes.count - start)
    return slots[slot] == 0 ? .max : slots[slot] - 1
  }

  private mutating func insertAppended(from start: Int) -> UInt32 {
    if count * 2 >= slots.count { grow() }
    let hash = hash(from: start)
    let slot = self.slot(ofBytesFrom: start, hash: hash)
    if slots[slot] != 0 {
      bytes.removeLast(bytes.count - start)
      return slots[slot] - 1
    }
    let number = UInt32(count)
    slots[slot] = number + 1
    hashes.append(hash)
    ends.append(bytes.count)
    return number
  }

  /// The slot that holds these bytes, or the free one where they belong.
  private func slot(ofBytesFrom start: Int, hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let number = Int(slots[slot] - 1)
      if hashes[number] == hash, isKey(number, sameAsBytesFrom: start) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func isKey(_ number: Int, sameAsBytesFrom start: Int) -> Bool {
    let begin = number == 0 ? 0 : ends[number - 1]
    let count = ends[number] - begin
    guard count == bytes.count - start else { return false }
    // Safe because both ranges lie within the buffer.
    return unsafe bytes.withUnsafeBytes { buffer in
      var index = 0
      while index &+ 8 <= count {
        let (known, new) = unsafe (
          buffer.loadUnaligned(fromByteOffset: begin &+ index, as: UInt64.self),
          buffer.loadUnaligned(fromByteOffset: start &+ index, as: UInt64.self)
        )
        if known != new { return false }
        index &+= 8
      }
      while index < count {
        if unsafe buffer[begin &+ index] != buffer[start &+ index] { return false }
        index &+= 1
      }
      return true
    }
  }

  private func hash(from start: Int) -> UInt64 {
    // Safe because the loads stay within the buffer.
    unsafe bytes.withUnsafeBytes { buffer in
      var state: UInt64 = 0x9E37_79B9_7F4A_7C15
      var index = start
      while index + 8 <= buffer.count {
        state = Self.mixed(
          state, unsafe buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
      }
      var rest: UInt64 = UInt64(buffer.count - start)
      while index < buffer.count {
        rest = rest << 8 | UInt64(unsafe buffer[index])
        index += 1
      }
      return Self.mixed(state, rest)
    }
  }

  /// One step of folding a 128-bit product, as in wyhash (Wang Yi, 2019).
  private static func mixed(_ state: UInt64, _ word: UInt64) -> UInt64 {
    let product = (state ^ word).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low ^ word.byteSwapped
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 4)
    let mask = slots.count - 1
    for number in hashes.indices {
      var slot = Int(truncatingIfNeeded: hashes[number]) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(number) + 1
    }
  }
}
