/// What a text in ISO 8601 says of a moment: a day, a time of day, an offset and a zone, each if it is there.
package struct MomentText: Sendable, Hashable {
  package var date: DateValue?
  package var time: LocalTimeValue?
  package var offsetSeconds: Int32?
  package var zoneName: String?

  /// Nil where the text is no date, time, or date and time with or without an offset and a zone.
  ///
  /// Takes the basic and the extended forms, dates by month, week and day of the year, and parts left out at the end:
  /// `2015-07-21`, `20150721`, `2015-W30-2`, `2015202`, `21:40:32.142+0100`, `2015-07-21T21:40[Europe/London]`.
  package init?(_ text: String) {
    var cursor = DigitCursor(text)
    if !cursor.startsTime { date = cursor.date() }
    if date == nil, cursor.place > 0 { return nil }
    if date != nil {
      if cursor.skip("T") || cursor.skip("t") {
        guard let clock = cursor.time() else { return nil }
        time = clock
      }
    } else {
      _ = cursor.skip("T")
      guard let clock = cursor.time() else { return nil }
      time = clock
    }
    if time != nil { offsetSeconds = cursor.offset() }
    if cursor.skip("[") {
      guard let name = cursor.text(until: "]") else { return nil }
      zoneName = name
    }
    guard cursor.isAtEnd else { return nil }
  }

  /// A text that is a time without separators (`2140`) would read as a year: for `time()` and `localtime()`.
  package init?(time text: String) {
    var cursor = DigitCursor(text)
    _ = cursor.skip("T")
    guard let clock = cursor.time() else { return nil }
    time = clock
    offsetSeconds = cursor.offset()
    if cursor.skip("[") {
      guard let name = cursor.text(until: "]") else { return nil }
      zoneName = name
    }
    guard cursor.isAtEnd else { return nil }
  }

  /// An offset from UTC alone: `Z`, `+01:00`, `-0530`, `+02`. Nil for anything else.
  package static func offset(_ text: String) -> Int32? {
    var cursor = DigitCursor(text)
    guard let offset = cursor.offset(), cursor.isAtEnd else { return nil }
    return offset
  }
}

/// Reads numbers of a fixed width from ASCII text.
struct DigitCursor {
  private let bytes: [UInt8]
  private(set) var place = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { place == bytes.count }

  /// Whether a time stands here: two digits and a colon.
  var startsTime: Bool { digitCount() == 2 && place + 2 < bytes.count && bytes[place + 2] == 0x3A }

  /// How many digits stand from here on.
  func digitCount() -> Int {
    var end = place
    while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
    return end - place
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  /// A number of exactly so many digits; nil, and no step, where there are fewer.
  mutating func number(_ digits: Int) -> Int64? {
    guard digitCount() >= digits, digits <= 18 else { return nil }
    var number: Int64 = 0
    for byte in bytes[place..<place + digits] { number = number * 10 + Int64(byte - 0x30) }
    place += digits
    return number
  }

  /// All digits from here on as a number; nil where there are none or more than 18.
  mutating func number() -> Int64? {
    let count = digitCount()
    return count == 0 ? nil : number(count)
  }

  /// What stands before a character, which is passed over too.
  mutating func text(until end: Unicode.Scalar) -> String? {
    guard let found = bytes[place...].firstIndex(of: UInt8(ascii: end)) else { return nil }
    defer { place = found + 1 }
    return String(decoding: bytes[place..<found], as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension DigitCursor {
  /// A day: by month, by week, or by the day of the year.
  mutating func date() -> DateValue? {
    let isNegative = skip("-")
    let hasSign = isNegative || skip("+")
    // Without a sign a year has four digits; what follows them may be a month and a day.
    guard let size = hasSign ? number() : number(4) else { return nil }
    let year = isNegative ? -size : size
    guard DateValue.years.contains(year) else { return nil }
    if skip("-") { return extendedDate(year) }
    if skip("W") { return weekDate(year, isExtended: false) }
    switch digitCount() {
    case 0: return DateValue(year: year, month: 1, day: 1)
    case 2:
      guard let month = number(2) else { return nil }
      return DateValue(year: year, month: month, day: 1)
    case 3: return ordinalDate(year)
    case 4:
      guard let month = number(2), let day = number(2) else { return nil }
      return DateValue(year: year, month: month, day: day)
    default: return nil
    }
  }

  /// After `2015-`: `07-21`, `07`, `W30-2`, `W30`, `202`.
  private mutating func extendedDate(_ year: Int64) -> DateValue? {
    if skip("W") { return weekDate(year, isExtended: true) }
    if digitCount() == 3 { return ordinalDate(year) }
    guard digitCount() == 2, let month = number(2) else { return nil }
    guard skip("-") else { return DateValue(year: year, month: month, day: 1) }
    guard digitCount() == 2, let day = number(2) else { return nil }
    return DateValue(year: year, month: month, day: day)
  }

  private mutating func ordinalDate(_ year: Int64) -> DateValue? {
    guard let day = number(3), day >= 1, day <= (Calendar.isLeap(year: year) ? 366 : 365) else {
      return nil
    }
    return DateValue(daysSinceEpoch: Calendar.days(year: year, month: 1, day: 1) + day - 1)
  }

  private mutating func weekDate(_ year: Int64, isExtended: Bool) -> DateValue? {
    guard let week = number(2), week >= 1, week <= Calendar.weeks(ofYear: year) else {
      return nil
    }
    var day: Int64 = 1
    if isExtended ? skip("-") : digitCount() == 1 {
      guard let given = number(1), (1...7).contains(given) else { return nil }
      day = given
    }
    return DateValue(
      daysSinceEpoch: Calendar.firstMonday(ofWeekYear: year) + (week - 1) * 7 + day - 1)
  }

  /// A time of day: `21:40:32.142`, `214032,142`, `21:40`, `2140`, `21`.
  mutating func time() -> LocalTimeValue? {
    guard let hour = number(2), hour <= 23 else { return nil }
    var (minute, second, fraction): (Int64, Int64, Int64) = (0, 0, 0)
    let isExtended = skip(":")
    if isExtended || digitCount() >= 2 {
      guard let given = number(2), given <= 59 else { return nil }
      minute = given
      if isExtended ? skip(":") : digitCount() >= 2 {
        guard let given = number(2), given <= 59 else { return nil }
        second = given
        if skip(".") || skip(",") {
          guard let given = self.fraction() else { return nil }
          fraction = given
        }
      }
    }
    guard digitCount() == 0 else { return nil }
    return LocalTimeValue(
      nanosecondsOfDay: ((hour * 60 + minute) * 60 + second) * 1_000_000_000 + fraction)
  }

  /// The digits after a point, as nanoseconds; at most nine.
  mutating func fraction() -> Int64? {
    let count = digitCount()
    guard (1...9).contains(count), var fraction = number(count) else { return nil }
    for _ in count..<9 { fraction *= 10 }
    return fraction
  }

  /// `Z`, `+01:00`, `+0100`, `+01`, `+00:53:28`; nil, and no step, where there is none.
  mutating func offset() -> Int32? {
    if skip("Z") || skip("z") { return 0 }
    let start = place
    let isNegative = skip("-")
    guard isNegative || skip("+"), let hours = number(2), hours <= 18 else {
      place = start
      return nil
    }
    var seconds = hours * 3600
    var isExtended = false
    for unit: Int64 in [60, 1] {
      if skip(":") { isExtended = true } else if isExtended || digitCount() < 2 { break }
      guard let part = number(2), part <= 59 else {
        place = start
        return nil
      }
      seconds += part * unit
    }
    guard seconds <= 18 * 3600 else {
      place = start
      return nil
    }
    return Int32(isNegative ? -seconds : seconds)
  }
}
