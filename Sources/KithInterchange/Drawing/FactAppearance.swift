import KithCore

/// Where a fact stands on the day of the picture.
enum FactState: Hashable, Sendable, CaseIterable {
  /// It holds, or nothing says that it does not.
  case present
  case ended
  case planned

  /// The line that draws it.
  var lineStyle: String {
    switch self {
    case .present: "solid"
    case .ended: "dashed"
    case .planned: "dotted"
    }
  }
}

/// What is shown of a fact's time: its state and the words for its dates.
struct FactTime {
  var state: FactState
  /// "since 2015"; nil where the source tells no more than that it holds.
  var words: String?

  /// Reads `from`, `until`, `date` and `status` of a relationship, or of a node with the style of its label.
  init(
    _ properties: ValueMap, on day: DateValue, words: DrawingWords, style: LabelStyle? = nil
  ) {
    // Most entities have no time at all.
    guard properties.keys.contains(where: Self.isTimeKey) else {
      state = .present
      return
    }
    var timed = properties
    if let style, !style.showsDate { timed["date"] = nil }
    let period = FactPeriod.of(timed)
    state = Self.state(of: period, properties, on: day)
    // What happens is not over: it has happened.
    if state == .ended, style?.isOccurrence ?? false { state = .present }
    self.words = period.flatMap { Self.text(of: $0, state, on: day, words) }
    if self.words == nil, state != .present {
      self.words = state == .planned ? words.planned : words.ended
    }
  }

  private static func isTimeKey(_ key: String) -> Bool {
    switch key {
    case "from", "until", "date", "status": true
    default: false
    }
  }

  /// Only `until` ends a fact: a `date` says when it was seen, not for how long it held.
  private static func state(
    of period: FactPeriod?, _ properties: ValueMap, on day: DateValue
  ) -> FactState {
    if properties["until"] != nil, let end = period?.latestEnd, end < day { return .ended }
    if let start = period?.earliestStart, start > day { return .planned }
    guard case .string(let status)? = properties["status"] else { return .present }
    return status == "planned" ? .planned : status == "done" ? .ended : .present
  }

  private static func text(
    of period: FactPeriod, _ state: FactState, on day: DateValue, _ words: DrawingWords
  ) -> String? {
    // A fact that holds on the day, and of which no source tells the beginning or the end, is
    // present and nothing else.
    let isWithoutBounds = period.earliestStart == nil && period.latestEnd == nil
    if isWithoutBounds, period.validOn(day) == true { return nil }
    guard let text = period.inWords(words.language) else { return nil }
    guard state == .planned, text.hasPrefix(words.since) else { return text }
    let start = text.dropFirst(words.since.count)
    return start.hasPrefix(words.between) ? String(start) : words.from + start
  }
}
