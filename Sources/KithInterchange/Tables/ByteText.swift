package import KithCore

// Output is gathered as bytes: a `String` per row would cost more than the row.

extension [UInt8] {
  /// Appends the text's UTF-8.
  @inlinable
  package mutating func append(_ text: String) { append(contentsOf: text.utf8) }

  /// Appends a whole number in decimal digits.
  package mutating func append(integer: Int64) {
    if integer < 0 { append(UInt8(ascii: "-")) }
    var rest = integer.magnitude
    let start = count
    repeat {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    self[start...].reverse()
  }

  /// Appends a day as `2023-10-11`: the parts of usual years without a string.
  package mutating func append(date: DateValue) {
    let (year, month, day) = Calendar.civil(days: date.daysSinceEpoch)
    guard (1_000...9_999).contains(year) else { return append(date.isoText) }
    appendDigits(UInt8(truncatingIfNeeded: year / 100))
    appendDigits(UInt8(truncatingIfNeeded: year % 100))
    append(UInt8(ascii: "-"))
    appendDigits(UInt8(truncatingIfNeeded: month))
    append(UInt8(ascii: "-"))
    appendDigits(UInt8(truncatingIfNeeded: day))
  }

  /// Appends a number below 100 in two digits.
  private mutating func appendDigits(_ number: UInt8) {
    append(UInt8(ascii: "0") + number / 10)
    append(UInt8(ascii: "0") + number % 10)
  }

  /// Appends the text's UTF-8 where `isPlain` holds of every byte; else appends nothing, and gives false.
  @inline(__always)
  mutating func append(_ text: String, ifAll isPlain: (UInt8) -> Bool) -> Bool {
    var text = text
    // Safe because the buffer is used within the closure only.
    return text.withUTF8 { bytes in
      for index in 0..<bytes.count where unsafe !isPlain(bytes[index]) { return false }
      unsafe append(contentsOf: bytes)
      return true
    }
  }

  /// Appends a value as a cell has it.
  mutating func append(cell value: Value, entities: any EntityResolver) throws {
    switch value {
    case .integer(let integer): append(integer: integer)
    case .string(let text): append(text)
    case .date(let date): append(date: date)
    case .null, .boolean, .float, .localTime, .time, .localDateTime, .dateTime, .duration, .point,
      .list, .map, .node, .relationship, .path:
      append(try value.text(.cell, resolving: entities))
    }
  }
}
