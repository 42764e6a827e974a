// How temporal values are written: ISO 8601, without parts that are zero at the end.

extension LocalTimeValue {
  /// `12:30`, `12:30:05`, `12:30:05.25`.
  package var isoText: String { Self.clockText(nanosecondsOfDay) }

  /// A time of day by its nanoseconds since midnight; seconds and fraction only where they are not zero.
  static func clockText(_ nanosecondsOfDay: Int64) -> String {
    let (seconds, nanoseconds) = nanosecondsOfDay.quotientAndRemainder(dividingBy: 1_000_000_000)
    let (minutes, second) = seconds.quotientAndRemainder(dividingBy: 60)
    let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
    let clock = "\(DateValue.twoDigits(hour)):\(DateValue.twoDigits(minute))"
    if second == 0 && nanoseconds == 0 { return clock }
    return "\(clock):\(DateValue.twoDigits(second))\(fractionText(nanoseconds))"
  }

  /// `.25` for 250,000,000 nanoseconds; nothing for none.
  static func fractionText(_ nanoseconds: Int64) -> String {
    guard nanoseconds != 0 else { return "" }
    var digits = String(nanoseconds)
    digits = String(repeating: "0", count: max(0, 9 - digits.count)) + digits
    while digits.last == "0" { digits.removeLast() }
    return ".\(digits)"
  }
}

extension TimeValue {
  /// `12:30+01:00`, `12:30:05Z`.
  package var isoText: String {
    LocalTimeValue.clockText(nanosecondsOfDay) + Self.offsetText(seconds: Int64(offsetSeconds))
  }

  /// `Z`, `+01:00`, `-05:30`, `+00:53:28`.
  static func offsetText(seconds: Int64) -> String {
    if seconds == 0 { return "Z" }
    let size = abs(seconds)
    let clock = [size / 3600, size / 60 % 60] + (size % 60 == 0 ? [] : [size % 60])
    return (seconds < 0 ? "-" : "+") + clock.map(DateValue.twoDigits).joined(separator: ":")
  }
}

extension LocalDateTimeValue {
  /// `2023-10-11T12:30`.
  package var isoText: String { Self.text(seconds: secondsSinceEpoch, nanoseconds: nanoseconds) }

  static func text(seconds: Int64, nanoseconds: Int32) -> String {
    var (day, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
    if second < 0 { (day, second) = (day - 1, second + 86_400) }
    let clock = LocalTimeValue.clockText(second * 1_000_000_000 + Int64(nanoseconds))
    return "\(DateValue(daysSinceEpoch: day).isoText)T\(clock)"
  }
}

extension DateTimeValue {
  /// `2023-10-11T12:30+02:00[Europe/Berlin]`.
  package var isoText: String {
    LocalDateTimeValue.text(
      seconds: secondsSinceEpoch + Int64(offsetSeconds), nanoseconds: nanoseconds)
      + TimeValue.offsetText(seconds: Int64(offsetSeconds))
      + (zoneName.map { "[\($0)]" } ?? "")
  }
}

extension DurationValue {
  /// `P1Y2M3DT4H5M6.7S`; `PT0S` where nothing passes. Months become years, seconds minutes and hours, days stay.
  package var isoText: String {
    let date =
      Self.part(months / 12, "Y") + Self.part(months % 12, "M") + Self.part(days, "D")
    let clock = clockText
    if date.isEmpty && clock.isEmpty { return "PT0S" }
    return clock.isEmpty ? "P\(date)" : "P\(date)T\(clock)"
  }

  private var clockText: String {
    // Nanoseconds count forward from the second; a negative amount is written as one sign and its size.
    let isNegative = seconds < 0
    let borrows = isNegative && nanoseconds > 0
    let whole = borrows ? seconds + 1 : seconds
    let fraction = borrows ? 1_000_000_000 - Int64(nanoseconds) : Int64(nanoseconds)
    let hoursAndMinutes = Self.part(whole / 3600, "H") + Self.part(whole / 60 % 60, "M")
    let second = whole % 60
    if second == 0 && fraction == 0 { return hoursAndMinutes }
    let sign = isNegative ? "-" : ""
    return "\(hoursAndMinutes)\(sign)\(abs(second))\(LocalTimeValue.fractionText(fraction))S"
  }

  private static func part(_ number: Int64, _ unit: String) -> String {
    number == 0 ? "" : "\(number)\(unit)"
  }
}
