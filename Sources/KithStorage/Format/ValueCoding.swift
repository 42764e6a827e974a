import KithCore

/// One value as bytes, with its type: the entries of mixed columns and of lists.
///
/// ```
/// tag            bytes
///  0 null        –                       only within lists
///  1 false       –
///  2 true        –
///  3 integer     varint, zigzag
///  4 float       8
///  5 string      varint length, UTF-8
///  6 date        varint days, zigzag
///  7 localTime   varint nanoseconds
///  8 time        varint nanoseconds, varint offset (both zigzag)
///  9 localDateTime  varint seconds, varint nanoseconds (both zigzag)
/// 10 dateTime    varint seconds, varint nanoseconds, varint offset (zigzag)
/// 11 dateTime    as 10, then the zone's name: varint length, UTF-8
/// 12 duration    varint months, days, seconds, nanoseconds (zigzag)
/// 13 list        varint count, entries
/// 14 point       varint SRID (zigzag), 2 or 3 × 8 bytes
/// ```
///
/// A varint holds seven bits a byte, least significant first; the top bit says that another byte follows. Zigzag maps
/// 0, -1, 1, -2 … to 0, 1, 2, 3 ….
enum ValueCoding {
  /// How deeply lists may nest in a property.
  static let depthLimit = 64

  /// Whether a property can hold the value: no map, entity or path, also not within a list.
  static func isStorable(_ value: Value, depth: Int = 0) -> Bool {
    switch value {
    case .null, .boolean, .integer, .float, .string, .date, .localTime, .time, .localDateTime,
      .dateTime, .duration, .point:
      true
    case .list(let items):
      depth < depthLimit && items.allSatisfy { isStorable($0, depth: depth + 1) }
    case .map, .node, .relationship, .path: false
    }
  }

  /// The type that makes a value one that no property can hold, for messages.
  static func offendingTypeName(_ value: Value) -> String {
    guard case .list(let items) = value else { return value.typeName }
    guard let item = items.first(where: { !isStorable($0) }) else { return "List" }
    return "List that holds a \(offendingTypeName(item))"
  }

  /// Appends the value, which must be storable.
  static func append(_ value: Value, to bytes: inout [UInt8]) {
    switch value {
    case .null, .map, .node, .relationship, .path: bytes.append(0)
    case .boolean(let it): bytes.append(it ? 2 : 1)
    case .integer(let it): append(tag: 3, [it], to: &bytes)
    case .float(let it):
      bytes.append(4)
      appendWord(it.bitPattern, to: &bytes)
    case .string(let it): append(tag: 5, text: it, to: &bytes)
    case .date(let it): append(tag: 6, [it.daysSinceEpoch], to: &bytes)
    case .localTime(let it): append(tag: 7, [it.nanosecondsOfDay], to: &bytes)
    case .time(let it):
      append(tag: 8, [it.nanosecondsOfDay, Int64(it.offsetSeconds)], to: &bytes)
    case .localDateTime(let it):
      append(tag: 9, [it.secondsSinceEpoch, Int64(it.nanoseconds)], to: &bytes)
    case .dateTime(let it):
      let numbers = [it.secondsSinceEpoch, Int64(it.nanoseconds), Int64(it.offsetSeconds)]
      append(tag: it.zoneName == nil ? 10 : 11, numbers, to: &bytes)
      if let name = it.zoneName { append(text: name, to: &bytes) }
    case .duration(let it):
      append(tag: 12, [it.months, it.days, it.seconds, Int64(it.nanoseconds)], to: &bytes)
    case .point(let it):
      append(tag: 14, [it.system.rawValue], to: &bytes)
      for coordinate in it.coordinates { appendWord(coordinate.bitPattern, to: &bytes) }
    case .list(let items):
      bytes.append(13)
      appendVarint(UInt64(items.count), to: &bytes)
      for item in items { append(item, to: &bytes) }
    }
  }

  private static func append(tag: UInt8, _ numbers: [Int64], to bytes: inout [UInt8]) {
    bytes.append(tag)
    for it in numbers { appendVarint(UInt64(bitPattern: (it << 1) ^ (it >> 63)), to: &bytes) }
  }

  private static func append(tag: UInt8, text: String, to bytes: inout [UInt8]) {
    bytes.append(tag)
    append(text: text, to: &bytes)
  }

  private static func append(text: String, to bytes: inout [UInt8]) {
    appendVarint(UInt64(text.utf8.count), to: &bytes)
    bytes.append(contentsOf: text.utf8)
  }

  private static func appendWord(_ word: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  static func appendVarint(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}

/// Reads values that `ValueCoding` wrote. What is malformed reads as `.null`, and nothing past the end is read.
@safe
struct ValueDecoder: ~Copyable {
  // Safe because every read is checked against `end`.
  private let start: UnsafeRawPointer
  private let end: Int
  private var offset = 0

  @unsafe
  init(_ start: UnsafeRawPointer, count: Int) {
    unsafe self.start = start
    end = count
  }

  var isAtEnd: Bool { offset >= end }

  /// The next byte as it is; nil past the end.
  mutating func nextByte() -> UInt8? { byte() }

  /// The next varint; nil past the end and where it does not fit.
  mutating func nextID() -> UInt32? { isAtEnd ? nil : UInt32(exactly: varint()) }

  mutating func value(depth: Int = 0) -> Value {
    guard let tag = byte() else { return .null }
    switch tag {
    case 1: return .boolean(false)
    case 2: return .boolean(true)
    case 3: return .integer(number())
    case 4: return .float(float())
    case 5: return .string(text())
    case 6: return .date(DateValue(daysSinceEpoch: number()))
    case 7: return .localTime(LocalTimeValue(nanosecondsOfDay: number()))
    case 8: return .time(TimeValue(nanosecondsOfDay: number(), offsetSeconds: shortNumber()))
    case 9:
      return .localDateTime(
        LocalDateTimeValue(secondsSinceEpoch: number(), nanoseconds: shortNumber()))
    case 10, 11: return dateTime(named: tag == 11)
    case 12:
      return .duration(
        DurationValue(
          months: number(), days: number(), seconds: number(), nanoseconds: shortNumber()))
    case 13: return list(depth: depth)
    case 14: return point()
    default: return .null
    }
  }

  private mutating func dateTime(named: Bool) -> Value {
    let seconds = number()
    let nanoseconds = shortNumber()
    let offsetSeconds = shortNumber()
    let zoneName = named ? text() : nil
    return .dateTime(
      DateTimeValue(
        secondsSinceEpoch: seconds, nanoseconds: nanoseconds, offsetSeconds: offsetSeconds,
        zoneName: zoneName))
  }

  private mutating func point() -> Value {
    guard let system = CoordinateSystem(rawValue: number()) else { return .null }
    let (x, y) = (float(), float())
    return .point(PointValue(system, x: x, y: y, z: system.isIn3D ? float() : 0))
  }

  private mutating func float() -> Double { Double(bitPattern: word()) }

  private mutating func list(depth: Int) -> Value {
    let count = Int(clamping: varint())
    // Every entry has at least one byte, which bounds what a wrong count can ask for.
    guard depth < ValueCoding.depthLimit, count <= end - offset else { return .null }
    var items: [Value] = []
    items.reserveCapacity(count)
    for _ in 0..<count { items.append(value(depth: depth + 1)) }
    return .list(items)
  }

  private mutating func byte() -> UInt8? {
    guard offset < end else { return nil }
    defer { offset += 1 }
    // Safe because the range was checked.
    return unsafe start.load(fromByteOffset: offset, as: UInt8.self)
  }

  private mutating func word() -> UInt64 {
    guard end - offset >= 8 else { return 0 }
    defer { offset += 8 }
    // Safe because the range was checked.
    return unsafe UInt64(
      littleEndian: start.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  private mutating func varint() -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64, let next = byte() {
      result |= UInt64(next & 0x7F) << shift
      if next & 0x80 == 0 { break }
      shift += 7
    }
    return result
  }

  private mutating func number() -> Int64 {
    let it = varint()
    return Int64(bitPattern: it >> 1) ^ -Int64(bitPattern: it & 1)
  }

  private mutating func shortNumber() -> Int32 { Int32(truncatingIfNeeded: number()) }

  private mutating func text() -> String {
    let count = Int(clamping: varint())
    guard count <= end - offset else { return "" }
    defer { offset += count }
    // Safe because the range was checked.
    let bytes = unsafe UnsafeRawBufferPointer(start: start + offset, count: count)
    return unsafe String(decoding: bytes, as: UTF8.self)
  }
}
