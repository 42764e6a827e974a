import KithCore
import Testing

@testable import KithExecutor

@Suite struct TimeZoneRulesTests {
  static func instant(_ text: String) throws -> Int64 {
    let moment = try #require(MomentText(text))
    let date = try #require(moment.date)
    let local = LocalDateTimeValue(
      date: date, time: moment.time ?? LocalTimeValue(nanosecondsOfDay: 0))
    return local.secondsSinceEpoch - Int64(moment.offsetSeconds ?? 0)
  }

  static let rules: [(String, String, Int32)] = [
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2023-03-26T00:59:59Z", 3600),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2023-03-26T01:00:00Z", 7200),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2023-10-29T00:59:59Z", 7200),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2023-10-29T01:00:00Z", 3600),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2023-01-15T00:00Z", 39_600),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2023-07-15T00:00Z", 36_000),
    ("EST5EDT,M3.2.0,M11.1.0", "2023-07-15T00:00Z", -14_400),
    ("<+0845>-8:45", "2023-07-15T00:00Z", 31_500), ("HST10", "2023-07-15T00:00Z", -36_000),
    ("XXX0YYY-1,J60,J300", "2024-03-01T12:00Z", 3600),
    ("XXX0YYY-1,J60,J300", "2024-02-29T12:00Z", 0),
    ("XXX0YYY-1,59,300", "2024-02-29T12:00Z", 3600)
  ]

  @Test(arguments: rules)
  func `a yearly rule tells the offset`(rule: String, instant: String, offset: Int32) throws {
    let rule = try #require(YearlyZoneRule(rule))
    #expect(rule.offset(atInstant: try Self.instant(instant)) == offset)
  }

  @Test(arguments: ["", "1", "CET", "CET-1CEST,M3.5", "CET-1CEST,", "<+08"])
  func `what is no rule is refused`(text: String) {
    #expect(YearlyZoneRule(text) == nil)
  }

  /// A zone file with two offsets, which change at 1000, and a rule from then on.
  static func zoneFile(rule: String) -> [UInt8] {
    func number(_ value: Int64, _ size: Int) -> [UInt8] {
      (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    func header(times: Int64, types: Int64, names: Int64) -> [UInt8] {
      Array("TZif2".utf8) + Array(repeating: 0, count: 15)
        + [0, 0, 0, times, types, names].flatMap { number($0, 4) }
    }
    let offsets = number(60, 4) + [0, 0] + number(120, 4) + [1, 0]
    return header(times: 0, types: 1, names: 1) + number(0, 4) + [0, 0, 0]
      + header(times: 1, types: 2, names: 1) + number(1000, 8) + [1] + offsets + [0]
      + Array("\n\(rule)\n".utf8)
  }

  @Test func `a zone file's table holds before its rule`() throws {
    let bytes = Self.zoneFile(rule: "")
    let rules = try #require(TimeZoneRules(name: "Test/Zone", bytes: bytes))
    #expect(rules.offset(atInstant: 999) == 60)
    #expect(rules.offset(atInstant: 1000) == 120)
    let ruled = try #require(
      TimeZoneRules(name: "Test/Zone", bytes: Self.zoneFile(rule: "CET-1")))
    #expect(ruled.offset(atInstant: 999) == 60)
    #expect(ruled.offset(atInstant: 1000) == 3600)
    for length in 0..<bytes.count - 2 {
      #expect(TimeZoneRules(name: "Test/Zone", bytes: Array(bytes[..<length])) == nil)
    }
  }

  @Test func `a clock's time that comes twice is the first, and one that is left out moves on`()
    throws
  {
    let rules = try #require(
      TimeZoneRules(
        name: "Test/Zone", bytes: Self.zoneFile(rule: "CET-1CEST,M3.5.0,M10.5.0/3")))
    func text(_ local: String) throws -> String {
      let moment = try #require(MomentText(local))
      let date = try #require(moment.date)
      let time = try #require(moment.time)
      return rules.resolve(LocalDateTimeValue(date: date, time: time)).isoText
    }
    #expect(try text("2023-10-29T02:30") == "2023-10-29T02:30+02:00[Test/Zone]")
    #expect(try text("2023-10-29T03:30") == "2023-10-29T03:30+01:00[Test/Zone]")
    #expect(try text("2023-03-26T02:30") == "2023-03-26T03:30+02:00[Test/Zone]")
    #expect(try text("2023-07-01T12:00") == "2023-07-01T12:00+02:00[Test/Zone]")
  }

  @Test(arguments: ["../etc/passwd", "/etc/passwd", "", "Europe/", "Mars/Base", "a b"])
  func `names that lead out of the directory are no zones`(name: String) {
    #expect(TimeZoneFiles.rules(named: name) == nil)
  }

  @Test func `a name that only the table of names has may be a link to a zone of its country`() {
    let tables = TimeZoneTables(
      zones: "# remark\nDE,SE\t+5230+01322\tEurope/Berlin\nCH,DE\t+4723+00832\tEurope/Zurich\n",
      names: "SE\t+5920+01803\tEurope/Stockholm\nDE\t+4742+00841\tEurope/Busingen\tenclave\n"
        + "DE\t+5230+01322\tEurope/Berlin\nbroken\n")
    #expect(tables.candidates(for: "Europe/Stockholm") == ["Europe/Berlin"])
    #expect(tables.candidates(for: "Europe/Busingen") == ["Europe/Berlin", "Europe/Zurich"])
    #expect(tables.candidates(for: "Europe/Berlin").isEmpty)
    #expect(tables.candidates(for: "Asia/Tokyo").isEmpty)
    #expect(TimeZoneTables(zones: "", names: "").candidates(for: "Europe/Stockholm").isEmpty)
  }

  @Test func `two zones agree since 1970 by their tables and their rules`() throws {
    func rules(_ rule: String) throws -> TimeZoneRules {
      try #require(TimeZoneRules(name: "Test/Zone", bytes: Self.zoneFile(rule: rule)))
    }
    let central = try rules("CET-1CEST,M3.5.0,M10.5.0/3")
    #expect(central.agreesSince1970(with: try rules("XXX-1YYY,M3.5.0,M10.5.0/3")))
    #expect(!central.agreesSince1970(with: try rules("CET-1")))
    #expect(!central.agreesSince1970(with: try rules("CET-1CEST,M4.5.0,M10.5.0/3")))
    #expect(!(try rules("")).agreesSince1970(with: try rules("CET-1")))
    #expect(central.renamed("Other/Zone").name == "Other/Zone")
  }

  /// What the database's main data says, however the system's was built.
  @Test(arguments: [
    ("Europe/Stockholm", "Europe/Berlin"), ("Europe/Amsterdam", "Europe/Brussels"),
    ("Africa/Accra", "Africa/Abidjan"), ("America/Creston", "America/Phoenix"),
    ("Europe/Busingen", "Europe/Zurich"), ("Atlantic/Reykjavik", "Africa/Abidjan")
  ])
  func `a linked zone has the history of the zone it is linked to`(name: String, main: String)
    throws
  {
    let linked = try #require(TimeZoneFiles.rules(named: name))
    let zone = try #require(TimeZoneFiles.rules(named: main))
    #expect(linked.name == name)
    for year in stride(from: 1818, through: 2040, by: 3) {
      let instant = try Self.instant("\(year)-07-21T12:00Z")
      #expect(linked.offset(atInstant: instant) == zone.offset(atInstant: instant), "\(year)")
    }
  }
}
