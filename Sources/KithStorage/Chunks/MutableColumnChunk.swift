import KithCore

/// Up to 1920 rows of a property column as values, to be changed.
final class MutableColumnChunk {
  private(set) var values: [Value]

  init() { values = Array(repeating: .null, count: ChunkSize.columnRows) }

  init(_ chunk: ColumnChunk) {
    values = (0..<ChunkSize.columnRows).map(chunk.value)
  }

  /// The row's value, `.null` where it has none.
  subscript(row: Int) -> Value {
    get { values[row] }
    set { values[row] = newValue }
  }

  /// The blob to be written; nil where no row has a value.
  func blob(key: BlobKey) throws(Diagnostic) -> HeapBlob? {
    try ColumnEncoder.blob(values[...], key: key)
  }
}
