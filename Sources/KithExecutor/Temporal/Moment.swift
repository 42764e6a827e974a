import KithCore

/// The five types of moments, by the names of their functions.
enum MomentKind: String, Sendable, CaseIterable {
  case date, localtime, time, localdatetime, datetime

  var hasDate: Bool { self == .date || self == .localdatetime || self == .datetime }
  var hasTime: Bool { self != .date }
  var hasZone: Bool { self == .time || self == .datetime }

  /// The function's name as messages print it.
  var quotedName: String { "'\(rawValue)()'" }
}

/// A moment of any type: a day, a time of day and a zone, each if it has one.
struct Moment: Sendable {
  var date: DateValue?
  var time: LocalTimeValue?
  var zone: Zone?
  /// The offset that holds where the zone's clock shows the time twice.
  var preferredOffset: Int32?

  init(date: DateValue? = nil, time: LocalTimeValue? = nil, zone: Zone? = nil) {
    self.date = date
    self.time = time
    self.zone = zone
  }

  /// Nil for what is no moment.
  init?(_ value: Value) {
    switch value {
    case .date(let it): self.init(date: it)
    case .localTime(let it): self.init(time: it)
    case .time(let it):
      self.init(
        time: LocalTimeValue(nanosecondsOfDay: it.nanosecondsOfDay),
        zone: .offset(it.offsetSeconds))
    case .localDateTime(let it): self.init(date: it.date, time: it.time)
    case .dateTime(let it): self.init(it)
    case .null, .boolean, .integer, .float, .string, .duration, .point, .list, .map, .node,
      .relationship, .path:
      return nil
    }
  }

  init(_ moment: DateTimeValue) {
    self.init(date: moment.local.date, time: moment.local.time, zone: Zone(of: moment))
    preferredOffset = moment.offsetSeconds
  }

  /// What the text says, for a function of a kind. Throws where the text lacks what the kind needs or has what it cannot hold.
  init(_ text: String, as kind: MomentKind) throws(Diagnostic) {
    let parsed = kind.hasDate ? MomentText(text) : MomentText(time: text)
    guard let parsed, (parsed.date != nil) == kind.hasDate, kind.hasTime || parsed.time == nil,
      kind.hasZone || (parsed.offsetSeconds == nil && parsed.zoneName == nil)
    else { throw .unreadableMoment(text, kind) }
    date = parsed.date
    time = parsed.time
    if let name = parsed.zoneName {
      zone = try Zone(name)
      preferredOffset = parsed.offsetSeconds
    } else if let offset = parsed.offsetSeconds {
      zone = .offset(offset)
    }
    // An offset beside a named zone must be the one that the zone has then.
    if let offset = parsed.offsetSeconds, parsed.zoneName != nil,
      case .dateTime(let moment) = try value(of: .datetime), moment.offsetSeconds != offset
    {
      throw .offsetNotOfZone(text)
    }
  }

  /// The moment as a value of a kind: what is missing is midnight or UTC. Throws where the day is missing.
  func value(of kind: MomentKind) throws(Diagnostic) -> Value {
    let time = time ?? LocalTimeValue(nanosecondsOfDay: 0)
    switch kind {
    case .localtime: return .localTime(time)
    case .time:
      return .time(
        TimeValue(nanosecondsOfDay: time.nanosecondsOfDay, offsetSeconds: offsetSeconds))
    case .date, .localdatetime, .datetime: break
    }
    guard let date else { throw .momentWithoutDate(kind) }
    let local = LocalDateTimeValue(date: date, time: time)
    return switch kind {
    case .date: .date(date)
    case .datetime: .dateTime((zone ?? .utc).resolve(local, preferring: preferredOffset))
    case .localdatetime, .localtime, .time: .localDateTime(local)
    }
  }

  /// The offset of the moment's zone at the moment; of a named zone without a day, that of 1970.
  var offsetSeconds: Int32 {
    let local = LocalDateTimeValue(
      date: date ?? DateValue(daysSinceEpoch: 0),
      time: time ?? LocalTimeValue(nanosecondsOfDay: 0))
    return (zone ?? .utc).resolve(local, preferring: preferredOffset).offsetSeconds
  }

  /// The same instant on another zone's clock; without a zone of its own, the same clock in that zone.
  func moved(to zone: Zone) -> Moment {
    guard let own = self.zone, let time else {
      return Moment(date: date, time: time, zone: zone)
    }
    let day = date ?? DateValue(daysSinceEpoch: 0)
    var moved = Moment(
      zone.show(
        own.resolve(LocalDateTimeValue(date: day, time: time), preferring: preferredOffset)))
    moved.zone = zone
    if date == nil { moved.date = nil }
    return moved
  }
}
