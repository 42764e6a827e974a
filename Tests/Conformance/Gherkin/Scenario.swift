/// A scenario ready to run: its background's steps in front, an outline's placeholders filled in.
package struct Scenario: Sendable, Hashable {
  /// The feature file, relative to the folder that was read: `clauses/match/Match1.feature`.
  package var file: String
  /// Where it begins in the file, from 1; for an outline's example the line of the example.
  package var line: Int
  package var title: String
  /// The number of the outline's example, from 1; nil for a plain scenario.
  package var example: Int?
  /// With their `@`; those of the feature and of the examples are among them.
  package var tags: [String] = []
  package var steps: [GherkinStep] = []

  package init(file: String, line: Int, title: String, example: Int? = nil) {
    self.file = file
    self.line = line
    self.title = title
    self.example = example
  }

  /// How reports and the skip list call it: `clauses/match/Match1 [3] Title #2`.
  package var name: String {
    let stem = file.hasSuffix(".feature") ? String(file.dropLast(".feature".count)) : file
    return "\(stem) \(title)" + (example.map { " #\($0)" } ?? "")
  }
}

/// One step: a sentence and what hangs below it.
package struct GherkinStep: Sendable, Hashable {
  /// The line in its file, from 1.
  package var line: Int
  /// `Given`, `When`, `Then`, `And`, `But` or `*`; it says nothing of what the step does.
  package var keyword: String
  package var text: String
  /// The rows of its table, escapes resolved; nil without one.
  package var table: [[String]]?
  /// The text between `"""`, its indentation taken off; nil without one.
  package var docString: String?

  package init(
    line: Int, keyword: String, text: String, table: [[String]]? = nil, docString: String? = nil
  ) {
    self.line = line
    self.keyword = keyword
    self.text = text
    self.table = table
    self.docString = docString
  }

  /// The step with `<name>` replaced by its value wherever it stands.
  func filled(with values: [(name: String, value: String)]) -> GherkinStep {
    func fill(_ text: String) -> String { text.filled(with: values) }
    var step = self
    step.text = fill(text)
    step.table = table?.map { $0.map(fill) }
    step.docString = docString.map(fill)
    return step
  }
}

extension String {
  /// The text with each `<name>` replaced by its value, one name after the other.
  func filled(with values: [(name: String, value: String)]) -> String {
    values.reduce(self) { text, entry in
      text.split(separator: "<\(entry.name)>", omittingEmptySubsequences: false)
        .joined(separator: entry.value)
    }
  }

  /// Without blanks and tabs at both ends.
  var trimmed: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}

/// A feature file that is no Gherkin.
package struct GherkinError: Error, Hashable {
  package var line: Int
  package var message: String
}
