/// A date as people type it, understood and written as EDTF.
///
/// | typed | EDTF |
/// |---|---|
/// | `Dezember 2023`, `Dez. 2023`, `12/2023`, `im Dezember 2023` | `2023-12` |
/// | `01.12.2023`, `1. Dezember 2023`, `December 1, 2023` | `2023-12-01` |
/// | `um 2015`, `ca. 2015`, `about 2015` | `2015~` |
/// | `vielleicht 2015`, `perhaps 2015` | `2015?` |
/// | `Frühjahr 2023`, `summer 2023` | `2023-21`, `2023-22` |
/// | `2010er Jahre`, `the 2010s` | `201X` |
/// | `Anfang 2024`, `Mitte 2024`, `Ende 2024` (thirds of the year or month) | `2024-01/2024-04`, … |
/// | `1. Quartal 2024`, `Q1 2024`, `2. Halbjahr 2024` | `2024-01/2024-03`, `2024-07/2024-12` |
/// | `seit 2015`, `ab 2015`, `since 2015` | `2015`, the start |
/// | `bis Oktober 2023`, `until October 2023` | `2023-10`, the end |
/// | `2021 bis Oktober 2023`, `2021 – 2023` | start and end |
/// | `bis heute`, `still going` | the end `..` |
package struct SpokenDate: Hashable, Sendable {
  /// What the date is the bound of, where the words say so.
  package enum Bound: Hashable, Sendable {
    case unsaid
    case start
    case end
    /// Both: the text is an interval `start/end`.
    case both(start: String, end: String)
  }

  /// EDTF.
  package var text: String
  package var bound: Bound

  /// Understands what people type, German or English; nil where it is no date to people either.
  ///
  /// Throws `EDTFProblem` where it is the date of no calendar (`30.02.2023`). A plain EDTF date stays as it is.
  package static func reading(_ typed: String) throws(EDTFProblem) -> SpokenDate? {
    let words = SpokenWords.split(typed)
    guard let spoken = SpokenDateReader.read(words) else { return nil }
    switch spoken.bound {
    case .both(let start, let end): _ = try FactPeriod(from: start, until: end)
    case .unsaid, .start, .end: if spoken.text != ".." { _ = try EDTF(spoken.text) }
    }
    return spoken
  }
}
