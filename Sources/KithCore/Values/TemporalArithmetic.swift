// Moments moved by amounts of time: first by months, then by days, then by seconds.

extension DateValue {
  /// Seconds count as far as they make whole days. Nil out of the range of years.
  package func adding(_ amount: DurationValue) -> DateValue? {
    let wholeSeconds =
      amount.seconds < 0 && amount.nanoseconds > 0 ? amount.seconds + 1 : amount.seconds
    guard let moved = Calendar.adding(months: amount.months, to: daysSinceEpoch) else {
      return nil
    }
    let (sum, overflows) = moved.addingReportingOverflow(amount.days)
    let (day, overflowsAgain) = sum.addingReportingOverflow(wholeSeconds / 86_400)
    guard !overflows, !overflowsAgain, Self.days.contains(day) else { return nil }
    return DateValue(daysSinceEpoch: day)
  }
}

extension LocalTimeValue {
  private static let nanosecondsADay: Int64 = 86_400_000_000_000

  /// Goes round the clock; months and days change nothing.
  package func adding(_ amount: DurationValue) -> LocalTimeValue {
    let shift = (amount.seconds % 86_400) * 1_000_000_000 + Int64(amount.nanoseconds)
    return LocalTimeValue(
      nanosecondsOfDay: (nanosecondsOfDay + shift).flooredRemainder(by: Self.nanosecondsADay))
  }
}

extension TimeValue {
  /// Goes round the clock of the same offset.
  package func adding(_ amount: DurationValue) -> TimeValue {
    TimeValue(
      nanosecondsOfDay: LocalTimeValue(nanosecondsOfDay: nanosecondsOfDay).adding(amount)
        .nanosecondsOfDay, offsetSeconds: offsetSeconds)
  }
}

extension LocalDateTimeValue {
  /// Nil out of the range of years.
  package func adding(_ amount: DurationValue) -> LocalDateTimeValue? {
    guard
      let day = DateValue(daysSinceEpoch: date.daysSinceEpoch).adding(
        DurationValue(months: amount.months, days: amount.days, seconds: 0, nanoseconds: 0))
    else { return nil }
    let moved = LocalDateTimeValue(date: day, time: time)
    let nanoseconds = Int64(moved.nanoseconds) + Int64(amount.nanoseconds)
    let (sum, overflows) = moved.secondsSinceEpoch.addingReportingOverflow(amount.seconds)
    guard !overflows else { return nil }
    let seconds = sum + nanoseconds.flooredQuotient(by: 1_000_000_000)
    guard DateValue.days.contains(seconds.flooredQuotient(by: 86_400)) else { return nil }
    return LocalDateTimeValue(
      secondsSinceEpoch: seconds,
      nanoseconds: Int32(nanoseconds.flooredRemainder(by: 1_000_000_000)))
  }
}

extension DateTimeValue {
  /// Keeps the offset. Nil out of the range of years.
  package func adding(_ amount: DurationValue) -> DateTimeValue? {
    local.adding(amount).map {
      DateTimeValue(local: $0, offsetSeconds: offsetSeconds, zoneName: zoneName)
    }
  }
}
