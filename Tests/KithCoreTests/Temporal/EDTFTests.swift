import Testing

@testable import KithCore

/// `earliest … latest`, with `∞` for none.
private func extent(_ text: String) throws -> String {
  let (earliest, latest) = try EDTF(text).extent
  return "\(earliest?.isoText ?? "∞") … \(latest?.isoText ?? "∞")"
}

private func message(_ text: String) -> String {
  do {
    _ = try EDTF(text)
    return "no error"
  } catch {
    return error.message
  }
}

@Suite("EDTF")
struct EDTFTests {
  @Test(
    "a date spans the days that it may mean",
    arguments: [
      ("2023", "2023-01-01 … 2023-12-31"),
      ("2023-12", "2023-12-01 … 2023-12-31"),
      ("2024-02", "2024-02-01 … 2024-02-29"),
      ("2023-12-01", "2023-12-01 … 2023-12-01"),
      ("2023-12-01T23:20:30Z", "2023-12-01 … 2023-12-01"),
      ("2023-12-01T23:20:30+01:00", "2023-12-01 … 2023-12-01"),
      ("2023-12-01T23:20:30-05", "2023-12-01 … 2023-12-01"),
      ("201X", "2010-01-01 … 2019-12-31"),
      ("19XX", "1900-01-01 … 1999-12-31"),
      ("2023-XX", "2023-01-01 … 2023-12-31"),
      ("2023-XX-XX", "2023-01-01 … 2023-12-31"),
      ("2023-02-XX", "2023-02-01 … 2023-02-28"),
      ("2023-21", "2023-03-01 … 2023-05-31"),
      ("2023-22", "2023-06-01 … 2023-08-31"),
      ("2023-23", "2023-09-01 … 2023-11-30"),
      ("2023-24", "2023-12-01 … 2024-02-29"),
      ("-0043", "-0043-01-01 … -0043-12-31"),
      ("Y17000", "+17000-01-01 … +17000-12-31"),
      ("0000", "0000-01-01 … 0000-12-31")
    ])
  func spans(text: String, expected: String) throws {
    #expect(try extent(text) == expected)
  }

  @Test(
    "about and perhaps widen a date by one unit of what is written, both by two",
    arguments: [
      ("2015~", "2014-01-01 … 2016-12-31"),
      ("2015?", "2014-01-01 … 2016-12-31"),
      ("2015%", "2013-01-01 … 2017-12-31"),
      ("2023-10~", "2023-09-01 … 2023-11-30"),
      ("2023-01~", "2022-12-01 … 2023-02-28"),
      ("2023-10%", "2023-08-01 … 2023-12-31"),
      ("2023-10-11~", "2023-10-08 … 2023-10-14"),
      ("2023-10-11%", "2023-10-05 … 2023-10-17"),
      ("2023-21~", "2023-02-01 … 2023-06-30"),
      ("2023-XX~", "2022-01-01 … 2024-12-31"),
      ("201X~", "2005-01-01 … 2024-12-31"),
      ("19XX?", "1850-01-01 … 2049-12-31"),
      ("0000~", "-0001-01-01 … 0001-12-31")
    ])
  func widens(text: String, expected: String) throws {
    #expect(try extent(text) == expected)
  }

  @Test(
    "an interval spans from its first to its last day, an open or unknown end without bound",
    arguments: [
      ("2021/2023-12", "2021-01-01 … 2023-12-31"),
      ("2021~/2023-12?", "2020-01-01 … 2024-01-31"),
      ("../2023", "∞ … 2023-12-31"),
      ("/2023", "∞ … 2023-12-31"),
      ("2021/..", "2021-01-01 … ∞"),
      ("2021/", "2021-01-01 … ∞"),
      ("2024-01/2024-04", "2024-01-01 … 2024-04-30")
    ])
  func intervals(text: String, expected: String) throws {
    #expect(try extent(text) == expected)
  }

  @Test(
    "what is no date says why",
    arguments: [
      ("", "'' is not a date"),
      ("soon", "'soon' is not a date"),
      ("23", "'23' is not a date"),
      ("2023-1", "'2023-1' is not a date"),
      ("2023-12-1", "'2023-12-1' is not a date"),
      ("2023~-12", "'2023~-12' is not a date"),
      ("20233", "'20233' is not a date"),
      ("2XXX", "'2XXX' is not a date"),
      ("201X-12", "'201X-12' is not a date"),
      ("2023-XX-01", "'2023-XX-01' is not a date"),
      ("2023-21-01", "'2023-21-01' is not a date"),
      ("Y2023", "'Y2023' is not a date"),
      ("2023-12-01T", "'2023-12-01T' is not a date"),
      ("2023-12-01T25:00:00", "'2023-12-01T25:00:00' is not a date"),
      ("2023-12T10:00:00", "'2023-12T10:00:00' is not a date"),
      ("2023~~", "'2023~~' is not a date"),
      ("..", "'..' is not a date"),
      ("/", "'/' is not a date"),
      ("../..", "'../..' is not a date"),
      ("../", "'../' is not a date"),
      ("2021/2022/2023", "'2021/2022/2023' is not a date"),
      ("2023-13", "'2023-13' is not a date: there is no month 13"),
      ("2023-00", "'2023-00' is not a date: there is no month 0"),
      ("2023-02-30", "'2023-02-30' is not a date: February 2023 has 28 days"),
      ("2024-02-30", "'2024-02-30' is not a date: February 2024 has 29 days"),
      ("2023-11-00", "'2023-11-00' is not a date: November 2023 has 30 days"),
      ("2023/2021", "'2023/2021' ends before it starts")
    ])
  func refuses(text: String, expected: String) {
    #expect(message(text) == expected)
  }

  @Test("what is no date says what to write")
  func advises() {
    #expect(
      EDTFProblem.notADate("x").advice
        == "write a date such as 2023, 2023-12, 2023-12-01, 2015~ (about), 2023-10? (perhaps), "
        + "2021/2023 or 2021/..")
    #expect(
      EDTFProblem.noSuchMonth("2023-13", month: 13).advice
        == "months are 01 to 12, seasons 21 (spring) to 24 (winter)")
    #expect(EDTFProblem.reversed("x").advice == nil)
  }

  @Test("the text is kept as it was written")
  func keepsText() throws {
    #expect(try EDTF("2023-10?").text == "2023-10?")
    #expect(try EDTF("../2023").text == "../2023")
  }

  @Test(
    "a date has words in both languages",
    arguments: [
      ("2015", "2015", "2015"),
      ("2015~", "about 2015", "etwa 2015"),
      ("2023-10?", "perhaps October 2023", "vielleicht Oktober 2023"),
      ("2023%", "perhaps about 2023", "vielleicht etwa 2023"),
      ("2023-10-11", "11 October 2023", "11. Oktober 2023"),
      ("201X", "the 2010s", "2010er Jahre"),
      ("19XX", "the 20th century", "20. Jahrhundert"),
      ("20XX", "the 21st century", "21. Jahrhundert"),
      ("2023-21", "spring 2023", "Frühling 2023"),
      ("2023-24", "winter 2023", "Winter 2023"),
      ("2023-XX", "2023 (month unknown)", "2023 (Monat offen)"),
      ("2023-10-XX", "October 2023 (day unknown)", "Oktober 2023 (Tag offen)"),
      ("2021/2023-12", "2021 to December 2023", "2021 bis Dezember 2023"),
      ("2021/..", "since 2021, still going", "seit 2021, dauert an"),
      ("2021/", "since 2021", "seit 2021"),
      ("../2023", "until 2023", "bis 2023")
    ])
  func words(text: String, english: String, german: String) throws {
    #expect(try EDTF(text).inWords(.english) == english)
    #expect(try EDTF(text).inWords(.german) == german)
  }
}
