import KithCore
import Testing

@Suite struct TemporalTextTests {
  @Test(arguments: [
    (0, "00:00"), (45_000_000_000_000, "12:30"), (45_005_000_000_000, "12:30:05"),
    (45_005_250_000_000, "12:30:05.25"), (1, "00:00:00.000000001")
  ])
  func `a time of day leaves out seconds and fractions that are zero`(
    nanoseconds: Int64, text: String
  ) {
    #expect(LocalTimeValue(nanosecondsOfDay: nanoseconds).isoText == text)
  }

  @Test(arguments: [
    (Int32(0), "12:30Z"), (3600, "12:30+01:00"), (-19_800, "12:30-05:30"), (3208, "12:30+00:53:28")
  ])
  func `an offset is written as hours and minutes`(offset: Int32, text: String) {
    let time = TimeValue(nanosecondsOfDay: 45_000_000_000_000, offsetSeconds: offset)
    #expect(time.isoText == text)
  }

  @Test func `a day and time before 1970 counts back from midnight`() {
    let evening = LocalDateTimeValue(secondsSinceEpoch: -3600, nanoseconds: 0)
    #expect(evening.isoText == "1969-12-31T23:00")
  }

  @Test func `an instant is shown on the clock of its offset, with its zone`() {
    let instant = DateTimeValue(
      secondsSinceEpoch: 1_697_020_200, nanoseconds: 0, offsetSeconds: 7200,
      zoneName: "Europe/Berlin")
    #expect(instant.isoText == "2023-10-11T12:30+02:00[Europe/Berlin]")
  }

  @Test(arguments: [
    (Int64(0), Int64(0), Int64(0), Int32(0), "PT0S"),
    (149, 14, 58_390, 1, "P12Y5M14DT16H13M10.000000001S"),
    (0, 1, -1, 999_000_000, "P1DT-0.001S"),
    (-154, -43, -65_344, 499_999_997, "P-12Y-10M-43DT-18H-9M-3.500000003S"),
    (0, 0, -60, 0, "PT-1M"), (0, 0, 2, 0, "PT2S")
  ])
  func `a duration is written part by part`(
    months: Int64, days: Int64, seconds: Int64, nanoseconds: Int32, text: String
  ) {
    let duration = DurationValue(
      months: months, days: days, seconds: seconds, nanoseconds: nanoseconds)
    #expect(duration.isoText == text)
  }

  @Test(arguments: [
    (1.0, "1.0"), (-0.5, "-0.5"), (1e300, "1e300"), (1e-7, "1e-7"), (.nan, "NaN"),
    (.infinity, "Infinity"), (-.infinity, "-Infinity")
  ])
  func `a float is written so that it reads back`(number: Double, text: String) {
    #expect(number.cypherText == text)
  }
}
