import KithCore

/// A zone's offset by a rule that comes again every year: the POSIX TZ text at the end of a zone file.
///
/// `CET-1CEST,M3.5.0,M10.5.0/3`: one hour east of UTC; summer time from the last Sunday of March, 2:00, to
/// the last Sunday of October, 3:00. POSIX counts offsets to the west.
struct YearlyZoneRule: Sendable {
  /// When in a year the clock changes, by the clock before the change.
  private enum ChangeDay: Sendable {
    /// Weekday (0 is Sunday) of a week (5 is the last) of a month.
    case weekday(month: Int64, week: Int64, day: Int64)
    /// Day of the year, 1 ... 365, without February 29.
    case dayWithoutLeapDay(Int64)
    /// Day of the year, 0 ... 365.
    case dayOfYear(Int64)
  }

  private struct Change: Sendable {
    var day: ChangeDay
    var secondOfDay: Int64
  }

  private struct Summer: Sendable {
    var offset: Int32
    var start: Change
    var end: Change
  }

  private let standardOffset: Int32
  private let summer: Summer?

  /// Nil where the text is empty or no rule.
  init?(_ text: String) {
    var cursor = RuleCursor(text)
    guard cursor.skipName(), let west = cursor.clock() else { return nil }
    standardOffset = Int32(-west)
    guard cursor.skipName() else {
      summer = nil
      return
    }
    var offset = standardOffset + 3600
    if !cursor.nextIs(",") {
      guard let west = cursor.clock() else { return nil }
      offset = Int32(-west)
    }
    guard let start = Self.change(&cursor), let end = Self.change(&cursor) else { return nil }
    summer = Summer(offset: offset, start: start, end: end)
  }

  /// `,M3.5.0/2`
  private static func change(_ cursor: inout RuleCursor) -> Change? {
    guard cursor.skip(",") else { return nil }
    let day: ChangeDay
    if cursor.skip("M") {
      guard let month = cursor.number(), cursor.skip("."), let week = cursor.number(),
        cursor.skip("."), let weekday = cursor.number()
      else { return nil }
      day = .weekday(month: month, week: week, day: weekday)
    } else if cursor.skip("J") {
      guard let number = cursor.number() else { return nil }
      day = .dayWithoutLeapDay(number)
    } else {
      guard let number = cursor.number() else { return nil }
      day = .dayOfYear(number)
    }
    guard cursor.skip("/") else { return Change(day: day, secondOfDay: 7200) }
    guard let second = cursor.clock() else { return nil }
    return Change(day: day, secondOfDay: second)
  }

  func offset(atInstant seconds: Int64) -> Int32 {
    guard let summer else { return standardOffset }
    let localDay = (seconds + Int64(standardOffset)).flooredQuotient(by: 86_400)
    let year = Calendar.civil(days: localDay).year
    let start = Self.instant(of: summer.start, year: year) - Int64(standardOffset)
    let end = Self.instant(of: summer.end, year: year) - Int64(summer.offset)
    // South of the equator summer runs over the end of the year.
    let isSummer =
      start < end ? start <= seconds && seconds < end : seconds < end || start <= seconds
    return isSummer ? summer.offset : standardOffset
  }

  /// The change on the local clock, in seconds since 1970.
  private static func instant(of change: Change, year: Int64) -> Int64 {
    let day: Int64
    switch change.day {
    case .weekday(let month, let week, let weekday):
      let first = Calendar.days(year: year, month: month, day: 1)
      let shift = (weekday - Calendar.dayOfWeek(days: first)).flooredRemainder(by: 7)
      var date = first + shift + (week - 1) * 7
      if date >= first + Calendar.daysInMonth(year: year, month: month) { date -= 7 }
      day = date
    case .dayWithoutLeapDay(let number):
      let leap = Calendar.isLeap(year: year) && number > 59 ? 1 : 0
      day = Calendar.days(year: year, month: 1, day: 1) + number - 1 + Int64(leap)
    case .dayOfYear(let number): day = Calendar.days(year: year, month: 1, day: 1) + number
    }
    return day * 86_400 + change.secondOfDay
  }
}

/// Reads the parts of a POSIX TZ text.
private struct RuleCursor {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  func nextIs(_ character: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: character) }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard nextIs(character) else { return false }
    rest.removeFirst()
    return true
  }

  /// `CET` or `<+0845>`; false where there is no name.
  mutating func skipName() -> Bool {
    if skip("<") {
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
      rest = rest[rest.index(after: end)...]
      return true
    }
    let name = rest.prefix { byte in
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF)
    }
    rest = rest.dropFirst(name.count)
    return !name.isEmpty
  }

  mutating func number() -> Int64? {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest.dropFirst(digits.count)
    return digits.count < 10 ? Int64(String(decoding: digits, as: UTF8.self)) : nil
  }

  /// `-1`, `5:30`, `+3:15:10`: in seconds.
  mutating func clock() -> Int64? {
    let isNegative = skip("-")
    if !isNegative { _ = skip("+") }
    guard var seconds = number().map({ $0 * 3600 }) else { return nil }
    for unit: Int64 in [60, 1] where skip(":") {
      guard let part = number() else { return nil }
      seconds += part * unit
    }
    return isNegative ? -seconds : seconds
  }
}
