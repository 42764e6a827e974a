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
      throw .unknownTimeZone(text)
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

  /// The instant of a local clock's time in this zone.
  func resolve(_ local: LocalDateTimeValue) -> DateTimeValue {
    switch self {
    case .offset(let seconds): DateTimeValue(local: local, offsetSeconds: seconds)
    case .rules(let rules): rules.resolve(local)
    }
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
