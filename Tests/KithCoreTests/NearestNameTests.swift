import KithCore
import Testing

@Suite struct NearestNameTests {
  private let keywords = ["MATCH", "MERGE", "RETURN", "WHERE", "WITH", "toUpper", "id", "count"]

  @Test(
    arguments: [
      ("MACTH", "MATCH"), ("whre", "WHERE"), ("RETRUN", "RETURN"), ("toUper", "toUpper"),
      ("TOUPPER", "toUpper"), ("wiht", "WITH"), ("conut", "count")
    ])
  func aSlipOfTheFingerIsUnderstood(written: String, meant: String) {
    #expect(nearestName(to: written, among: keywords) == meant)
  }

  @Test(arguments: ["", "x", "ab", "FOREACH", "banana", "reader"])
  func whatIsFarFromEverythingIsNotGuessed(written: String) {
    #expect(nearestName(to: written, among: keywords) == nil)
  }

  @Test func equallyCloseOnesAreToldApartByTheirFirstLetter() {
    #expect(nearestName(to: "name", among: ["game", "nave"]) == "nave")
  }

  @Test func aMegabyteCostsNothing() {
    #expect(nearestName(to: String(repeating: "x", count: 1 << 20), among: keywords) == nil)
  }
}

@Suite struct DisplayWidthTests {
  @Test(
    arguments: [
      ("", 0), ("kith", 4), ("Müller", 6), ("Mu\u{308}ller", 6), ("東京", 4), ("한국", 4),
      ("👍", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1), ("a\u{200B}b", 2), ("Ａ", 2),
      ("…", 1), ("\u{1B}", 0), ("⌚", 2)
    ])
  func aTextTakesSoManyColumns(text: String, columns: Int) {
    #expect(text.displayWidth == columns)
  }
}
