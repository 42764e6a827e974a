/// Different keys of 64 bits, numbered in the order in which they first came.
///
/// Once there are many, small words stand in a dense array: node ids are looked up with one load. For a few it would cost
/// more to clear such an array than to hash.
struct WordKeyTable {
  /// Words below this go to the dense array: 64 MiB at most.
  private static let denseLimit: UInt64 = 1 << 24
  /// From this many words on the dense array is used: it takes as long to clear as 5,000 of them to hash.
  private static let fewestDense = 4096

  /// By number.
  private(set) var words: [UInt64] = []
  /// By word: number + 1, 0 where it is new.
  private var dense: [UInt32] = []
  /// Open addressing: number + 1, 0 where free.
  private var slots: [UInt32] = Array(repeating: 0, count: 64)
  private var hashedCount = 0
  private var isDense = false

  var count: Int { words.count }

  /// About how much memory it takes.
  var byteCount: Int { words.count * 8 + (dense.count + slots.count) * 4 }

  /// The number of each word, new where it is new.
  mutating func insert(_ rows: [UInt64]) -> [UInt32] {
    if !isDense, count >= Self.fewestDense { becomeDense() }
    let limit = isDense ? Self.denseLimit : 0
    return rows.map { word in
      if word < limit { return insertDense(word) }
      if hashedCount * 2 >= slots.count { grow() }
      let slot = slot(of: word)
      if slots[slot] != 0 { return slots[slot] - 1 }
      words.append(word)
      slots[slot] = UInt32(words.count)
      hashedCount += 1
      return UInt32(words.count) - 1
    }
  }

  /// The number of each word, or `UInt32.max`.
  func find(_ rows: [UInt64]) -> [UInt32] {
    let limit = isDense ? Self.denseLimit : 0
    return rows.map { word in
      if word < limit {
        return word < dense.count ? dense[Int(word)] &- 1 : .max
      }
      return slots[slot(of: word)] &- 1
    }
  }

  /// Moves small words into the dense array.
  private mutating func becomeDense() {
    isDense = true
    let known = words
    words = []
    words.reserveCapacity(known.count * 2)
    slots = Array(repeating: 0, count: 64)
    hashedCount = 0
    // All are new, so that each keeps its number.
    _ = insert(known)
  }

  private mutating func insertDense(_ word: UInt64) -> UInt32 {
    let index = Int(word)
    if index >= dense.count {
      let target = max(index + 1, dense.count * 2, 256)
      dense.append(contentsOf: repeatElement(0, count: target - dense.count))
    }
    if dense[index] == 0 {
      words.append(word)
      dense[index] = UInt32(words.count)
    }
    return dense[index] - 1
  }

  /// The slot that holds a word, or the free one where it belongs.
  private func slot(of word: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Self.hash(word) & mask
    while slots[slot] != 0, words[Int(slots[slot] - 1)] != word { slot = (slot + 1) & mask }
    return slot
  }

  private static func hash(_ word: UInt64) -> Int {
    let product = (word ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return Int(truncatingIfNeeded: product.high ^ product.low)
  }

  private mutating func grow() {
    let numbers = slots.filter { $0 != 0 }
    slots = Array(repeating: 0, count: slots.count * 4)
    for number in numbers { slots[slot(of: words[Int(number - 1)])] = number }
  }
}
