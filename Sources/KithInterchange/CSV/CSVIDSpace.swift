import KithColumns
import KithCore

/// The ids of an id space, and which node of the load each stands for.
///
/// Nodes are numbered through all files of the load: ordinals. Ids that lie close together are looked up in an array,
/// others in a hash table with open addressing.
struct CSVIDSpace {
  /// No node.
  static let none = UInt32.max

  private enum Table {
    /// The ordinal of `first + index`.
    case dense(first: Int64, ordinals: [UInt32])
    case integers(CSVHashTable<Int64>)
    case texts(CSVHashTable<TextReference>)
  }

  private let table: Table
  /// Whether ids are integers.
  let isInteger: Bool

  /// Numbers the ids of the files: `firsts[i]` is the ordinal of the first node of `files[i]`.
  ///
  /// `onTwice` is told ordinals of ids that stood before: of the first, and of the other one. Linear.
  init(
    _ files: [CSVIDBuilder], firsts: [UInt32], onTwice: (_ first: UInt32, _ other: UInt32) -> Void
  ) {
    let count = files.reduce(0) { $0 + $1.texts.count }
    isInteger = files.allSatisfy { $0.integers != nil }
    guard isInteger else {
      var hashed = CSVHashTable<TextReference>(count: count)
      for (file, first) in zip(files, firsts) {
        for (row, text) in file.texts.enumerated() {
          let ordinal = first + UInt32(row)
          let known = hashed.insert(text, ordinal)
          if known != Self.none { onTwice(known, ordinal) }
        }
      }
      table = .texts(hashed)
      return
    }
    let numbers = files.map { $0.integers ?? [] }
    let least = numbers.lazy.compactMap { $0.min() }.min() ?? 0
    let greatest = numbers.lazy.compactMap { $0.max() }.max() ?? 0
    let (range, overflow) = greatest.subtractingReportingOverflow(least)
    if !overflow, range < Int64(count) * 4 + 1024 {
      var ordinals = [UInt32](repeating: Self.none, count: Int(range) + 1)
      for (ids, first) in zip(numbers, firsts) {
        for (row, id) in ids.enumerated() {
          let ordinal = first + UInt32(row)
          let known = ordinals[Int(id - least)]
          if known == Self.none {
            ordinals[Int(id - least)] = ordinal
          } else {
            onTwice(known, ordinal)
          }
        }
      }
      table = .dense(first: least, ordinals: ordinals)
    } else {
      var hashed = CSVHashTable<Int64>(count: count)
      for (ids, first) in zip(numbers, firsts) {
        for (row, id) in ids.enumerated() {
          let ordinal = first + UInt32(row)
          let known = hashed.insert(id, ordinal)
          if known != Self.none { onTwice(known, ordinal) }
        }
      }
      table = .integers(hashed)
    }
  }

  /// Looks up a column of a batch: appends an ordinal a row, `none` for an id that is not there.
  func lookUp(
    _ batch: CSVBatch, column: Int, _ source: CSVSource, _ owner: CSVTextOwner,
    into ordinals: inout [NodeID]
  ) {
    // Safe because the file is kept alive by `source`, and fields lie within it.
    let bytes = unsafe source.file.bytes
    let places = stride(from: column, to: batch.fields.count, by: batch.columnCount)
    switch table {
    case .dense(let first, let known):
      for place in places {
        let id = unsafe CSVNumbers.canonicalInteger(bytes, batch.fields[place])
        let (index, overflow) = (id ?? first).subtractingReportingOverflow(first)
        let isKnown = id != nil && !overflow && index >= 0 && index < known.count
        ordinals.append(NodeID(isKnown ? known[Int(index)] : Self.none))
      }
    case .integers(let known):
      for place in places {
        let id = unsafe CSVNumbers.canonicalInteger(bytes, batch.fields[place])
        ordinals.append(NodeID(id.map { known[$0] } ?? Self.none))
      }
    case .texts(let known):
      for place in places {
        ordinals.append(NodeID(known[owner.reference(batch.fields[place], source)]))
      }
    }
  }
}

/// What a hash table of ids asks of an id.
protocol CSVKey {
  var hash64: UInt64 { get }
  func isSame(as other: Self) -> Bool
}

extension Int64: CSVKey {
  @inline(__always)
  var hash64: UInt64 { UInt64(bitPattern: self) &* 0x9E37_79B9_7F4A_7C15 }

  @inline(__always)
  func isSame(as other: Int64) -> Bool { self == other }
}

extension TextReference: CSVKey {
  /// Eight bytes at a time, multiplied and mixed.
  var hash64: UInt64 {
    var hash: UInt64 = UInt64(truncatingIfNeeded: count) &+ 0x9E37_79B9_7F4A_7C15
    var place = 0
    // Safe because a reference is readable for `count` bytes while its owner lives.
    while place + 8 <= count {
      let word = unsafe UnsafeRawPointer(start + place).loadUnaligned(as: UInt64.self)
      hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
      place += 8
    }
    while place < count {
      hash = (hash ^ UInt64(unsafe start[place])) &* 0x0000_0100_0000_01B3
      place += 1
    }
    return (hash ^ (hash >> 29)) &* 0x9E37_79B9_7F4A_7C15
  }

  func isSame(as other: TextReference) -> Bool {
    // Safe because both references are readable for their counts while their owners live.
    unsafe count == other.count
      && UnsafeBufferPointer(start: start, count: count).elementsEqual(
        UnsafeBufferPointer(start: other.start, count: count))
  }
}

/// Open addressing with linear steps, never more than half full.
struct CSVHashTable<Key: CSVKey> {
  private var keys: [Key?]
  private var ordinals: [UInt32]
  private let shift: UInt64

  init(count: Int) {
    var bits: UInt64 = 4
    while (1 << bits) < count * 2 { bits += 1 }
    shift = 64 - bits
    keys = Array(repeating: nil, count: 1 << bits)
    ordinals = Array(repeating: CSVIDSpace.none, count: 1 << bits)
  }

  /// Keeps the first ordinal of a key, and gives it where the key was there.
  mutating func insert(_ key: Key, _ ordinal: UInt32) -> UInt32 {
    let slot = slot(of: key)
    if keys[slot] == nil {
      keys[slot] = key
      ordinals[slot] = ordinal
      return CSVIDSpace.none
    }
    return ordinals[slot]
  }

  subscript(key: Key) -> UInt32 { ordinals[slot(of: key)] }

  /// Where the key stands, or the free slot where it would.
  private func slot(of key: Key) -> Int {
    var slot = Int(key.hash64 >> shift)
    while let other = keys[slot], !other.isSame(as: key) { slot = (slot + 1) & (keys.count - 1) }
    return slot
  }
}
