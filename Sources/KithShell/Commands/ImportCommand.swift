import KithCore
import KithDatabase

extension ShellCommand {
  static let importing = ShellCommand(
    name: "import", group: .graph, arity: .required,
    usage: ":import FILE [AS LABEL] [--preview] [--yes]",
    summary: "look at a CSV file, and load it as nodes",
    details: """
      Shows the header with the type of each column, the first rows, and the statement that would load
      them; at the prompt it asks before it does. A column's type is one that all of its rows have: BOOLEAN, INTEGER,
      FLOAT, DATE or STRING; empty cells are no properties. Without LABEL, the file's name is it.
      A file whose header has ':ID', ':START_ID' and their like is loaded as ':load' does.
      '--preview' never loads, '--yes' never asks.
      """,
    example: ":import people.csv AS Person", argument: .files, options: ["--preview", "--yes"]
  ) { shell, argument in
    let request = try ImportRequest(argument)
    let preview = try TablePreview(request.file, in: shell)
    let statement = preview.statement(label: request.label)
    try preview.show(in: shell, statement: statement)
    if request.isPreview { return }
    if shell.settings.isInteractive, !request.isSure {
      shell.question = ShellQuestion(
        text: "load \(StatementAfterword.count(preview.rowCount, "row"))? [y/N] ",
        entry: ScriptEntry(kind: .command, text: ":\(argument.command.name) \(argument.text) --yes")
      )
      return
    }
    guard let statement else {
      return try FileLoading(LoadRequest(files: [request.file.text])).perform(in: shell)
    }
    let entry = ScriptEntry(kind: .statement, text: statement)
    guard try shell.perform(entry, from: .typed) else { throw ReportedFailure() }
  }
}

/// Something that a person is asked before it is done.
package struct ShellQuestion: Sendable {
  package var text: String
  /// What runs when the answer is yes.
  package var entry: ScriptEntry

  /// Whether an answer is a yes.
  static func isYes(_ answer: String) -> Bool {
    ["y", "yes", "j", "ja"].contains(answer.lowercased().filter { !$0.isWhitespace })
  }
}

/// The argument of `:import`.
private struct ImportRequest {
  let file: CommandArgument.Word
  let label: String
  let isPreview: Bool
  let isSure: Bool

  init(_ argument: CommandArgument) throws(Diagnostic) {
    let (words, options) = try argument.wordsAndOptions()
    isPreview = options.contains("--preview")
    isSure = options.contains("--yes")
    guard let file = words.first else {
      throw ShellProblem.missingArgument(command: "import", usage: argument.command.usage)
        .diagnostic(at: argument.span)
    }
    self.file = file
    if words.count == 1 {
      label = Self.label(ofFile: file.text)
    } else if words.count == 3, words[1].text.lowercased() == "as" {
      label = words[2].text
    } else {
      throw ShellProblem.tooManyArguments(command: "import", usage: argument.command.usage)
        .diagnostic(at: words[1].span)
    }
  }

  /// `data/people.csv` is `People`.
  private static func label(ofFile path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let stem = name.split(separator: ".").first.map(String.init) ?? name
    return stem.prefix(1).uppercased() + stem.dropFirst()
  }
}

/// A CSV file's header, first rows, and the types of its columns.
private struct TablePreview {
  private static let shownRows = 5

  private let path: String
  private let columns: [ColumnGuess]
  private let firstRows: [[Value]]
  let rowCount: Int

  /// Reads the whole file: a type holds only where every row has it.
  init(_ file: CommandArgument.Word, in shell: Shell) throws {
    path = file.text
    let sink = PreviewSink(shownRows: Self.shownRows)
    let progress = shell.progress("reading \(path)", unit: .rows)
    sink.progress = progress
    defer { progress?.end() }
    do {
      _ = try shell.session.run(
        "LOAD CSV FROM $file AS row RETURN row", parameters: ["file": .string(path)], into: sink)
    } catch {
      throw Diagnostics(
        error.all.map { problem in
          var placed = problem
          placed.span = file.span
          return placed
        })
    }
    guard !sink.columns.isEmpty else {
      throw ShellProblem.emptyTable(path).diagnostic(at: file.span)
    }
    (columns, firstRows, rowCount) = (sink.columns, sink.firstRows, sink.rowCount)
  }

  /// The statement that loads the rows; nil where the header says itself what they are.
  func statement(label: String) -> String? {
    if columns.contains(where: { $0.isFieldOfLoader }) { return nil }
    let properties = columns.map { "\(Value.name($0.name)): \($0.expression)" }
    return """
      LOAD CSV WITH HEADERS FROM \(Value.quoted(path)) AS row
      CREATE (:\(Value.name(label)) {\(properties.joined(separator: ", "))})
      """
  }

  func show(in shell: Shell, statement: String?) throws {
    try shell.show(
      columns: ["column", "type", "empty", "first"],
      columns.enumerated().map { index, column in
        let first = firstRows.prefix(Self.shownRows).map { row in
          index < row.count && !row[index].isNull ? row[index].bareText : "–"
        }
        return [
          .string(column.name), .string(column.typeName), .integer(Int64(column.emptyCount)),
          .string(first.joined(separator: ", "))
        ]
      })
    shell.note("\(path): \(StatementAfterword.count(rowCount, "row"))")
    if let statement { shell.note(statement) }
  }
}

/// The type that all values of a column have so far.
private struct ColumnGuess {
  let name: String
  private(set) var emptyCount = 0
  private var count = 0
  private var areIntegers = true
  private var areFloats = true
  private var areBooleans = true
  private var areDates = true

  init(name: String) { self.name = name }

  /// Whether the header is one that `:load` reads, as `name:TYPE` or `:ID`.
  var isFieldOfLoader: Bool {
    [":ID", ":START_ID", ":END_ID", ":TYPE", ":LABEL"].contains { field in
      name.hasSuffix(field) || name.contains(field + "(")
    }
  }

  mutating func take(_ text: String) {
    if text.isEmpty {
      emptyCount += 1
      return
    }
    count += 1
    if areIntegers, Int64(text) == nil || Self.isCode(text) { areIntegers = false }
    if areFloats, !Self.isFloat(text) { areFloats = false }
    if areBooleans, text.lowercased() != "true", text.lowercased() != "false" {
      areBooleans = false
    }
    if areDates, !Self.isDate(text) { areDates = false }
  }

  var typeName: String {
    if count == 0 { return "STRING" }
    if areBooleans { return "BOOLEAN" }
    if areIntegers { return "INTEGER" }
    if areFloats { return "FLOAT" }
    return areDates ? "DATE" : "STRING"
  }

  /// What gives the property's value.
  var expression: String {
    let cell = "row.\(Value.name(name))"
    return switch typeName {
    case "BOOLEAN": "toBoolean(\(cell))"
    case "INTEGER": "toInteger(\(cell))"
    case "FLOAT": "toFloat(\(cell))"
    case "DATE": "date(\(cell))"
    default: cell
    }
  }

  /// A postcode or a telephone number: the zeros or the plus at its beginning would be lost.
  private static func isCode(_ text: String) -> Bool {
    text.hasPrefix("+") || text.count > 1 && (text.hasPrefix("0") || text.hasPrefix("-0"))
  }

  private static func isFloat(_ text: String) -> Bool {
    let allowed = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    guard allowed, Double(text) != nil else { return false }
    return !isCode(text) || text.contains(".")
  }

  private static func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return false }
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return false }
    return DateValue(year: Int64(parts[0]), month: Int64(parts[1]), day: Int64(parts[2])) != nil
  }
}

/// Takes the rows of `LOAD CSV`, of which the first is the header.
private final class PreviewSink: ResultSink {
  private let shownRows: Int
  private(set) var columns: [ColumnGuess] = []
  private(set) var firstRows: [[Value]] = []
  private(set) var rowCount = 0
  var progress: ProgressLine?

  init(shownRows: Int) { self.shownRows = shownRows }

  func begin(columns: [String]) {}

  func receive(_ rows: [[Value]], entities: any EntityResolver) {
    for row in rows { if case .list(let cells)? = row.first { take(cells) } }
    progress?.add(rows.count)
  }

  private func take(_ cells: [Value]) {
    if columns.isEmpty {
      columns = cells.map { ColumnGuess(name: $0.bareText) }
      return
    }
    rowCount += 1
    if firstRows.count < shownRows { firstRows.append(cells) }
    for index in columns.indices {
      columns[index].take(index < cells.count ? cells[index].bareText : "")
    }
  }
}

extension Value {
  /// A text as it is, null as none.
  fileprivate var bareText: String {
    if case .string(let text) = self { return text }
    return isNull ? "" : plainText
  }
}
