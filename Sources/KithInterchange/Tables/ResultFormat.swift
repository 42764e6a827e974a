package import KithCore

/// The ways in which rows are written.
package enum ResultFormat: String, CaseIterable, Sendable {
  case table, box, line, json, jsonl, csv, tsv, markdown, html, raw

  /// One line for the help.
  package var summary: String {
    switch self {
    case .table: "columns aligned in a frame"
    case .box: "as table, with a rule between rows"
    case .line: "one value a line, for wide rows"
    case .json: "one array of objects a statement"
    case .jsonl: "one object a row, one row a line"
    case .csv: "comma-separated (RFC 4180), with a header"
    case .tsv: "tab-separated, with a header; tabs and line ends as \\t and \\n"
    case .markdown: "a table for documents"
    case .html: "a table for web pages"
    case .raw: "values only, tabs between them, no header"
    }
  }

  /// Whether the format is meant for people, not for programs.
  package var isForPeople: Bool {
    switch self {
    case .table, .box, .line, .markdown, .html: true
    case .json, .jsonl, .csv, .tsv, .raw: false
    }
  }

  /// Writes one statement's rows in this format.
  package func writer(for screen: ScreenTraits) -> any ResultWriter {
    switch self {
    case .table: TableWriter(screen: screen)
    case .box: TableWriter(screen: screen, rulesRows: true)
    case .line: LineWriter(nullText: screen.nullText)
    case .json: JSONArrayWriter()
    case .jsonl: JSONLinesWriter()
    case .csv: CSVWriter(nullText: screen.nullText)
    case .tsv: TSVWriter(nullText: screen.nullText)
    case .markdown: MarkdownWriter(nullText: screen.nullText)
    case .html: HTMLWriter(nullText: screen.nullText)
    case .raw: RawWriter(nullText: screen.nullText)
    }
  }
}

/// What the place that shows a result can do.
package struct ScreenTraits: Sendable, Hashable {
  /// How many columns it has; nil where lines may be as long as they like.
  package var width: Int?
  /// Whether frames may be drawn with Unicode's box drawing; else with `+`, `-` and `|`.
  package var drawsBoxes: Bool
  /// Whether escape sequences for colours are understood and wanted.
  package var usesColor: Bool
  /// How many lines it has, where it is a terminal.
  package var height: Int?
  /// What stands for null, in formats for people and in those of separated values; nil for what each has.
  package var nullText: String?

  package init(width: Int? = nil, drawsBoxes: Bool = true, usesColor: Bool = false) {
    self.width = width
    self.drawsBoxes = drawsBoxes
    self.usesColor = usesColor
  }
}

/// Writes the rows of one statement, in one format, onto the end of a buffer.
///
/// `begin` comes once, then any number of batches, then `end` once.
package protocol ResultWriter {
  mutating func begin(columns: [String], into output: inout [UInt8])
  mutating func append(
    _ rows: [[Value]], entities: any EntityResolver, into output: inout [UInt8]) throws
  mutating func end(into output: inout [UInt8])
}
