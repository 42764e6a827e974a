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
    added.sort { precedes($0, $1) || (!precedes($1, $0) && $0.start < $1.start) }
    sorted = merged(sorted, added)
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
    if left.head != right.head { return left.head < right.head }
    if left.count > 8 || right.count > 8 || left.count != right.count {
      let (one, other) = (key(of: left), key(of: right))
      if one != other { return one.lexicographicallyPrecedes(other) }
    }
    return left.id < right.id
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
