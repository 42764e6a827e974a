import KithColumns
import KithCore

extension FunctionLibrary {
  /// Texts. Places and lengths count Unicode scalars, as the code points of Cypher.
  static let strings: [ScalarFunction] = [
    changingCase("toLower", toUpper: false), changingCase("lower", toUpper: false),
    changingCase("toUpper", toUpper: true), changingCase("upper", toUpper: true),
    trimming("trim", start: true, end: true),
    trimming("btrim", start: true, end: true),
    trimming("ltrim", start: true, end: false),
    trimming("rtrim", start: false, end: true),
    .any("normalize") { (values, _) throws(Diagnostic) in
      let name = values.count > 1 ? try text(values[1], for: "'normalize()'") : "NFC"
      guard let form = UnicodeNormalForm(named: name) else {
        throw .unknownNormalForm(name, UnicodeNormalForm.allCases.map(\.rawValue))
      }
      return .string(form.normalized(try text(values[0], for: "'normalize()'")))
    },
    .any("replace") { (values, _) throws(Diagnostic) in
      .string(
        replace(
          in: try text(values[0], for: "'replace()'"),
          try text(values[1], for: "'replace()'"),
          by: try text(values[2], for: "'replace()'")))
    },
    .two("split") { (value, delimiter, _) throws(Diagnostic) in
      let whole = try text(value, for: "'split()'")
      var delimiters: [String] = []
      if case .list(let list) = delimiter {
        for element in list { delimiters.append(try text(element, for: "'split()'")) }
      } else {
        delimiters = [try text(delimiter, for: "'split()'")]
      }
      return .list(split(whole, by: delimiters).map(Value.string))
    },
    .any("substring") { (values, _) throws(Diagnostic) in
      let whole = try text(values[0], for: "'substring()'").unicodeScalars
      let start = try place(values[1], for: "'substring()'")
      let rest = whole.dropFirst(start)
      guard values.count > 2 else { return .string(String(rest)) }
      return .string(String(rest.prefix(try place(values[2], for: "'substring()'"))))
    },
    .two("left") { (value, length, _) throws(Diagnostic) in
      .string(
        String(
          try text(value, for: "'left()'").unicodeScalars
            .prefix(try place(length, for: "'left()'"))))
    },
    .two("right") { (value, length, _) throws(Diagnostic) in
      .string(
        String(
          try text(value, for: "'right()'").unicodeScalars
            .suffix(try place(length, for: "'right()'"))))
    },
    .one("char_length", columns: scalarCounts) { (value, _) throws(Diagnostic) in
      .integer(Int64(try text(value, for: "'char_length()'").unicodeScalars.count))
    },
    .one("character_length", columns: scalarCounts) { (value, _) throws(Diagnostic) in
      .integer(Int64(try text(value, for: "'character_length()'").unicodeScalars.count))
    }
  ]

  private static func changingCase(_ name: String, toUpper: Bool) -> ScalarFunction {
    let columns: ScalarFunction.ColumnBody = { (columns, _) in
      columns[0].changingCase(toUpper: toUpper)
    }
    return .one(name, columns: columns) { (value, _) throws(Diagnostic) in
      let text = try text(value, for: "'\(name)()'")
      return .string(toUpper ? text.uppercased() : text.lowercased())
    }
  }

  private static func trimming(_ name: String, start: Bool, end: Bool) -> ScalarFunction {
    .any(name) { (values, _) throws(Diagnostic) in
      let whole = try text(values[0], for: "'\(name)()'")
      guard values.count > 1 else {
        return .string(whole.trimmed(start: start, end: end, isTrimmed: isWhiteSpace))
      }
      let characters = Set(try text(values[1], for: "'\(name)()'").unicodeScalars)
      return .string(whole.trimmed(start: start, end: end) { characters.contains($0) })
    }
  }

  @Sendable
  private static func isWhiteSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace
  }

  static func text(_ value: Value, for what: String) throws(Diagnostic) -> String {
    guard case .string(let text) = value else {
      throw .wrongType(what, takes: "a String", got: value)
    }
    return text
  }

  /// A place or a length within a text.
  private static func place(_ value: Value, for what: String) throws(Diagnostic) -> Int {
    guard case .integer(let place) = value else {
      throw .wrongType(what, takes: "an Integer", got: value)
    }
    guard place >= 0 else { throw .negativeNumber(place, for: what) }
    return Int(place)
  }

  /// Replaces from left to right; nothing where the text looked for is empty. Linear but for overlaps.
  static func replace(in text: String, _ search: String, by replacement: String) -> String {
    guard !search.isEmpty else { return text }
    return split(text, by: [search]).joined(separator: replacement)
  }

  /// The parts between delimiters, the first that fits at each place; an empty delimiter parts all characters.
  static func split(_ text: String, by delimiters: [String]) -> [String] {
    if text.isEmpty { return [""] }
    if delimiters.contains("") { return text.unicodeScalars.map { String($0) } }
    let bytes = Array(text.utf8)
    let wanted = delimiters.map { Array($0.utf8) }
    var parts: [String] = []
    var start = 0
    var place = 0
    while place < bytes.count {
      if let found = wanted.first(where: { bytes[place...].starts(with: $0) }) {
        parts.append(String(decoding: bytes[start..<place], as: UTF8.self))
        place += found.count
        start = place
      } else {
        place += 1
      }
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    return parts
  }
}

extension String {
  /// The text without the characters at its ends for which `isTrimmed` holds.
  fileprivate func trimmed(
    start: Bool, end: Bool, isTrimmed: (Unicode.Scalar) -> Bool
  ) -> String {
    var rest = unicodeScalars[...]
    while start, let first = rest.first, isTrimmed(first) { rest.removeFirst() }
    while end, let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return String(rest)
  }
}
