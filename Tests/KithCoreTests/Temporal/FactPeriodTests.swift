import Testing

@testable import KithCore

private func day(_ text: String) throws -> DateValue {
  try #require(EDTF(text).extent.earliest)
}

/// The four bounds, `·` for none.
private func bounds(_ period: FactPeriod) -> String {
  [period.earliestStart, period.latestStart, period.earliestEnd, period.latestEnd]
    .map { $0?.isoText ?? "·" }.joined(separator: " ")
}

@Suite("The time of a fact")
struct FactPeriodTests {
  @Test("from and until give two bounds each")
  func fourBounds() throws {
    let period = try FactPeriod(from: "2021", until: "2023-12")
    #expect(bounds(period) == "2021-01-01 2021-12-31 2023-12-01 2023-12-31")
    let vague = try FactPeriod(from: "2015~", until: nil)
    #expect(bounds(vague) == "2014-01-01 2016-12-31 · ·")
    let earlier = try FactPeriod(from: "../2023-10-11", until: "2023-10-11/..")
    #expect(bounds(earlier) == "· 2023-10-11 2023-10-11 ·")
  }

  @Test("a date is a moment within its span, an interval goes from its start to its end")
  func dates() throws {
    #expect(
      bounds(try FactPeriod(from: nil, until: nil, date: "2023-12"))
        == "2023-12-01 2023-12-31 2023-12-01 2023-12-31")
    #expect(
      bounds(try FactPeriod(from: nil, until: nil, date: "2021/2023"))
        == "2021-01-01 2021-12-31 2023-01-01 2023-12-31")
    #expect(
      bounds(try FactPeriod(from: nil, until: "2023-09-30", date: "2023-09-01"))
        == "2023-09-01 2023-09-01 2023-09-30 2023-09-30")
    #expect(
      bounds(try FactPeriod(from: "2020", until: nil, date: "2023"))
        == "2020-01-01 2020-12-31 · ·")
  }

  @Test(
    "a day is surely in it, surely not, or left open",
    arguments: [
      ("2020-12-31", false), ("2021-06-01", nil), ("2021-12-31", true), ("2022-06-01", true),
      ("2023-12-01", true), ("2023-12-15", nil), ("2024-01-01", false)
    ] as [(String, Bool?)])
  func threeValued(text: String, expected: Bool?) throws {
    let period = try FactPeriod(from: "2021", until: "2023-12")
    #expect(period.validOn(try day(text)) == expected)
  }

  @Test("an unknown end is not still going, an open one is")
  func unknownEnd() throws {
    let unknown = try FactPeriod(from: "2021-03-01", until: nil)
    #expect(unknown.validOn(try day("2021-02-28")) == false)
    #expect(unknown.validOn(try day("2021-03-01")) == true)
    #expect(unknown.validOn(try day("2021-03-02")) == nil)
    let open = try FactPeriod(from: "2021-03-01", until: "..")
    #expect(open.validOn(try day("2035-01-01")) == true)
    #expect(open.validOn(try day("2021-02-28")) == false)
    let always = try FactPeriod(from: "..", until: "..")
    #expect(always.validOn(try day("1800-01-01")) == true)
  }

  @Test("without a start only the exact last day is sure")
  func unknownStart() throws {
    let period = try FactPeriod(from: nil, until: "2023-10-11")
    #expect(period.validOn(try day("2023-10-10")) == nil)
    #expect(period.validOn(try day("2023-10-11")) == true)
    #expect(period.validOn(try day("2023-10-12")) == false)
  }

  @Test("a start by a day at the latest and an end at the earliest are sure on that day")
  func knownOnOneDay() throws {
    let period = try FactPeriod(from: "../2023-10-11", until: "2023-10-11/..")
    #expect(period.validOn(try day("2023-10-11")) == true)
    #expect(period.validOn(try day("2023-10-10")) == nil)
    #expect(period.validOn(try day("2023-10-12")) == nil)
  }

  @Test("an end before the start is refused")
  func endBeforeStart() {
    let problem = #expect(throws: EDTFProblem.self) {
      try FactPeriod(from: "2023", until: "2021")
    }
    #expect(problem?.message == "until: \"2021\" lies before from: \"2023\"")
    #expect(throws: Never.self) { try FactPeriod(from: "2023-10", until: "2023") }
  }

  @Test("properties give a period from texts, whole years and dates")
  func ofProperties() throws {
    let texts = ValueMap([("from", .string("2021")), ("until", .integer(2023))])
    #expect(FactPeriod.of(texts).map(bounds) == "2021-01-01 2021-12-31 2023-01-01 2023-12-31")
    let dates = ValueMap([("from", .date(try day("2021-05-01")))])
    #expect(FactPeriod.of(dates).map(bounds) == "2021-05-01 2021-05-01 · ·")
    #expect(FactPeriod.of(ValueMap([("name", .string("x"))])) == nil)
    #expect(FactPeriod.of(ValueMap([("from", .string("some day"))])) == nil)
  }

  @Test(
    "a period has words in both languages",
    arguments: [
      ("2015", nil, "since 2015", "seit 2015"),
      ("2015~", nil, "since about 2015", "seit etwa 2015"),
      (nil, "2023-10~", "until about October 2023", "bis etwa Oktober 2023"),
      ("2021", "2023-12", "2021 to December 2023", "2021 bis Dezember 2023"),
      ("2021", "..", "since 2021, still going", "seit 2021, dauert an"),
      (nil, "..", "still going", "dauert an"),
      ("..", "..", "always", "immer"),
      ("201X", nil, "since the 2010s", "seit den 2010er Jahren"),
      (nil, "201X", "until the 2010s", "bis in die 2010er Jahre"),
      (
        "19XX", "20XX", "the 20th century to the 21st century",
        "20. Jahrhundert bis ins 21. Jahrhundert"
      ),
      (
        "2024-01/2024-04", nil, "since between January 2024 and April 2024",
        "seit zwischen Januar 2024 und April 2024"
      ),
      ("../2023", nil, "since 2023 or earlier", "seit 2023 oder früher"),
      (nil, "2023/..", "until 2023 or later", "bis 2023 oder später"),
      (
        "../2023-10-11", "2023-10-11/..", "at least on 11 October 2023",
        "mindestens am 11. Oktober 2023"
      ),
      ("../2023-10", "2023-10/..", "at least in October 2023", "mindestens im Oktober 2023"),
      ("../2023", "2023/..", "at least in 2023", "mindestens 2023"),
      (
        "../2021", "2023/..", "2021 or earlier to 2023 or later",
        "2021 oder früher bis 2023 oder später"
      )
    ] as [(String?, String?, String, String)])
  func words(from: String?, until: String?, english: String, german: String) throws {
    let period = try FactPeriod(from: from, until: until)
    #expect(period.inWords(.english) == english)
    #expect(period.inWords(.german) == german)
  }

  @Test("a moment has the words of its date, and nothing known has none")
  func momentWords() throws {
    let moment = try FactPeriod(from: nil, until: nil, date: "2023-10-11")
    #expect(moment.inWords(.german) == "11. Oktober 2023")
    #expect(try FactPeriod(from: nil, until: nil).inWords(.german) == nil)
  }
}
