import KithCore

/// `duration(…)`, `duration.between(…)` and its fellows.
enum DurationFunctions {
  /// From a text in ISO 8601, from a map of parts, or another duration.
  static func construct(_ argument: Value) throws(Diagnostic) -> Value {
    switch argument {
    case .duration: return argument
    case .string(let text):
      guard let amount = DurationValue(text) else { throw .unreadableDuration(text) }
      return .duration(amount)
    case .map(let map): return .duration(try duration(of: map))
    case .null, .boolean, .integer, .float, .date, .localTime, .time, .localDateTime, .dateTime,
      .point, .list, .node, .relationship, .path:
      throw .wrongType("'duration()'", takes: "a String or a Map", got: argument)
    }
  }

  /// A sum of whole numbers, and of numbers with fractions beside it.
  private struct Part {
    var whole: Int64 = 0
    var fractional = 0.0
  }

  private struct Parts {
    var months = Part()
    var days = Part()
    var seconds = Part()
    var nanoseconds = Part()

    var isWhole: Bool {
      [months, days, seconds, nanoseconds].allSatisfy { $0.fractional == 0 }
    }
  }

  /// Which part a unit of a duration's map adds to, and how many months, days, seconds or nanoseconds it is.
  private static func unit(
    named key: String
  ) -> (part: WritableKeyPath<Parts, Part>, factor: Int64)? {
    switch key {
    case "years": (\.months, 12)
    case "quarters": (\.months, 3)
    case "months": (\.months, 1)
    case "weeks": (\.days, 7)
    case "days": (\.days, 1)
    case "hours": (\.seconds, 3600)
    case "minutes": (\.seconds, 60)
    case "seconds": (\.seconds, 1)
    case "milliseconds": (\.nanoseconds, 1_000_000)
    case "microseconds": (\.nanoseconds, 1_000)
    case "nanoseconds": (\.nanoseconds, 1)
    default: nil
    }
  }

  private static func duration(of map: ValueMap) throws(Diagnostic) -> DurationValue {
    var parts = Parts()
    for (key, value) in map.entries {
      guard let unit = unit(named: key) else { throw .unknownDurationPart(key) }
      switch value {
      case .integer(let number):
        let (product, overflows) = number.multipliedReportingOverflow(by: unit.factor)
        let (sum, overflowsAgain) = parts[keyPath: unit.part].whole
          .addingReportingOverflow(product)
        guard !overflows, !overflowsAgain else { throw .durationOverflow("duration()") }
        parts[keyPath: unit.part].whole = sum
      case .float(let number):
        parts[keyPath: unit.part].fractional += number * Double(unit.factor)
      default: throw .wrongType("'\(key)'", takes: "a number", got: value)
      }
    }
    guard let amount = amount(parts) else { throw .durationOverflow("duration()") }
    return amount
  }

  private static func amount(_ parts: Parts) -> DurationValue? {
    guard !parts.isWhole else {
      return DurationValue(
        months: parts.months.whole, days: parts.days.whole, seconds: parts.seconds.whole,
        anyNanoseconds: parts.nanoseconds.whole)
    }
    return DurationValue(
      fractionalMonths: Double(parts.months.whole) + parts.months.fractional,
      days: Double(parts.days.whole) + parts.days.fractional,
      seconds: Double(parts.seconds.whole) + parts.seconds.fractional,
      nanoseconds: Double(parts.nanoseconds.whole) + parts.nanoseconds.fractional)
  }

  /// In which parts a difference is told.
  enum Measure {
    case all, months, days, seconds
  }

  /// The time from one moment to another.
  ///
  /// A moment without a day takes that of the other, one without a zone the other's zone; without any day
  /// there are no months and no days.
  static func between(
    _ from: Value, _ to: Value, _ measure: Measure, name: String
  ) throws(Diagnostic) -> Value {
    guard var start = Moment(from) else {
      throw .wrongType(name, takes: "temporal values", got: from)
    }
    guard var end = Moment(to) else {
      throw .wrongType(name, takes: "temporal values", got: to)
    }
    let haveDates = start.date != nil && end.date != nil
    let day = start.date ?? end.date ?? DateValue(daysSinceEpoch: 0)
    start.date = start.date ?? day
    end.date = end.date ?? day
    let zone = start.zone ?? end.zone ?? .utc
    let startMoment = start.instant(in: start.zone ?? zone)
    let endMoment = zone.show(end.instant(in: end.zone ?? zone))
    var amount = DurationValue(months: 0, days: 0, seconds: 0, nanoseconds: 0)
    var reached = zone.show(startMoment)
    if haveDates, measure == .all || measure == .months {
      amount.months = reached.local.wholeMonths(until: endMoment.local)
      reached = step(reached, by: amount.months, 0, in: zone)
    }
    if haveDates, measure == .all || measure == .days {
      amount.days = reached.local.wholeDays(until: endMoment.local)
      reached = step(reached, by: 0, amount.days, in: zone)
    }
    if measure == .all || measure == .seconds {
      let seconds = endMoment.secondsSinceEpoch - reached.secondsSinceEpoch
      let nanoseconds = Int64(endMoment.nanoseconds) - Int64(reached.nanoseconds)
      guard
        let rest = DurationValue(
          months: amount.months, days: amount.days, seconds: seconds,
          anyNanoseconds: nanoseconds)
      else { throw .durationOverflow(name) }
      amount = rest
    }
    return .duration(amount)
  }

  /// A moment moved on its zone's clock.
  private static func step(
    _ moment: DateTimeValue, by months: Int64, _ days: Int64, in zone: Zone
  ) -> DateTimeValue {
    let amount = DurationValue(months: months, days: days, seconds: 0, nanoseconds: 0)
    return zone.resolve(moment.local.adding(amount) ?? moment.local)
  }
}

extension Moment {
  /// The instant in a zone; a missing day or time counts as the first.
  fileprivate func instant(in zone: Zone) -> DateTimeValue {
    zone.resolve(
      LocalDateTimeValue(
        date: date ?? DateValue(daysSinceEpoch: 0),
        time: time ?? LocalTimeValue(nanosecondsOfDay: 0)))
  }
}
