import KithCore

/// `table`: columns aligned in a frame, by display width.
///
/// ```
/// ┌───────────┬──────┐
/// │ name      │ born │
/// ├───────────┼──────┤
/// │ Nörenberg │ 1972 │
/// └───────────┴──────┘
/// ```
///
/// The widths are those of the first 5,000 rows; where more follow, longer cells stand out of line but whole.
/// On a screen with a width, wide columns are wrapped; where even that does not fit, each row is
/// written line by line.
struct TableWriter: ResultWriter {
  /// How many rows are held back to measure them.
  static let measuredRows = 5_000

  private let screen: ScreenTraits
  private let rulesRows: Bool
  private let nullText: String
  private var columns: [String] = []
  private var holdsNumbers: [Bool] = []
  private var holdsOthers: [Bool] = []
  /// Cells as lines of text; emptied once the layout stands.
  private var held: [[[String]]] = []
  private var layout: TableLayout?

  /// `rulesRows`: whether a rule parts each row from the next, as `box` has it.
  init(screen: ScreenTraits, rulesRows: Bool = false) {
    self.screen = screen
    self.rulesRows = rulesRows
    nullText = screen.nullText ?? "null"
  }

  mutating func begin(columns: [String], into output: inout [UInt8]) {
    self.columns = columns.map(Printable.text)
    holdsNumbers = columns.map { _ in false }
    holdsOthers = holdsNumbers
  }

  mutating func append(
    _ rows: [[Value]], entities: any EntityResolver, into output: inout [UInt8]
  ) throws {
    for row in rows where !columns.isEmpty {
      let cells = try row.map { value in
        Printable.lines(value.isNull ? nullText : try value.text(.cell, resolving: entities))
      }
      if let layout {
        if rulesRows { layout.appendRowRule(to: &output) }
        layout.append(row: cells, to: &output)
        continue
      }
      for (index, value) in row.enumerated() where !value.isNull {
        if value.isNumber { holdsNumbers[index] = true } else { holdsOthers[index] = true }
      }
      held.append(cells)
      if held.count == Self.measuredRows { layOut(into: &output) }
    }
  }

  mutating func end(into output: inout [UInt8]) {
    if columns.isEmpty { return }
    if layout == nil { layOut(into: &output) }
    layout?.appendEnd(to: &output)
  }

  private mutating func layOut(into output: inout [UInt8]) {
    var widths = columns.map(\.displayWidth)
    for row in held {
      for (index, cell) in row.enumerated() {
        for line in cell { widths[index] = max(widths[index], line.displayWidth) }
      }
    }
    let longestWords = screen.width == nil ? [] : self.longestWords()
    let isNumeric = zip(holdsNumbers, holdsOthers).map { $0 && !$1 }
    let layout = TableLayout(
      columns: columns, naturalWidths: widths, longestWords: longestWords,
      isNumeric: isNumeric, screen: screen)
    layout.appendHead(to: &output)
    for (index, row) in held.enumerated() {
      if index > 0, rulesRows { layout.appendRowRule(to: &output) }
      layout.append(row: row, to: &output)
    }
    held = []
    self.layout = layout
  }

  /// The width of each column's longest word: narrower than that, words break.
  private func longestWords() -> [Int] {
    func longest(_ line: String) -> Int {
      line.split(separator: " ").map(\.displayWidth).max() ?? 0
    }
    var widths = columns.map(longest)
    for row in held {
      for (index, cell) in row.enumerated() {
        for line in cell { widths[index] = max(widths[index], longest(line)) }
      }
    }
    return widths
  }
}

extension Value {
  var isNumber: Bool {
    switch self {
    case .integer, .float: true
    case .null, .boolean, .string, .date, .localTime, .time, .localDateTime, .dateTime, .duration,
      .point,
      .list,
      .map, .node, .relationship, .path:
      false
    }
  }
}
