import KithCore
import Testing

@testable import KithInterchange

struct LabelTextTests {
  private func lines(_ text: String, width: Int = 26, maximum: Int = 6) -> [String] {
    LabelText.lines(of: text, width: width, maximumLines: maximum)
  }

  @Test func `a short name is one line`() {
    #expect(lines("Dr. Katja Michalak") == ["Dr. Katja Michalak"])
    #expect(lines("") == [""])
    #expect(lines("  \n ") == [""])
  }

  @Test func `a long name is broken into lines of like width`() {
    #expect(
      lines("Fachstelle Interkulturelle Öffnung und Kompetenzentwicklung Sachsen-Anhalt") == [
        "Fachstelle", "Interkulturelle Öffnung", "und Kompetenzentwicklung", "Sachsen-Anhalt"
      ])
    #expect(
      lines("35.000 Menschen auf die Ausländerbehörde angewiesen", width: 34) == [
        "35.000 Menschen auf die", "Ausländerbehörde angewiesen"
      ])
  }

  @Test func `breaks fall after hyphens and slashes, and not after a single letter`() {
    #expect(lines("Ausländer-/Integrationsarbeit", width: 14).first == "Ausländer-/")
    #expect(
      lines("E-Akte und Welcome-Servicecenter", width: 12) == [
        "E-Akte und", "Welcome-", "Servicecenter"
      ])
  }

  @Test func `a compound stays whole up to half as much again as a line`() {
    #expect(
      lines("Fachkräfteeinwanderungsgesetz", width: 20) == ["Fachkräfteeinwanderungsgesetz"])
    #expect(
      lines(String(repeating: "x", count: 35), width: 20) == [
        String(repeating: "x", count: 30), "xxxxx"
      ])
  }

  @Test func `wide characters count twice and marks not at all`() {
    #expect(lines("日本語 日本語", width: 8) == ["日本語", "日本語"])
    #expect(lines("a\u{308}a\u{308}a\u{308} bbb", width: 7) == ["a\u{308}a\u{308}a\u{308} bbb"])
  }

  @Test func `what is too long ends in dots`() {
    #expect(lines("eins zwei drei vier", width: 5, maximum: 2) == ["eins", "zwei …"])
  }
}
