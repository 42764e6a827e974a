/// A calendar day: days since 1970-01-01 in the proleptic Gregorian calendar. 8 bytes.
package struct DateValue: Hashable, Comparable, Sendable {
  package var daysSinceEpoch: Int64

  @inlinable
  package init(daysSinceEpoch: Int64) { self.daysSinceEpoch = daysSinceEpoch }

  @inlinable
  package static func < (left: Self, right: Self) -> Bool {
    left.daysSinceEpoch < right.daysSinceEpoch
  }
}

/// A time of day without a zone: nanoseconds since midnight.
package struct LocalTimeValue: Hashable, Comparable, Sendable {
  package var nanosecondsOfDay: Int64

  package init(nanosecondsOfDay: Int64) { self.nanosecondsOfDay = nanosecondsOfDay }

  package static func < (left: Self, right: Self) -> Bool {
    left.nanosecondsOfDay < right.nanosecondsOfDay
  }
}

/// A time of day with an offset from UTC.
package struct TimeValue: Hashable, Sendable {
  package var nanosecondsOfDay: Int64
  package var offsetSeconds: Int32

  package init(nanosecondsOfDay: Int64, offsetSeconds: Int32) {
    self.nanosecondsOfDay = nanosecondsOfDay
    self.offsetSeconds = offsetSeconds
  }
}

/// A day and a time of day without a zone: seconds since 1970-01-01T00:00 on a local clock, and nanoseconds.
package struct LocalDateTimeValue: Hashable, Comparable, Sendable {
  package var secondsSinceEpoch: Int64
  package var nanoseconds: Int32

  package init(secondsSinceEpoch: Int64, nanoseconds: Int32) {
    self.secondsSinceEpoch = secondsSinceEpoch
    self.nanoseconds = nanoseconds
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.secondsSinceEpoch, left.nanoseconds) < (right.secondsSinceEpoch, right.nanoseconds)
  }
}

/// An instant with the offset at which it is shown, and the name of its zone where it has one.
package struct DateTimeValue: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00Z.
  package var secondsSinceEpoch: Int64
  package var nanoseconds: Int32
  package var offsetSeconds: Int32
  package var zoneName: String?

  package init(
    secondsSinceEpoch: Int64, nanoseconds: Int32, offsetSeconds: Int32, zoneName: String?
  ) {
    self.secondsSinceEpoch = secondsSinceEpoch
    self.nanoseconds = nanoseconds
    self.offsetSeconds = offsetSeconds
    self.zoneName = zoneName
  }
}

/// An amount of time in four parts that do not convert into each other: months, days, seconds and nanoseconds.
package struct DurationValue: Hashable, Sendable {
  package var months: Int64
  package var days: Int64
  package var seconds: Int64
  /// 0 ..< 1,000,000,000.
  package var nanoseconds: Int32

  package init(months: Int64, days: Int64, seconds: Int64, nanoseconds: Int32) {
    self.months = months
    self.days = days
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }
}
