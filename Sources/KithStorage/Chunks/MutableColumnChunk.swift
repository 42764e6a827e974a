import KithCore

/// Up to 1920 rows of a property column, to be changed: the chunk as it lies in the file, and the rows that changed.
///
/// ```
/// chunk     | a | b | – | d | …            in the map, or the bulk load's own
/// changed     1: x   3: –                  by row, while they are few
/// all       | a | x | – | – | …            values instead of both, when they are many
/// ```
final class MutableColumnChunk {
  // The chunk's blob lies in the map, is kept by the table, or is `owner`.
  private let chunk: ColumnChunk
  private let owner: HeapBlob?
  private var changed: [Int: Value] = [:]
  private var all: [Value]?

  /// More changes are worth the values of all rows.
  private static let changeLimit = 24

  /// `owner` is the chunk's blob where nobody else keeps it.
  init(_ chunk: ColumnChunk, owner: HeapBlob? = nil) {
    self.chunk = chunk
    self.owner = owner
  }

  /// The row's value, `.null` where it has none.
  subscript(row: Int) -> Value {
    get {
      if let all { return all[row] }
      return changed[row] ?? chunk.value(row)
    }
    set {
      if all != nil {
        all?[row] = newValue
      } else {
        changed[row] = newValue
        if changed.count > Self.changeLimit { all = values }
      }
    }
  }

  /// The values of all rows. Linear.
  var values: [Value] {
    if let all { return all }
    var values = (0..<ChunkSize.columnRows).map(chunk.value)
    for (row, value) in changed { values[row] = value }
    return values
  }

  /// The blob to be written; nil where no row has a value.
  func blob(key: BlobKey) throws(Diagnostic) -> HeapBlob? {
    try ColumnEncoder.blob(values[...], key: key)
  }
}
