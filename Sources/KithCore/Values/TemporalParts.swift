// How temporal values come apart and together.

extension LocalDateTimeValue {
  /// The day on the local clock.
  package var date: DateValue {
    DateValue(daysSinceEpoch: secondsSinceEpoch.flooredQuotient(by: 86_400))
  }

  /// The time on the local clock.
  package var time: LocalTimeValue {
    LocalTimeValue(
      nanosecondsOfDay: secondsSinceEpoch.flooredRemainder(by: 86_400) * 1_000_000_000
        + Int64(nanoseconds))
  }

  /// A day and a time of day.
  package init(date: DateValue, time: LocalTimeValue) {
    self.init(
      secondsSinceEpoch: date.daysSinceEpoch * 86_400 + time.nanosecondsOfDay / 1_000_000_000,
      nanoseconds: Int32(time.nanosecondsOfDay % 1_000_000_000))
  }
}

extension DateTimeValue {
  /// The day and time on the clock of its offset.
  package var local: LocalDateTimeValue {
    LocalDateTimeValue(
      secondsSinceEpoch: secondsSinceEpoch + Int64(offsetSeconds), nanoseconds: nanoseconds)
  }

  /// A day and time on the clock of an offset.
  package init(local: LocalDateTimeValue, offsetSeconds: Int32, zoneName: String? = nil) {
    self.init(
      secondsSinceEpoch: local.secondsSinceEpoch - Int64(offsetSeconds),
      nanoseconds: local.nanoseconds, offsetSeconds: offsetSeconds, zoneName: zoneName)
  }
}

extension Int64 {
  /// The quotient rounded down, so that the remainder is never negative. The divisor is positive.
  package func flooredQuotient(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// What is left by `flooredQuotient(by:)`: 0 ..< divisor.
  package func flooredRemainder(by divisor: Int64) -> Int64 {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
