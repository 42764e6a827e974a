import KithCore

/// A fixed offset from UTC, or a named zone whose offset changes.
enum Zone: Sendable {
  case offset(Int32)
  case rules(TimeZoneRules)

  static let utc = Zone.offset(0)

  /// `Z`, `+01:00`, or a zone's name. Throws for anything else.
  init(_ text: String) throws(Diagnostic) {
    if let offset = MomentText.offset(text) {
      self = .offset(offset)
    } else if let rules = TimeZoneFiles.rules(named: text) {
      self = .rules(rules)
    } else if ["UTC", "GMT"].contains(text) {
      self = .utc
    } else {
      throw .unknownTimeZone(text, nearest: nearestName(to: text, among: TimeZoneFiles.names))
    }
  }

  /// The zone in which a moment is shown. A name that this system does not know stands for its offset.
  init(of moment: DateTimeValue) {
    if let name = moment.zoneName, let rules = TimeZoneFiles.rules(named: name) {
      self = .rules(rules)
    } else {
      self = .offset(moment.offsetSeconds)
    }
  }

  /// The instant of a local clock's time in this zone; of a time that comes twice, that of the wanted offset.
  func resolve(_ local: LocalDateTimeValue, preferring wanted: Int32? = nil) -> DateTimeValue {
    switch self {
    case .offset(let seconds): DateTimeValue(local: local, offsetSeconds: seconds)
    case .rules(let rules): rules.resolve(local, preferring: wanted)
    }
  }

  /// A moment of this zone later by an amount of time: months and days go by the clock, which may be put forward or
  /// back meanwhile, and seconds by the time that passes. Nil out of the range of years.
  func adding(_ amount: DurationValue, to moment: DateTimeValue) -> DateTimeValue? {
    var reached = moment
    if amount.months != 0 || amount.days != 0 {
      let days = DurationValue(
        months: amount.months, days: amount.days, seconds: 0, nanoseconds: 0)
      guard let local = moment.local.adding(days) else { return nil }
      reached = resolve(local, preferring: moment.offsetSeconds)
    }
    let rest = DurationValue(
      months: 0, days: 0, seconds: amount.seconds, nanoseconds: amount.nanoseconds)
    return reached.adding(rest).map(show)
  }

  /// An instant as this zone's clock shows it.
  func show(_ moment: DateTimeValue) -> DateTimeValue {
    switch self {
    case .offset(let seconds):
      DateTimeValue(
        secondsSinceEpoch: moment.secondsSinceEpoch, nanoseconds: moment.nanoseconds,
        offsetSeconds: seconds, zoneName: nil)
    case .rules(let rules):
      DateTimeValue(
        secondsSinceEpoch: moment.secondsSinceEpoch, nanoseconds: moment.nanoseconds,
        offsetSeconds: rules.offset(atInstant: moment.secondsSinceEpoch), zoneName: rules.name)
    }
  }
}
