import KithDatabase

/// The functions of the language, as help lists and explains them.
enum FunctionHelp {
  /// All names by group, in lines that fit a narrow screen.
  static var groups: String {
    StatementVocabulary.functionGroups.map { "\($0.title)\n\(lines(of: $0.names))" }
      .joined(separator: "\n")
  }

  /// One function: what it takes and gives, and an example with its result.
  static func text(of function: StatementVocabulary.Function) -> String {
    var lines = [function.signature, "  \(function.summary)", ""]
    if let graph = function.exampleGraph {
      lines += ["In the graph that this makes:", "  \(graph)"]
    }
    lines += ["Example:", "  \(function.example)", "  gives \(function.result)"]
    return lines.joined(separator: "\n")
  }

  private static func lines(of names: [String]) -> String {
    var lines = [" "]
    for name in names {
      let last = lines.count - 1
      if lines[last].count + name.count + 2 > 78 {
        lines.append("  \(name)")
      } else {
        lines[last] += " \(name)"
      }
    }
    return lines.joined(separator: "\n")
  }
}
