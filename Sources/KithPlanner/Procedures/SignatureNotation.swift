package import KithCore

extension ProcedureSignature {
  /// Reads a signature as it is written:
  /// `my.proc(name :: STRING?, limit :: INTEGER = 10) :: (out :: STRING?, all :: LIST OF FLOAT)`.
  ///
  /// A `?` allows null; a default is `null`, `true`, `false`, a number, a text in single quotes, `[]` or `{}`.
  /// Without columns a procedure yields nothing: `:: ()` or `:: VOID`.
  ///
  /// Throws a `ProcedureError` where it cannot be understood.
  package init(
    parsing text: String, mode: Mode = .read, summary: String = "", example: String = ""
  ) throws(Diagnostic) {
    var notation = SignatureNotation(text)
    self.init(
      try notation.name(), parameters: try notation.parameters(),
      columns: try notation.columns(), mode: mode, summary, example: example)
    try notation.end()
    let names = [parameters.map(\.name), columns.map(\.name)]
    guard names.allSatisfy({ Set($0).count == $0.count }),
      parameters.drop(while: { $0.defaultValue == nil }).allSatisfy({ $0.defaultValue != nil })
    else { throw PlannerMessages.malformedSignature(text) }
  }
}

/// Reads the parts of a signature from left to right.
private struct SignatureNotation {
  private let text: String
  private var rest: Substring

  init(_ text: String) {
    self.text = text
    rest = text[...]
  }

  private var failure: Diagnostic { PlannerMessages.malformedSignature(text) }

  mutating func name() throws(Diagnostic) -> String {
    var parts = [try word()]
    while consume(".") { parts.append(try word()) }
    return parts.joined(separator: ".")
  }

  mutating func parameters() throws(Diagnostic) -> [ProcedureSignature.Parameter] {
    try list { notation throws(Diagnostic) in
      let name = try notation.word()
      let type = try notation.type()
      let value = notation.consume("=") ? try notation.literal() : nil
      return ProcedureSignature.Parameter(name, type, default: value)
    }
  }

  mutating func columns() throws(Diagnostic) -> [ProcedureSignature.Column] {
    guard consume("::") else { throw failure }
    if consume("VOID") { return [] }
    return try list { notation throws(Diagnostic) in
      ProcedureSignature.Column(try notation.word(), try notation.type())
    }
  }

  func end() throws(Diagnostic) {
    guard rest.allSatisfy(\.isWhitespace) else { throw failure }
  }

  /// `(item, item)`.
  private mutating func list<Item>(
    _ item: (inout SignatureNotation) throws(Diagnostic) -> Item
  ) throws(Diagnostic) -> [Item] {
    guard consume("(") else { throw failure }
    var items: [Item] = []
    if consume(")") { return items }
    repeat { items.append(try item(&self)) } while consume(",")
    guard consume(")") else { throw failure }
    return items
  }

  /// `:: INTEGER?`.
  private mutating func type() throws(Diagnostic) -> ProcedureType {
    guard consume("::") else { throw failure }
    let base = try typeWord()
    var type = ProcedureType(base, isNullable: base == .any)
    if consume("?") { type.isNullable = true }
    if base == .list, consume("OF") {
      let element = try typeWord()
      type.element = element == .any ? nil : element
      if consume("?") { type.isNullable = true }
    }
    return type
  }

  private mutating func typeWord() throws(Diagnostic) -> StaticType {
    // `LOCAL TIME` may also be written in one word, as older texts have it.
    let first = try word().uppercased()
    let written = first == "LOCAL" ? "LOCAL " + (try word().uppercased()) : first
    let found = ProcedureType.declared.first {
      let word = ProcedureType.word($0)
      return word == written || word.filter { $0 != " " } == written
    }
    guard let found else { throw failure }
    return found
  }

  private mutating func literal() throws(Diagnostic) -> Value {
    if consume("[") {
      guard consume("]") else { throw failure }
      return .list([])
    }
    if consume("{") {
      guard consume("}") else { throw failure }
      return .map(ValueMap())
    }
    if consume("'") {
      let content = rest.prefix { $0 != "'" }
      rest = rest.dropFirst(content.count)
      guard consume("'") else { throw failure }
      return .string(String(content))
    }
    let written = rest.prefix { $0 != "," && $0 != ")" }
    rest = rest.dropFirst(written.count)
    let trimmed = String(written.filter { !$0.isWhitespace })
    switch trimmed.lowercased() {
    case "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default:
      if let integer = Int64(trimmed) { return .integer(integer) }
      if let float = Double(trimmed) { return .float(float) }
      throw failure
    }
  }

  private mutating func word() throws(Diagnostic) -> String {
    skipSpace()
    let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard let first = word.first, !first.isNumber else { throw failure }
    rest = rest.dropFirst(word.count)
    return String(word)
  }

  /// Takes these characters, whatever their case, where they come next.
  private mutating func consume(_ wanted: String) -> Bool {
    skipSpace()
    guard rest.prefix(wanted.count).uppercased() == wanted else { return false }
    rest = rest.dropFirst(wanted.count)
    return true
  }

  private mutating func skipSpace() { rest = rest.drop(while: \.isWhitespace) }
}
