import KithCore

/// The words that kith adds to a picture.
struct DrawingWords {
  let language: WordLanguage

  func asOf(_ date: DateValue) -> String {
    let day = FactPeriod.of(ValueMap([("date", .date(date))]))?.inWords(language) ?? date.isoText
    return pick(de: "Stand: \(day)", en: "as of \(day)")
  }

  func nodes(_ count: Int) -> String {
    count == 1
      ? pick(de: "1 Knoten", en: "1 node") : pick(de: "\(count) Knoten", en: "\(count) nodes")
  }

  func relationships(_ count: Int) -> String {
    count == 1
      ? pick(de: "1 Beziehung", en: "1 relationship")
      : pick(de: "\(count) Beziehungen", en: "\(count) relationships")
  }

  /// Where the facts come from: up to three names, else how many.
  func sources(_ names: [String]) -> [String] {
    switch names.count {
    case 0: []
    case 1: ["\(source): \(names[0])"]
    case 2...3: [pick(de: "Quellen: ", en: "sources: ") + names.joined(separator: ", ")]
    default: [pick(de: "\(names.count) Quellen", en: "\(names.count) sources")]
    }
  }

  var defaultTitle: String { pick(de: "Graph", en: "Graph") }
  var schemaTitle: String { pick(de: "Modell", en: "Model") }
  var withoutLabel: String { pick(de: "ohne Label", en: "no label") }
  var source: String { pick(de: "Quelle", en: "source") }
  var page: String { pick(de: "Seite", en: "page") }
  var paragraph: String { pick(de: "Absatz", en: "paragraph") }
  func quoted(_ text: String) -> String { pick(de: "„\(text)“", en: "“\(text)”") }
  var ended: String { pick(de: "beendet", en: "ended") }
  var planned: String { pick(de: "geplant", en: "planned") }
  var disputed: String { pick(de: "bestritten", en: "disputed") }
  var uncertain: String { pick(de: "unsicher", en: "not certain") }
  var uncertainMark: String { "(?)" }
  var disputedMeaning: String {
    pick(de: "eine Quelle widerspricht", en: "a source says otherwise")
  }

  /// What follows the text of a doubtful fact.
  func mark(of doubt: FactDoubt) -> String? {
    switch doubt {
    case .none: nil
    case .uncertain: uncertainMark
    case .disputed: "(\(disputed))"
    }
  }

  /// Before the first day of what is planned, where the past has "since".
  var since: String { pick(de: "seit ", en: "since ") }
  var from: String { pick(de: "ab ", en: "from ") }
  var between: String { pick(de: "zwischen ", en: "between ") }

  private func pick(de german: String, en english: String) -> String {
    switch language {
    case .german: german
    case .english: english
    }
  }
}
