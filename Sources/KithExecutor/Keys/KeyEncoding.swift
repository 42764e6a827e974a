import KithColumns
import KithCore

/// Values as bytes, such that two values are equivalent (`Value.isEquivalent`) exactly when their bytes are the same.
///
/// No encoding is the beginning of another, so that the keys of a row can stand one behind the other.
///
/// ```
/// null                 | 0 |
/// boolean              | 1 | 0 or 1 |
/// integer, whole float | 2 | 8 bytes |
/// other float          | 3 | 8 bytes |       every NaN as the same one
/// text                 | 4 | count, 8 bytes | UTF-8 |
/// list, map, path      | tag | count, 8 bytes | elements |      a map's entries by key
/// the others           | tag | their fields, 8 bytes each |
/// ```
extension [UInt8] {
  private enum Tag: UInt8 {
    case null, boolean, integer, float, text, date, localTime, time, localDateTime, dateTime
    case duration, list, map, node, relationship, path, point
  }

  /// Appends one row of a column. Linear in the size of its value.
  mutating func appendKey(_ column: ColumnVector, row: Int) {
    if let mask = column.isNull, mask[row] { return append(Tag.null.rawValue) }
    switch column.storage {
    case .booleans(let rows): appendKey(.boolean(rows[row]))
    case .integers(let rows): appendFields(.integer, rows[row])
    case .floats(let rows): appendKey(.float(rows[row]))
    case .dates(let rows): appendFields(.date, rows[row])
    case .texts(let rows):
      let text = rows[row]
      appendFields(.text, Int64(text.count))
      // Safe because the column keeps its texts readable.
      unsafe append(contentsOf: UnsafeBufferPointer(start: text.start, count: text.count))
    case .nodes(let rows): appendFields(.node, Int64(rows[row].rawValue))
    case .relationships(let rows): appendFields(.relationship, Int64(rows[row].rawValue))
    case .values(let rows): appendKey(rows[row])
    }
  }

  /// Appends one value. Linear in its size.
  mutating func appendKey(_ value: Value) {
    switch value {
    case .null: append(Tag.null.rawValue)
    case .boolean(let it):
      append(Tag.boolean.rawValue)
      append(it ? 1 : 0)
    case .integer(let it): appendFields(.integer, it)
    case .float(let it): appendKey(it)
    case .string(let it): appendKey(text: it)
    case .date(let it): appendFields(.date, it.daysSinceEpoch)
    case .localTime(let it): appendFields(.localTime, it.nanosecondsOfDay)
    case .time(let it): appendFields(.time, it.nanosecondsOfDay, Int64(it.offsetSeconds))
    case .localDateTime(let it):
      appendFields(.localDateTime, it.secondsSinceEpoch, Int64(it.nanoseconds))
    case .dateTime(let it):
      appendFields(
        .dateTime, it.secondsSinceEpoch, Int64(it.nanoseconds), Int64(it.offsetSeconds))
      appendKey(it.zoneName.map(Value.string) ?? .null)
    case .duration(let it):
      appendFields(.duration, it.months, it.days, it.seconds, Int64(it.nanoseconds))
    case .point(let it):
      appendFields(
        .point, it.system.rawValue, Int64(bitPattern: it.x.bitPattern),
        Int64(bitPattern: it.y.bitPattern), Int64(bitPattern: it.z.bitPattern))
    case .list(let elements):
      appendFields(.list, Int64(elements.count))
      for element in elements { appendKey(element) }
    case .map(let map): appendKey(map)
    case .node(let id): appendFields(.node, Int64(id.rawValue))
    case .relationship(let id): appendFields(.relationship, Int64(id.rawValue))
    case .path(let path):
      appendFields(.path, Int64(path.relationships.count))
      for node in path.nodes { appendFields(.node, Int64(node.rawValue)) }
      for step in path.relationships { appendFields(.relationship, Int64(step.rawValue)) }
    }
  }

  private mutating func appendKey(_ float: Double) {
    if let whole = Int64(exactly: float) { return appendFields(.integer, whole) }
    let bits = float.isNaN ? Double.nan.bitPattern : float.bitPattern
    appendFields(.float, Int64(bitPattern: bits))
  }

  private mutating func appendKey(text: String) {
    appendFields(.text, Int64(text.utf8.count))
    append(contentsOf: text.utf8)
  }

  private mutating func appendKey(_ map: ValueMap) {
    appendFields(.map, Int64(map.count))
    let entries = zip(map.keys, map.values).sorted { $0.0.precedesInCodePoints($1.0) }
    for (key, value) in entries {
      appendKey(text: key)
      appendKey(value)
    }
  }

  private mutating func appendFields(_ tag: Tag, _ field: Int64) {
    append(tag.rawValue)
    append(field: field)
  }

  private mutating func appendFields(_ tag: Tag, _ first: Int64, _ others: Int64...) {
    appendFields(tag, first)
    for field in others { append(field: field) }
  }

  /// Eight bytes at once: one by one they cost more than all else in grouping.
  @inline(__always)
  private mutating func append(field: Int64) {
    // Safe because the bytes are read while the number is there.
    unsafe Swift.withUnsafeBytes(of: field.littleEndian) { unsafe append(contentsOf: $0) }
  }
}
