import KithCore
import KithSyntax

/// Reads the dates of a fact's map: EDTF stays as it is, what people type is normalised with a notice.
struct FactDates {
  /// The keys that hold dates.
  static let keys: Set = ["from", "until", "date"]

  private var notices: [Diagnostic] = []

  /// The map with its dates as EDTF texts, and notices of what was normalised. Throws on a date that is none.
  static func read(_ entries: [FactEntry]) throws(Diagnostic) -> (ValueMap, [Diagnostic]) {
    var reader = FactDates()
    var map = ValueMap()
    for entry in entries {
      guard keys.contains(entry.key.text) else {
        map[entry.key.text] = entry.value.value
        continue
      }
      for (key, text) in try reader.read(entry) {
        let isElsewhere = key != entry.key.text && entries.contains { $0.key.text == key }
        if isElsewhere || map[key] != nil {
          throw FactMessages.boundTwice(key, at: entry.value.span)
        }
        map[key] = .string(text)
      }
    }
    try checkOrder(map, entries)
    return (map, reader.notices)
  }

  /// The date's key and text: a text may say itself that it is the other end, or both.
  private mutating func read(
    _ entry: FactEntry
  ) throws(Diagnostic) -> [(key: String, value: String)] {
    let key = entry.key.text
    switch entry.value.value {
    case .integer(let year) where (0...9999).contains(year):
      return [(key, DateValue.yearText(year))]
    case .string(".."):
      if key != "date" { return [(key, "..")] }
      throw FactMessages.notADate(.notADate(".."), key: entry.key, at: entry.value.span)
    case .string(let typed):
      if isEDTF(typed) { return [(key, typed)] }
      let read = try spoken(typed, entry)
      notices.append(FactMessages.dateRead(key, typed, as: read, at: entry.value.span))
      return read
    default: throw FactMessages.dateOfOtherType(entry.key, at: entry.value.span)
    }
  }

  private func isEDTF(_ text: String) -> Bool { (try? EDTF(text)) != nil }

  private func spoken(
    _ typed: String, _ entry: FactEntry
  ) throws(Diagnostic) -> [(key: String, value: String)] {
    let key = entry.key.text
    do throws(EDTFProblem) {
      guard let spoken = try SpokenDate.reading(typed) else {
        // Says what exactly is wrong with it.
        _ = try EDTF(typed)
        throw EDTFProblem.notADate(typed)
      }
      switch (spoken.bound, key) {
      case (.unsaid, _): return [(key, spoken.text)]
      case (.start, "date"): return [(key, spoken.text + "/")]
      case (.start, _): return [("from", spoken.text)]
      case (.end, "date") where spoken.text == "..": throw EDTFProblem.notADate(typed)
      case (.end, "date"): return [(key, "/" + spoken.text)]
      case (.end, _): return [("until", spoken.text)]
      case (.both, "date"): return [(key, spoken.text)]
      case (.both(let start, let end), _): return [("from", start), ("until", end)]
      }
    } catch {
      throw FactMessages.notADate(error, key: entry.key, at: entry.value.span)
    }
  }

  /// An end before the start is an error where the end stands.
  private static func checkOrder(_ map: ValueMap, _ entries: [FactEntry]) throws(Diagnostic) {
    func text(_ key: String) -> String? {
      if case .string(let text)? = map[key] { text } else { nil }
    }
    do {
      _ = try FactPeriod(from: text("from"), until: text("until"), date: text("date"))
    } catch {
      let places = ["until", "from", "date"].compactMap { key in
        entries.first { $0.key.text == key }?.value.span
      }
      throw FactMessages.endsBeforeStart(error, at: places.first ?? SourceSpan(start: 0, end: 0))
    }
  }
}
