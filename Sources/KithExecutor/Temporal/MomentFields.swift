import KithCore

/// Reads the parts of a moment from a map: `{year: 2015, week: 30, dayOfWeek: 2, hour: 21}`.
struct MomentFields {
  let kind: MomentKind
  let map: ValueMap

  static let dateKeys: Set<String> = [
    "year", "month", "day", "week", "dayOfWeek", "quarter", "dayOfQuarter", "ordinalDay"
  ]
  static let timeKeys: Set<String> = [
    "hour", "minute", "second", "millisecond", "microsecond", "nanosecond"
  ]

  /// Throws for keys that the kind has no use for.
  init(_ map: ValueMap, for kind: MomentKind) throws(Diagnostic) {
    self.kind = kind
    self.map = map
    for key in map.keys {
      let isKnown =
        (kind.hasDate && (Self.dateKeys.contains(key) || key == "date"))
        || (kind.hasTime && (Self.timeKeys.contains(key) || key == "time"))
        || (kind.hasDate && kind.hasTime && key == "datetime")
        || (kind.hasTime && key == "timezone" && kind.hasZone)
        || ["epochSeconds", "epochMillis"].contains(key) && kind == .datetime
      guard isKnown else { throw .unknownMomentPart(key, kind) }
    }
  }

  /// The moment that the map tells. Parts that it names stand over those of the moments that it holds
  /// under `date`, `time` and `datetime`; these are moved to the map's zone first.
  func moment() throws(Diagnostic) -> Moment {
    if let epoch = try epochMoment() { return epoch }
    let zone = try zone()
    let whole = try base("datetime")
    var dateBase = try base("date") ?? whole
    var timeBase = try base("time") ?? whole
    if let zone {
      if timeBase != nil, map["date"] == nil, whole != nil { dateBase = whole?.moved(to: zone) }
      timeBase = Self.moved(timeBase, to: zone, on: dateBase?.date)
    }
    var result = Moment(zone: zone ?? timeBase?.zone)
    if zone == nil, !kind.hasDate, let timeBase, timeBase.zone != nil {
      // A time has no day of its own to tell the offset of a named zone by.
      result.zone = .offset(timeBase.offsetSeconds)
    }
    if kind.hasDate { result.date = try date(over: dateBase?.date) }
    if kind.hasTime { result.time = try time(over: timeBase?.time) }
    return result
  }

  /// The moment with the map's parts over its own: for `truncate`. A zone of the map's is put on, without moving.
  func moment(over base: Moment) throws(Diagnostic) -> Moment {
    var result = base
    if let zone = try zone() { result.zone = zone }
    if kind.hasDate { result.date = try date(over: base.date) }
    if kind.hasTime { result.time = try time(over: base.time) }
    return result
  }

  /// A time whose own zone has no day takes the day beside it, so that summer time counts.
  private static func moved(_ base: Moment?, to zone: Zone, on day: DateValue?) -> Moment? {
    guard var base else { return nil }
    if base.date == nil { base.date = day }
    return base.moved(to: zone)
  }

  private func epochMoment() throws(Diagnostic) -> Moment? {
    let seconds: Int64
    var nanoseconds: Int64 = 0
    if let given = try integer("epochSeconds") {
      seconds = given
      nanoseconds = try integer("nanosecond") ?? 0
    } else if let given = try integer("epochMillis") {
      seconds = given.flooredQuotient(by: 1_000)
      nanoseconds = given.flooredRemainder(by: 1_000) * 1_000_000
    } else {
      return nil
    }
    let moment = DateTimeValue(
      secondsSinceEpoch: seconds, nanoseconds: Int32(nanoseconds % 1_000_000_000),
      offsetSeconds: 0, zoneName: nil)
    return Moment(try zone()?.show(moment) ?? moment)
  }

  private func zone() throws(Diagnostic) -> Zone? {
    guard let value = map["timezone"] else { return nil }
    guard case .string(let text) = value else {
      throw .wrongType("'timezone'", takes: "a String", got: value)
    }
    return try Zone(text)
  }

  private func base(_ key: String) throws(Diagnostic) -> Moment? {
    guard let value = map[key] else { return nil }
    guard let moment = Moment(value), key == "time" || moment.date != nil,
      key == "date" || moment.time != nil
    else { throw .wrongType("'\(key)'", takes: "a temporal value that has one", got: value) }
    return moment
  }

  private func integer(_ key: String) throws(Diagnostic) -> Int64? {
    guard let value = map[key] else { return nil }
    guard case .integer(let number) = value else {
      throw .wrongType("'\(key)'", takes: "an Integer", got: value)
    }
    return number
  }

  private func integer(
    _ key: String, in range: ClosedRange<Int64>
  ) throws(Diagnostic) -> Int64? {
    guard let number = try integer(key) else { return nil }
    guard range.contains(number) else { throw .momentPartOutOfRange(key, number, range) }
    return number
  }
}

extension MomentFields {
  /// The day: by week, by day of the year, by quarter, or by month and day; without a base it needs a year.
  private func date(over base: DateValue?) throws(Diagnostic) -> DateValue {
    let isByWeek = map["week"] != nil || map["dayOfWeek"] != nil
    let isByOrdinal = map["ordinalDay"] != nil
    let isByQuarter = map["quarter"] != nil || map["dayOfQuarter"] != nil
    let isByMonth = map["month"] != nil || map["day"] != nil
    guard [isByWeek, isByOrdinal, isByQuarter, isByMonth].filter({ $0 }).count < 2 else {
      throw .mixedDateParts(kind)
    }
    let week = base.map { Calendar.week(days: $0.daysSinceEpoch) }
    let given = try integer("year", in: DateValue.years)
    guard let year = given ?? (isByWeek ? week?.year : base?.civil.year) else {
      throw .momentPartMissing("year", kind)
    }
    if isByWeek { return try weekDate(year, base, week?.week) }
    if isByOrdinal { return try ordinalDate(year) }
    if isByQuarter { return try quarterDate(year, base) }
    let month = try integer("month", in: 1...12) ?? base?.civil.month
    if month == nil, map["day"] != nil { throw .momentPartMissing("month", kind) }
    let length = Calendar.daysInMonth(year: year, month: month ?? 1)
    let day = try integer("day", in: 1...length) ?? base?.civil.day ?? 1
    guard let date = DateValue(year: year, month: month ?? 1, day: day) else {
      throw .momentPartOutOfRange("day", day, 1...length)
    }
    return date
  }

  private func weekDate(
    _ year: Int64, _ base: DateValue?, _ baseWeek: Int64?
  ) throws(Diagnostic) -> DateValue {
    guard let week = try integer("week", in: 1...Calendar.weeks(ofYear: year)) ?? baseWeek else {
      throw .momentPartMissing("week", kind)
    }
    let baseDay = base.map { Calendar.dayOfWeek(days: $0.daysSinceEpoch) }
    let day = try integer("dayOfWeek", in: 1...7) ?? baseDay ?? 1
    let monday = Calendar.firstMonday(ofWeekYear: year) + (week - 1) * 7
    return DateValue(daysSinceEpoch: monday + day - 1)
  }

  private func ordinalDate(_ year: Int64) throws(Diagnostic) -> DateValue {
    let length: Int64 = Calendar.isLeap(year: year) ? 366 : 365
    let day = try integer("ordinalDay", in: 1...length) ?? 1
    return DateValue(daysSinceEpoch: Calendar.days(year: year, month: 1, day: 1) + day - 1)
  }

  private func quarterDate(_ year: Int64, _ base: DateValue?) throws(Diagnostic) -> DateValue {
    let baseQuarter = base?.component("quarter")
    guard let quarter = try integer("quarter", in: 1...4) ?? baseQuarter else {
      throw .momentPartMissing("quarter", kind)
    }
    let first = Calendar.firstDay(ofQuarter: quarter, year: year)
    let next =
      quarter == 4
      ? Calendar.days(year: year + 1, month: 1, day: 1)
      : Calendar.firstDay(ofQuarter: quarter + 1, year: year)
    let day =
      try integer("dayOfQuarter", in: 1...(next - first)) ?? base?.component("dayOfQuarter") ?? 1
    return DateValue(daysSinceEpoch: first + day - 1)
  }

  /// The time of day; without a base, a part needs all larger ones.
  private func time(over base: LocalTimeValue?) throws(Diagnostic) -> LocalTimeValue? {
    guard base != nil || map.keys.contains(where: Self.timeKeys.contains) else { return nil }
    if base == nil {
      let hasFraction = ["millisecond", "microsecond", "nanosecond"].contains { map[$0] != nil }
      for (larger, smaller) in [("hour", "minute"), ("minute", "second")]
      where map[smaller] != nil && map[larger] == nil {
        throw .momentPartMissing(larger, kind)
      }
      if hasFraction, map["second"] == nil { throw .momentPartMissing("second", kind) }
    }
    let hour = try integer("hour", in: 0...23) ?? base?.component("hour") ?? 0
    let minute = try integer("minute", in: 0...59) ?? base?.component("minute") ?? 0
    let second = try integer("second", in: 0...59) ?? base?.component("second") ?? 0
    let fraction = try fraction() ?? base?.component("nanosecond") ?? 0
    return LocalTimeValue(
      nanosecondsOfDay: ((hour * 60 + minute) * 60 + second) * 1_000_000_000 + fraction)
  }

  /// Milliseconds, microseconds and nanoseconds add up; beside a larger one each is less than a thousand.
  private func fraction() throws(Diagnostic) -> Int64? {
    let hasMillis = map["millisecond"] != nil
    let hasMicros = map["microsecond"] != nil
    guard hasMillis || hasMicros || map["nanosecond"] != nil else { return nil }
    let millis = try integer("millisecond", in: 0...999) ?? 0
    let micros = try integer("microsecond", in: 0...(hasMillis ? 999 : 999_999)) ?? 0
    let largest: Int64 = hasMicros ? 999 : hasMillis ? 999_999 : 999_999_999
    let nanos = try integer("nanosecond", in: 0...largest) ?? 0
    return millis * 1_000_000 + micros * 1_000 + nanos
  }
}
