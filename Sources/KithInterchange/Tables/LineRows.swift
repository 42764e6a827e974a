import KithCore

/// `line`: one value a line, `name = value`, an empty line between rows.
struct LineWriter: ResultWriter {
  private let nullText: String
  private var labels: [String] = []
  private var indent = ""
  private var isFirst = true

  init(nullText: String?) { self.nullText = nullText ?? "null" }

  mutating func begin(columns: [String], into output: inout [UInt8]) {
    let names = columns.map(Printable.text)
    let width = names.map(\.displayWidth).max() ?? 0
    labels = names.map { String(repeating: " ", count: width - $0.displayWidth) + $0 + " = " }
    indent = "\n" + String(repeating: " ", count: width + 3)
  }

  mutating func append(
    _ rows: [[Value]], entities: any EntityResolver, into output: inout [UInt8]
  ) throws {
    for row in rows where !labels.isEmpty {
      if !isFirst { output.append("\n") }
      isFirst = false
      for (label, value) in zip(labels, row) {
        let lines = Printable.lines(
          value.isNull ? nullText : try value.text(.cell, resolving: entities))
        output.append(label + lines.joined(separator: indent) + "\n")
      }
    }
  }

  mutating func end(into output: inout [UInt8]) {}
}
