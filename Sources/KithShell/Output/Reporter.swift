import KithCore
import KithDatabase
import KithInterchange

/// Writes errors, warnings and figures: for people with a caret, for programs as one JSON object a line.
struct Reporter {
  let settings: ShellSettings

  /// Errors of one entry, ending with a line end.
  ///
  /// For programs: `{"statement": 3, "error": {"gqlstatus": "42N62", "type": "SyntaxError", "message": "…", …}}`,
  /// where `"more"` holds what else is wrong with the statement.
  func text(_ diagnostics: Diagnostics, in text: DiagnosedText?, statement: Int) -> String {
    if settings.reportsObjects { return object(diagnostics, in: text, statement: statement) + "\n" }
    let renderer = DiagnosticRenderer(
      text: text?.text ?? "", fileName: text?.fileName, offset: text?.offset ?? 0,
      width: width, palette: palette)
    var placeable = diagnostics
    if text == nil { for index in placeable.all.indices { placeable.all[index].span = nil } }
    return renderer.render(placeable) + "\n"
  }

  /// Mistakes in files that were to be loaded.
  func text(_ mistakes: FileMistakes, statement: Int) -> String {
    let all = mistakes.diagnostics.all
    guard settings.reportsObjects else {
      return mistakes.diagnostics.rendered(width: width, palette: palette) + "\n"
    }
    let entries = all.map { mistake in
      entry(
        mistake.diagnostic, file: mistake.path, position: mistake.position)
    }
    return object(entries, key: "error", statement: statement) + "\n"
  }

  private var width: Int { settings.messageScreen.width ?? 100 }

  private var palette: DiagnosticPalette { settings.messageScreen.usesColor ? .ansi : .plain }

  /// `{"statement": 1, "rows": 20, "parse_us": 80, "plan_us": 120, "execute_us": 900, "total_us": 1150}`.
  func timing(_ summary: StatementSummary, _ totalMicroseconds: Int, statement: Int) -> String {
    "{\"statement\": \(statement), \"rows\": \(summary.rowCount), "
      + "\"parse_us\": \(summary.parseMicroseconds), \"plan_us\": \(summary.planMicroseconds), "
      + "\"execute_us\": \(summary.executeMicroseconds), \"total_us\": \(totalMicroseconds)}\n"
  }

  private func object(_ diagnostics: Diagnostics, in text: DiagnosedText?, statement: Int) -> String
  {
    let all = diagnostics.all.map { diagnostic in
      entry(
        diagnostic, file: text?.fileName,
        position: diagnostic.span.flatMap { text?.position(of: $0) })
    }
    let key = diagnostics.all.allSatisfy { $0.severity == .error } ? "error" : "warning"
    return object(all, key: key, statement: statement)
  }

  private func object(_ all: [String], key: String, statement: Int) -> String {
    guard let first = all.first else { return "{\"statement\": \(statement), \"\(key)\": {}}" }
    let more = all.count > 1 ? ", \"more\": [\(all.dropFirst().joined(separator: ", "))]" : ""
    return "{\"statement\": \(statement), \"\(key)\": \(first)\(more)}"
  }

  private func entry(_ diagnostic: Diagnostic, file: String?, position: TextPosition?) -> String {
    var fields: [(String, Value)] = [
      ("gqlstatus", .string(diagnostic.gqlStatus.code)),
      ("type", .string(diagnostic.category.rawValue))
    ]
    if diagnostic.severity == .error {
      fields.append(("phase", .string(diagnostic.phase.rawValue)))
    }
    if !diagnostic.detail.isEmpty { fields.append(("detail", .string(diagnostic.detail))) }
    fields.append(("message", .string(diagnostic.message)))
    if let position {
      if let file { fields.append(("file", .string(file))) }
      fields.append(("line", .integer(Int64(position.line))))
      fields.append(("column", .integer(Int64(position.column))))
    }
    if let suggestion = diagnostic.suggestion {
      fields.append(("suggestion", .string(suggestion)))
    }
    if let advice = diagnostic.advice { fields.append(("advice", .string(advice))) }
    let texts = fields.map { "\(JSONWriter.text(.string($0.0))): \(JSONWriter.text($0.1))" }
    return "{\(texts.joined(separator: ", "))}"
  }
}

extension DiagnosticPalette {
  /// Colours of the terminal's own palette, which hold on light and dark.
  static let ansi = DiagnosticPalette(
    error: "\u{1B}[1;31m", warning: "\u{1B}[1;33m", notice: "\u{1B}[1;36m", gutter: "\u{1B}[2m",
    reset: "\u{1B}[0m")
}
