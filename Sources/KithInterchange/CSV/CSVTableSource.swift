import Glibc
package import KithCore

/// Opens CSV files for `LOAD CSV`: paths as they are, relative ones from the working directory, and `file:` URLs.
package struct CSVTableSource: TableSource {
  package init() {}

  package func open(
    _ location: String, separator: Character
  ) throws(Diagnostic) -> any TableReader {
    let path = try path(of: location)
    guard let byte = separator.asciiValue, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\n")
    else { throw CSVTableMessages.separator(separator) }
    do throws(FileDiagnostics) {
      let file = try MappedFile(path: path)
      try TextCheck.requireUTF8(file)
      return CSVTableReader(file, separator: byte)
    } catch {
      throw CSVTableMessages.unreadable(error)
    }
  }

  private func path(of location: String) throws(Diagnostic) -> String {
    guard let colon = location.firstRange(of: "://") else {
      return location.hasPrefix("file:") ? try decoded(location.dropFirst(5)) : location
    }
    let scheme = location[..<colon.lowerBound].lowercased()
    guard scheme == "file" else { throw CSVTableMessages.notAFile(location) }
    var rest = location[colon.upperBound...]
    if rest.hasPrefix("localhost/") { rest = rest.dropFirst("localhost".count) }
    return try decoded(rest)
  }

  /// A URL's path with `%20` and its like resolved (RFC 3986, section 2.1).
  private func decoded(_ text: Substring) throws(Diagnostic) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(rest.prefix(2)) ?? "", radix: 16), rest.count >= 2 else {
        throw CSVTableMessages.badURL(String(text))
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Reads a CSV file row by row out of its map: the system brings in the pages, and none of it is kept.
private final class CSVTableReader: TableReader {
  let path: String
  private let file: MappedFile
  private var scanner: CSVScanner
  /// How far lines have been counted, and how many there were.
  private var counted = 0
  private var line = 1

  init(_ file: MappedFile, separator: UInt8) {
    self.file = file
    path = file.path
    // A byte order mark is no part of the first field.
    let hasMark = file.count >= 3 && file.text(0..<3) == "\u{FEFF}"
    scanner = CSVScanner(file, delimiter: separator, position: hasMark ? 3 : 0)
  }

  func next() throws(Diagnostic) -> TableRow? {
    let fields: [CSVField]
    do throws(CSVProblem) {
      fields = try scanner.row()
    } catch {
      throw CSVTableMessages.badRow(path, line: lineNumber(ofByte: error.span.start), error)
    }
    guard let first = fields.first else { return nil }
    return TableRow(
      fields: fields.map { $0.isMissing ? nil : scanner.text($0) },
      line: lineNumber(ofByte: first.span.start))
  }

  /// Bytes are asked for in ascending order: each is looked at once.
  private func lineNumber(ofByte place: Int) -> Int {
    // Safe because `file` lives as long as `self`, and `place` is within it.
    let bytes = unsafe file.bytes
    while counted < min(place, bytes.count) {
      if unsafe bytes[counted] == UInt8(ascii: "\n") { line += 1 }
      counted += 1
    }
    return line
  }
}

/// What `LOAD CSV` says of files.
enum CSVTableMessages {
  static func notAFile(_ location: String) -> Diagnostic {
    Diagnostic(
      .inputError, phase: .runtime, "LOAD CSV reads files, not '\(location)'",
      advice:
        "fetch it first: curl -o table.csv '\(location)'; then LOAD CSV FROM 'table.csv' AS row")
  }

  static func badURL(_ path: String) -> Diagnostic {
    Diagnostic(
      .inputError, phase: .runtime, "'file:\(path)' is no URL: two hexadecimal digits follow '%'",
      advice: "write the path without 'file:'")
  }

  static func separator(_ separator: Character) -> Diagnostic {
    Diagnostic(
      .argumentError, phase: .runtime, detail: "InvalidArgumentValue",
      "'\(separator)' cannot separate fields",
      advice: "FIELDTERMINATOR takes one ASCII character: ';'")
  }

  static func unreadable(_ problem: FileDiagnostics) -> Diagnostic {
    guard let first = problem.all.first else {
      return Diagnostic(.inputError, phase: .runtime, "a file cannot be read")
    }
    let place = first.position.map { "'\(first.path)', line \($0.line)" } ?? "'\(first.path)'"
    let isMissing = first.diagnostic.message == FileMessages.notThere("").diagnostic.message
    return Diagnostic(
      .inputError, phase: .runtime, "\(place): \(first.diagnostic.message)",
      advice: isMissing
        ? "a path that does not begin with '/' is taken from the directory in which kith runs"
        : first.diagnostic.advice)
  }

  static func badRow(_ path: String, line: Int, _ problem: CSVProblem) -> Diagnostic {
    Diagnostic(
      .inputError, phase: .runtime, "'\(path)', line \(line): \(problem.words.message)",
      advice: problem.words.advice)
  }
}
