import KithColumns

/// Entries that are to be added to a property index or taken from it, and are not in its segments yet.
///
/// They are appended as they come. Before a read those that are new are sorted into the others, and of several changes of
/// one entry the last one stays. A bulk load thus sorts once, and a `MERGE` that looks for what it has just created
/// searches a short list.
struct IndexChanges {
  struct Change {
    /// The first eight bytes of the key, as a number; zeros follow a shorter one.
    var head: UInt64
    var start: Int
    var count: Int32
    var id: UInt32
    var isAddition: Bool
  }

  private var bytes: [UInt8] = []
  private(set) var sorted: [Change] = []
  private var fresh: [Change] = []

  /// So many changes that wait are worth the pass over the segments.
  static let searchLimit = 4096
  /// So many changes are merged into the segments though nobody reads them, to bound the memory.
  static let waitingLimit = 1 << 20

  init() {}

  var isEmpty: Bool { sorted.isEmpty && fresh.isEmpty }

  var count: Int { sorted.count + fresh.count }

  mutating func append(_ key: [UInt8], _ id: UInt32, isAddition: Bool) {
    var head: UInt64 = 0
    for index in 0..<8 { head = head << 8 | (index < key.count ? UInt64(key[index]) : 0) }
    fresh.append(
      Change(
        head: head, start: bytes.count, count: Int32(key.count), id: id, isAddition: isAddition))
    bytes.append(contentsOf: key)
  }

  /// Appends additions of consecutive ids: the rows of a column, but for those without a value. Gives their number.
  mutating func append(_ vector: ColumnVector, firstID: UInt32) -> Int {
    let before = fresh.count
    fresh.reserveCapacity(before + vector.count)
    for row in 0..<vector.count {
      if let isNull = vector.isNull, isNull[row] { continue }
      let start = bytes.count
      vector.appendIndexKey(ofRow: row, to: &bytes)
      let count = bytes.count - start
      // A null among values of several types.
      if count == 1, bytes[start] == IndexKeyCoding.absent {
        bytes.removeLast()
        continue
      }
      var head: UInt64 = 0
      for index in start..<start + 8 {
        head = head << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0)
      }
      fresh.append(
        Change(
          head: head, start: start, count: Int32(count), id: firstID + UInt32(row),
          isAddition: true))
    }
    return fresh.count - before
  }

  func key(of change: Change) -> ArraySlice<UInt8> {
    bytes[change.start..<change.start + Int(change.count)]
  }

  /// Sorts what is new into the rest. n log n in what is new, linear in the rest.
  mutating func sort() {
    guard !fresh.isEmpty else { return }
    if fresh.count == 1 {
      let change = fresh.removeLast()
      let place = place(of: change)
      if place < sorted.count, !precedes(change, sorted[place]) {
        sorted[place] = change
      } else {
        sorted.insert(change, at: place)
      }
      return
    }
    var added = fresh
    fresh = []
    // Of one entry's changes the later one has its bytes further behind.
    unsafe bytes.withUnsafeBufferPointer { bytes in
      added.sort {
        let order = unsafe Self.order($0, $1, bytes)
        return order == 0 ? $0.start < $1.start : order < 0
      }
    }
    sorted = merged(sorted, added)
  }

  /// Less than, equal to or greater than 0, as one entry is to the other, by key and then by id.
  private static func order(
    _ left: Change, _ right: Change, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    if left.head != right.head { return left.head < right.head ? -1 : 1 }
    if left.count > 8 || right.count > 8 || left.count != right.count {
      let shared = Int(min(left.count, right.count))
      for index in 0..<shared {
        // Safe because both keys lie within the bytes.
        let (one, other) = unsafe (bytes[left.start + index], bytes[right.start + index])
        if one != other { return one < other ? -1 : 1 }
      }
      if left.count != right.count { return left.count < right.count ? -1 : 1 }
    }
    return left.id == right.id ? 0 : left.id < right.id ? -1 : 1
  }

  /// The first change that does not come before this one.
  private func place(of change: Change) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if precedes(sorted[middle], change) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Both in order; of equal entries the last.
  private func merged(_ left: [Change], _ right: [Change]) -> [Change] {
    var result: [Change] = []
    result.reserveCapacity(left.count + right.count)
    func take(_ change: Change) {
      if let last = result.last, !precedes(last, change) {
        result[result.count - 1] = change
      } else {
        result.append(change)
      }
    }
    var index = 0
    for change in right {
      while index < left.count, !precedes(change, left[index]) {
        take(left[index])
        index += 1
      }
      take(change)
    }
    result.append(contentsOf: left[index...])
    return result
  }

  /// Whether one entry comes before another, by key and then by id.
  private func precedes(_ left: Change, _ right: Change) -> Bool {
    unsafe bytes.withUnsafeBufferPointer { unsafe Self.order(left, right, $0) < 0 }
  }

  /// The sorted changes whose keys lie in a range.
  func changes(in range: IndexRange) -> ArraySlice<Change> {
    let first = lowerBound(range.lower)
    let end = range.upper.map(lowerBound) ?? sorted.count
    return sorted[first..<max(first, end)]
  }

  private func lowerBound(_ bytes: [UInt8]) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if key(of: sorted[middle]).lexicographicallyPrecedes(bytes) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
