import KithCore
import KithDatabase
import KithInterchange

/// Takes a statement's rows and writes them in the format that is set.
final class RowSink: ResultSink {
  private var writer: any ResultWriter
  /// Whether people read the rows; programs are given everything.
  private let isForPeople: Bool
  private let output: OutputBuffer
  /// So many rows are shown; the others are only counted.
  private let rowLimit: Int?
  private(set) var rowCount = 0
  /// Is told of every row, and is over as soon as rows come to the same terminal.
  var progress: ProgressLine?
  private let isTerminal: Bool
  /// Why writing came to an end, where it did: the statement's own error only says that it was stopped.
  private(set) var failure: OutputFailure?
  private var hasBegun = false

  init(
    format: ResultFormat, screen: ScreenTraits, output: OutputBuffer, rowLimit: Int? = nil
  ) {
    self.rowLimit = rowLimit
    isTerminal = screen.height != nil
    writer = format.writer(for: screen)
    isForPeople = format.isForPeople
    self.output = output
  }

  func begin(columns: [String]) throws {
    hasBegun = true
    writer.begin(columns: columns, into: &output.bytes)
  }

  func receive(_ all: [[Value]], entities: any EntityResolver) throws {
    let rows = rowLimit.map { Array(all.prefix(max(0, $0 - rowCount))) } ?? all
    rowCount += all.count
    progress?.add(all.count)
    if rows.isEmpty { return }
    let shown: any EntityResolver = isForPeople ? VisibleEntities(entities) : entities
    try writer.append(rows, entities: shown, into: &output.bytes)
    if isTerminal, !output.bytes.isEmpty { progress?.end() }
    do {
      try output.flushIfFull()
    } catch {
      failure = error
      throw error
    }
  }

  /// `first 40 of 2,000 rows`, where rows were left out.
  var remark: String? {
    guard let rowLimit, rowCount > rowLimit else { return nil }
    return "the first \(GroupedNumber.text(rowLimit)) of \(GroupedNumber.text(rowCount)) rows; "
      + "':set rows all' shows all"
  }

  /// Writes what follows the last row.
  func end() {
    if hasBegun { writer.end(into: &output.bytes) }
  }
}

/// Numbers for people.
enum GroupedNumber {
  /// `1,234,567`.
  static func text(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index % 3 == 0, digit != "-" { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}
