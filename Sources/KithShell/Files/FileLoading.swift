/// How files are loaded.
package struct LoadOptions: Sendable {
  /// What the ids of CSV files become.
  package enum IDType: String, Sendable, CaseIterable { case auto, integer, string }

  /// Only shows what would change.
  package var plansOnly = false
  /// Takes warnings for errors.
  package var isStrict = false
  package var idType = IDType.auto

  package init() {}
}

/// Loads fact files and CSV files, all or nothing, and tells what it did.
struct FileLoading {
  var files: [String]
  var options: LoadOptions

  func perform(in shell: Shell) throws {
    throw ShellProblem.unexpected("not built yet")
  }
}
