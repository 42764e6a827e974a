extension TypeDescription {
  /// Reads what `description` wrote, for property types: `LIST<STRING NOT NULL>`, `INTEGER | FLOAT`; nil for anything else.
  ///
  /// Queries are read by the parser; this serves the file, where a type is kept as text.
  package init?(text: String) {
    let members = Self.split(text)
    guard members.count == 1 else {
      let types = members.compactMap { TypeDescription(text: $0) }
      guard !types.isEmpty, types.count == members.count else { return nil }
      self.init(.union(types))
      return
    }
    var name = Substring(members[0])
    let suffix = " NOT NULL"
    let isNotNull = name.hasSuffix(suffix)
    if isNotNull { name = name.dropLast(suffix.count) }
    if name.hasPrefix("LIST<"), name.hasSuffix(">") {
      guard let element = TypeDescription(text: String(name.dropFirst(5).dropLast())) else {
        return nil
      }
      self.init(.list(element), isNotNull: isNotNull)
      return
    }
    let words = name.split(separator: " ").map(String.init)
    guard let found = TypeName.all.first(where: { $0.words == words }) else { return nil }
    self.init(found.kind, isNotNull: isNotNull)
  }

  /// The parts between bars that stand outside of `<…>`.
  private static func split(_ text: String) -> [String] {
    var parts = [""]
    var depth = 0
    for character in text {
      if character == "<" { depth += 1 }
      if character == ">" { depth -= 1 }
      if character == "|", depth == 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts.map { part in
      var trimmed = Substring(part)
      while trimmed.first == " " { trimmed.removeFirst() }
      while trimmed.last == " " { trimmed.removeLast() }
      return String(trimmed)
    }
  }
}
