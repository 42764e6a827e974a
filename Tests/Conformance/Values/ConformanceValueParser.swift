/// Reads the notation of expected values.
///
/// ```
/// 1  -2.5  1e3  NaN  Inf  -Inf  true  null  'text'
/// [1, 'a']  {key: 1, `a key`: 2}
/// (:A:B {key: 1})  [:T {key: 1}]  <(:A)-[:T]->()<-[:U]-(:B)>
/// ```
///
/// In texts `\'`, `\"` and `\\` are escapes. What comes behind the value is an error. Lists and maps
/// nest to a depth of 200.
package struct ConformanceValueParser {
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  private init(_ text: String) { bytes = Array(text.utf8) }

  package static func parse(_ text: String) throws(StepError) -> ConformanceValue {
    var parser = ConformanceValueParser(text)
    let value = try parser.value()
    parser.skipBlanks()
    guard parser.index == parser.bytes.count else {
      throw StepError("'\(text)' is no value: it goes on behind its end")
    }
    return value
  }

  // MARK: values

  private mutating func value() throws(StepError) -> ConformanceValue {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 200 else { throw wrong("it nests too deep") }
    skipBlanks()
    switch peek {
    case UInt8(ascii: "'"): return .string(ExactText(try string()))
    case UInt8(ascii: "["): return try listOrRelationship()
    case UInt8(ascii: "{"): return .map(try map())
    case UInt8(ascii: "("): return try node()
    case UInt8(ascii: "<"): return try path()
    default: return try word()
    }
  }

  private mutating func word() throws(StepError) -> ConformanceValue {
    let begin = index
    while let byte = peek, !" \t,]})>:".utf8.contains(byte) { index += 1 }
    let word = String(decoding: bytes[begin..<index], as: UTF8.self)
    switch word {
    case "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "NaN": return .float(ExactFloat(.nan))
    case "Inf", "Infinity", "+Inf", "+Infinity": return .float(ExactFloat(.infinity))
    case "-Inf", "-Infinity": return .float(ExactFloat(-.infinity))
    default: return try number(word)
    }
  }

  private func number(_ word: String) throws(StepError) -> ConformanceValue {
    let allowed = word.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
    guard allowed, !word.isEmpty else { throw wrong("'\(word)' is neither number nor text") }
    if let integer = Int64(word), word.first != "+" { return .integer(integer) }
    guard word.contains(where: { ".eE".contains($0) }), let float = Double(word) else {
      throw wrong("'\(word)' is no number")
    }
    return .float(ExactFloat(float))
  }

  private mutating func string() throws(StepError) -> String {
    index += 1
    var text: [UInt8] = []
    while let byte = peek {
      index += 1
      if byte == UInt8(ascii: "'") { return String(decoding: text, as: UTF8.self) }
      if byte == UInt8(ascii: "\\"), let next = peek, "'\"\\".utf8.contains(next) {
        index += 1
        text.append(next)
      } else {
        text.append(byte)
      }
    }
    throw wrong("a text has no end")
  }

  private mutating func listOrRelationship() throws(StepError) -> ConformanceValue {
    let begin = index
    try expect("[")
    skipBlanks()
    if peek == UInt8(ascii: ":") {
      index = begin
      return try relationship()
    }
    var items: [ConformanceValue] = []
    if take("]") { return .list(items) }
    repeat { items.append(try value()) } while take(",")
    try expect("]")
    return .list(items)
  }

  private mutating func map() throws(StepError) -> [ExactText: ConformanceValue] {
    var entries: [ExactText: ConformanceValue] = [:]
    try expect("{")
    if take("}") { return entries }
    repeat {
      let key = ExactText(try name())
      try expect(":")
      guard entries.updateValue(try value(), forKey: key) == nil else {
        throw wrong("the key '\(key.text)' stands twice")
      }
    } while take(",")
    try expect("}")
    return entries
  }

  private mutating func node() throws(StepError) -> ConformanceValue {
    try expect("(")
    var labels: Set<ExactText> = []
    while take(":") { labels.insert(ExactText(try name())) }
    skipBlanks()
    let properties = peek == UInt8(ascii: "{") ? try map() : [:]
    try expect(")")
    return .node(labels: labels, properties: properties)
  }

  private mutating func relationship() throws(StepError) -> ConformanceValue {
    try expect("[")
    try expect(":")
    let type = ExactText(try name())
    skipBlanks()
    let properties = peek == UInt8(ascii: "{") ? try map() : [:]
    try expect("]")
    return .relationship(type: type, properties: properties)
  }

  private mutating func path() throws(StepError) -> ConformanceValue {
    try expect("<")
    let start = try node()
    var steps: [ConformanceValue.PathStep] = []
    while !take(">") {
      let isReversed = take("<")
      try expect("-")
      let relationship = try relationship()
      try expect("-")
      if !isReversed { try expect(">") }
      steps.append(
        .init(isReversed: isReversed, relationship: relationship, node: try node()))
    }
    return .path(start: start, steps: steps)
  }

  /// A label, a type or a key: plain, or in back-ticks.
  private mutating func name() throws(StepError) -> String {
    skipBlanks()
    let begin = index
    if peek == UInt8(ascii: "`") {
      index += 1
      while let byte = peek, byte != UInt8(ascii: "`") { index += 1 }
      guard peek != nil else { throw wrong("a name has no end") }
      index += 1
      return String(decoding: bytes[begin + 1..<index - 1], as: UTF8.self)
    }
    while let byte = peek, !" \t:,{}()[]".utf8.contains(byte) { index += 1 }
    guard index > begin else { throw wrong("a name is missing") }
    return String(decoding: bytes[begin..<index], as: UTF8.self)
  }

  // MARK: bytes

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = peek, " \t\n".utf8.contains(byte) { index += 1 }
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard peek == UInt8(ascii: mark) else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ mark: Unicode.Scalar) throws(StepError) {
    guard take(mark) else { throw wrong("'\(mark)' is missing") }
  }

  private func wrong(_ reason: String) -> StepError {
    let text = String(decoding: bytes, as: UTF8.self)
    return StepError("'\(text)' is no value: \(reason) (byte \(index + 1))")
  }
}
