import KithCore

/// Reads numbers and days straight from a file's bytes. Spaces around them are passed over.
enum CSVNumbers {
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Where the content begins and ends, without spaces.
  @inline(__always)
  private static func trimmed(
    _ bytes: UnsafeBufferPointer<UInt8>, _ field: CSVField
  ) -> (start: Int, end: Int) {
    var (start, end) = (field.start, field.start + Int(field.count))
    // Safe because fields lie within the bytes.
    while start < end, unsafe bytes[start] == 0x20 { start += 1 }
    while end > start, unsafe bytes[end - 1] == 0x20 { end -= 1 }
    return (start, end)
  }

  /// A whole number of 64 bits, with or without a sign; nil for anything else.
  @inline(__always)
  static func integer(_ bytes: UnsafeBufferPointer<UInt8>, _ field: CSVField) -> Int64? {
    var (place, end) = unsafe trimmed(bytes, field)
    guard place < end else { return nil }
    let isNegative = unsafe bytes[place] == UInt8(ascii: "-")
    if unsafe isNegative || bytes[place] == UInt8(ascii: "+") { place += 1 }
    guard place < end else { return nil }
    var number: Int64 = 0
    // Eighteen digits cannot overflow.
    let isShort = end - place <= 18
    while place < end {
      let digit = unsafe bytes[place] &- 0x30
      guard digit < 10 else { return nil }
      if isShort {
        number = number &* 10 &- Int64(digit)
      } else {
        let (product, overflow) = number.multipliedReportingOverflow(by: 10)
        let (sum, overflow2) = product.subtractingReportingOverflow(Int64(digit))
        if overflow || overflow2 { return nil }
        number = sum
      }
      place += 1
    }
    // Counted downwards: the smallest number has no positive counterpart.
    if isNegative { return number }
    return number == .min ? nil : -number
  }

  /// A whole number in the one form that it has: no plus sign, no spaces, no leading zeros.
  @inline(__always)
  static func canonicalInteger(
    _ bytes: UnsafeBufferPointer<UInt8>, _ field: CSVField
  ) -> Int64? {
    guard field.count > 0, !field.hasDoubledQuotes else { return nil }
    let first = unsafe bytes[field.start]
    let isNegative = first == UInt8(ascii: "-")
    let lead = isNegative && field.count > 1 ? unsafe bytes[field.start + 1] : first
    guard isDigit(lead), unsafe isDigit(bytes[field.start + Int(field.count) - 1]) else {
      return nil
    }
    if lead == UInt8(ascii: "0"), field.count > 1 { return nil }
    return unsafe integer(bytes, field)
  }

  /// A number with or without a fraction and an exponent; `NaN` and `Infinity` too. Nil for anything else.
  static func float(_ bytes: UnsafeBufferPointer<UInt8>, _ field: CSVField) -> Double? {
    let (start, end) = unsafe trimmed(bytes, field)
    if let plain = unsafe plainFloat(bytes, start, end) { return plain }
    // Safe because the range lies within the bytes.
    let text = unsafe String(
      decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    switch text {
    case "NaN": return .nan
    case "Infinity", "+Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: break
    }
    // The standard library reads hexadecimal numbers and words too.
    let isDecimal = text.utf8.allSatisfy { isDigit($0) || "+-.eE".utf8.contains($0) }
    return isDecimal ? Double(text) : nil
  }

  /// Up to 15 digits and a point: exact, because both the digits and the power of ten are exact in a double.
  @inline(__always)
  private static func plainFloat(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Double? {
    var place = start
    guard place < end, end - start <= 16 else { return nil }
    let isNegative = unsafe bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    var digits: Int64 = 0
    var digitCount = 0
    var power = 1.0
    var hasPoint = false
    while place < end {
      let byte = unsafe bytes[place]
      if isDigit(byte) {
        digits = digits &* 10 &+ Int64(byte &- 0x30)
        digitCount += 1
        if hasPoint { power *= 10 }
      } else if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        return nil
      }
      place += 1
    }
    guard (1...15).contains(digitCount) else { return nil }
    let number = Double(digits) / power
    return isNegative ? -number : number
  }

  /// `2023-10-11` as days since 1970-01-01; nil for anything else and for a day that no calendar has.
  @inline(__always)
  static func day(_ bytes: UnsafeBufferPointer<UInt8>, _ field: CSVField) -> Int64? {
    let (start, end) = unsafe trimmed(bytes, field)
    guard end - start == 10, unsafe bytes[start + 4] == UInt8(ascii: "-"),
      unsafe bytes[start + 7] == UInt8(ascii: "-"),
      let century = unsafe twoDigits(bytes, start), let rest = unsafe twoDigits(bytes, start + 2),
      let month = unsafe twoDigits(bytes, start + 5), let day = unsafe twoDigits(bytes, start + 8)
    else { return nil }
    let year = century * 100 + rest
    guard (1...12).contains(month), day >= 1,
      day <= 28 || day <= Calendar.daysInMonth(year: year, month: month)
    else { return nil }
    return Calendar.days(year: year, month: month, day: day)
  }

  @inline(__always)
  private static func twoDigits(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int64? {
    let (tens, ones) = unsafe (bytes[place] &- 0x30, bytes[place + 1] &- 0x30)
    return tens < 10 && ones < 10 ? Int64(tens) * 10 + Int64(ones) : nil
  }
}

/// Reads a value of any type from a text, for arrays and the rarer types.
enum CSVValues {
  /// Nil where the text is no value of the type.
  static func value(_ text: String, _ type: CSVType) -> Value? {
    switch type {
    case .string: .string(text)
    case .integer: Int64(text.trimmed).map(Value.integer)
    case .float: number(text)
    case .boolean: boolean(text.trimmed.lowercased())
    case .date: day(text).map(Value.date)
    case .localTime: localTime(text)
    case .time: time(text)
    case .localDateTime: localDateTime(text)
    case .dateTime: dateTime(text)
    case .duration: DurationValue(text.trimmed).map(Value.duration)
    case .point: PointValue(text).map(Value.point)
    }
  }

  private static func boolean(_ text: String) -> Value? {
    text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
  }

  private static func number(_ text: String) -> Value? {
    let bytes = Array(text.utf8)
    let field = CSVField(
      start: 0, count: Int32(clamping: bytes.count), isQuoted: false, hasDoubledQuotes: false)
    // Safe because the field is the whole buffer.
    let number = unsafe bytes.withUnsafeBufferPointer { unsafe CSVNumbers.float($0, field) }
    return number.map(Value.float)
  }

  private static func day(_ text: String) -> DateValue? {
    let (earliest, latest) = (try? EDTF(text.trimmed))?.extent ?? (nil, nil)
    return text.trimmed.utf8.count == 10 && earliest == latest ? earliest : nil
  }

  private static func localTime(_ text: String) -> Value? {
    guard let moment = MomentText(time: text.trimmed), let time = moment.time,
      moment.offsetSeconds == nil, moment.zoneName == nil
    else { return nil }
    return .localTime(time)
  }

  private static func time(_ text: String) -> Value? {
    guard let moment = MomentText(time: text.trimmed), let time = moment.time,
      let offset = moment.offsetSeconds, moment.zoneName == nil
    else { return nil }
    return .time(TimeValue(nanosecondsOfDay: time.nanosecondsOfDay, offsetSeconds: offset))
  }

  private static func localDateTime(_ text: String) -> Value? {
    guard let moment = MomentText(text.trimmed), let date = moment.date, let time = moment.time,
      moment.offsetSeconds == nil, moment.zoneName == nil
    else { return nil }
    return .localDateTime(LocalDateTimeValue(date: date, time: time))
  }

  private static func dateTime(_ text: String) -> Value? {
    guard let moment = MomentText(text.trimmed), let date = moment.date, let time = moment.time,
      let offset = moment.offsetSeconds
    else { return nil }
    return .dateTime(
      DateTimeValue(
        local: LocalDateTimeValue(date: date, time: time), offsetSeconds: offset,
        zoneName: moment.zoneName))
  }
}

extension String {
  /// Without spaces at its ends.
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
