import KithCore

/// `html`: a table for web pages, with a class for numbers; text is escaped, line ends become `<br>`.
struct HTMLWriter: ResultWriter {
  private let nullText: String
  private var hasColumns = false

  init(nullText: String?) { self.nullText = nullText ?? "" }

  mutating func begin(columns: [String], into output: inout [UInt8]) {
    hasColumns = !columns.isEmpty
    guard hasColumns else { return }
    output.append("<table>\n<thead>\n<tr>")
    for column in columns {
      output.append("<th>")
      Self.append(column, to: &output)
      output.append("</th>")
    }
    output.append("</tr>\n</thead>\n<tbody>\n")
  }

  mutating func append(
    _ rows: [[Value]], entities: any EntityResolver, into output: inout [UInt8]
  ) throws {
    for row in rows where hasColumns {
      output.append("<tr>")
      for value in row {
        output.append(value.isNumber ? "<td class=\"number\">" : "<td>")
        Self.append(
          value.isNull ? nullText : try value.text(.cell, resolving: entities), to: &output)
        output.append("</td>")
      }
      output.append("</tr>\n")
    }
  }

  mutating func end(into output: inout [UInt8]) {
    if hasColumns { output.append("</tbody>\n</table>\n") }
  }

  private static func append(_ text: String, to output: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): output.append("&amp;")
      case UInt8(ascii: "<"): output.append("&lt;")
      case UInt8(ascii: ">"): output.append("&gt;")
      case UInt8(ascii: "\""): output.append("&quot;")
      case UInt8(ascii: "\n"): output.append("<br>")
      case 0x09: output.append(byte)
      // No other control character may stand in a page.
      case 0..<0x20, 0x7F: break
      default: output.append(byte)
      }
    }
  }
}
