/// Why a text is no date.
package enum EDTFProblem: Error, Hashable, Sendable {
  case notADate(String)
  case noSuchMonth(String, month: Int64)
  case noSuchDay(String, year: Int64, month: Int64)
  /// An interval that ends before it starts.
  case reversed(String)
  /// A fact whose `until` lies before its `from`.
  case endsBeforeStart(from: String, until: String)

  /// What is wrong, in words.
  package var message: String {
    switch self {
    case .notADate(let text): "'\(text)' is not a date"
    case .noSuchMonth(let text, let month): "'\(text)' is not a date: there is no month \(month)"
    case .noSuchDay(let text, let year, let month):
      "'\(text)' is not a date: \(WordLanguage.english.month(month)) \(year) has "
        + "\(Calendar.daysInMonth(year: year, month: month)) days"
    case .reversed(let text): "'\(text)' ends before it starts"
    case .endsBeforeStart(let from, let until):
      "until: \"\(until)\" lies before from: \"\(from)\""
    }
  }

  /// What to write, in words.
  package var advice: String? {
    switch self {
    case .notADate:
      "write a date such as 2023, 2023-12, 2023-12-01, 2015~ (about), 2023-10? (perhaps), "
        + "2021/2023 or 2021/.."
    case .noSuchMonth: "months are 01 to 12, seasons 21 (spring) to 24 (winter)"
    case .noSuchDay, .reversed, .endsBeforeStart: nil
    }
  }
}
