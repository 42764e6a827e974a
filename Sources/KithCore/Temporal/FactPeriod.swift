/// The time in which a fact is valid, as far as its source tells: from some day of a span to some day of another.
///
/// ```
///        earliestStart   latestStart          earliestEnd    latestEnd
/// ─────────────┼──────────────┼────────────────────┼─────────────┼──────────────
///    surely not    left open       surely valid       left open     surely not
/// ```
///
/// A bound is nil where the source sets none. An unknown end is not "still going": that takes `until: ".."`.
package struct FactPeriod: Hashable, Sendable {
  /// What is known of one end.
  package enum Boundary: Hashable, Sendable {
    /// The source says nothing.
    case unknown
    /// There is no such end.
    case open
    /// Some day within the text's extent.
    case within(EDTF)
  }

  package let start: Boundary
  package let end: Boundary
  package let earliestStart: DateValue?
  package let latestStart: DateValue?
  package let earliestEnd: DateValue?
  package let latestEnd: DateValue?

  init(start: Boundary, end: Boundary) {
    self.start = start
    self.end = end
    (earliestStart, latestStart) = start.extent
    (earliestEnd, latestEnd) = end.extent
  }

  /// The period of a fact from its properties `from`, `until` and `date`, each EDTF, or `..` for an open end.
  ///
  /// `date` counts where there is no `from`: it gives the start, and the end too where there is no `until`.
  /// Throws `EDTFProblem` for what is not EDTF and for an end before the start.
  package init(from: String?, until: String?, date: String? = nil) throws(EDTFProblem) {
    var (start, end) = (Boundary.unknown, Boundary.unknown)
    if let from {
      start = try Boundary(from)
    } else if let date {
      let period = try EDTF(date).period
      (start, end) = (period.start, period.end)
    }
    if let until { end = try Boundary(until) }
    self.init(start: start, end: end)
    if let earliestStart, let latestEnd, latestEnd < earliestStart {
      throw .endsBeforeStart(from: from ?? date ?? "", until: until ?? date ?? "")
    }
  }

  /// A date as a period: an interval from its start to its end, any other date as a moment within it.
  init(date: EDTF) {
    switch date.form {
    case .date: self.init(start: .within(date), end: .within(date))
    case .interval(let start, let end):
      self.init(start: Boundary(start, of: date), end: Boundary(end, of: date))
    }
  }

  /// The period that an entity's properties tell, or nil where they tell none or one that cannot be read.
  ///
  /// Takes texts, whole years and dates.
  package static func of(_ properties: ValueMap) -> FactPeriod? {
    let from = properties["from"]?.dateText
    let until = properties["until"]?.dateText
    let date = properties["date"]?.dateText
    if from == nil && until == nil && date == nil { return nil }
    return try? FactPeriod(from: from, until: until, date: date)
  }

  /// Whether the fact holds on a day: surely, surely not, or nil where the source leaves it open.
  package func validOn(_ day: DateValue) -> Bool? {
    if let earliestStart, day < earliestStart { return false }
    if let latestEnd, day > latestEnd { return false }
    let hasStarted = start == .open || (latestStart.map { $0 <= day } ?? false)
    let goesOn = end == .open || (earliestEnd.map { $0 >= day } ?? false)
    if hasStarted && goesOn { return true }
    // A fact holds on the days of its start and of its end, where these are exact.
    let isStart = earliestStart == day && latestStart == day
    let isEnd = earliestEnd == day && latestEnd == day
    return isStart || isEnd ? true : nil
  }
}

extension FactPeriod.Boundary {
  init(_ text: String) throws(EDTFProblem) {
    self = text == ".." ? .open : .within(try EDTF(text))
  }

  fileprivate init(_ end: EDTF.End, of whole: EDTF) {
    switch end {
    case .open: self = .open
    case .unknown: self = .unknown
    case .date(let date):
      // The interval's own text serves both its ends: only its extent and its words are asked for.
      self = .within(EDTF(text: whole.text, form: .date(date)))
    }
  }

  var extent: (DateValue?, DateValue?) {
    if case .within(let date) = self { date.extent } else { (nil, nil) }
  }
}

extension Value {
  /// The value as an EDTF text, where it may be one.
  fileprivate var dateText: String? {
    switch self {
    case .string(let text): text
    case .integer(let year) where (0...9999).contains(year): DateValue.yearText(year)
    case .date(let day): day.isoText
    case .null, .boolean, .integer, .float, .localTime, .time, .localDateTime, .dateTime, .duration,
      .point,
      .list, .map, .node, .relationship, .path:
      nil
    }
  }
}
