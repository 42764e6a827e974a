import Glibc

/// Texts of queries out of our own cases and of feature files.
package enum FuzzCorpus {
  /// The queries of a file: what stands between `"""` lines of a feature, else its paragraphs. Empty where there is no
  /// such file.
  package static func queries(in path: String) -> [String] {
    let text = contents(of: path)
    guard path.hasSuffix(".feature") else {
      return paragraphs(text) { $0.isEmpty || $0.hasPrefix("#") || $0.hasPrefix("|") }
    }
    let parts = paragraphs(text) { $0 == "\"\"\"" }
    // Text and quotation in turn.
    return parts.indices.filter { $0 % 2 == 1 }.map { parts[$0] }
  }

  private static func paragraphs(_ text: String, endedBy isEnd: (Substring) -> Bool) -> [String] {
    var found: [String] = []
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let trimmed = line.drop { $0 == " " }
      guard isEnd(trimmed) else {
        if !["graph", "query", "rows", "ordered"].contains(line) { lines.append(trimmed) }
        continue
      }
      if !lines.isEmpty { found.append(lines.joined(separator: "\n")) }
      lines = []
    }
    if !lines.isEmpty { found.append(lines.joined(separator: "\n")) }
    return found
  }

  private static func contents(of path: String) -> String {
    // Safe because the stream is closed by the function that opens it.
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
}
