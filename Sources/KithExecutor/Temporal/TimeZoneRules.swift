import KithCore

/// When a named zone has which offset from UTC: past changes as a table, and a rule for what comes after.
///
/// Read from the system's zone files (TZif, RFC 9636):
///
/// ```
/// TZif 2 …  counts    version 1: 32-bit times, passed over
/// TZif 2 …  counts    version 2: 64-bit times
///   times    | t0 | t1 | … |      seconds since 1970 at which the offset changes
///   types    | 1  | 0  | … |      which offset holds from then on
///   offsets  | +3600 dst? name | …
///   …                            names, leap seconds, indicators: passed over
/// \n CET-1CEST,M3.5.0,M10.5.0/3 \n     the rule after the last change (POSIX TZ)
/// ```
struct TimeZoneRules: Sendable {
  private(set) var name: String
  private let times: [Int64]
  private let types: [UInt8]
  private let offsets: [Int32]
  private let rule: YearlyZoneRule?

  /// Nil where the bytes are no zone file of version 2 or later.
  init?(name: String, bytes: [UInt8]) {
    guard let first = ZoneHeader(bytes, at: 0), first.version >= 0x32 else { return nil }
    let start = ZoneHeader.size + first.bodySize(timeSize: 4)
    guard let header = ZoneHeader(bytes, at: start) else { return nil }
    let body = start + ZoneHeader.size
    guard header.typeCount > 0, body + header.bodySize(timeSize: 8) <= bytes.count else {
      return nil
    }
    self.name = name
    times = (0..<header.timeCount).map {
      Int64(truncatingIfNeeded: bigEndian(bytes, at: body + $0 * 8, size: 8))
    }
    let typesStart = body + header.timeCount * 8
    types = Array(bytes[typesStart..<typesStart + header.timeCount])
    let offsetsStart = typesStart + header.timeCount
    offsets = (0..<header.typeCount).map {
      Int32(truncatingIfNeeded: bigEndian(bytes, at: offsetsStart + $0 * 6, size: 4))
    }
    guard types.allSatisfy({ Int($0) < header.typeCount }) else { return nil }
    let footer = bytes[(body + header.bodySize(timeSize: 8))...].dropFirst()
    rule = YearlyZoneRule(String(decoding: footer.prefix { $0 != 0x0A }, as: UTF8.self))
  }

  /// The offset at an instant. Logarithmic in the table.
  func offset(atInstant seconds: Int64) -> Int32 {
    guard let last = times.last else { return rule?.offset(atInstant: seconds) ?? offsets[0] }
    if seconds >= last, let rule { return rule.offset(atInstant: seconds) }
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? offsets[0] : offsets[Int(types[low - 1])]
  }

  /// These rules under another name.
  func renamed(_ name: String) -> TimeZoneRules {
    var rules = self
    rules.name = name
    return rules
  }

  /// Whether two zones' clocks have shown the same since 1970 and will go on to. Linear in both tables.
  func agreesSince1970(with other: TimeZoneRules) -> Bool {
    let instants = [0] + times.filter { $0 > 0 } + other.times.filter { $0 > 0 }
    guard instants.allSatisfy({ offset(atInstant: $0) == other.offset(atInstant: $0) }) else {
      return false
    }
    // Beyond the tables yearly rules hold, which a look at each week of a year tells apart.
    let end = max(times.last ?? 0, other.times.last ?? 0, 0)
    return (0..<Int64(53)).allSatisfy { week in
      let instant = end + week * 604_800
      return offset(atInstant: instant) == other.offset(atInstant: instant)
    }
  }

  /// The instant of a local clock's time. Of a time that comes twice, that of the wanted offset, else the first; a
  /// time that is left out is moved on by what was left out.
  func resolve(_ local: LocalDateTimeValue, preferring wanted: Int32? = nil) -> DateTimeValue {
    let clock = local.secondsSinceEpoch
    if let wanted, offset(atInstant: clock - Int64(wanted)) == wanted {
      return DateTimeValue(local: local, offsetSeconds: wanted, zoneName: name)
    }
    let before = offset(atInstant: clock - 86_400)
    let after = offset(atInstant: clock + 86_400)
    var instant = clock - Int64(before)
    if before != after, offset(atInstant: instant) != before {
      let later = clock - Int64(after)
      if offset(atInstant: later) == after { instant = later }
    }
    return DateTimeValue(
      secondsSinceEpoch: instant, nanoseconds: local.nanoseconds,
      offsetSeconds: offset(atInstant: instant), zoneName: name)
  }
}

/// The head of one part of a zone file.
private struct ZoneHeader {
  static let size = 44

  let version: UInt8
  let timeCount: Int
  let typeCount: Int
  private let indicatorCount: Int
  private let leapCount: Int
  private let nameSize: Int

  init?(_ bytes: [UInt8], at start: Int) {
    guard start + Self.size <= bytes.count, bytes[start..<start + 4].elementsEqual("TZif".utf8)
    else { return nil }
    version = bytes[start + 4]
    let counts = (0..<6).map { Int(bigEndian(bytes, at: start + 20 + $0 * 4, size: 4)) }
    guard counts.allSatisfy({ $0 >= 0 && $0 < 1 << 20 }) else { return nil }
    indicatorCount = counts[0] + counts[1]
    leapCount = counts[2]
    timeCount = counts[3]
    typeCount = counts[4]
    nameSize = counts[5]
  }

  func bodySize(timeSize: Int) -> Int {
    timeCount * (timeSize + 1) + typeCount * 6 + nameSize + leapCount * (timeSize + 4)
      + indicatorCount
  }
}

private func bigEndian(_ bytes: [UInt8], at start: Int, size: Int) -> UInt64 {
  bytes[start..<start + size].reduce(0) { $0 << 8 | UInt64($1) }
}
