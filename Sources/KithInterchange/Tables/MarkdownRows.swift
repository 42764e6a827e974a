import KithCore

/// `markdown`: a table as GitHub, pandoc and others read it. Bars are escaped, line ends become `<br>`.
struct MarkdownWriter: ResultWriter {
  private let nullText: String
  private var hasColumns = false

  init(nullText: String?) { self.nullText = nullText ?? "" }

  mutating func begin(columns: [String], into output: inout [UInt8]) {
    hasColumns = !columns.isEmpty
    guard hasColumns else { return }
    Self.append(columns, to: &output)
    output.append("|" + String(repeating: " --- |", count: columns.count) + "\n")
  }

  mutating func append(
    _ rows: [[Value]], entities: any EntityResolver, into output: inout [UInt8]
  ) throws {
    for row in rows where hasColumns {
      Self.append(
        try row.map { $0.isNull ? nullText : try $0.text(.cell, resolving: entities) }, to: &output)
    }
  }

  mutating func end(into output: inout [UInt8]) {}

  private static func append(_ cells: [String], to output: inout [UInt8]) {
    output.append("|")
    for cell in cells {
      output.append(" ")
      for character in cell {
        switch character {
        case "|": output.append("\\|")
        case "\\": output.append("\\\\")
        case "\n", "\r\n", "\r": output.append("<br>")
        default: output.append(String(character))
        }
      }
      output.append(" |")
    }
    output.append("\n")
  }
}
