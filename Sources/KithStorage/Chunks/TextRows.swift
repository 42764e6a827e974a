import KithColumns
import KithCore

/// The texts of a chunk, one after the other; row i is `bytes[offsets[i] ..< offsets[i + 1]]`.
struct TextRows {
  var bytes: [UInt8] = []
  private(set) var offsets: [UInt32] = [0]

  init(count: Int) { offsets.reserveCapacity(count + 1) }

  var count: Int { offsets.count - 1 }

  /// The bytes that an offset takes.
  var width: UInt8 { bytes.count > 0xFFFF ? 4 : 2 }

  /// The size of the plain form.
  var size: Int { offsets.count * Int(width) + bytes.count }

  mutating func append(_ text: TextReference) {
    // Safe because the text is readable for `count` bytes.
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.start, count: text.count))
  }

  /// Ends the row whose bytes were appended.
  mutating func endRow() throws(Diagnostic) {
    guard let end = UInt32(exactly: bytes.count) else { throw StorageMessages.textsTooLong }
    offsets.append(end)
  }
}

/// The different texts of a chunk, and for each row the number of its text.
struct TextDictionary {
  private(set) var entries: TextRows
  private(set) var codes: [UInt16] = []

  /// The bytes that a code takes.
  var width: UInt8 { entries.count > 256 ? 2 : 1 }

  /// Nil where more than half of the rows differ: then codes cannot pay. Linear in the bytes.
  init?(_ rows: TextRows) {
    let limit = max(1, rows.count / 2)
    let slots = 4 * ChunkSize.columnRows
    var table = [Int16](repeating: -1, count: slots)
    var entries = TextRows(count: limit)
    codes.reserveCapacity(rows.count)
    for row in 0..<rows.count {
      let text = rows.bytes[Int(rows.offsets[row])..<Int(rows.offsets[row + 1])]
      var slot = Int(truncatingIfNeeded: Self.hash(text)) & (slots - 1)
      // At most half as many entries as rows lie in four times as many slots: a free one is found.
      while table[slot] >= 0, !entries.holds(text, at: Int(table[slot])) {
        slot = (slot + 1) & (slots - 1)
      }
      if table[slot] < 0 {
        guard entries.count < limit else { return nil }
        table[slot] = Int16(entries.count)
        entries.bytes.append(contentsOf: text)
        // The entries are no longer than the rows, whose length was checked.
        try? entries.endRow()
      }
      codes.append(UInt16(table[slot]))
    }
    self.entries = entries
  }

  /// The size of the coded form.
  func size(rows: Int) -> Int {
    rows * Int(width) + entries.offsets.count * 4 + entries.bytes.count
  }

  private static func hash(_ text: ArraySlice<UInt8>) -> UInt64 {
    unsafe text.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return 0 }
      // Safe because the pointer and count come from the slice itself.
      return unsafe Checksum.of(start, count: bytes.count, seed: 0)
    }
  }
}

extension TextRows {
  /// Whether the row has these bytes.
  fileprivate func holds(_ text: ArraySlice<UInt8>, at row: Int) -> Bool {
    bytes[Int(offsets[row])..<Int(offsets[row + 1])].elementsEqual(text)
  }
}

extension HeapBlob {
  /// Copies bytes to an offset, within the blob.
  func copy(_ bytes: ArraySlice<UInt8>, to offset: Int) {
    precondition(offset >= 0 && offset + bytes.count <= size, "outside the blob")
    unsafe bytes.withUnsafeBytes { source in
      guard let from = source.baseAddress else { return }
      // Safe because the range was checked and the two do not overlap.
      unsafe (start + offset).copyMemory(from: from, byteCount: source.count)
    }
  }
}
