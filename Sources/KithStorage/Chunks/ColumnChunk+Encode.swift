import KithColumns
import KithCore

/// Makes the blob of a column chunk: the narrowest form that holds its values.
enum ColumnEncoder {
  /// The blob of the values of rows 0, 1, …, or nil where none has a value.
  /// Throws where the texts of the chunk are too long to be addressed with 32 bits.
  static func blob(_ values: ArraySlice<Value>, key: BlobKey) throws(Diagnostic) -> HeapBlob? {
    guard let last = values.lastIndex(where: { !$0.isNull }) else { return nil }
    let values = values[values.startIndex...last]
    let presence = Presence(values.count) { !values[values.startIndex + $0].isNull }
    switch commonForm(values) {
    case .booleans:
      let rows = values.map { if case .boolean(let it) = $0 { it } else { false } }
      return booleans(rows[...], presence, key)
    case .integers:
      let rows = values.map { if case .integer(let it) = $0 { it } else { Int64(0) } }
      return integers(rows[...], .integers, presence, key)
    case .dates:
      let rows = values.map { if case .date(let it) = $0 { it.daysSinceEpoch } else { Int64(0) } }
      return integers(rows[...], .dates, presence, key)
    case .floats:
      let rows = values.map { if case .float(let it) = $0 { it } else { 0.0 } }
      return floats(rows[...], presence, key)
    case .texts:
      var texts = TextRows(count: values.count)
      for value in values {
        if case .string(let it) = value { texts.bytes.append(contentsOf: it.utf8) }
        try texts.endRow()
      }
      return self.texts(texts, presence, key)
    case .points: return points(values, presence, key)
    case .mixed, .codes, .empty, .inMemory:
      var rows = TextRows(count: values.count)
      for value in values {
        if !value.isNull { ValueCoding.append(value, to: &rows.bytes) }
        try rows.endRow()
      }
      return plain(rows, .mixed, presence, key)
    }
  }

  /// The blob of a range of rows of a vector, or nil where none has a value.
  static func blob(
    _ vector: ColumnVector, rows: Range<Int>, key: BlobKey
  ) throws(Diagnostic) -> HeapBlob? {
    if case .values(let values) = vector.storage { return try blob(values[rows], key: key) }
    let presence: Presence
    if let isNull = vector.isNull {
      presence = Presence(rows.count) { !isNull[rows.lowerBound + $0] }
    } else {
      presence = Presence(all: rows.count)
    }
    guard presence.present > 0 else { return nil }
    switch vector.storage {
    case .booleans(let all): return booleans(all[rows], presence, key)
    case .integers(let all): return integers(all[rows], .integers, presence, key)
    case .dates(let all): return integers(all[rows], .dates, presence, key)
    case .floats(let all): return floats(all[rows], presence, key)
    case .texts(let all):
      var texts = TextRows(count: rows.count)
      for row in rows {
        if presence.has(row - rows.lowerBound) { texts.append(all[row]) }
        try texts.endRow()
      }
      return self.texts(texts, presence, key)
    case .nodes: throw StorageMessages.notStorable("Node")
    case .relationships: throw StorageMessages.notStorable("Relationship")
    case .values: return nil
    }
  }

  /// The form that holds all values, mixed where their types or coordinate systems differ.
  private static func commonForm(_ values: ArraySlice<Value>) -> ColumnChunk.Form {
    var common: ColumnChunk.Form?
    var system: CoordinateSystem?
    for value in values {
      let form: ColumnChunk.Form
      switch value {
      case .null: continue
      case .boolean: form = .booleans
      case .integer: form = .integers
      case .float: form = .floats
      case .date: form = .dates
      case .string: form = .texts
      case .point(let it):
        form = .points
        if let system, system != it.system { return .mixed }
        system = it.system
      case .localTime, .time, .localDateTime, .dateTime, .duration, .list, .map, .node,
        .relationship, .path:
        return .mixed
      }
      if let common, common != form { return .mixed }
      common = form
    }
    return common ?? .empty
  }

  private static func booleans(
    _ rows: ArraySlice<Bool>, _ presence: Presence, _ key: BlobKey
  ) -> HeapBlob {
    let words = (rows.count + 63) / 64
    let (blob, data) = chunk(.booleans, presence, dataSize: words * 8)
    for word in 0..<words {
      var bits: UInt64 = 0
      for bit in 0..<min(64, rows.count - word * 64)
      where rows[rows.startIndex + word * 64 + bit] {
        bits |= 1 << UInt64(bit)
      }
      blob.store(bits, at: data + word * 8)
    }
    blob.seal(key: key)
    return blob
  }

  private static func integers(
    _ rows: ArraySlice<Int64>, _ form: ColumnChunk.Form, _ presence: Presence, _ key: BlobKey
  ) -> HeapBlob {
    var least = Int64.max
    var greatest = Int64.min
    for (row, value) in rows.enumerated() where presence.has(row) {
      least = min(least, value)
      greatest = max(greatest, value)
    }
    let width = PackedNumbers.width(range: UInt64(bitPattern: greatest &- least))
    let (blob, data) = chunk(
      form, presence, width: width, base: least, dataSize: rows.count * Int(width))
    for (row, value) in rows.enumerated() where presence.has(row) {
      PackedNumbers.store(
        UInt64(bitPattern: value &- least), into: blob, at: data, width: width, row)
    }
    blob.seal(key: key)
    return blob
  }

  private static func floats(
    _ rows: ArraySlice<Double>, _ presence: Presence, _ key: BlobKey
  ) -> HeapBlob {
    let (blob, data) = chunk(.floats, presence, dataSize: rows.count * 8)
    for (row, value) in rows.enumerated() where presence.has(row) {
      blob.store(value.bitPattern, at: data + row * 8)
    }
    blob.seal(key: key)
    return blob
  }

  /// Points of one coordinate system.
  private static func points(
    _ rows: ArraySlice<Value>, _ presence: Presence, _ key: BlobKey
  ) -> HeapBlob {
    let points = rows.map { if case .point(let it) = $0 { it } else { PointValue?.none } }
    let system = points.lazy.compactMap { $0?.system }.first ?? .cartesian
    let width = system.isIn3D ? 3 : 2
    let (blob, data) = chunk(
      .points, presence, width: UInt8(width), base: system.rawValue,
      dataSize: rows.count * width * 8)
    for (row, point) in points.enumerated() {
      for (place, coordinate) in (point?.coordinates ?? []).enumerated() {
        blob.store(coordinate.bitPattern, at: data + (row * width + place) * 8)
      }
    }
    blob.seal(key: key)
    return blob
  }

  /// Codes where they take at most three quarters of the plain form, since they cost one load more.
  private static func texts(_ rows: TextRows, _ presence: Presence, _ key: BlobKey) -> HeapBlob {
    if let dictionary = TextDictionary(rows),
      dictionary.size(rows: rows.count) * 4 <= rows.size * 3
    {
      return codes(dictionary, presence, key)
    }
    return plain(rows, .texts, presence, key)
  }

  private static func plain(
    _ rows: TextRows, _ form: ColumnChunk.Form, _ presence: Presence, _ key: BlobKey
  ) -> HeapBlob {
    let offsetsSize = ChunkSize.padded(rows.offsets.count * Int(rows.width))
    let (blob, data) = chunk(
      form, presence, width: rows.width, dataSize: offsetsSize + rows.bytes.count)
    blob.store(UInt32(data + offsetsSize), at: 28)
    for (index, offset) in rows.offsets.enumerated() {
      PackedNumbers.store(UInt64(offset), into: blob, at: data, width: rows.width, index)
    }
    blob.copy(rows.bytes[...], to: data + offsetsSize)
    blob.seal(key: key)
    return blob
  }

  private static func codes(
    _ dictionary: TextDictionary, _ presence: Presence, _ key: BlobKey
  ) -> HeapBlob {
    let width = dictionary.width
    let codesSize = ChunkSize.padded(dictionary.codes.count * Int(width))
    let entries = dictionary.entries
    let (blob, data) = chunk(
      .codes, presence, width: width,
      dataSize: codesSize + entries.offsets.count * 4 + entries.bytes.count)
    let extra = data + codesSize
    blob.store(UInt32(extra), at: 28)
    blob.store(UInt32(entries.count), at: 32)
    for (row, code) in dictionary.codes.enumerated() {
      PackedNumbers.store(UInt64(code), into: blob, at: data, width: width, row)
    }
    for (index, offset) in entries.offsets.enumerated() {
      blob.store(offset, at: extra + index * 4)
    }
    blob.copy(entries.bytes[...], to: extra + entries.offsets.count * 4)
    blob.seal(key: key)
    return blob
  }

  /// A blob with header and mask, and where its data begin.
  private static func chunk(
    _ form: ColumnChunk.Form, _ presence: Presence, width: UInt8 = 0, base: Int64 = 0,
    dataSize: Int
  ) -> (HeapBlob, data: Int) {
    let words = presence.words ?? []
    let data = ColumnChunk.headerSize + words.count * 8
    let blob = HeapBlob(
      size: data + dataSize, family: .column, form: form.rawValue, width: width,
      flags: words.isEmpty ? 0 : ColumnChunk.hasMask, count: presence.count)
    blob.store(base, at: 16)
    blob.store(UInt32(data), at: 24)
    blob.store(UInt32(data), at: 28)
    blob.store(UInt32(presence.present), at: 36)
    for (index, word) in words.enumerated() {
      blob.store(word, at: ColumnChunk.headerSize + index * 8)
    }
    return (blob, data)
  }
}

/// Which rows of a chunk have a value; no words where all have.
private struct Presence {
  let count: Int
  let present: Int
  let words: [UInt64]?

  init(all count: Int) {
    self.count = count
    present = count
    words = nil
  }

  init(_ count: Int, isPresent: (Int) -> Bool) {
    var words = [UInt64](repeating: 0, count: (count + 63) / 64)
    var present = 0
    for row in 0..<count where isPresent(row) {
      words[row >> 6] |= 1 << UInt64(row & 63)
      present += 1
    }
    self.count = count
    self.present = present
    self.words = present == count ? nil : words
  }

  @inline(__always)
  func has(_ row: Int) -> Bool {
    guard let words else { return true }
    return words[row >> 6] >> UInt64(row & 63) & 1 == 1
  }
}
