/// The neighbour lists of 512 nodes over one type in one direction, to be changed: the chunk as it lies in the file, and the
/// lists that changed.
///
/// Such a list is one allocation of twice its capacity, neighbours before relationships, sorted up to `sorted`:
///
/// ```
///               sorted   count   capacity                    2 * capacity
/// +------------+--------+-------+---------------------------+
/// | neighbours, sorted | tail  | relationships, alike       |
/// +------------+--------+-------+---------------------------+
/// ```
///
/// New pairs are mostly the greatest of their list and keep it sorted; others wait in the tail until somebody reads.
@safe
final class MutableAdjacencyChunk {
  // Safe because the memory is owned by this object alone, and a slice of it is valid until the next change.
  private let lists: UnsafeMutablePointer<EdgeList>
  /// Which rows have a list here.
  private var changed = AdjacencyPatch.noRows
  /// Rows that the file's patch has: the chunk here is with it.
  private let patched: AdjacencyPatch.Rows?
  // The chunk's blob lies in the map, is kept by the table, or is `owner`.
  private let chunk: AdjacencyChunk
  private let owner: HeapBlob?

  /// `patched` has the rows of the patch beside it. `owner` is the chunk's blob where nobody else keeps it: then it is not in
  /// the file either.
  init(_ chunk: AdjacencyChunk, patched: AdjacencyPatch.Rows? = nil, owner: HeapBlob? = nil) {
    self.chunk = chunk
    self.patched = patched
    self.owner = owner
    unsafe lists = UnsafeMutablePointer.allocate(capacity: ChunkSize.adjacencyNodes)
    unsafe lists.initialize(repeating: EdgeList(), count: ChunkSize.adjacencyNodes)
  }

  /// Without neighbours.
  convenience init() {
    // Safe because the blob is never freed.
    self.init(unsafe AdjacencyChunk(StaticBlobs.of(.adjacency).absent.start))
  }

  private func has(_ row: Int) -> Bool { changed.has(row) }

  /// Takes the row's list out of the chunk, so that it can be changed.
  private func take(_ row: Int) {
    precondition(row >= 0 && row < ChunkSize.adjacencyNodes, "row outside the chunk")
    if has(row) { return }
    changed.insert(row)
    unsafe lists[row].assign(chunk.slice(row))
  }

  deinit {
    for row in 0..<ChunkSize.adjacencyNodes { unsafe lists[row].free() }
    unsafe lists.deallocate()
  }

  func append(_ row: Int, neighbour: UInt32, relationship: UInt32) {
    take(row)
    unsafe lists[row].append(neighbour, relationship)
  }

  /// Removes a pair; nothing where it is not there.
  func remove(_ row: Int, neighbour: UInt32, relationship: UInt32) {
    take(row)
    unsafe lists[row].remove(neighbour, relationship)
  }

  /// A row's list, sorted; valid until the chunk's next change.
  func slice(_ row: Int) -> NeighbourSlice {
    precondition(row >= 0 && row < ChunkSize.adjacencyNodes, "row outside the chunk")
    return has(row) ? unsafe lists[row].slice() : chunk.slice(row)
  }

  func degree(_ row: Int) -> Int {
    precondition(row >= 0 && row < ChunkSize.adjacencyNodes, "row outside the chunk")
    if has(row) { return unsafe Int(lists[row].count) }
    let (first, end) = chunk.bounds(row)
    return end - first
  }

  /// The blob to be written; nil where there are no neighbours.
  func blob(key: BlobKey) -> HeapBlob? { AdjacencyChunk.blob(key: key, list: slice) }

  /// Smaller chunks are written whole.
  private static let leastPatchedSize = 4 << 10

  /// What a commit writes: a patch where it is a small part of the chunk, or else the whole chunk. Linear in what it writes.
  func blobs(key: BlobKey) -> [(key: BlobKey, blob: HeapBlob?)] {
    let rows = changed.union(patched ?? AdjacencyPatch.noRows)
    let size = chunk.size
    if owner == nil, size >= Self.leastPatchedSize {
      let edges = rows.indices.reduce(0) { sum, word in
        var (bits, sum) = (rows[word], sum)
        while bits != 0 {
          sum += degree(word << 6 + bits.trailingZeroBitCount)
          bits &= bits - 1
        }
        return sum
      }
      if edges * 8 * 4 < size {
        let patch = AdjacencyPatch.blob(key: key.patch, rows: rows, list: slice)
        if patch.size * 4 <= size { return [(key.patch, patch)] }
      }
    }
    return [(key, blob(key: key))] + (patched == nil ? [] : [(key.patch, nil)])
  }
}

/// One list of a `MutableAdjacencyChunk`, which frees it.
@safe
private struct EdgeList {
  // Safe because the allocation has room for `capacity` neighbours and as many relationships.
  private var pairs: UnsafeMutablePointer<UInt32>?
  private(set) var count: UInt32 = 0
  private var sorted: UInt32 = 0
  private var capacity: UInt32 = 0

  init() { unsafe pairs = nil }

  private func pair(_ index: UInt32) -> UInt64 {
    guard let pairs = unsafe pairs else { return 0 }
    // Safe because callers pass an index below `count`.
    return unsafe UInt64(pairs[Int(index)]) << 32 | UInt64(pairs[Int(capacity) + Int(index)])
  }

  private func store(_ pair: UInt64, at index: UInt32) {
    guard let pairs = unsafe pairs else { return }
    // Safe because callers pass an index below `capacity`.
    unsafe pairs[Int(index)] = UInt32(truncatingIfNeeded: pair >> 32)
    unsafe pairs[Int(capacity) + Int(index)] = UInt32(truncatingIfNeeded: pair)
  }

  mutating func assign(_ slice: NeighbourSlice) {
    guard slice.count > 0, let neighbours = unsafe slice.neighbours.baseAddress,
      let relationships = unsafe slice.relationships.baseAddress
    else { return }
    reserve(UInt32(slice.count))
    guard let pairs = unsafe pairs else { return }
    // Safe because `reserve` made room for as many.
    unsafe pairs.update(from: neighbours, count: slice.count)
    unsafe (pairs + Int(capacity)).update(from: relationships, count: slice.count)
    count = UInt32(slice.count)
    sorted = count
  }

  mutating func append(_ neighbour: UInt32, _ relationship: UInt32) {
    if count == capacity { reserve(max(4, capacity * 2)) }
    let new = UInt64(neighbour) << 32 | UInt64(relationship)
    if sorted == count, count == 0 || pair(count - 1) < new { sorted += 1 }
    store(new, at: count)
    count += 1
  }

  mutating func remove(_ neighbour: UInt32, _ relationship: UInt32) {
    sort()
    let wanted = UInt64(neighbour) << 32 | UInt64(relationship)
    var low: UInt32 = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if pair(middle) < wanted { low = middle + 1 } else { high = middle }
    }
    guard low < count, pair(low) == wanted, let pairs = unsafe pairs else { return }
    let rest = Int(count - low - 1)
    for start in [Int(low), Int(capacity) + Int(low)] {
      // Safe because `rest` entries follow the removed one in each half.
      unsafe (pairs + start).update(from: pairs + start + 1, count: rest)
    }
    count -= 1
    sorted = count
  }

  mutating func slice() -> NeighbourSlice {
    sort()
    guard count > 0, let pairs = unsafe pairs else { return .empty }
    return unsafe NeighbourSlice(
      neighbours: pairs, relationships: pairs + Int(capacity), count: Int(count))
  }

  /// Merges the tail into the sorted part: n log n in the tail, linear in the list.
  private mutating func sort() {
    guard sorted < count else { return }
    let tail = (sorted..<count).map(pair).sorted()
    var left = Int(sorted) - 1
    var right = tail.count - 1
    var target = Int(count) - 1
    // From the back, so that nothing is overwritten before it was moved.
    while right >= 0 {
      if left >= 0, pair(UInt32(left)) > tail[right] {
        store(pair(UInt32(left)), at: UInt32(target))
        left -= 1
      } else {
        store(tail[right], at: UInt32(target))
        right -= 1
      }
      target -= 1
    }
    sorted = count
  }

  private mutating func reserve(_ newCapacity: UInt32) {
    let new = UnsafeMutablePointer<UInt32>.allocate(capacity: Int(newCapacity) * 2)
    if let old = unsafe pairs {
      // Safe because both halves of the new allocation are larger than the old ones.
      unsafe new.update(from: old, count: Int(count))
      unsafe (new + Int(newCapacity)).update(from: old + Int(capacity), count: Int(count))
      unsafe old.deallocate()
    }
    unsafe pairs = new
    capacity = newCapacity
  }

  mutating func free() {
    unsafe pairs?.deallocate()
    unsafe pairs = nil
  }
}
