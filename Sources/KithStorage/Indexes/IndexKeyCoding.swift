import KithCore

/// Property values as bytes whose order is that of `<`, and which are equal where the values are.
///
/// ```
/// class              bytes behind it
/// 0x01 absent        –                       further properties of an index only
/// 0x10 boolean       0 or 1
/// 0x20 number        the float next to it towards minus infinity, 8; 0, or 1 and the rest to it, 2
/// 0x21 NaN           –
/// 0x30 text          UTF-8 up to 120 bytes, 00 as 01 01 and 01 as 01 02; 0
/// 0x40 date          days, 8
/// 0x41 localTime     nanoseconds, 8
/// 0x42 time          nanoseconds of the day in UTC, 8                    the offset is left out
/// 0x43 localDateTime seconds, 8; nanoseconds, 4
/// 0x44 dateTime      seconds in UTC, 8; nanoseconds, 4                   offset and zone are left out
/// 0x45 duration      months, days, seconds, 8 each; nanoseconds, 4       equality only: durations have no order
/// 0x50 list          –                                                   all alike
/// 0x60 others        –                                                   all alike
/// ```
///
/// Numbers are big-endian with their sign turned, so that bytes order them. 1 and 1.0 have the same bytes, 2⁵³ and 2⁵³ + 1
/// do not. Where different values have the same bytes the encoding is not exact, and whoever asked looks at the
/// properties themselves. No encoding is the beginning of another, so that those of several properties are just joined.
package enum IndexKeyCoding {
  /// Longer texts are cut, which keeps their order.
  static let textLimit = 120

  static let absent: UInt8 = 0x01
  static let number: UInt8 = 0x20
  static let text: UInt8 = 0x30

  /// Appends a value; false where other values have the same bytes.
  @discardableResult
  static func append(_ value: Value, to bytes: inout [UInt8]) -> Bool {
    let first = classByte(of: value)
    guard value.indexesAsNumber else {
      bytes.append(first)
      return appendContents(value, to: &bytes)
    }
    append(number: value, to: &bytes)
    return true
  }

  /// The class of a value: values of different classes are neither equal nor less than each other.
  static func classByte(of value: Value) -> UInt8 {
    switch value {
    case .null: absent
    case .boolean: 0x10
    case .integer: number
    case .float(let it): it.isNaN ? 0x21 : number
    case .string: text
    case .date: 0x40
    case .localTime: 0x41
    case .time: 0x42
    case .localDateTime: 0x43
    case .dateTime: 0x44
    case .duration: 0x45
    case .list: 0x50
    // Whatever else a property comes to hold is found by looking at it.
    default: 0x60
    }
  }

  private static func appendContents(_ value: Value, to bytes: inout [UInt8]) -> Bool {
    switch value {
    case .null: return true
    case .boolean(let it):
      bytes.append(it ? 1 : 0)
      return true
    case .string(var it):
      return it.withUTF8 { unsafe append(text: $0, to: &bytes) }
    case .date(let it):
      append(signed: it.daysSinceEpoch, to: &bytes)
      return true
    case .localTime(let it):
      append(signed: it.nanosecondsOfDay, to: &bytes)
      return true
    case .time(let it):
      append(signed: it.utcNanoseconds, to: &bytes)
      return false
    case .localDateTime(let it):
      append(signed: it.secondsSinceEpoch, to: &bytes)
      append(UInt32(bitPattern: it.nanoseconds), to: &bytes)
      return true
    case .dateTime(let it):
      append(signed: it.secondsSinceEpoch, to: &bytes)
      append(UInt32(bitPattern: it.nanoseconds), to: &bytes)
      return false
    case .duration(let it):
      for part in [it.months, it.days, it.seconds] { append(signed: part, to: &bytes) }
      append(UInt32(bitPattern: it.nanoseconds), to: &bytes)
      return true
    default: return false
    }
  }

  // MARK: texts

  /// Appends a text with its class.
  @discardableResult
  static func append(classOf bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) -> Bool {
    output.append(text)
    return unsafe append(text: bytes, to: &output)
  }

  private static func append(text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Bool {
    unsafe appendEscaped(text, to: &bytes)
    bytes.append(0)
    return text.count <= textLimit
  }

  /// Appends the first bytes of a text without the end, for what begins with it.
  static func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    for index in 0..<min(text.count, textLimit) {
      // Safe because the index was checked, and the caller's text is read within the call only.
      let byte = unsafe text[index]
      if byte > 1 {
        bytes.append(byte)
      } else {
        bytes.append(1)
        bytes.append(byte + 1)
      }
    }
  }

  // MARK: numbers

  private static func append(number value: Value, to bytes: inout [UInt8]) {
    switch value {
    case .integer(let it): append(integer: it, to: &bytes)
    case .float(let it): append(float: it, to: &bytes)
    default: break
    }
  }

  /// Appends an integer with its class.
  static func append(integer: Int64, to bytes: inout [UInt8]) {
    bytes.append(number)
    var nearest = Double(integer)
    // Rounded up, 2⁶³ itself may come out, which no Int64 reaches.
    if nearest >= 0x1p63 || Int64(nearest) > integer { nearest = nearest.nextDown }
    append(bits: nearest, to: &bytes)
    let rest = integer &- Int64(nearest)
    guard rest != 0 else { return bytes.append(0) }
    bytes.append(1)
    bytes.append(UInt8(truncatingIfNeeded: rest >> 8))
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Appends a float that is not NaN, with its class.
  static func append(float: Double, to bytes: inout [UInt8]) {
    bytes.append(number)
    append(bits: float, to: &bytes)
    bytes.append(0)
  }

  private static func append(bits float: Double, to bytes: inout [UInt8]) {
    // -0.0 equals 0.0.
    let bits = (float == 0 ? 0 : float).bitPattern
    append(bits >> 63 == 1 ? ~bits : bits | 1 << 63, to: &bytes)
  }

  /// Appends a date with its class.
  static func append(days: Int64, to bytes: inout [UInt8]) {
    bytes.append(0x40)
    append(signed: days, to: &bytes)
  }

  private static func append(signed number: Int64, to bytes: inout [UInt8]) {
    append(UInt64(bitPattern: number) ^ 1 << 63, to: &bytes)
  }

  private static func append<Number: FixedWidthInteger & UnsignedInteger>(
    _ number: Number, to bytes: inout [UInt8]
  ) {
    var shift = Number.bitWidth
    while shift > 0 {
      shift -= 8
      bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
    }
  }

  /// The least bytes that are greater than all that begin with these; nil where there are none.
  static func successor(of bytes: [UInt8]) -> [UInt8]? {
    var bytes = bytes
    while let last = bytes.popLast() {
      guard last < 0xFF else { continue }
      bytes.append(last + 1)
      return bytes
    }
    return nil
  }
}

extension Value {
  fileprivate var indexesAsNumber: Bool {
    switch self {
    case .integer: true
    case .float(let it): !it.isNaN
    default: false
    }
  }
}
