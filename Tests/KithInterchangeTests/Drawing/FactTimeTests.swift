import KithCore
import Testing

@testable import KithInterchange

struct FactTimeTests {
  private static let day = DateValue(year: 2023, month: 10, day: 11) ?? DateValue(daysSinceEpoch: 0)

  private func time(
    _ properties: [String: String], _ language: WordLanguage = .german, label: String? = nil
  ) -> FactTime {
    FactTime(
      ValueMap(properties.map { (key: $0.key, value: .string($0.value)) }), on: Self.day,
      words: DrawingWords(language: language), style: label.map { LabelStyle.of($0) })
  }

  @Test func `a fact with a beginning says since when`() {
    #expect(time(["from": "2015"]).words == "seit 2015")
    #expect(time(["from": "2015"], .english).words == "since 2015")
    #expect(time(["from": "2015"]).state == .present)
  }

  @Test func `a fact whose end is past has ended`() {
    #expect(time(["from": "2021", "until": "2023-09"]).state == .ended)
    #expect(time(["until": "../2023-10-10"]).state == .ended)
    #expect(time(["until": "2023-10-11"]).state == .present)
    #expect(time(["until": "2023"]).state == .present)
    #expect(time(["status": "done"]).words == "beendet")
  }

  @Test func `a fact that begins later is planned`() {
    let planned = time(["from": "2023-12", "status": "planned"])
    #expect(planned.state == .planned)
    #expect(planned.words == "ab Dezember 2023")
    #expect(time(["from": "2023-12"], .english).words == "from December 2023")
    #expect(
      time(["from": "2024-01/2024-03"]).words == "zwischen Januar 2024 und März 2024")
    #expect(time(["status": "planned"], .english).words == "planned")
  }

  @Test func `a fact that is only known to hold on the day needs no words`() {
    let attested = time(["from": "../2023-10-11", "until": "2023-10-11/.."])
    #expect(attested.words == nil)
    #expect(attested.state == .present)
  }

  @Test func `a date tells when something was and not that it is over`() {
    #expect(time(["date": "2022"]).state == .present)
    #expect(time(["date": "2022"]).words == "2022")
    #expect(time(["date": "2023-10-23"]).state == .planned)
    #expect(time(["until": "2023-10-10"], label: "Event").state == .present)
    #expect(time(["date": "2023-10-11"], label: "Statement").words == nil)
  }

  @Test func `what is no date is left out`() {
    #expect(time(["from": "neulich"]).words == nil)
    #expect(time(["from": "neulich"]).state == .present)
  }
}
