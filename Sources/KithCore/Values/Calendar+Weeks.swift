extension Calendar {
  /// The day of the week: 1 (Monday) ... 7 (Sunday), as ISO 8601 counts.
  package static func dayOfWeek(days: Int64) -> Int64 {
    // 1970-01-01 was a Thursday.
    (days + 3).flooredRemainder(by: 7) + 1
  }

  /// The day of the year: 1 ... 366.
  package static func dayOfYear(days: Int64) -> Int64 {
    days - Calendar.days(year: civil(days: days).year, month: 1, day: 1) + 1
  }

  /// The Monday of week 1 of a year: the week that holds January 4 (ISO 8601, 5.7.7).
  package static func firstMonday(ofWeekYear year: Int64) -> Int64 {
    let fourth = days(year: year, month: 1, day: 4)
    return fourth - dayOfWeek(days: fourth) + 1
  }

  /// The year to which the day's week belongs, and the week's number in it: 1 ... 53.
  package static func week(days: Int64) -> (year: Int64, week: Int64) {
    // A week belongs to the year of its Thursday.
    let year = civil(days: days - dayOfWeek(days: days) + 4).year
    return (year, (days - firstMonday(ofWeekYear: year)) / 7 + 1)
  }

  /// How many weeks a week year has: 52 or 53.
  package static func weeks(ofYear year: Int64) -> Int64 {
    (firstMonday(ofWeekYear: year + 1) - firstMonday(ofWeekYear: year)) / 7
  }

  /// The first day of the quarter (1 ... 4) of a year.
  package static func firstDay(ofQuarter quarter: Int64, year: Int64) -> Int64 {
    days(year: year, month: quarter * 3 - 2, day: 1)
  }

  /// Moves a day by months, to the month's last day where it has no such day; nil out of the range of years.
  package static func adding(months: Int64, to days: Int64) -> Int64? {
    let (year, month, day) = civil(days: days)
    let (total, overflows) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !overflows else { return nil }
    let newYear = total.flooredQuotient(by: 12)
    let newMonth = total.flooredRemainder(by: 12) + 1
    guard DateValue.years.contains(newYear) else { return nil }
    return Calendar.days(
      year: newYear, month: newMonth,
      day: min(day, daysInMonth(year: newYear, month: newMonth)))
  }
}

extension DateValue {
  /// The years of a date.
  package static let years: ClosedRange<Int64> = -999_999_999...999_999_999

  /// The day numbers of those years.
  package static let days: ClosedRange<Int64> =
    Calendar.days(
      year: -999_999_999, month: 1, day: 1)...Calendar.days(year: 999_999_999, month: 12, day: 31)
}
