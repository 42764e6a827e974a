import KithCore

/// A program's arguments, without its name, as the system hands them over.
package enum ProgramArguments {
  /// What to tell of the first that is not UTF-8 text, as a path or a statement may be; nil where all are. They are counted
  /// from 1.
  package static func complaint(about arguments: [[UInt8]]) -> String? {
    for (index, bytes) in arguments.enumerated()
    where String(validating: bytes, as: UTF8.self) == nil {
      let problem = ShellProblem.argumentNotUTF8(
        number: index + 1, byte: FileText.firstInvalidByte(bytes))
      return DiagnosticRenderer(text: "").render(problem.diagnostic()) + "\n"
    }
    return nil
  }
}
