import KithColumns
import KithCore

/// Sorts the relationships of a bulk load into adjacency chunks.
extension GraphTransaction {
  /// Sorts what is pending, so that it can be read. Linear in it and in the number of nodes.
  @inline(__always)
  func flushPending() throws(Diagnostic) {
    if !changes.pending.isEmpty { try flushAllPending() }
  }

  @inline(never)
  private func flushAllPending() throws(Diagnostic) {
    let pending = changes.pending
    changes.pending = [:]
    let bound = Int(tables.header.nodeBound)
    var jobs: [FlushJob] = []
    for (type, relationships) in pending.sorted(by: { $0.key < $1.key }) {
      for direction in Direction.allCases {
        let job = FlushJob(
          type: type, direction: direction, relationships: relationships, bound: bound,
          key: tables.adjacency(type, direction).key)
        // Few relationships among many nodes are not worth arrays over all nodes.
        if job.count >= 1024, job.count * 16 >= bound {
          jobs.append(job)
        } else {
          for (of, neighbour, id) in job.all { try insert(type, direction, id, of, neighbour) }
        }
      }
    }
    // The largest first, so that no thread is left with one at the end.
    jobs.sort { $0.count > $1.count }
    let ready = jobs
    WorkerThreads.run(ready.count) { ready[$0].sort() }
    for job in ready {
      for (chunk, range, blob) in job.chunks { try fill(job, chunk, range, blob) }
    }
  }

  private func insert(
    _ type: RelationshipTypeID, _ direction: Direction, _ id: UInt32, _ node: UInt32,
    _ neighbour: UInt32
  ) throws(Diagnostic) {
    let chunk = try mutableAdjacency(
      type, direction, chunk: ChunkSize.adjacency(node).chunk)
    chunk.append(
      ChunkSize.adjacency(node).row, neighbour: neighbour, relationship: id)
  }

  /// Makes sorted relationships a new chunk, or adds them to the one that is there.
  private func fill(
    _ job: FlushJob, _ chunk: Int, _ range: Range<Int>, _ blob: HeapBlob
  ) throws(Diagnostic) {
    let table = tables.adjacency(job.type, job.direction)
    if try table.isAbsent(chunk, in: snapshot) { return seal(table, chunk: chunk, blob) }
    for (of, neighbour, id) in job.sorted(range) {
      try insert(job.type, job.direction, id, of, neighbour)
    }
  }
}

/// The relationships of one type in one direction, to be sorted into chunks; by one thread, which then is done with it.
private final class FlushJob: @unchecked Sendable {
  // Safe because one thread alone sorts it, and others read it when that thread has ended or handed it over.
  let type: RelationshipTypeID
  let direction: Direction
  private let bound: Int
  private let key: BlobKey
  private var of: [UInt32]
  private var neighbours: [UInt32]
  private var ids: [UInt32]
  /// The chunks with their place in the sorted arrays and their blobs.
  private(set) var chunks: [(chunk: Int, range: Range<Int>, blob: HeapBlob)] = []

  init(
    type: RelationshipTypeID, direction: Direction, relationships: PendingRelationships,
    bound: Int, key: BlobKey
  ) {
    self.type = type
    self.direction = direction
    self.bound = bound
    self.key = key
    let isOutgoing = direction == .outgoing
    of = isOutgoing ? relationships.starts : relationships.ends
    neighbours = isOutgoing ? relationships.ends : relationships.starts
    ids = relationships.ids
  }

  var count: Int { ids.count }

  var all: [(of: UInt32, neighbour: UInt32, id: UInt32)] { sorted(0..<count) }

  /// Some of the relationships, in their order.
  func sorted(_ range: Range<Int>) -> [(of: UInt32, neighbour: UInt32, id: UInt32)] {
    range.map { (of[$0], neighbours[$0], ids[$0]) }
  }

  /// Sorts by node, neighbour and id, and makes the chunks. Linear in the relationships and the nodes.
  func sort() {
    // Ids ascend: a stable order by neighbour and then by node leaves them last. Files often come in one of both.
    let isByNode = Self.ascends(of)
    if !isByNode || !Self.ascends(neighbours, within: of) {
      let byNeighbour =
        Self.ascends(neighbours)
        ? nil : CountingSort.order(neighbours, of: nil, bound: bound)
      let order = CountingSort.order(of, of: byNeighbour, bound: bound)
      of = order.map { of[Int($0)] }
      neighbours = order.map { neighbours[Int($0)] }
      ids = order.map { ids[Int($0)] }
    }
    makeChunks()
  }

  private static func ascends(_ numbers: [UInt32]) -> Bool {
    for index in 1..<max(1, numbers.count) where numbers[index] < numbers[index - 1] {
      return false
    }
    return true
  }

  /// Whether the numbers of each group of equal keys ascend.
  private static func ascends(_ numbers: [UInt32], within keys: [UInt32]) -> Bool {
    for index in 1..<max(1, numbers.count)
    where keys[index] == keys[index - 1] && numbers[index] < numbers[index - 1] {
      return false
    }
    return true
  }

  private func makeChunks() {
    let sorted = SortedRelationships(of: of, neighbours: neighbours, ids: ids)
    var first = 0
    while first < of.count {
      let chunk = Int(of[first]) >> ChunkSize.adjacencyShift
      var end = first
      while end < of.count, Int(of[end]) >> ChunkSize.adjacencyShift == chunk { end += 1 }
      if let blob = sorted.blob(first..<end, chunk: chunk, key: key.with(chunk: chunk)) {
        chunks.append((chunk, first..<end, blob))
      }
      first = end
    }
  }
}

/// Relationships sorted by node, neighbour and id.
private struct SortedRelationships {
  let of: [UInt32]
  let neighbours: [UInt32]
  let ids: [UInt32]

  /// The adjacency blob of a range that holds one chunk's nodes.
  func blob(_ range: Range<Int>, chunk: Int, key: BlobKey) -> HeapBlob? {
    var bounds = [Int](repeating: range.lowerBound, count: ChunkSize.adjacencyNodes + 1)
    var index = range.lowerBound
    for row in 0..<ChunkSize.adjacencyNodes {
      bounds[row] = index
      let node = UInt32(chunk << ChunkSize.adjacencyShift + row)
      while index < range.upperBound, of[index] == node { index += 1 }
    }
    bounds[ChunkSize.adjacencyNodes] = index
    // Safe because the slices are read only while both arrays are held.
    return unsafe neighbours.withUnsafeBufferPointer { neighbours in
      unsafe ids.withUnsafeBufferPointer { ids in
        AdjacencyChunk.blob(key: key) { row in
          guard let neighbour = neighbours.baseAddress, let id = ids.baseAddress else {
            return .empty
          }
          return unsafe NeighbourSlice(
            neighbours: neighbour + bounds[row], relationships: id + bounds[row],
            count: bounds[row + 1] - bounds[row])
        }
      }
    }
  }
}

/// Stable counting sort.
enum CountingSort {
  /// The indices of `keys`, all below `bound`, in ascending order of their keys; equal ones stay in the order `previous`
  /// (nil: of their indices). Linear in both.
  static func order(_ keys: [UInt32], of previous: [UInt32]?, bound: Int) -> [UInt32] {
    var places = [UInt32](repeating: 0, count: bound + 1)
    for key in keys { places[Int(key) + 1] += 1 }
    for index in 0..<bound { places[index + 1] += places[index] }
    var order = [UInt32](repeating: 0, count: keys.count)
    for index in 0..<keys.count {
      let item = previous?[index] ?? UInt32(index)
      let key = Int(keys[Int(item)])
      order[Int(places[key])] = item
      places[key] += 1
    }
    return order
  }
}
