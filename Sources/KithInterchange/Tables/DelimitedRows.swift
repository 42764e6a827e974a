import KithCore

/// `csv`: RFC 4180 with line feeds, and a header.
///
/// A value is quoted where it holds a comma, a quote or a line end; null is empty, an empty string `""`.
struct CSVWriter: ResultWriter {
  private let nullText: String?
  private var hasColumns = false

  init(nullText: String?) { self.nullText = nullText }

  mutating func begin(columns: [String], into output: inout [UInt8]) {
    hasColumns = !columns.isEmpty
    if hasColumns { Self.append(columns.map { $0 }, to: &output) }
  }

  mutating func append(
    _ rows: [[Value]], entities: any EntityResolver, into output: inout [UInt8]
  ) throws {
    for row in rows where hasColumns {
      for (index, value) in row.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        switch value {
        // A null's text stands bare, as an empty cell does: so it is no text of the graph's.
        case .null: if let nullText { output.append(nullText) }
        case .integer, .date: try output.append(cell: value, entities: entities)
        case .string(let text): Self.append(text, to: &output)
        case .boolean, .float, .localTime, .time, .localDateTime, .dateTime, .duration, .point,
          .list, .map, .node, .relationship, .path:
          Self.append(try value.text(.cell, resolving: entities), to: &output)
        }
      }
      output.append(UInt8(ascii: "\n"))
    }
  }

  mutating func end(into output: inout [UInt8]) {}

  private static func append(_ cells: [String?], to output: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { output.append(",") }
      if let cell { append(cell, to: &output) }
    }
    output.append("\n")
  }

  private static func append(_ cell: String, to output: inout [UInt8]) {
    // A quote, a comma and an end of line want quotes around them.
    let isWritten = output.append(
      cell, ifAll: { $0 != 0x22 && $0 != 0x2C && $0 != 0x0A && $0 != 0x0D })
    if isWritten, !cell.isEmpty { return }
    output.append("\"")
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { output.append("\"\"") } else { output.append(byte) }
    }
    output.append("\"")
  }
}

/// `tsv`: tabs between values, a header; tab, line ends and backslash are written `\t`, `\n`, `\r` and `\\`; null is empty.
struct TSVWriter: ResultWriter {
  private let nullText: String
  private var hasColumns = false

  init(nullText: String?) { self.nullText = nullText ?? "" }

  mutating func begin(columns: [String], into output: inout [UInt8]) {
    hasColumns = !columns.isEmpty
    if hasColumns { Self.append(columns, to: &output) }
  }

  mutating func append(
    _ rows: [[Value]], entities: any EntityResolver, into output: inout [UInt8]
  ) throws {
    for row in rows where hasColumns {
      for (index, value) in row.enumerated() {
        if index > 0 { output.append(UInt8(ascii: "\t")) }
        switch value {
        case .null: Self.append(nullText, to: &output)
        case .integer, .date: try output.append(cell: value, entities: entities)
        case .string(let text): Self.append(text, to: &output)
        case .boolean, .float, .localTime, .time, .localDateTime, .dateTime, .duration, .point,
          .list, .map, .node, .relationship, .path:
          Self.append(try value.text(.cell, resolving: entities), to: &output)
        }
      }
      output.append(UInt8(ascii: "\n"))
    }
  }

  mutating func end(into output: inout [UInt8]) {}

  private static func append(_ cells: [String], to output: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { output.append(UInt8(ascii: "\t")) }
      append(cell, to: &output)
    }
    output.append(UInt8(ascii: "\n"))
  }

  private static func append(_ cell: String, to output: inout [UInt8]) {
    if output.append(cell, ifAll: { $0 >= 0x20 && $0 != 0x5C }) { return }
    for byte in cell.utf8 {
      switch byte {
      case UInt8(ascii: "\t"): output.append("\\t")
      case UInt8(ascii: "\n"): output.append("\\n")
      case UInt8(ascii: "\r"): output.append("\\r")
      case UInt8(ascii: "\\"): output.append("\\\\")
      default: output.append(byte)
      }
    }
  }
}

/// `raw`: values as they are, tabs between them, no header; null is empty.
struct RawWriter: ResultWriter {
  private let nullText: String

  init(nullText: String?) { self.nullText = nullText ?? "" }

  mutating func begin(columns: [String], into output: inout [UInt8]) {}

  mutating func append(
    _ rows: [[Value]], entities: any EntityResolver, into output: inout [UInt8]
  ) throws {
    for row in rows where !row.isEmpty {
      for (index, value) in row.enumerated() {
        if index > 0 { output.append(UInt8(ascii: "\t")) }
        if value.isNull {
          output.append(nullText)
        } else {
          try output.append(cell: value, entities: entities)
        }
      }
      output.append("\n")
    }
  }

  mutating func end(into output: inout [UInt8]) {}
}
