package import KithCore

/// The file of a user's settings: `$XDG_CONFIG_HOME/kith/config`, else `~/.config/kith/config`.
///
/// ```
/// # one setting a line
/// format = box
/// pager = less -FRX
/// nulltext = ""
/// ```
///
/// What follows `=` is the value, without the space around it, or what stands in double quotes. Empty lines and lines
/// that begin with `#` mean nothing.
package struct ConfigFile {
  /// A line that could not be taken, with its place.
  package struct Mistake: Sendable {
    package var problem: Diagnostic
    package var text: DiagnosedText
  }

  /// Where it lies; nil where there is no home. XDG Base Directory Specification 0.8: a path that is not absolute counts
  /// as none.
  package static func path(_ variables: [String: String]) -> String? {
    if let folder = variables["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
      return "\(folder)/kith/config"
    }
    guard let home = variables["HOME"], home.hasPrefix("/") else { return nil }
    return "\(home)/.config/kith/config"
  }

  /// Takes the settings of the user's file, where there is one.
  package static func apply(
    _ environment: ShellEnvironment, to settings: inout ShellSettings
  ) -> [Mistake] {
    path(environment.variables).map { apply(fileAt: $0, to: &settings) } ?? []
  }

  /// Takes the settings of the file, where there is one; a line that is wrong is left out and told of.
  package static func apply(
    fileAt path: String, to settings: inout ShellSettings
  ) -> [Mistake] {
    guard FileLoading.exists(path) else { return [] }
    do throws(Diagnostic) {
      return apply(try FileText.text(atPath: path), named: path, to: &settings)
    } catch {
      return [
        Mistake(
          problem: error,
          text: DiagnosedText(ScriptEntry(kind: .command, text: ""), from: .file(path)))
      ]
    }
  }

  /// The same for a text; `name` is the file's.
  package static func apply(
    _ text: String, named name: String, to settings: inout ShellSettings
  ) -> [Mistake] {
    var mistakes: [Mistake] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      do throws(Diagnostic) {
        try take(line, in: &settings)
      } catch {
        let entry = ScriptEntry(kind: .command, text: String(line), line: index + 1)
        mistakes.append(
          Mistake(problem: error, text: DiagnosedText(entry, from: .file(name))))
      }
    }
    return mistakes
  }

  private static func take(
    _ line: Substring, in settings: inout ShellSettings
  ) throws(Diagnostic) {
    let text = trimmed(line)
    if text.isEmpty || text.hasPrefix("#") { return }
    guard let equals = text.firstIndex(of: "=") else {
      throw ShellProblem.notASetting(String(text)).diagnostic(at: span(of: text, in: line))
    }
    let name = trimmed(text[..<equals])
    let value = trimmed(text[text.index(after: equals)...])
    do throws(ShellProblem) {
      try SettingTable.set(String(name), to: unquoted(value), in: &settings)
    } catch {
      let isName = SettingTable.setting(named: String(name)) == nil
      throw error.diagnostic(at: span(of: isName ? name : value, in: line))
    }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text.drop(while: \.isWhitespace)
  }

  private static func unquoted(_ text: Substring) -> String {
    guard text.count > 1, text.first == "\"", text.last == "\"" else { return String(text) }
    return String(text.dropFirst().dropLast())
  }

  private static func span(of part: Substring, in line: Substring) -> SourceSpan {
    let start = line.utf8.distance(from: line.startIndex, to: part.startIndex)
    return SourceSpan(start: start, end: start + part.utf8.count)
  }
}
