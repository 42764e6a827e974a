import KithCore
import KithDatabase

extension ShellCommand {
  static let assert = ShellCommand(
    name: "assert", group: .scripts, arity: .required, usage: ":assert QUERY [=> VALUE]",
    summary: "stop the script unless a query gives what it should",
    details: """
      Without VALUE, the query must give at least one row, and true in all of its columns. With it, the
      query gives one column: one row is compared with VALUE, several as a list. The error tells what came instead.
      """,
    example: ":assert MATCH (p:Person) WHERE p.name IS NULL RETURN count(p) => 0"
  ) { shell, argument in try Assertion(argument).check(in: shell) }
}

/// What `:assert` checks.
private struct Assertion {
  private let argument: CommandArgument
  private let query: String
  private let expected: String?

  init(_ argument: CommandArgument) {
    self.argument = argument
    let bytes = Array(argument.text.utf8)
    guard let arrow = Self.arrow(in: bytes) else {
      (query, expected) = (argument.text, nil)
      return
    }
    query = String(decoding: bytes[..<arrow], as: UTF8.self)
    expected = String(decoding: bytes[(arrow + 2)...], as: UTF8.self)
  }

  /// The last `=>` outside of quotes.
  private static func arrow(in bytes: [UInt8]) -> Int? {
    var quote: UInt8?
    var found: Int?
    for (index, byte) in bytes.enumerated() {
      if let open = quote {
        if byte == open, bytes[index - 1] != UInt8(ascii: "\\") { quote = nil }
      } else if byte == 0x22 || byte == 0x27 || byte == 0x60 {
        quote = byte
      } else if byte == UInt8(ascii: "="), index + 1 < bytes.count,
        bytes[index + 1] == UInt8(ascii: ">")
      {
        found = index
      }
    }
    return found
  }

  func check(in shell: Shell) throws {
    let sink = AssertedRows()
    do {
      _ = try shell.session.run(query, parameters: shell.parameters, into: sink)
    } catch {
      throw Diagnostics(error.all.map { $0.moved(by: argument.span.start) })
    }
    if let expected {
      try compare(sink, with: expected, in: shell)
    } else {
      try checkTruth(of: sink)
    }
  }

  private func checkTruth(of sink: AssertedRows) throws {
    if sink.rows.isEmpty { throw failure("no row came") }
    for (number, row) in sink.rows.enumerated() {
      for (column, value) in zip(sink.columns, row) where !value.isEquivalent(to: .boolean(true)) {
        let place = sink.rows.count > 1 ? " in row \(number + 1)" : ""
        throw failure("'\(column)' is \(value.plainText)\(place)")
      }
    }
  }

  private func compare(_ sink: AssertedRows, with expected: String, in shell: Shell) throws {
    guard sink.columns.count == 1 else {
      throw failure("one column was expected, but \(sink.columns.count) came")
    }
    let wanted = AssertedRows()
    let before = "RETURN "
    do {
      _ = try shell.session.run(before + expected, parameters: shell.parameters, into: wanted)
    } catch {
      let start = argument.span.start + query.utf8.count + 2 - before.utf8.count
      throw Diagnostics(error.all.map { $0.moved(by: start) })
    }
    let value = wanted.rows.first?.first ?? .null
    let values = sink.rows.compactMap(\.first)
    let came: Value = values.count == 1 ? values[0] : .list(values)
    if came.isEquivalent(to: value) || Value.list(values).isEquivalent(to: value) { return }
    let what = values.isEmpty ? "no row" : came.plainText
    throw failure("\(value.plainText) was expected, but \(what) came")
  }

  private func failure(_ reason: String) -> Diagnostic {
    ShellProblem.assertionFailed(reason).diagnostic(at: argument.span)
  }
}

/// Keeps the first rows of a result.
private final class AssertedRows: ResultSink {
  /// An assertion about more is none that anybody reads.
  private static let limit = 10_000

  private(set) var columns: [String] = []
  private(set) var rows: [[Value]] = []

  func begin(columns: [String]) { self.columns = columns }

  func receive(_ rows: [[Value]], entities: any EntityResolver) {
    self.rows += rows.prefix(max(0, Self.limit - self.rows.count))
  }
}
