/// What a terminal shows after the bytes that it was sent: as much of a VT100 as readline and kith make use of.
struct Screen {
  private var rows: [[Character]] = [[]]
  private var row = 0
  private var column = 0
  private let width: Int
  private var pending: [UInt8] = []
  /// How often the bell rang.
  private(set) var bells = 0

  init(width: Int) { self.width = width }

  /// The lines without blanks at their ends, and without empty ones at the end.
  var lines: [String] {
    var lines = rows.map { row in
      var row = row
      while row.last == " " { row.removeLast() }
      return String(row)
    }
    while lines.count > 1, lines.last == "" { lines.removeLast() }
    return lines
  }

  var text: String { lines.joined(separator: "\n") }

  /// Shows more bytes; an escape sequence or character that is cut off waits for its end.
  mutating func show(_ bytes: [UInt8]) {
    pending += bytes
    while let length = nextLength() {
      let unit = Array(pending.prefix(length))
      pending.removeFirst(length)
      perform(unit)
    }
  }

  /// The length of the control, escape sequence or character that comes next, nil where it is not whole.
  private func nextLength() -> Int? {
    guard let first = pending.first else { return nil }
    if first == 0x1B {
      guard pending.count > 1 else { return nil }
      guard pending[1] == UInt8(ascii: "[") else { return 2 }
      return pending.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) }.map { $0 + 1 }
    }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    return pending.count >= length ? length : nil
  }

  private mutating func perform(_ unit: [UInt8]) {
    switch unit[0] {
    case 0x07: bells += 1
    case 0x08: column = max(0, column - 1)
    case 0x0A: move(to: row + 1, column)
    case 0x0D: column = 0
    case 0x1B: if unit.count > 2 { control(unit) }
    case 0..<0x20: break
    default: put(Character(String(decoding: unit, as: UTF8.self)))
    }
  }

  private mutating func control(_ unit: [UInt8]) {
    let text = String(decoding: unit.dropFirst(2).dropLast(), as: UTF8.self)
    let number = Int(text.split(separator: ";").first ?? "")
    switch unit.last.map({ Character(Unicode.Scalar($0)) }) {
    case "A": row = max(0, row - (number ?? 1))
    case "B": move(to: row + (number ?? 1), column)
    case "C": move(to: row, column + (number ?? 1))
    case "D": column = max(0, column - (number ?? 1))
    case "G": move(to: row, (number ?? 1) - 1)
    case "H":
      rows.append([])
      (row, column) = (rows.count - 1, 0)
    case "J":
      rows.removeSubrange(min(row + 1, rows.count)...)
      erase()
    case "K": erase()
    case "P":
      let end = min(rows[row].count, column + (number ?? 1))
      if column < end { rows[row].removeSubrange(column..<end) }
    case "@":
      rows[row].insert(
        contentsOf: Array(repeating: " ", count: number ?? 1), at: min(column, rows[row].count))
    default: break
    }
  }

  private mutating func erase() {
    if column < rows[row].count { rows[row].removeSubrange(column...) }
  }

  private mutating func move(to row: Int, _ column: Int) {
    while rows.count <= row { rows.append([]) }
    (self.row, self.column) = (row, column)
  }

  private mutating func put(_ character: Character) {
    if column == width { move(to: row + 1, 0) }
    while rows[row].count <= column { rows[row].append(" ") }
    rows[row][column] = character
    column += 1
  }
}
