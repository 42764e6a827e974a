import KithDatabase

/// What ':help PROCEDURE' says.
enum ProcedureHelp {
  /// Its signature, what it does, the keys of its map, and a statement that calls it.
  static func text(of procedure: StatementVocabulary.Procedure) -> String {
    var lines = [procedure.signature, "  \(procedure.summary)", ""]
    if !procedure.details.isEmpty {
      lines += wrapped(procedure.details) + [""]
    }
    if !procedure.keys.isEmpty {
      lines += ["Keys:"] + keys(of: procedure) + [""]
    }
    lines += ["Example:", "  \(procedure.example);"]
    return lines.joined(separator: "\n")
  }

  private static func keys(of procedure: StatementVocabulary.Procedure) -> [String] {
    let width = procedure.keys.map(\.name.count).max() ?? 0
    return procedure.keys.map { key in
      let name = key.name + String(repeating: " ", count: width - key.name.count)
      return "  \(name)  \(key.summary)" + (key.standard.isEmpty ? "" : " (\(key.standard))")
    }
  }

  /// Lines that fit a narrow screen, set in by two.
  private static func wrapped(_ text: String) -> [String] {
    var lines = [" "]
    for word in text.split(separator: " ") {
      if lines[lines.count - 1].count + word.count + 1 > 80 { lines.append(" ") }
      lines[lines.count - 1] += " \(word)"
    }
    return lines
  }
}
