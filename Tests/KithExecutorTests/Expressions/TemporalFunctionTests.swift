import KithCore
import Testing

/// Days, times and amounts of time, by the tables of openCypher's conformance suite where it has one.
@Suite struct TemporalFunctionTests {
  static let construction: [(String, String)] = [
    ("date()", "2023-10-11"), ("datetime()", "2023-10-11T12:31:14.645Z"),
    ("localtime()", "12:31:14.645"),
    ("datetime.statement('+02:00')", "2023-10-11T14:31:14.645+02:00"),
    ("date({timezone: '+14:00'})", "2023-10-12"), ("timestamp()", "1697027474645"),
    ("date('20150721')", "2015-07-21"), ("date('2015-W30-2')", "2015-07-21"),
    ("date('2015-202')", "2015-07-21"), ("date('2015')", "2015-01-01"),
    ("date({year: 1984, month: 10, day: 11})", "1984-10-11"),
    ("date({year: 1817, week: 1})", "1816-12-30"),
    ("date({year: 1984, ordinalDay: 202})", "1984-07-20"),
    ("date({year: 1984, quarter: 3, dayOfQuarter: 45})", "1984-08-14"),
    ("date({date: date('1816-12-30'), week: 2, dayOfWeek: 3})", "1817-01-08"),
    ("date({date: date('2023-10-11'), day: 28})", "2023-10-28"), ("date(null)", "null"),
    ("localtime('214032.142')", "21:40:32.142"), ("time('2140-02')", "21:40-02:00"),
    (
      "localtime({hour: 12, minute: 31, second: 14, nanosecond: 789, millisecond: 123, microsecond: 456})",
      "12:31:14.123456789"
    ),
    (
      "time({time: time('12:31:14.645876+01:00'), second: 42, timezone: '+05:00'})",
      "16:31:42.645876+05:00"
    ),
    ("localdatetime('2015-W30T2140')", "2015-07-20T21:40"),
    ("datetime('2015-07-21T21:40:32.142+0100')", "2015-07-21T21:40:32.142+01:00"),
    (
      "datetime({datetime: localdatetime('1984-03-07T12:31:14.645'), day: 28, timezone: '+05:00'})",
      "1984-03-28T12:31:14.645+05:00"
    ),
    ("datetime(date('2023-10-11'))", "2023-10-11T00:00Z"),
    ("datetime.fromEpoch(416779, 999999999)", "1970-01-05T19:46:19.999999999Z"),
    ("datetime.fromEpochMillis(237821673987)", "1977-07-15T13:34:33.987Z")
  ]

  static let durations: [(String, String)] = [
    ("duration('P12Y5M14DT16H12M70S')", "P12Y5M14DT16H13M10S"),
    ("duration('P5M1.5D')", "P5M1DT12H"),
    ("duration('P0.75M')", "P22DT19H51M49.5S"), ("duration('P2.5W')", "P17DT12H"),
    ("duration('P2012-02-02T14:37:21.545')", "P2012Y2M2DT14H37M21.545S"),
    ("duration('PT-1.999S')", "PT-1.999S"), ("duration('-P1D')", "P-1D"),
    ("duration({minutes: 1.5, seconds: 1})", "PT1M31S"),
    ("duration({days: 1, milliseconds: -1})", "P1DT-0.001S"),
    ("duration('P1D') + duration('PT25H')", "P1DT25H"),
    ("duration('P1M') - duration('P2M')", "P-1M"),
    ("duration('P12Y5M14DT16H13M10.000000001S') / 2", "P6Y2M22DT13H21M8S"),
    ("duration('P1D') * 0.5", "PT12H"), ("2 * duration('P1DT1S')", "P2DT2S"),
    ("-duration('P1D')", "P-1D"),
    ("date('1984-10-11') + duration('P12Y5M14DT16H')", "1997-03-25"),
    ("date('2023-01-31') + duration('P1M')", "2023-02-28"),
    ("date('2024-02-29') - duration('P1Y')", "2023-02-28"),
    ("localtime('12:31:14') - duration('PT16H13M10S')", "20:18:04"),
    ("datetime('1984-10-11T12:31+01:00') + duration('P1MT13H')", "1984-11-12T01:31+01:00"),
    ("duration.between(date('1984-10-11'), date('2015-06-24'))", "P30Y8M13D"),
    (
      "duration.between(localdatetime('2015-07-21T21:40:32.142'), date('2015-06-24'))",
      "P-27DT-21H-40M-32.142S"
    ),
    ("duration.between(date('2023-01-31'), date('2023-02-28'))", "P28D"),
    ("duration.inMonths(date('1984-10-11'), date('2015-06-24'))", "P30Y8M"),
    ("duration.inDays(date('1984-10-11'), date('2015-06-24'))", "P11213D"),
    ("duration.inSeconds(time('14:30'), time('16:30+0100'))", "PT1H"),
    ("duration.inSeconds(date('1984-10-11'), localtime('16:30'))", "PT16H30M"),
    ("duration.between(date('-999999999-01-01'), date('+999999999-12-31'))", "P1999999998Y11M30D"),
    ("duration('P1M') = duration('P30D')", "false"), ("duration('P1M') < duration('P30D')", "null")
  ]

  static let parts: [(String, String)] = [
    (
      "[date('1984-10-11').year, date('1984-10-11').quarter, date('1984-10-11').week]",
      "[1984, 4, 41]"
    ),
    (
      "[date('1984-01-01').weekYear, date('1984-01-01').week, date('1984-01-01').weekDay]",
      "[1983, 52, 7]"
    ),
    ("[date('1984-10-11').ordinalDay, date('1984-10-11').dayOfQuarter]", "[285, 11]"),
    (
      "[localtime('12:31:14.645876123').microsecond, localtime('12:31:14.645876123').second]",
      "[645876, 14]"
    ),
    ("[time('12:31+01:00').offset, time('12:31+01:00').offsetMinutes]", "['+01:00', 60]"),
    ("datetime('1970-01-02T00:00+01:00').epochSeconds", "82800"),
    ("[duration('P1Y4M10DT1H1M1S').months, duration('P1Y4M10DT1H1M1S').minutes]", "[16, 61]"),
    ("[duration('P1Y4M10D').monthsOfYear, duration('P1Y4M10D').daysOfWeek]", "[4, 3]"),
    ("date.truncate('decade', date('1984-10-11'))", "1980-01-01"),
    ("date.truncate('weekYear', date('1984-01-01'), {day: 5})", "1983-01-05"),
    ("date.truncate('week', date('1984-10-11'), {dayOfWeek: 2})", "1984-10-09"),
    (
      "datetime.truncate('hour', localdatetime('1984-10-11T12:31'), {timezone: '-01:00'})",
      "1984-10-11T12:00-01:00"
    ),
    (
      "localtime.truncate('millisecond', localtime('12:31:14.645876123'), {nanosecond: 2})",
      "12:31:14.645000002"
    ),
    ("time.truncate('day', time('12:31+01:00'))", "00:00+01:00"),
    ("date('1980-12-24') < date('1984-10-11')", "true"),
    ("time('10:00+01:00') < time('09:35Z')", "true"),
    ("date('2023-10-11') = '2023-10-11'", "false"),
    ("toString(date('2023-10-11')) + '!'", "'2023-10-11!'")
  ]

  @Test(arguments: construction + durations + parts)
  func `temporal values go as openCypher says`(expression: String, expected: String) throws {
    #expect(try SmallGraph.empty.get().value(expression) == expected)
  }
}
