import KithCore

/// What a fact's properties say beside what it connects, in words.
enum FactDetails {
  /// Keys that say where a fact comes from, when it holds, or how sure it is; `id` and `name` say what it is.
  static let bookkeeping: Set<String> = [
    "id", "name", "from", "until", "date", "source", "page", "paragraph", "quote", "url", "rank",
    "certainty", "note", FactProperties.file, FactProperties.keys
  ]

  /// `Leiterin, since 2015, likely`; empty where there is nothing to say.
  static func text(_ properties: ValueMap) -> String {
    var parts: [String] = []
    if case .string(let role)? = properties["role"] { parts.append(role) }
    for entry in properties.entries where entry.key != "role" && !bookkeeping.contains(entry.key) {
      parts.append("\(entry.key) \(cell(entry.value))")
    }
    if let time = time(properties) { parts.append(time) }
    parts += doubts(properties)
    return parts.joined(separator: ", ")
  }

  /// `since 2015`, `on 11 October 2023`; what cannot be read as a time stands as it is written.
  static func time(_ properties: ValueMap) -> String? {
    if let words = FactPeriod.of(properties)?.inWords(.english) { return words }
    let written = ["from", "until", "date"].compactMap { key in
      properties[key].map { "\(key) \(cell($0))" }
    }
    return written.isEmpty ? nil : written.joined(separator: ", ")
  }

  /// `likely`, `disputed`.
  static func doubts(_ properties: ValueMap) -> [String] {
    var doubts: [String] = []
    if case .string(let certainty)? = properties["certainty"], certainty != "certain" {
      doubts.append(certainty)
    }
    if case .string(let rank)? = properties["rank"], rank != "normal" { doubts.append(rank) }
    return doubts
  }

  /// A property's value as people read it.
  static func cell(_ value: Value) -> String {
    if case .string(let text) = value { return text }
    if case .list(let items) = value { return items.map(cell).joined(separator: ", ") }
    return value.plainText
  }
}
