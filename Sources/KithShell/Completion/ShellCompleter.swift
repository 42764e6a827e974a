import KithCore
import KithDatabase
import KithInterchange

/// Completes commands and their arguments, and statements by what the graph holds.
struct ShellCompleter: LineCompleter {
  private let shell: Shell
  /// The lines of the statement before the one that is being typed.
  private let earlierLines: String

  init(shell: Shell, earlierLines: String) {
    self.shell = shell
    self.earlierLines = earlierLines
  }

  func completion(of line: String, at offset: Int) -> Completion {
    let bytes = Array(line.utf8.prefix(offset))
    let isFirstLine = earlierLines.allSatisfy(\.isWhitespace)
    let start = bytes.firstIndex { $0 > 0x20 } ?? bytes.count
    if isFirstLine, start < bytes.count, ":.".utf8.contains(bytes[start]) {
      return CommandCompletion(shell: shell, bytes: bytes, start: start).completion
    }
    return statementCompletion(line, at: offset)
  }

  /// Words of the language, and those of the graph that fit.
  private func statementCompletion(_ line: String, at offset: Int) -> Completion {
    let nothing = Completion(replaced: offset..<offset, candidates: [])
    let before = earlierLines.isEmpty ? "" : earlierLines + "\n"
    let skipped = before.utf8.count
    let found = try? shell.session.read { reader in
      try StatementCompletion(
        of: before + line, at: skipped + offset, parameters: shell.parameters.keys, in: reader)
    }
    // A name that began on an earlier line cannot be replaced on this one.
    guard let found, found.replaced.lowerBound >= skipped else { return nothing }
    return Completion(
      replaced: (found.replaced.lowerBound - skipped)..<(found.replaced.upperBound - skipped),
      candidates: found.candidates.map { Completion.Candidate($0.text, suffix: $0.suffix) })
  }
}
