/// A language in which kith writes out dates.
package enum WordLanguage: String, Sendable, CaseIterable {
  case german = "de"
  case english = "en"

  /// The name of a month, 1 to 12.
  package func month(_ number: Int64) -> String {
    let names =
      switch self {
      case .german:
        [
          "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
          "Oktober", "November", "Dezember"
        ]
      case .english:
        [
          "January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December"
        ]
      }
    return names[Int(number - 1)]
  }

  /// The name of a season, 21 to 24.
  func season(_ number: Int64) -> String {
    let names =
      switch self {
      case .german: ["Frühling", "Sommer", "Herbst", "Winter"]
      case .english: ["spring", "summer", "autumn", "winter"]
      }
    return names[Int(number - 21)]
  }

  /// Picks the words of this language.
  func pick(de german: String, en english: String) -> String {
    switch self {
    case .german: german
    case .english: english
    }
  }
}
