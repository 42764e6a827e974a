import KithColumns
import KithCore

/// One property index as a transaction sees it: its segments, and the changes that are not in them yet.
///
/// ```
/// directory   a: 0   f: 1   m: 3              binary search
/// segments    | a b c |  | f g |  | m n o |   blobs in the map, or made by this transaction
/// changes     + d 17   - g 4                  sorted, in memory; in the segments at the commit
/// ```
final class PropertyIndexState {
  let number: IndexNumber
  private let table: ChunkTable
  private var directory = IndexDirectory()
  private var changes = IndexChanges()
  /// Whether segments or directory differ from the file's.
  private(set) var isChanged = false
  /// How many more entries the changes that wait make.
  private var growth = 0

  /// A new index without entries.
  init(new number: IndexNumber) {
    self.number = number
    table = ChunkTable(Self.segmentKey(number), .indexSegment)
    isChanged = true
  }

  /// An index of the file. Linear in its segments.
  init(_ number: IndexNumber, in snapshot: Snapshot) throws(Diagnostic) {
    self.number = number
    table = ChunkTable(Self.segmentKey(number), .indexSegment)
    let key = Self.directoryKey(number)
    guard let (start, size) = try unsafe snapshot.wholeBlob(key, family: .indexDirectory),
      let directory = unsafe IndexDirectory(start, size: size)
    else { throw StorageMessages.damagedBlob(snapshot.environment.name, key: key) }
    self.directory = directory
  }

  static func segmentKey(_ number: IndexNumber) -> BlobKey {
    BlobKey(.index, part: 0, symbol: UInt32(number.rawValue))
  }

  static func directoryKey(_ number: IndexNumber) -> BlobKey {
    BlobKey(.index, part: 1, symbol: UInt32(number.rawValue))
  }

  /// How much it holds; each entry that waits is counted as if it had a value of its own.
  var size: IndexSize {
    let entries = directory.entries + growth
    return IndexSize(
      entries: entries, distinct: max(min(1, entries), min(entries, directory.keys + growth)))
  }

  /// How much it holds, with the values that wait looked up. n log n in them.
  func exactSize(in transaction: GraphTransaction) throws(Diagnostic) -> IndexSize {
    changes.sort()
    var distinct = directory.keys
    var last: [UInt8]?
    for change in changes.sorted {
      let key = Array(changes.key(of: change))
      if key == last { continue }
      last = key
      let range = IndexRange(key: key)
      var (before, after): ([UInt32], [UInt32]) = ([], [])
      try segmentIDs(in: range, transaction, into: &before)
      after = before
      apply(changes.changes(in: range), to: &after, from: 0)
      distinct += (after.isEmpty ? 0 : 1) - (before.isEmpty ? 0 : 1)
    }
    return IndexSize(entries: directory.entries + growth, distinct: distinct)
  }

  /// Every blob of it.
  var blobKeys: [BlobKey] {
    [Self.directoryKey(number)] + directory.numbers.map { table.key.with(chunk: Int($0)) }
  }

  var directoryBlob: (key: BlobKey, blob: HeapBlob) {
    let key = Self.directoryKey(number)
    return (key, directory.blob(key: key))
  }

  // MARK: Changes

  /// Notes an entry that is new or gone. It is merged into the segments later.
  func note(
    _ key: [UInt8], _ id: UInt32, isAddition: Bool, in transaction: GraphTransaction
  ) throws(Diagnostic) {
    changes.append(key, id, isAddition: isAddition)
    growth += isAddition ? 1 : -1
    if changes.count > IndexChanges.waitingLimit { try merge(in: transaction) }
  }

  /// Notes new entries of consecutive ids: the rows of a column, but for those without a value.
  func note(
    _ vector: ColumnVector, firstID: UInt32, in transaction: GraphTransaction
  ) throws(Diagnostic) {
    growth += changes.append(vector, firstID: firstID)
    if changes.count > IndexChanges.waitingLimit { try merge(in: transaction) }
  }

  /// Merges the changes that wait into the segments. Linear in them and in the segments that they meet.
  func merge(in transaction: GraphTransaction) throws(Diagnostic) {
    guard !changes.isEmpty else { return }
    changes.sort()
    isChanged = true
    growth = 0
    // Segments that are made anew are written by the commit.
    transaction.record.giveUp()
    var rebuild = IndexRebuild(table: table, directory: directory, changes: changes)
    try rebuild.run(in: transaction)
    directory = rebuild.result
    changes = IndexChanges()
  }

  // MARK: Reads

  /// Appends the ids whose keys lie in a range, by key and then by id, but those that were just added last. Logarithmic in
  /// the index, linear in what is found.
  func ids(
    in range: IndexRange, _ transaction: GraphTransaction, into output: inout [UInt32]
  ) throws(Diagnostic) {
    changes.sort()
    if changes.count > IndexChanges.searchLimit, transaction.isWritable {
      try merge(in: transaction)
    }
    guard !range.isEmpty else { return }
    let first = output.count
    try segmentIDs(in: range, transaction, into: &output)
    guard !changes.isEmpty else { return }
    apply(changes.changes(in: range), to: &output, from: first)
  }

  private func segmentIDs(
    in range: IndexRange, _ transaction: GraphTransaction, into output: inout [UInt32]
  ) throws(Diagnostic) {
    guard directory.count > 0 else { return }
    try forEachStretch(of: range, in: transaction) { segment, places in
      for place in places { output.append(segment.id(at: place)) }
    }
  }

  /// Hands out the stretches of ids in a range, in the order of the keys.
  private func forEachStretch(
    of range: IndexRange, in transaction: GraphTransaction,
    _ body: (IndexSegment, Range<Int>) -> Void
  ) throws(Diagnostic) {
    var index = directory.firstSegment(from: range.lower)
    while index < directory.count {
      let segment = try segment(index, transaction)
      let low = segment.lowerBound(range.lower)
      let high = range.upper.map(segment.lowerBound) ?? segment.keys
      if low < high {
        body(segment, segment.places(of: low).lowerBound..<segment.places(of: high - 1).upperBound)
      }
      if high < segment.keys { return }
      index += 1
    }
  }

  private func segment(
    _ index: Int, _ transaction: GraphTransaction
  ) throws(Diagnostic) -> IndexSegment {
    unsafe IndexSegment(
      try table.blob(Int(directory.numbers[index]), in: transaction.snapshot))
  }

  private func apply(
    _ changes: ArraySlice<IndexChanges.Change>, to output: inout [UInt32], from first: Int
  ) {
    var gone: Set<UInt32> = []
    var added: [UInt32] = []
    // An entity whose value changed within the range is gone under one key and there under the other.
    for change in changes where !change.isAddition { gone.insert(change.id) }
    for change in changes where change.isAddition { added.append(change.id) }
    if !gone.isEmpty {
      let kept = output[first...].filter { !gone.contains($0) }
      output.replaceSubrange(first..., with: kept)
    }
    guard !added.isEmpty else { return }
    // What was taken out and put in again unchanged would come twice.
    let known = Set(output[first...])
    output.append(contentsOf: added.filter { !known.contains($0) })
  }

  /// Hands out every key with its ids in order: what a check of the whole index needs. Merges first. Linear.
  ///
  /// Ids of one key that lie in several segments come in several calls.
  func forEachKey(
    in transaction: GraphTransaction, _ body: ([UInt8], [UInt32]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    try merge(in: transaction)
    for index in 0..<directory.count {
      let segment = try segment(index, transaction)
      for key in 0..<segment.keys {
        try body(segment.key(key), segment.places(of: key).map(segment.id))
      }
    }
  }

  /// Whether the directory says what the segments hold.
  func directoryIsRight(in transaction: GraphTransaction) throws(Diagnostic) -> Bool {
    try merge(in: transaction)
    for index in 0..<directory.count {
      let segment = try segment(index, transaction)
      guard segment.keys > 0, Int(directory.idCounts[index]) == segment.ids,
        Int(directory.keyCounts[index]) == segment.keys,
        Array(directory.firstKey(index)) == segment.key(0),
        directory.firstID(index) == segment.id(at: 0)
      else { return false }
    }
    return Set(directory.numbers).count == directory.count
  }
}
