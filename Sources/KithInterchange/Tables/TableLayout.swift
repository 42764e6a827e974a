import KithCore

/// Where the columns of a table stand, and the lines that follow from it.
struct TableLayout {
  /// A column is not made narrower than this; below it, rows are written line by line.
  private static let narrowestColumn = 6

  private let columns: [String]
  private let widths: [Int]
  private let isNumeric: [Bool]
  private let frame: Frame
  private let usesColor: Bool
  /// Whether the screen is too narrow for a table.
  private let isLineByLine: Bool
  private let labelWidth: Int
  private let limit: Int?

  init(
    columns: [String], naturalWidths: [Int], longestWords: [Int], isNumeric: [Bool],
    screen: ScreenTraits
  ) {
    self.columns = columns
    self.isNumeric = isNumeric
    frame = screen.drawsBoxes ? .boxes : .ascii
    usesColor = screen.usesColor
    limit = screen.width
    labelWidth = columns.map(\.displayWidth).max() ?? 0
    let room = screen.width.map { $0 - 3 * columns.count - 1 }
    let floors = longestWords.map { max(Self.narrowestColumn, $0) }
    let fitted =
      room.map { room in
        Self.fit(naturalWidths, into: room, floors: floors)
          // Words break only where the screen leaves no other way.
          ?? Self.fit(naturalWidths, into: room, floors: columns.map { _ in Self.narrowestColumn })
      } ?? naturalWidths
    isLineByLine = fitted == nil
    widths = fitted ?? naturalWidths
  }

  /// Takes from the widest columns, none below its floor, until the sum fits; nil where it cannot.
  private static func fit(_ natural: [Int], into room: Int, floors: [Int]) -> [Int]? {
    var widths = natural
    var excess = widths.reduce(0, +) - room
    while excess > 0 {
      let shrinkable = widths.indices.filter { widths[$0] > floors[$0] }
      guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { return nil }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  func appendHead(to output: inout [UInt8]) {
    if isLineByLine { return }
    appendRule(frame.top, to: &output)
    append(columns.map { [$0] }, isHead: true, to: &output)
    appendRule(frame.middle, to: &output)
  }

  func append(row: [[String]], to output: inout [UInt8]) {
    if isLineByLine {
      appendLines(row, to: &output)
    } else {
      append(row, isHead: false, to: &output)
    }
  }

  func appendEnd(to output: inout [UInt8]) {
    if isLineByLine { return }
    appendRule(frame.bottom, to: &output)
  }

  /// The rule between two rows of `box`.
  func appendRowRule(to output: inout [UInt8]) {
    if isLineByLine { return }
    appendRule(frame.middle, to: &output)
  }

  private func append(_ cells: [[String]], isHead: Bool, to output: inout [UInt8]) {
    let wrapped = zip(cells, widths).map { cell, width in
      limit == nil ? cell : cell.flatMap { Printable.wrapped($0, width: width) }
    }
    for line in 0..<(wrapped.map(\.count).max() ?? 0) {
      for (index, cell) in wrapped.enumerated() {
        output.append(index == 0 ? "\(frame.bar) " : " \(frame.bar) ")
        appendPadded(
          line < cell.count ? cell[line] : "", column: index, isHead: isHead, to: &output)
      }
      output.append(" \(frame.bar)\n")
    }
  }

  private func appendPadded(
    _ text: String, column: Int, isHead: Bool, to output: inout [UInt8]
  ) {
    let padding = String(repeating: " ", count: max(0, widths[column] - text.displayWidth))
    if isNumeric[column] { output.append(padding) }
    output.append(isHead && usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text)
    if !isNumeric[column] { output.append(padding) }
  }

  private func appendRule(_ ends: Frame.Rule, to output: inout [UInt8]) {
    let segments = widths.map { String(repeating: frame.dash, count: $0 + 2) }
    output.append(ends.left + segments.joined(separator: ends.cross) + ends.right + "\n")
  }

  /// A row on a screen that is too narrow: `name: value` a line, and a rule before it.
  private func appendLines(_ row: [[String]], to output: inout [UInt8]) {
    output.append(String(repeating: frame.dash, count: limit ?? labelWidth) + "\n")
    for (column, cell) in zip(columns, row) {
      let label = column + String(repeating: " ", count: labelWidth - column.displayWidth)
      let indent = labelWidth + 2
      let room = max(8, (limit ?? .max) - indent)
      let lines = cell.flatMap { Printable.wrapped($0, width: room) }
      output.append(
        "\(label)  " + lines.joined(separator: "\n" + String(repeating: " ", count: indent)) + "\n")
    }
  }
}

/// The characters that a table's frame is drawn with.
private struct Frame {
  struct Rule {
    var left: String
    var cross: String
    var right: String
  }

  var bar: String
  var dash: String
  var top: Rule
  var middle: Rule
  var bottom: Rule

  static let boxes = Frame(
    bar: "│", dash: "─", top: Rule(left: "┌", cross: "┬", right: "┐"),
    middle: Rule(left: "├", cross: "┼", right: "┤"),
    bottom: Rule(left: "└", cross: "┴", right: "┘"))

  static let ascii: Frame = {
    let rule = Rule(left: "+", cross: "+", right: "+")
    return Frame(bar: "|", dash: "-", top: rule, middle: rule, bottom: rule)
  }()
}
