import Testing

@testable import KithCore

private func reading(_ typed: String) throws -> String? {
  guard let spoken = try SpokenDate.reading(typed) else { return nil }
  return switch spoken.bound {
  case .unsaid: spoken.text
  case .start: "from \(spoken.text)"
  case .end: "until \(spoken.text)"
  case .both(let start, let end): "from \(start) until \(end)"
  }
}

@Suite("Dates as people type them")
struct SpokenDateTests {
  @Test(
    "German is understood",
    arguments: [
      ("Dezember 2023", "2023-12"),
      ("im Dezember 2023", "2023-12"),
      ("Dez. 2023", "2023-12"),
      ("März 2024", "2024-03"),
      ("Mrz 2024", "2024-03"),
      ("Sept. 2023", "2023-09"),
      ("01.12.2023", "2023-12-01"),
      ("1.12.2023", "2023-12-01"),
      ("1. Dezember 2023", "2023-12-01"),
      ("am Mittwoch, den 11. Oktober 2023", "2023-10-11"),
      ("12.2023", "2023-12"),
      ("12/2023", "2023-12"),
      ("um 2015", "2015~"),
      ("ca. 2015", "2015~"),
      ("etwa Oktober 2023", "2023-10~"),
      ("vielleicht 2015", "2015?"),
      ("vermutlich um 2015", "2015%"),
      ("Frühjahr 2023", "2023-21"),
      ("im Winter 2023", "2023-24"),
      ("2010er Jahre", "201X"),
      ("im Jahr 2015", "2015"),
      ("Anfang 2024", "2024-01/2024-04"),
      ("Mitte 2024", "2024-05/2024-08"),
      ("Ende 2024", "2024-09/2024-12"),
      ("um Anfang 2024", "2024-01~/2024-04~"),
      ("Anfang Oktober 2023", "2023-10-01/2023-10-10"),
      ("Mitte Oktober 2023", "2023-10-11/2023-10-20"),
      ("Ende Februar 2024", "2024-02-21/2024-02-29"),
      ("1. Quartal 2024", "2024-01/2024-03"),
      ("2. Halbjahr 2024", "2024-07/2024-12"),
      ("seit 2015", "from 2015"),
      ("ab Januar 2024", "from 2024-01"),
      ("seit etwa 2015", "from 2015~"),
      ("seit 2023-12", "from 2023-12"),
      ("bis Oktober 2023", "until 2023-10"),
      ("bis zum 1. Oktober 2023", "until 2023-10-01"),
      ("bis heute", "until .."),
      ("dauert an", "until .."),
      ("2021 bis Oktober 2023", "from 2021 until 2023-10"),
      ("von 2021 bis 2023", "from 2021 until 2023"),
      ("seit 2021 bis heute", "from 2021 until .."),
      ("2021–2023", "from 2021 until 2023"),
      ("2021 - 2023", "from 2021 until 2023"),
      ("2021-2023", "from 2021 until 2023")
    ])
  func german(typed: String, expected: String) throws {
    #expect(try reading(typed) == expected)
  }

  @Test(
    "English is understood",
    arguments: [
      ("December 2023", "2023-12"),
      ("Oct 2023", "2023-10"),
      ("December 1, 2023", "2023-12-01"),
      ("1 December 2023", "2023-12-01"),
      ("on the 1st of May 2023", "2023-05-01"),
      ("about 2015", "2015~"),
      ("perhaps October 2023", "2023-10?"),
      ("spring 2023", "2023-21"),
      ("the 2010s", "201X"),
      ("early 2024", "2024-01/2024-04"),
      ("mid-2024", "2024-05/2024-08"),
      ("end of October 2023", "2023-10-21/2023-10-31"),
      ("Q3 2024", "2024-07/2024-09"),
      ("since 2015", "from 2015"),
      ("until about October 2023", "until 2023-10~"),
      ("from 2021 to December 2023", "from 2021 until 2023-12"),
      ("still going", "until ..")
    ])
  func english(typed: String, expected: String) throws {
    #expect(try reading(typed) == expected)
  }

  @Test(
    "what is no date to people either is left alone",
    arguments: [
      "", "soon", "bald", "Dezember", "23.10.", "11.10.23", "bis", "seit", "um", "Katja Michalak",
      "Dezember 23", "5. Quartal 2024", "Anfang", "12:30", "1 2 2023"
    ])
  func notADate(typed: String) throws {
    #expect(try reading(typed) == nil)
  }

  @Test("a day that no calendar has is an error")
  func impossible() {
    let day = #expect(throws: EDTFProblem.self) { try SpokenDate.reading("30.02.2023") }
    #expect(day?.message == "'2023-02-30' is not a date: February 2023 has 28 days")
    let month = #expect(throws: EDTFProblem.self) { try SpokenDate.reading("01.13.2023") }
    #expect(month?.message == "'2023-13-01' is not a date: there is no month 13")
    let span = #expect(throws: EDTFProblem.self) { try SpokenDate.reading("2023 bis 2021") }
    #expect(span?.message == "until: \"2021\" lies before from: \"2023\"")
  }
}
