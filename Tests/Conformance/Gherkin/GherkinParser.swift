/// Reads a feature file: the part of Gherkin that conformance suites use, and nothing silently left out.
///
/// ```
/// @tag
/// Feature: name                      free text may follow each line that ends in a name
///   Background:                      steps in front of every scenario
///     Given …
///   Scenario: title
///     When …                         a step: Given, When, Then, And, But, *
///       """                          … with a text
///     Then …
///       | a | b |                    … or with a table
///   Scenario Outline: title
///     When … <name>
///     Examples:
///       | name |                     each further row is a scenario
/// ```
///
/// The parser looks at one line at a time. What the line begins with decides what it is; where no
/// such line may stand there, it is an error with its line. Cost: linear.
package struct GherkinParser {
  /// What the lines that come next belong to.
  private enum Place {
    case start, feature, background, scenario, examples
  }

  /// A block of steps as it is written, before outlines are expanded.
  private struct Block {
    var scenario: Scenario
    var tables: [ExampleTable] = []
    var isOutline = false
  }

  private struct ExampleTable {
    var line: Int
    var tags: [String]
    var rows: [(line: Int, cells: [String])] = []
  }

  private let file: String
  private let lines: [String]
  private var index = 0
  private var place = Place.start
  private var pendingTags: [String] = []
  private var featureTags: [String] = []
  private var background: [GherkinStep] = []
  private var blocks: [Block] = []
  /// Whether free text may stand here: behind a heading, before the first step.
  private var allowsText = true

  private init(_ text: String, file: String) {
    self.file = file
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map(String.init)
    if lines[0].unicodeScalars.first == "\u{FEFF}" {
      lines[0].unicodeScalars.removeFirst()
    }
    self.lines = lines
  }

  /// The scenarios of a file in their order, outlines expanded.
  package static func scenarios(
    in text: String, file: String
  ) throws(GherkinError) -> [Scenario] {
    var parser = GherkinParser(text, file: file)
    while parser.index < parser.lines.count {
      let line = parser.lines[parser.index].trimmed
      parser.index += 1
      try parser.read(line)
    }
    guard parser.place != .start else { throw parser.error("the file has no 'Feature:'") }
    return try parser.expanded()
  }

  // MARK: lines

  private mutating func read(_ line: String) throws(GherkinError) {
    if line.isEmpty || line.hasPrefix("#") { return }
    if line.hasPrefix("@") { return readTags(line) }
    if line.hasPrefix("|") { return try readRow(line) }
    if line.hasPrefix("\"\"\"") || line.hasPrefix("```") { return try readDocString(line) }
    if try readHeading(line) { return }
    if try readStep(line) { return }
    guard allowsText else { throw error("neither a step nor a heading: '\(line)'") }
  }

  private mutating func readTags(_ line: String) {
    for word in line.split(whereSeparator: \.isWhitespace) {
      guard word.hasPrefix("@") else { return }
      pendingTags.append(String(word))
    }
  }

  private mutating func readHeading(_ line: String) throws(GherkinError) -> Bool {
    guard let colon = line.firstIndex(of: ":") else { return false }
    let title = String(line[line.index(after: colon)...]).trimmed
    switch line[..<colon] {
    case "Feature":
      guard place == .start else { throw error("a second 'Feature:'") }
      place = .feature
      featureTags = takeTags()
    case "Background":
      guard place == .feature else { throw error("'Background:' behind a scenario") }
      place = .background
    case "Scenario", "Example": try beginScenario(title, isOutline: false)
    case "Scenario Outline", "Scenario Template": try beginScenario(title, isOutline: true)
    case "Examples", "Scenarios":
      guard place == .scenario || place == .examples else {
        throw error("'Examples:' without a scenario")
      }
      place = .examples
      blocks[blocks.count - 1].tables.append(ExampleTable(line: index, tags: takeTags()))
    case "Rule": throw error("'Rule:' is not read")
    default: return false
    }
    allowsText = true
    return true
  }

  private mutating func beginScenario(
    _ title: String, isOutline: Bool
  ) throws(GherkinError) {
    guard place != .start else { throw error("a scenario before 'Feature:'") }
    place = .scenario
    var scenario = Scenario(file: file, line: index, title: title)
    scenario.tags = featureTags + takeTags()
    blocks.append(Block(scenario: scenario, isOutline: isOutline))
  }

  private mutating func takeTags() -> [String] {
    defer { pendingTags = [] }
    return pendingTags
  }

  private mutating func readStep(_ line: String) throws(GherkinError) -> Bool {
    let keywords = ["Given", "When", "Then", "And", "But", "*"]
    guard let keyword = keywords.first(where: { line.hasPrefix($0 + " ") }) else { return false }
    let text = String(line.dropFirst(keyword.count)).trimmed
    let step = GherkinStep(line: index, keyword: keyword, text: text)
    switch place {
    case .background: background.append(step)
    case .scenario: blocks[blocks.count - 1].scenario.steps.append(step)
    case .start, .feature, .examples: throw error("a step outside of a scenario")
    }
    allowsText = false
    return true
  }

  private mutating func readRow(_ line: String) throws(GherkinError) {
    let cells = try cells(of: line)
    if place == .examples {
      let last = blocks.count - 1
      let table = blocks[last].tables.count - 1
      if let first = blocks[last].tables[table].rows.first, first.cells.count != cells.count {
        throw error("the row has \(cells.count) cells, the first one \(first.cells.count)")
      }
      blocks[last].tables[table].rows.append((line: index, cells: cells))
      allowsText = false
      return
    }
    try changeLastStep { step, message in
      if step.docString != nil { message = "a table behind a text" }
      if let first = step.table?.first, first.count != cells.count {
        message = "the row has \(cells.count) cells, the first one \(first.count)"
      }
      step.table = (step.table ?? []) + [cells]
    }
  }

  /// Cells between bars, blanks around them taken off; `\|`, `\\` and `\n` are escapes.
  private func cells(of line: String) throws(GherkinError) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isEscaped = false
    for character in line.dropFirst() {
      if isEscaped {
        isEscaped = false
        switch character {
        case "n": cell.append("\n")
        case "|", "\\": cell.append(character)
        default: cell += "\\\(character)"
        }
      } else if character == "\\" {
        isEscaped = true
      } else if character == "|" {
        cells.append(cell)
        cell = ""
      } else {
        cell.append(character)
      }
    }
    let rest = cell.trimmed
    guard !isEscaped, rest.isEmpty || rest.hasPrefix("#") else {
      throw error("the row does not end in '|'")
    }
    return cells.map(\.trimmedBlanks)
  }

  private mutating func readDocString(_ opening: String) throws(GherkinError) {
    let mark = String(opening.prefix(3))
    let indentation = lines[index - 1].prefix { $0 == " " || $0 == "\t" }.count
    let begin = index
    var body: [String] = []
    while index < lines.count, lines[index].trimmed != mark {
      let line = lines[index]
      let blanks = line.prefix { $0 == " " || $0 == "\t" }.count
      body.append(String(line.dropFirst(min(blanks, indentation))))
      index += 1
    }
    guard index < lines.count else {
      index = begin
      throw error("the text is not ended by '\(mark)'")
    }
    index += 1
    let escapedMark = mark.map { "\\\($0)" }.joined()
    let text = body.joined(separator: "\n").split(
      separator: escapedMark, omittingEmptySubsequences: false
    ).joined(separator: mark)
    try changeLastStep { step, message in
      if step.docString != nil || step.table != nil { message = "the step has a second text" }
      step.docString = text
    }
  }

  private mutating func changeLastStep(
    _ change: (inout GherkinStep, _ message: inout String?) -> Void
  ) throws(GherkinError) {
    var message: String?
    if place == .background, let last = background.indices.last {
      change(&background[last], &message)
    } else if place == .scenario, let last = blocks[blocks.count - 1].scenario.steps.indices.last {
      change(&blocks[blocks.count - 1].scenario.steps[last], &message)
    } else {
      message = "a table or a text without a step"
    }
    if let message { throw error(message) }
  }

  private func error(_ message: String) -> GherkinError {
    GherkinError(line: index, message: message)
  }

  // MARK: outlines

  private func expanded() throws(GherkinError) -> [Scenario] {
    var scenarios: [Scenario] = []
    for block in blocks {
      if block.tables.isEmpty {
        guard !block.isOutline else {
          throw GherkinError(line: block.scenario.line, message: "an outline without 'Examples:'")
        }
        var scenario = block.scenario
        scenario.steps = background + scenario.steps
        scenarios.append(scenario)
      } else {
        scenarios += examples(of: block)
      }
    }
    return scenarios
  }

  private func examples(of block: Block) -> [Scenario] {
    var scenarios: [Scenario] = []
    for table in block.tables {
      guard let header = table.rows.first?.cells else { continue }
      for row in table.rows.dropFirst() {
        let values = zip(header, row.cells).map { (name: $0, value: $1) }
        var scenario = block.scenario
        scenario.line = row.line
        scenario.example = scenarios.count + 1
        scenario.title = scenario.title.filled(with: values)
        scenario.tags += table.tags
        scenario.steps = (background + scenario.steps).map { $0.filled(with: values) }
        scenarios.append(scenario)
      }
    }
    return scenarios
  }
}

extension String {
  /// Without blanks and tabs at both ends; a newline that a cell's `\n` gave stays.
  fileprivate var trimmedBlanks: String {
    var text = Substring(self)
    while text.first == " " || text.first == "\t" { text.removeFirst() }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return String(text)
  }
}
