import KithDatabase

/// What ':help PROCEDURE' says.
enum ProcedureHelp {
  /// Its signature, what it does, and a statement that calls it.
  static func text(of procedure: StatementVocabulary.Procedure) -> String {
    var lines = [procedure.signature, "  \(procedure.summary)", ""]
    if !procedure.details.isEmpty {
      lines += procedure.details.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : "  \($0)" }
      lines.append("")
    }
    lines += ["Example:", "  \(procedure.example);"]
    return lines.joined(separator: "\n")
  }
}
