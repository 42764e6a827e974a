import KithCore

extension CSVHeader {
  /// Reads the first line. Throws the first mistake in it.
  init(_ file: MappedFile) throws(CSVProblem) {
    // Safe because `file` lives to the end of this call.
    let bytes = unsafe file.bytes
    let hasMark = unsafe bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let start = hasMark ? 3 : 0
    guard start < bytes.count else {
      throw CSVProblem(SourceSpan(start: start, end: start), CSVMessages.emptyFile)
    }
    let delimiter = Self.delimiter(of: file, from: start)
    var scanner = CSVScanner(file, delimiter: delimiter, position: start)
    let fields = try scanner.row()
    var columns: [CSVColumn] = []
    for field in fields {
      let text = scanner.text(field)
      columns.append(try CSVColumn(text, number: columns.count + 1, at: field.span))
    }
    try Self.check(columns, at: SourceSpan(start: start, end: fields.last?.span.end ?? start))
    let isRelationships = columns.contains { if case .start = $0.role { true } else { false } }
    self.init(
      kind: isRelationships ? .relationships : .nodes, columns: columns, delimiter: delimiter,
      dataStart: scanner.position)
  }

  /// Whichever of `,` `;` and tab stands most often in the first line, outside of quotes.
  private static func delimiter(of file: MappedFile, from start: Int) -> UInt8 {
    let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    var counts = [0, 0, 0]
    var isQuoted = false
    // Safe because `file` lives to the end of this call.
    let bytes = unsafe file.bytes
    for place in start..<bytes.count {
      let byte = unsafe bytes[place]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") { break }
      if let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    let most = counts.max() ?? 0
    return candidates[counts.firstIndex(of: most) ?? 0]
  }

  private static func check(_ columns: [CSVColumn], at line: SourceSpan) throws(CSVProblem) {
    func first(_ matches: (CSVColumn.Role) -> Bool) throws(CSVProblem) -> CSVColumn? {
      let found = columns.filter { matches($0.role) }
      if found.count > 1 {
        throw CSVProblem(found[1].span, CSVMessages.columnTwice)
      }
      return found.first
    }
    let id = try first { if case .id = $0 { true } else { false } }
    let start = try first { if case .start = $0 { true } else { false } }
    let end = try first { if case .end = $0 { true } else { false } }
    let labels = try first { $0 == .labels }
    let type = try first { $0 == .type }
    if start == nil && end == nil && id == nil && labels == nil && type == nil {
      throw CSVProblem(line, CSVMessages.plainHeader)
    }
    if start != nil || end != nil || type != nil {
      for (column, name) in [(start, ":START_ID"), (end, ":END_ID"), (type, ":TYPE")]
      where column == nil {
        throw CSVProblem(line, CSVMessages.missingColumn(name))
      }
      if let other = id ?? labels {
        throw CSVProblem(other.span, CSVMessages.nodesAndRelationships)
      }
    }
    try checkNames(columns)
  }

  private static func checkNames(_ columns: [CSVColumn]) throws(CSVProblem) {
    var names: Set<String> = []
    for column in columns where !column.name.isEmpty {
      switch column.role {
      case .property, .id:
        guard names.insert(column.name).inserted else {
          throw CSVProblem(column.span, CSVMessages.keyTwice(column.name))
        }
      case .labels, .start, .end, .type, .ignored: break
      }
    }
  }
}

extension CSVColumn {
  /// `name:type`, `name:type[]`, `name:ID(space)`: what stands behind the last colon says what the column is for.
  fileprivate init(_ text: String, number: Int, at span: SourceSpan) throws(CSVProblem) {
    let header = text.trimmingSpaces
    let colon = header.lastIndex(of: ":")
    name = String(colon.map { header[..<$0] } ?? header[...]).trimmingSpaces
    let kind = colon.map { String(header[header.index(after: $0)...]).trimmingSpaces } ?? ""
    self.span = span
    let (word, space) = Self.split(kind)
    switch word.uppercased() {
    case "ID": role = .id(space: space ?? "")
    case "START_ID": role = .start(space: space ?? "")
    case "END_ID": role = .end(space: space ?? "")
    case "LABEL" where space == nil: role = .labels
    case "TYPE" where space == nil: role = .type
    case "IGNORE" where space == nil: role = .ignored
    case "" where space == nil && colon == nil: role = .property(.string, isArray: false)
    default:
      let isArray = kind.hasSuffix("[]")
      guard let type = CSVType(header: isArray ? String(kind.dropLast(2)) : kind) else {
        throw CSVProblem(span, CSVMessages.unknownType(kind))
      }
      role = .property(type, isArray: isArray)
    }
    if case .property = role, name.isEmpty {
      throw CSVProblem(span, CSVMessages.noName(column: number))
    }
  }

  /// `ID(Person)` into `ID` and `Person`.
  private static func split(_ kind: String) -> (word: String, space: String?) {
    guard kind.hasSuffix(")"), let open = kind.firstIndex(of: "(") else { return (kind, nil) }
    return (String(kind[..<open]), String(kind[kind.index(after: open)...].dropLast()))
  }
}

extension String {
  /// Without spaces and tabs at its ends.
  fileprivate var trimmingSpaces: String {
    let start = drop { $0 == " " || $0 == "\t" }
    let end = start.reversed().drop { $0 == " " || $0 == "\t" }
    return String(String(end).reversed())
  }
}
