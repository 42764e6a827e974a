import KithCore

/// One pass over the segments of an index that takes changes into those which they meet.
///
/// A segment that grows beyond its size is split, evenly or, where all that is new lies at its end, into full ones; one
/// that shrinks below a quarter goes into the next one.
struct IndexRebuild {
  let table: ChunkTable
  let directory: IndexDirectory
  let changes: IndexChanges
  private(set) var result = IndexDirectory()
  /// Numbers that no segment has, the least last.
  private var freeNumbers: [UInt32]
  private var nextNumber: UInt32
  /// Entries of a segment that was too small to stay.
  private var carried = IndexEntries()

  init(table: ChunkTable, directory: IndexDirectory, changes: IndexChanges) {
    self.table = table
    self.directory = directory
    self.changes = changes
    nextNumber = (directory.numbers.max() ?? 0) + 1
    let used = Set(directory.numbers)
    freeNumbers = (0..<nextNumber).reversed().filter { !used.contains($0) }
  }

  mutating func run(in transaction: GraphTransaction) throws(Diagnostic) {
    var next = 0
    for index in 0..<max(1, directory.count) {
      let end = endOfChanges(from: next, segment: index)
      if next == end, carried.isEmpty, directory.count > 0 {
        result.append(index, of: directory)
        continue
      }
      try take(next..<end, into: index, transaction)
      next = end
    }
    emit(carried, isAppended: false, transaction)
  }

  /// Where the changes end that belong into a segment.
  private func endOfChanges(from start: Int, segment: Int) -> Int {
    let all = changes.sorted
    guard segment + 1 < directory.count else { return all.count }
    let (bound, id) = (directory.firstKey(segment + 1), directory.firstID(segment + 1))
    var (low, high) = (start, all.count)
    while low < high {
      let middle = (low + high) / 2
      let key = changes.key(of: all[middle])
      let precedes = key == bound ? all[middle].id < id : key.lexicographicallyPrecedes(bound)
      if precedes { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func take(
    _ places: Range<Int>, into index: Int, _ transaction: GraphTransaction
  ) throws(Diagnostic) {
    var entries = carried
    carried = IndexEntries()
    var isAppended = true
    if index < directory.count {
      let number = directory.numbers[index]
      let segment = unsafe IndexSegment(try table.blob(Int(number), in: transaction.snapshot))
      isAppended = merge(changes.sorted[places], with: segment, into: &entries)
      freeNumbers.append(number)
      transaction.removeBlob(table.key.with(chunk: Int(number)))
    } else {
      for change in changes.sorted[places] where change.isAddition {
        entries.append(changes.key(of: change), change.id)
      }
    }
    if entries.size < IndexSegment.fullSize / 4, index + 1 < directory.count {
      carried = entries
    } else {
      emit(entries, isAppended: isAppended, transaction)
    }
  }

  /// Both in order, without what is gone; gives whether all that is new lies behind the segment's entries.
  private func merge(
    _ changes: ArraySlice<IndexChanges.Change>, with segment: IndexSegment,
    into entries: inout IndexEntries
  ) -> Bool {
    var next = changes.startIndex
    var isAppended = true
    func takeChange(_ change: IndexChanges.Change) {
      if change.isAddition { entries.append(self.changes.key(of: change), change.id) }
    }
    for index in 0..<segment.keys {
      let key = segment.key(index)[...]
      for place in segment.places(of: index) {
        let id = segment.id(at: place)
        var isReplaced = false
        while next < changes.endIndex {
          let change = changes[next]
          let changed = self.changes.key(of: change)
          let isSame = changed == key
          guard isSame ? change.id <= id : changed.lexicographicallyPrecedes(key) else { break }
          isReplaced = isSame && change.id == id
          if !isReplaced { isAppended = false }
          takeChange(change)
          next += 1
        }
        if !isReplaced { entries.append(key, id) }
      }
    }
    for change in changes[next...] { takeChange(change) }
    return isAppended
  }

  private mutating func emit(
    _ entries: IndexEntries, isAppended: Bool, _ transaction: GraphTransaction
  ) {
    guard !entries.isEmpty else { return }
    let full = IndexSegment.fullSize
    var pieces = entries.pieces(of: full)
    if pieces.count == 2, !isAppended {
      pieces = entries.pieces(of: (pieces[0].size + pieces[1].size) / 2 + 64)
    }
    for piece in pieces {
      let number = freeNumbers.popLast() ?? newNumber()
      let blob = entries.blob(piece, key: table.key.with(chunk: Int(number)))
      transaction.seal(table, chunk: Int(number), blob)
      let beginning = entries.beginning(of: piece)
      result.append(
        number: number, ids: piece.ids, keys: piece.keys,
        beginning: (beginning.key[...], beginning.id))
    }
  }

  private mutating func newNumber() -> UInt32 {
    defer { nextNumber += 1 }
    return nextNumber
  }
}
