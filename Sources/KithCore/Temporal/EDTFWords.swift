extension EDTF {
  /// The date for people: "about October 2023", "2021 to December 2023", "seit 2021, dauert an".
  package func inWords(_ language: WordLanguage) -> String {
    switch form {
    case .date(let date): date.inWords(language, after: .nothing)
    case .interval: period.inWords(language) ?? text
    }
  }
}

extension FactPeriod {
  /// The period for people: "since 2015", "until about October 2023"; nil where the source says nothing.
  package func inWords(_ language: WordLanguage) -> String? {
    switch (start, end) {
    case (.unknown, .unknown), (.open, .unknown): nil
    case (.unknown, .open): language.pick(de: "dauert an", en: "still going")
    case (.open, .open): language.pick(de: "immer", en: "always")
    case (.within(let start), .unknown): Self.since(start, language)
    case (.within(let start), .open):
      Self.since(start, language) + language.pick(de: ", dauert an", en: ", still going")
    case (.unknown, .within(let end)), (.open, .within(let end)):
      language.pick(de: "bis ", en: "until ") + end.boundaryWords(language, after: .until)
    case (.within(let start), .within(let end)): Self.between(start, end, language)
    }
  }

  private static func since(_ start: EDTF, _ language: WordLanguage) -> String {
    language.pick(de: "seit ", en: "since ") + start.boundaryWords(language, after: .since)
  }

  private static func between(_ start: EDTF, _ end: EDTF, _ language: WordLanguage) -> String {
    if start == end { return start.boundaryWords(language, after: .nothing) }
    if case .interval(let before, .date(let last)) = start.form, before.date == nil,
      case .interval(.date(let first), let after) = end.form, after.date == nil, first == last
    {
      // It had begun by then and had not ended: all that is known is this time itself.
      return language.pick(de: "mindestens ", en: "at least ")
        + last.inWords(language, after: .preposition)
    }
    return start.boundaryWords(language, after: .nothing)
      + language.pick(de: " bis ", en: " to ") + end.boundaryWords(language, after: .until)
  }
}

extension EDTF {
  /// The words for one end of a period, of which an interval says between what dates it lies.
  fileprivate func boundaryWords(_ language: WordLanguage, after word: Preceding) -> String {
    switch form {
    case .date(let date):
      return date.inWords(language, after: word)
    case .interval(.date(let first), .date(let last)):
      return language.pick(de: "zwischen ", en: "between ")
        + first.inWords(language, after: .nothing) + language.pick(de: " und ", en: " and ")
        + last.inWords(language, after: .nothing)
    case .interval(_, .date(let last)):
      return last.inWords(language, after: word)
        + language.pick(de: " oder früher", en: " or earlier")
    case .interval(.date(let first), _):
      return first.inWords(language, after: word)
        + language.pick(de: " oder später", en: " or later")
    case .interval: return text
    }
  }
}

/// The word before a date: German declines what follows it.
private enum Preceding {
  case nothing, since, until
  /// The date brings the preposition itself: "am 11. Oktober 2023".
  case preposition
}

extension EDTFDate {
  fileprivate func inWords(_ language: WordLanguage, after word: Preceding) -> String {
    let vague = vagueness(language)
    let preposition = word == .preposition ? preposition(language) : ""
    return preposition + vague + plainWords(language, after: word)
  }

  private func vagueness(_ language: WordLanguage) -> String {
    (isUncertain ? language.pick(de: "vielleicht ", en: "perhaps ") : "")
      + (isApproximate ? language.pick(de: "etwa ", en: "about ") : "")
  }

  private func preposition(_ language: WordLanguage) -> String {
    switch precision {
    case .day: language.pick(de: "am ", en: "on ")
    case .season, .month, .someDay: language.pick(de: "im ", en: "in ")
    case .century, .decade, .year, .someMonth: language.pick(de: "", en: "in ")
    }
  }

  private func plainWords(_ language: WordLanguage, after word: Preceding) -> String {
    let year = year < 0 ? "\(year)" : DateValue.yearText(year)
    switch precision {
    case .century: return century(language, after: word)
    case .decade: return decade(language, after: word)
    case .year: return year
    case .someMonth: return year + language.pick(de: " (Monat offen)", en: " (month unknown)")
    case .season(let season): return "\(language.season(season)) \(year)"
    case .month(let month): return "\(language.month(month)) \(year)"
    case .someDay(let month):
      return "\(language.month(month)) \(year)"
        + language.pick(de: " (Tag offen)", en: " (day unknown)")
    case .day(let month, let day):
      return "\(day)\(language.pick(de: ".", en: "")) \(language.month(month)) \(year)"
    }
  }

  private func decade(_ language: WordLanguage, after word: Preceding) -> String {
    switch (language, word) {
    case (.english, _): "the \(year)s"
    case (.german, .nothing): "\(year)er Jahre"
    case (.german, .since): "den \(year)er Jahren"
    case (.german, .until): "in die \(year)er Jahre"
    case (.german, .preposition): "in den \(year)er Jahren"
    }
  }

  private func century(_ language: WordLanguage, after word: Preceding) -> String {
    let number = year / 100 + 1
    return switch (language, word) {
    case (.english, _): "the \(number)\(Self.ordinalEnding(number)) century"
    case (.german, .nothing): "\(number). Jahrhundert"
    case (.german, .since): "dem \(number). Jahrhundert"
    case (.german, .until): "ins \(number). Jahrhundert"
    case (.german, .preposition): "im \(number). Jahrhundert"
    }
  }

  private static func ordinalEnding(_ number: Int64) -> String {
    if (11...13).contains(number % 100) { return "th" }
    return switch number % 10 {
    case 1: "st"
    case 2: "nd"
    case 3: "rd"
    default: "th"
    }
  }
}
