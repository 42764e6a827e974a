import KithCore

/// The units to which a moment can be cut down, the largest first.
enum TruncationUnit: String, CaseIterable {
  case millennium, century, decade, year, weekYear, quarter, month, week, day
  case hour, minute, second, millisecond, microsecond

  /// Whatever the case of the letters.
  init?(named name: String) {
    let wanted = name.lowercased()
    guard let unit = Self.allCases.first(where: { $0.rawValue.lowercased() == wanted }) else {
      return nil
    }
    self = unit
  }

  /// The nanoseconds of a unit smaller than a day; nil for the others.
  fileprivate var nanoseconds: Int64? {
    switch self {
    case .hour: 3_600_000_000_000
    case .minute: 60_000_000_000
    case .second: 1_000_000_000
    case .millisecond: 1_000_000
    case .microsecond: 1_000
    case .millennium, .century, .decade, .year, .weekYear, .quarter, .month, .week, .day: nil
    }
  }
}

extension Moment {
  /// The moment at which the unit that holds it began.
  func truncated(to unit: TruncationUnit) -> Moment {
    var result = self
    if let nanoseconds = unit.nanoseconds {
      result.time = time.map {
        LocalTimeValue(nanosecondsOfDay: $0.nanosecondsOfDay / nanoseconds * nanoseconds)
      }
    } else {
      result.date = date?.truncated(to: unit)
      result.time = LocalTimeValue(nanosecondsOfDay: 0)
    }
    return result
  }
}

extension DateValue {
  fileprivate func truncated(to unit: TruncationUnit) -> DateValue {
    let (year, month, _) = civil
    let days = daysSinceEpoch
    let first: Int64 =
      switch unit {
      case .millennium: Self.newYear(year - year.flooredRemainder(by: 1_000))
      case .century: Self.newYear(year - year.flooredRemainder(by: 100))
      case .decade: Self.newYear(year - year.flooredRemainder(by: 10))
      case .year: Self.newYear(year)
      case .weekYear: Calendar.firstMonday(ofWeekYear: Calendar.week(days: days).year)
      case .quarter: Calendar.firstDay(ofQuarter: (month + 2) / 3, year: year)
      case .month: Calendar.days(year: year, month: month, day: 1)
      case .week: days - Calendar.dayOfWeek(days: days) + 1
      case .day, .hour, .minute, .second, .millisecond, .microsecond: days
      }
    return DateValue(daysSinceEpoch: first)
  }

  private static func newYear(_ year: Int64) -> Int64 {
    Calendar.days(year: year, month: 1, day: 1)
  }
}

extension MomentKind {
  /// `date.truncate(unit, value, parts)`: cuts down, then puts the given parts in.
  func truncate(_ arguments: [Value], _ context: ExecutionContext) throws(Diagnostic) -> Value {
    let what = "'\(rawValue).truncate()'"
    let name = try FunctionLibrary.text(arguments[0], for: what)
    guard let unit = TruncationUnit(named: name), hasTime || unit.nanoseconds == nil,
      hasDate || unit.nanoseconds != nil || unit == .day
    else { throw .unknownTruncationUnit(name, what) }
    let moment = try arguments.count > 1 ? given(arguments[1], what) : now(context, zone: nil)
    var parts = ValueMap()
    if arguments.count > 2 {
      guard case .map(let map) = arguments[2] else {
        throw .wrongType(what, takes: "a Map of parts", got: arguments[2])
      }
      parts = map
    }
    let cut = moment.truncated(to: unit)
    // Finer digits that the parts give stand beside the digits that were kept, not over them.
    if let nanoseconds = parts["nanosecond"]?.asInteger, let time = cut.time,
      parts["millisecond"] == nil
    {
      let kept = time.nanosecondsOfDay % 1_000_000_000
      parts["nanosecond"] = .integer(kept + nanoseconds)
    }
    return try MomentFields(parts, for: self).moment(over: cut).value(of: self)
  }

  private func given(_ value: Value, _ what: String) throws(Diagnostic) -> Moment {
    guard let moment = Moment(value), !hasDate || moment.date != nil else {
      throw .wrongType(what, takes: "a temporal value that has a \(rawValue)", got: value)
    }
    return moment
  }
}
