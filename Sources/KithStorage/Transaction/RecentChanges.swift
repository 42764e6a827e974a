/// The chunks that differ from the file's, by key: what the running transaction has changed, and what small commits before it
/// left in records.
///
/// ```
/// bitmaps      copies in the file's layout              tables point to them
/// columns      the rows that changed, over the chunk    tables point to the "in memory" blob
/// endpoints    three arrays                             "
/// adjacency    the lists that changed, over the chunk   "
/// waiting      steps of records on chunks that nobody has looked at: taken when one is touched
/// ```
///
/// After a small commit they serve the next transaction as they are. A commit that writes the chunks takes its blobs from
/// them, and they go with the tables.
final class RecentChanges {
  var bitmaps: [UInt64: HeapBlob] = [:]
  var columns: [UInt64: MutableColumnChunk] = [:]
  var endpoints: [Int: MutableEndpointChunk] = [:]
  var adjacency: [UInt64: MutableAdjacencyChunk] = [:]
  var waiting: [UInt64: [AdjacencyStep]] = [:]
}

/// A neighbour that a record adds to a list or takes from it.
struct AdjacencyStep {
  var row: Int
  var neighbour: UInt32
  var relationship: UInt32
  var isAddition: Bool

  func apply(to chunk: MutableAdjacencyChunk) {
    if isAddition {
      chunk.append(row, neighbour: neighbour, relationship: relationship)
    } else {
      chunk.remove(row, neighbour: neighbour, relationship: relationship)
    }
  }
}

/// How much small commits may leave beside the chunks before one writes them.
///
/// A process that opens the file takes their steps again, about 3 µs each: hence the limits.
package struct RecordLimit: Sendable, Hashable {
  package var records: Int
  package var bytes: Int

  package init(records: Int, bytes: Int) {
    self.records = records
    self.bytes = bytes
  }

  package static let standard = RecordLimit(records: 512, bytes: 64 << 10)
  /// Every commit writes its chunks.
  package static let none = RecordLimit(records: 0, bytes: 0)
}
