import KithCore
import KithInterchange

/// A fact sheet as people read it.
///
/// ```
/// Dr. Katja Michalak
///   Person, id katja [1]
///
/// Present
///   HEADS → Büro für Integration: Leiterin, since about 2015, still going [2]
///
/// Sources
///   [1] Sachbericht, p. 2
///   [2] Sachbericht, p. 5: “…”
/// ```
struct FactSheetText {
  private let sheet: FactSheet
  private let width: Int?
  private let usesColor: Bool

  init(_ sheet: FactSheet, screen: ScreenTraits) {
    self.sheet = sheet
    width = screen.width
    usesColor = screen.usesColor
  }

  var lines: [String] {
    var lines = head
    for standing in FactSheet.Standing.allCases {
      let facts = sheet.facts(standing)
      if facts.isEmpty { continue }
      lines += ["", heading(Self.title(standing))]
      for fact in facts { lines += self.lines(of: fact) }
    }
    if !sheet.citations.all.isEmpty {
      lines += ["", heading("Sources")]
      for (index, citation) in sheet.citations.all.enumerated() {
        lines += wrapped("[\(index + 1)] " + Self.text(citation), indent: 2, hanging: 6)
      }
    }
    return lines
  }

  private var head: [String] {
    let properties = sheet.record.properties
    let isPerson = sheet.subject.labels.contains("Person")
    let title = isPerson ? properties["title"].map { "\(FactDetails.cell($0)) " } ?? "" : ""
    let identity = [
      sheet.subject.labelText, sheet.subject.id.map { "id \($0)" } ?? "",
      FactDetails.time(properties) ?? ""
    ].filter { !$0.isEmpty }
    let doubts = FactDetails.doubts(properties)
    var lines = [heading(Printable.text(title + sheet.subject.shown))]
    lines += wrapped(
      (identity + doubts).joined(separator: ", ") + mark(sheet.subjectCitation), indent: 2,
      hanging: 4)
    for entry in properties.entries
    where !FactDetails.bookkeeping.contains(entry.key) && !(isPerson && entry.key == "title") {
      lines += wrapped("\(entry.key): \(FactDetails.cell(entry.value))", indent: 2, hanging: 4)
    }
    return lines + note(properties, indent: 2)
  }

  private func lines(of fact: FactSheet.Fact) -> [String] {
    let properties = fact.step.relationship.properties
    let details = FactDetails.text(properties)
    let text =
      "\(fact.step.text) \(fact.other.shown)" + (details.isEmpty ? "" : ": \(details)")
      + mark(fact.citation)
    return wrapped(text, indent: 2, hanging: 4) + note(properties, indent: 4)
  }

  private func note(_ properties: ValueMap, indent: Int) -> [String] {
    guard let note = properties["note"] else { return [] }
    return wrapped("note: \(FactDetails.cell(note))", indent: indent, hanging: indent + 2)
  }

  private func mark(_ citation: Int?) -> String { citation.map { " [\($0)]" } ?? "" }

  private static func text(_ citation: Citations.Citation) -> String {
    let quote = citation.quote.map { "“\($0)”" }
    let place = citation.place.isEmpty ? nil : citation.place
    return [place, quote, citation.url].compactMap { $0 }.joined(separator: ": ")
  }

  private static func title(_ standing: FactSheet.Standing) -> String {
    switch standing {
    case .present: "Present"
    case .open: "Open: the sources do not say whether it holds today"
    case .coming: "To come"
    case .past: "Past"
    case .timeless: "Other relationships"
    }
  }

  private func heading(_ text: String) -> String {
    usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  /// The text with control characters replaced, in lines that fit the screen.
  private func wrapped(_ text: String, indent: Int, hanging: Int) -> [String] {
    let printable = Printable.text(text)
    let first = String(repeating: " ", count: indent)
    guard let width, width > hanging + 20 else { return [first + printable] }
    let lines = Printable.wrapped(printable, width: width - hanging)
    return lines.enumerated().map { index, line in
      (index == 0 ? first : String(repeating: " ", count: hanging)) + line
    }
  }
}
