extension DurationValue {
  /// Parts with any number of nanoseconds, brought to 0 ..< 1,000,000,000; nil where the seconds overflow.
  package init?(months: Int64, days: Int64, seconds: Int64, anyNanoseconds: Int64) {
    let (total, overflows) = seconds.addingReportingOverflow(
      anyNanoseconds.flooredQuotient(by: 1_000_000_000))
    guard !overflows else { return nil }
    self.init(
      months: months, days: days, seconds: total,
      nanoseconds: Int32(anyNanoseconds.flooredRemainder(by: 1_000_000_000)))
  }

  /// Parts with fractions, which go down into the next smaller part: a month has 30.436875 days on average
  /// (the mean of 400 Gregorian years), a day 86,400 seconds. Nil where a part does not fit.
  package init?(
    fractionalMonths months: Double, days: Double, seconds: Double, nanoseconds: Double
  ) {
    let month = 2_629_746_000_000_000.0
    let day = 86_400_000_000_000.0
    guard let wholeMonths = Int64(exactly: months.rounded(.towardZero)) else { return nil }
    let allDays = days + (month * months - month * Double(wholeMonths)) / day
    guard let wholeDays = Int64(exactly: allDays.rounded(.towardZero)) else { return nil }
    let allSeconds = seconds + (day * allDays - day * Double(wholeDays)) / 1e9
    guard let wholeSeconds = Int64(exactly: allSeconds.rounded(.towardZero)) else { return nil }
    let allNanoseconds = nanoseconds + (1e9 * allSeconds - 1e9 * Double(wholeSeconds))
    guard let wholeNanoseconds = Int64(exactly: allNanoseconds.rounded(.towardZero)) else {
      return nil
    }
    self.init(
      months: wholeMonths, days: wholeDays, seconds: wholeSeconds,
      anyNanoseconds: wholeNanoseconds)
  }

  /// The sum, part by part; nil where a part overflows.
  package func adding(_ other: DurationValue) -> DurationValue? {
    let months = months.addingReportingOverflow(other.months)
    let days = days.addingReportingOverflow(other.days)
    let seconds = seconds.addingReportingOverflow(other.seconds)
    guard !months.overflow, !days.overflow, !seconds.overflow else { return nil }
    return DurationValue(
      months: months.partialValue, days: days.partialValue, seconds: seconds.partialValue,
      anyNanoseconds: Int64(nanoseconds) + Int64(other.nanoseconds))
  }

  /// The same amount backwards; nil where a part overflows.
  package var negated: DurationValue? { multiplied(by: -1 as Int64) }

  /// Each part times a whole number; nil where one overflows.
  package func multiplied(by factor: Int64) -> DurationValue? {
    let months = months.multipliedReportingOverflow(by: factor)
    let days = days.multipliedReportingOverflow(by: factor)
    let seconds = seconds.multipliedReportingOverflow(by: factor)
    let nanoseconds = Int64(nanoseconds).multipliedReportingOverflow(by: factor)
    guard !months.overflow, !days.overflow, !seconds.overflow, !nanoseconds.overflow else {
      return nil
    }
    return DurationValue(
      months: months.partialValue, days: days.partialValue, seconds: seconds.partialValue,
      anyNanoseconds: nanoseconds.partialValue)
  }

  /// Each part times a number; fractions go down into smaller parts. Nil where a part does not fit.
  package func multiplied(by factor: Double) -> DurationValue? {
    DurationValue(
      fractionalMonths: Double(months) * factor, days: Double(days) * factor,
      seconds: Double(seconds) * factor, nanoseconds: Double(nanoseconds) * factor)
  }

  /// Each part divided by a number; fractions go down into smaller parts. Nil where a part does not fit.
  package func divided(by divisor: Double) -> DurationValue? {
    DurationValue(
      fractionalMonths: Double(months) / divisor, days: Double(days) / divisor,
      seconds: Double(seconds) / divisor, nanoseconds: Double(nanoseconds) / divisor)
  }
}
