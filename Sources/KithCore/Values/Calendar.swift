/// The proleptic Gregorian calendar on whole numbers.
///
/// The conversions follow from counting days in eras of 400 years (146,097 days), with March as the
/// first month so that the leap day comes last.
package enum Calendar {
  /// The day's number since 1970-01-01. The month and day must be valid. Constant time.
  package static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Year, month (1 ... 12) and day (1 ... 31) of a day's number since 1970-01-01. Constant time.
  package static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// Whether a year has 366 days.
  package static func isLeap(year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The number of days of a month (1 ... 12).
  package static func daysInMonth(year: Int64, month: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year: year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension DateValue {
  /// A day by year, month and day; nil where there is no such day.
  package init?(year: Int64, month: Int64, day: Int64) {
    guard (-999_999_999...999_999_999).contains(year), (1...12).contains(month), day >= 1,
      day <= Calendar.daysInMonth(year: year, month: month)
    else { return nil }
    self.init(daysSinceEpoch: Calendar.days(year: year, month: month, day: day))
  }

  /// Year, month and day.
  package var civil: (year: Int64, month: Int64, day: Int64) {
    Calendar.civil(days: daysSinceEpoch)
  }

  /// The day as ISO 8601 writes it: `2023-10-11`.
  package var isoText: String {
    let (year, month, day) = civil
    return "\(Self.yearText(year))-\(Self.twoDigits(month))-\(Self.twoDigits(day))"
  }

  /// A year as ISO 8601 writes it: four digits, with a sign beyond 9999 or before 0.
  package static func yearText(_ year: Int64) -> String {
    let digits = String(year.magnitude)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return year < 0 ? "-\(padded)" : year > 9999 ? "+\(padded)" : padded
  }

  static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
