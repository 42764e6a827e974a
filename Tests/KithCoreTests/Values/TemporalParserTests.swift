import KithCore
import Testing

@Suite struct TemporalParserTests {
  static let dates: [(String, String?)] = [
    ("2015-07-21", "2015-07-21"), ("20150721", "2015-07-21"), ("2015-07", "2015-07-01"),
    ("201507", "2015-07-01"), ("2015-W30-2", "2015-07-21"), ("2015W302", "2015-07-21"),
    ("2015-W30", "2015-07-20"), ("2015W30", "2015-07-20"), ("2015-202", "2015-07-21"),
    ("2015202", "2015-07-21"), ("2015", "2015-01-01"), ("-0044-03-15", "-0044-03-15"),
    ("+12345-01-01", "+12345-01-01"), ("2024-366", "2024-12-31"), ("2020-W53-7", "2021-01-03"),
    ("2023-366", nil), ("2021-W53", nil), ("2023-02-29", nil), ("2023-13", nil), ("2023-1-1", nil),
    ("2023-W30-8", nil), ("20230", nil), ("", nil), ("2023-", nil), ("2023-10-11 ", nil),
    ("x2023", nil), ("+1000000000-01-01", nil)
  ]

  @Test(arguments: dates)
  func `dates are read in every form of ISO 8601`(text: String, expected: String?) {
    #expect(MomentText(text)?.date?.isoText == expected)
  }

  static let times: [(String, String?, Int32?)] = [
    ("21:40:32.142", "21:40:32.142", nil), ("214032,142", "21:40:32.142", nil),
    ("21:40", "21:40", nil), ("2140", "21:40", nil), ("21", "21:00", nil), ("2140Z", "21:40", 0),
    ("21:40+01:00", "21:40", 3600), ("2140-0130", "21:40", -5400), ("22+18:00", "22:00", 64_800),
    ("21:40+00:53:28", "21:40", 3208), ("24:00", nil, nil), ("21:60", nil, nil),
    ("21:40:60", nil, nil), ("21:40:32.", nil, nil), ("21:40+19:00", nil, nil), ("214", nil, nil),
    ("21:40:32.1234567891", nil, nil)
  ]

  @Test(arguments: times)
  func `times are read in every form of ISO 8601`(
    text: String, expected: String?, offset: Int32?
  ) {
    let moment = MomentText(time: text)
    #expect(moment?.time?.isoText == expected)
    #expect(moment?.offsetSeconds == offset)
  }

  @Test func `a moment has a day, a time, an offset and a zone`() throws {
    let moment = try #require(MomentText("2015-07-21T21:40:32+02:00[Europe/Stockholm]"))
    #expect(moment.date?.isoText == "2015-07-21")
    #expect(moment.time?.isoText == "21:40:32")
    #expect(moment.offsetSeconds == 7200)
    #expect(moment.zoneName == "Europe/Stockholm")
    #expect(MomentText("2015-07-21T") == nil)
    #expect(MomentText("2015-07-21T21:40[Europe") == nil)
  }

  static let durations: [(String, String?)] = [
    ("P14DT16H12M", "P14DT16H12M"), ("P5M1.5D", "P5M1DT12H"), ("P0.75M", "P22DT19H51M49.5S"),
    ("PT0.75M", "PT45S"), ("P2.5W", "P17DT12H"), ("P12Y5M14DT16H12M70S", "P12Y5M14DT16H13M10S"),
    ("P2012-02-02T14:37:21.545", "P2012Y2M2DT14H37M21.545S"), ("PT-0.001S", "PT-0.001S"),
    ("-P1YT1S", "P-1YT-1S"), ("PT1.000000001S", "PT1.000000001S"), ("P", nil), ("PT", nil),
    ("P1", nil), ("1D", nil), ("P1D1Y", nil), ("P1H", nil), ("P1DT", nil), ("P1D ", nil),
    ("P9999999999999999999Y", nil), ("P999999999999999999Y", nil)
  ]

  @Test(arguments: durations)
  func `amounts of time are read with fractions and signs`(text: String, expected: String?) {
    #expect(DurationValue(text)?.isoText == expected)
  }

  @Test func `weeks belong to the year of their Thursday`() {
    for year: Int64 in 1970...2070 {
      let january = Calendar.days(year: year, month: 1, day: 4)
      #expect(Calendar.week(days: january) == (year, 1))
      let december = Calendar.days(year: year, month: 12, day: 28)
      #expect(Calendar.week(days: december) == (year, Calendar.weeks(ofYear: year)))
    }
    #expect(Calendar.dayOfWeek(days: Calendar.days(year: 2023, month: 10, day: 11)) == 3)
  }
}
