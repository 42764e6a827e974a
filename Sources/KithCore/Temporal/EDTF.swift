/// A date as vague as its source: the Extended Date/Time Format of ISO 8601-2, levels 0 and 1.
///
/// ```
/// 2023  2023-12  2023-12-01      a year, a month, a day (a time of day behind it is read past)
/// 201X  19XX  2023-XX  2023-12-XX  XX-digits that the source does not give
/// 2023-21 … 2023-24              spring, summer, autumn and winter (of the north)
/// 2015~  2023-10?  2023%         about, perhaps, perhaps about
/// 2021/2023-12  2021/..  ../2023  2021/  /2023    intervals; `..` is an open end, nothing an unknown one
/// Y17000  -0043                  years beyond four digits and before year 0
/// ```
///
/// The text is kept as it was written. What it says about days follows from it:
///
/// | written | stands for | with `~` or `?` | with `%` |
/// |---|---|---|---|
/// | day | the day | 3 days more at each side | 6 days |
/// | month, season | its days | 1 month | 2 months |
/// | year | its days | 1 year | 2 years |
/// | `201X` | its ten years | 5 years | 10 years |
/// | `20XX` | its hundred years | 50 years | 100 years |
///
/// The standard gives no widths. These follow the habit of its other readers to pad an approximate and an
/// uncertain date alike, by about one unit of what is written.
package struct EDTF: Hashable, Sendable {
  /// What stands for one end of an interval.
  package enum End: Hashable, Sendable {
    case date(EDTFDate)
    /// `..`: there is no such end.
    case open
    /// Nothing: there may be one, and it is unknown.
    case unknown
  }

  package enum Form: Hashable, Sendable {
    case date(EDTFDate)
    case interval(End, End)
  }

  /// As it was written.
  package let text: String
  package let form: Form

  init(text: String, form: Form) {
    self.text = text
    self.form = form
  }

  /// The first and the last day that the text may mean; nil where there is none.
  package var extent: (earliest: DateValue?, latest: DateValue?) {
    switch form {
    case .date(let date): (date.earliest, date.latest)
    case .interval(let start, let end): (start.date?.earliest, end.date?.latest)
    }
  }

  /// The text as the time in which something is: a date as a moment somewhere within it.
  package var period: FactPeriod { FactPeriod(date: self) }
}

extension EDTF.End {
  /// The date, where there is one.
  package var date: EDTFDate? {
    if case .date(let date) = self { date } else { nil }
  }
}

/// One date of an EDTF text: a day, or what the source leaves open of it.
package struct EDTFDate: Hashable, Sendable {
  /// How fine the date is.
  package enum Precision: Hashable, Sendable {
    /// `20XX`; the year is the first of the hundred.
    case century
    /// `201X`; the year is the first of the ten.
    case decade
    case year
    /// `2023-XX`: some month of the year.
    case someMonth
    /// 21 … 24.
    case season(Int64)
    case month(Int64)
    /// `2023-12-XX`: some day of the month. `2023-XX-XX` is `someMonth`.
    case someDay(month: Int64)
    case day(month: Int64, day: Int64)
  }

  package var year: Int64
  package var precision: Precision
  /// `~` or `%`.
  package var isApproximate: Bool
  /// `?` or `%`.
  package var isUncertain: Bool

  /// The first day that may be meant.
  package var earliest: DateValue { days.first }

  /// The last day that may be meant.
  package var latest: DateValue { days.last }

  private var days: (first: DateValue, last: DateValue) {
    let width: Int64 = (isApproximate ? 1 : 0) + (isUncertain ? 1 : 0)
    if case .day(let month, let day) = precision {
      let exact = Calendar.days(year: year, month: month, day: day)
      return (
        DateValue(daysSinceEpoch: exact - 3 * width), DateValue(daysSinceEpoch: exact + 3 * width)
      )
    }
    let (first, count, margin) = months
    return (
      Self.firstDay(ofMonth: first - margin * width),
      DateValue(
        daysSinceEpoch: Self.firstDay(ofMonth: first + count + margin * width).daysSinceEpoch - 1)
    )
  }

  /// Counted from January of year 0: the first month, how many there are, and the margin of a vague date.
  private var months: (first: Int64, count: Int64, margin: Int64) {
    let january = year * 12
    return switch precision {
    case .century: (january, 1200, 600)
    case .decade: (january, 120, 60)
    case .year, .someMonth: (january, 12, 12)
    // Winter begins in December and ends in the next year.
    case .season(let season): (january + 2 + 3 * (season - 21), 3, 1)
    case .month(let month), .someDay(let month), .day(let month, _): (january + month - 1, 1, 1)
    }
  }

  private static func firstDay(ofMonth month: Int64) -> DateValue {
    let year = month >= 0 ? month / 12 : (month - 11) / 12
    return DateValue(
      daysSinceEpoch: Calendar.days(year: year, month: month - year * 12 + 1, day: 1))
  }
}
