// The parts of temporal values and points by the names of openCypher: `d.year`, `amount.months`, `p.x`.

extension Value {
  /// A part of a temporal value or a point; nil where it has no such part, or is neither.
  package func component(_ name: String) -> Value? {
    switch self {
    case .date(let it): it.component(name).map(Value.integer)
    case .localTime(let it): it.component(name).map(Value.integer)
    case .time(let it):
      LocalTimeValue(nanosecondsOfDay: it.nanosecondsOfDay).component(name).map(Value.integer)
        ?? TimeValue.zoneComponent(name, offsetSeconds: it.offsetSeconds, zoneName: nil)
    case .localDateTime(let it): it.component(name).map(Value.integer)
    case .dateTime(let it):
      it.local.component(name).map(Value.integer)
        ?? TimeValue.zoneComponent(
          name, offsetSeconds: it.offsetSeconds, zoneName: it.zoneName)
        ?? it.instantComponent(name).map(Value.integer)
    case .duration(let it): it.component(name).map(Value.integer)
    case .point(let it): it.component(name)
    case .null, .boolean, .integer, .float, .string, .list, .map, .node, .relationship, .path:
      nil
    }
  }
}

/// A part of a day, by its name in openCypher.
package enum DateComponent: String, Sendable {
  case year, quarter, month, week, weekYear, day, ordinalDay, weekDay, dayOfQuarter
  /// Other names of `weekDay` and `ordinalDay`.
  case dayOfWeek, dayOfYear
  /// Days since 1970-01-01.
  case epochDays

  /// The part of one day, by its number since 1970-01-01.
  package func of(days: Int64) -> Int64 {
    switch self {
    case .year: return Calendar.civil(days: days).year
    case .quarter: return (Calendar.civil(days: days).month + 2) / 3
    case .month: return Calendar.civil(days: days).month
    case .week: return Calendar.week(days: days).week
    case .weekYear: return Calendar.week(days: days).year
    case .day: return Calendar.civil(days: days).day
    case .ordinalDay, .dayOfYear: return Calendar.dayOfYear(days: days)
    case .weekDay, .dayOfWeek: return Calendar.dayOfWeek(days: days)
    case .dayOfQuarter:
      let (year, month, _) = Calendar.civil(days: days)
      return days - Calendar.firstDay(ofQuarter: (month + 2) / 3, year: year) + 1
    case .epochDays: return days
    }
  }
}

extension DateValue {
  /// A part by its name; nil where a day has no such part.
  package func component(_ name: String) -> Int64? {
    DateComponent(rawValue: name).map { $0.of(days: daysSinceEpoch) }
  }
}

extension LocalTimeValue {
  /// `hour`, `minute`, `second`, and the fraction as `millisecond`, `microsecond` or `nanosecond`.
  package func component(_ name: String) -> Int64? {
    switch name {
    case "hour": nanosecondsOfDay / 3_600_000_000_000
    case "minute": nanosecondsOfDay / 60_000_000_000 % 60
    case "second": nanosecondsOfDay / 1_000_000_000 % 60
    case "millisecond": nanosecondsOfDay / 1_000_000 % 1_000
    case "microsecond": nanosecondsOfDay / 1_000 % 1_000_000
    case "nanosecond": nanosecondsOfDay % 1_000_000_000
    default: nil
    }
  }
}

extension TimeValue {
  static func zoneComponent(_ name: String, offsetSeconds: Int32, zoneName: String?) -> Value? {
    switch name {
    case "timezone": .string(zoneName ?? offsetText(seconds: Int64(offsetSeconds)))
    case "offset": .string(offsetText(seconds: Int64(offsetSeconds)))
    case "offsetMinutes": .integer(Int64(offsetSeconds) / 60)
    case "offsetSeconds": .integer(Int64(offsetSeconds))
    default: nil
    }
  }
}

extension LocalDateTimeValue {
  package func component(_ name: String) -> Int64? {
    date.component(name) ?? time.component(name)
  }
}

extension DateTimeValue {
  fileprivate func instantComponent(_ name: String) -> Int64? {
    switch name {
    case "epochSeconds": secondsSinceEpoch
    case "epochMillis": secondsSinceEpoch * 1_000 + Int64(nanoseconds) / 1_000_000
    default: nil
    }
  }
}

extension DurationValue {
  /// Whole units of a part (`months` are all months, `minutes` all minutes of the seconds), and what is left
  /// of the next larger unit (`monthsOfYear`, `secondsOfMinute`).
  package func component(_ name: String) -> Int64? {
    switch name {
    case "years": months / 12
    case "quarters": months / 3
    case "months": months
    case "weeks": days / 7
    case "days": days
    case "hours": seconds / 3_600
    case "minutes": seconds / 60
    case "seconds": seconds
    case "milliseconds": seconds &* 1_000 &+ Int64(nanoseconds) / 1_000_000
    case "microseconds": seconds &* 1_000_000 &+ Int64(nanoseconds) / 1_000
    case "nanoseconds": seconds &* 1_000_000_000 &+ Int64(nanoseconds)
    case "quartersOfYear": months / 3 % 4
    case "monthsOfQuarter": months % 3
    case "monthsOfYear": months % 12
    case "daysOfWeek": days % 7
    case "minutesOfHour": seconds / 60 % 60
    case "secondsOfMinute": seconds % 60
    case "millisecondsOfSecond": Int64(nanoseconds) / 1_000_000
    case "microsecondsOfSecond": Int64(nanoseconds) / 1_000
    case "nanosecondsOfSecond": Int64(nanoseconds)
    default: nil
    }
  }
}
