import Foundation

/// A scenario of openCypher's conformance suite (TCK), as far as a parser cares.
struct ConformanceScenario {
  /// File, title and the number of the example.
  var name: String
  /// Queries that prepare the graph; they all parse.
  var preparations: [String] = []
  var query = ""
  /// `SyntaxError` and its like, with the detail; nil where rows are expected.
  var expectedError: (category: String, phase: String, detail: String)?
}

/// Reads the feature files, which lie in `shared/tck` beside the repository or one level further up,
/// or where `KITH_TCK` says; empty where the suite is absent.
func conformanceScenarios() throws -> [ConformanceScenario] {
  let here = URL(filePath: #filePath).deletingLastPathComponent()
  var places = ["../../../shared/tck/features", "../../../../shared/tck/features"].map {
    here.appending(path: $0).standardized
  }
  if let named = ProcessInfo.processInfo.environment["KITH_TCK"] {
    places.insert(URL(filePath: named), at: 0)
  }
  guard let root = places.first(where: { FileManager.default.fileExists(atPath: $0.path) }),
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
  else { return [] }
  var scenarios: [ConformanceScenario] = []
  for case let file as URL in files where file.pathExtension == "feature" {
    scenarios += readFeature(try String(contentsOf: file, encoding: .utf8), file.lastPathComponent)
  }
  return scenarios
}

private func readFeature(_ text: String, _ file: String) -> [ConformanceScenario] {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  var scenarios: [ConformanceScenario] = []
  var current: ConformanceScenario?
  var examples: [[String]] = []
  var isReadingExamples = false
  var isQuery = false
  var index = 0

  func flush() {
    guard let scenario = current else { return }
    scenarios += expand(scenario, examples)
  }

  while index < lines.count {
    let line = lines[index].trimmingCharacters(in: .whitespaces)
    index += 1
    if line.hasPrefix("#") { continue }
    if line.hasPrefix("Scenario") {
      flush()
      current = ConformanceScenario(name: "\(file): \(line)")
      examples = []
      isReadingExamples = false
    } else if line.hasPrefix("Examples:") {
      isReadingExamples = true
    } else if isReadingExamples, line.hasPrefix("|") {
      examples.append(cells(line))
    } else if line.hasPrefix("When executing query") {
      isQuery = true
    } else if line.contains("executed:") {
      isQuery = false
    } else if line == "\"\"\"" {
      var body: [String] = []
      while lines[index].trimmingCharacters(in: .whitespaces) != "\"\"\"" {
        body.append(lines[index])
        index += 1
      }
      index += 1
      let query = body.joined(separator: "\n")
      if isQuery { current?.query = query } else { current?.preparations.append(query) }
      isQuery = false
    } else if let match = line.firstMatch(
      of: /a (\w+) should be raised at (compile time|runtime|any time): (\S+)/)
    {
      current?.expectedError = (String(match.1), String(match.2), String(match.3))
    }
  }
  flush()
  return scenarios
}

/// The cells of a table's line, `\|` and `\\` resolved.
private func cells(_ line: String) -> [String] {
  var cells: [String] = []
  var cell = ""
  var isEscaped = false
  for character in line.dropFirst() {
    if isEscaped {
      cell.append(character == "|" || character == "\\" ? "\(character)" : "\\\(character)")
      isEscaped = false
    } else if character == "\\" {
      isEscaped = true
    } else if character == "|" {
      cells.append(cell.trimmingCharacters(in: .whitespaces))
      cell = ""
    } else {
      cell.append(character)
    }
  }
  return cells
}

private func expand(
  _ scenario: ConformanceScenario, _ examples: [[String]]
) -> [ConformanceScenario] {
  guard let names = examples.first else { return [scenario] }
  return examples.dropFirst().enumerated().map { number, values in
    func fill(_ text: String) -> String {
      zip(names, values).reduce(text) { $0.replacingOccurrences(of: "<\($1.0)>", with: $1.1) }
    }
    var filled = scenario
    filled.name += " #\(number + 1)"
    filled.query = fill(scenario.query)
    filled.preparations = scenario.preparations.map(fill)
    if let expected = scenario.expectedError {
      filled.expectedError = (fill(expected.category), expected.phase, fill(expected.detail))
    }
    return filled
  }
}
