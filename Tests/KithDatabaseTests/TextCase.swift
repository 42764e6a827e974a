import Glibc
import Testing

/// One case of a text file under `Cases`: statements that build a graph, a query, and what it gives.
///
/// ```
/// # people by name                 the case's name
/// graph                            statements, each ended by ';'; may be left out
/// CREATE (:Person {name: 'A'});
/// query
/// MATCH (p) RETURN p.name AS name
/// rows                             in any order; 'ordered' for a fixed one; 'error DETAIL' for an error
/// | name |
/// | 'A'  |
/// ```
struct TextCase: Sendable, CustomTestStringConvertible {
  enum Expectation: Sendable, Equatable {
    case rows([[String]])
    case ordered([[String]])
    case error(String)
  }

  var file: String
  var name: String
  var graph: [String] = []
  var query = ""
  /// The first row is the header.
  var expectation = Expectation.rows([])

  var testDescription: String { "\(file): \(name)" }

  /// Every case of every file.
  static let all: [TextCase] = {
    let folder = String(#filePath).folder + "/Cases"
    return names(in: folder).filter { $0.hasSuffix(".txt") }.flatMap { file in
      parse(contents(of: "\(folder)/\(file)"), file: file)
    }
  }()

  private static func parse(_ text: String, file: String) -> [TextCase] {
    var cases: [TextCase] = []
    var section = ""
    var header = ""
    var body: [String] = []
    func close() {
      guard !cases.isEmpty else { return }
      let last = cases.count - 1
      switch section {
      case "graph":
        cases[last].graph = body.joined(separator: "\n").split(separator: ";").map { String($0) }
          .filter { $0.contains { !$0.isWhitespace } }
      case "query": cases[last].query = body.joined(separator: "\n")
      case "rows": cases[last].expectation = .rows(table(body))
      case "ordered": cases[last].expectation = .ordered(table(body))
      case "error": cases[last].expectation = .error(header)
      default: break
      }
      body = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("# ") {
        close()
        section = ""
        cases.append(TextCase(file: file, name: String(line.dropFirst(2))))
      } else if ["graph", "query", "rows", "ordered"].contains(line) || line.hasPrefix("error ") {
        close()
        section = line.hasPrefix("error ") ? "error" : line
        header = String(line.dropFirst("error ".count))
      } else {
        body.append(line)
      }
    }
    close()
    return cases
  }

  /// Cells between bars; a bar within a cell is written `\|`.
  private static func table(_ lines: [String]) -> [[String]] {
    lines.filter { $0.hasPrefix("|") }.map { line in
      var cells: [String] = []
      var cell = ""
      var isEscaped = false
      for character in line.dropFirst() {
        switch character {
        case "\\" where !isEscaped: isEscaped = true
        case "|" where !isEscaped:
          cells.append(cell.trimmed)
          cell = ""
        default:
          if isEscaped, character != "|" { cell.append("\\") }
          isEscaped = false
          cell.append(character)
        }
      }
      return cells
    }
  }
}

extension String {
  var folder: String { lastIndex(of: "/").map { String(self[..<$0]) } ?? "." }

  var trimmed: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

/// The names in a folder, sorted.
func names(in folder: String) -> [String] {
  var found: [String] = []
  // Safe because the stream is closed before its entries are used no more.
  guard let stream = unsafe opendir(folder) else { return [] }
  while let entry = unsafe readdir(stream) {
    let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
    }
    if !name.hasPrefix(".") { found.append(name) }
  }
  unsafe closedir(stream)
  return found.sorted()
}

/// A file's text; empty where there is none.
func contents(of path: String) -> String {
  guard let file = unsafe fopen(path, "r") else { return "" }
  defer { unsafe fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    // Safe because the buffer is as long as the call is told.
    let count = unsafe fread(&buffer, 1, buffer.count, file)
    if count == 0 { break }
    bytes += buffer[..<count]
  }
  return String(decoding: bytes, as: UTF8.self)
}
