import KithCore

/// Every message about files as such: what cannot be opened, read or understood as text.
enum FileMessages {
  static func notThere(_ path: String) -> FileDiagnostic {
    FileDiagnostic(path: path, Diagnostic(.inputError, "there is no such file"))
  }

  static func notReadable(_ path: String, reason: String) -> FileDiagnostic {
    FileDiagnostic(path: path, Diagnostic(.inputError, "cannot be read: \(reason)"))
  }

  static func noFiles(_ path: String) -> FileDiagnostic {
    FileDiagnostic(
      path: path,
      Diagnostic(
        .inputError, "there is no file to load in this directory",
        advice: "kith loads fact files (.gram) and CSV files (.csv)"))
  }

  static func unknownKind(_ path: String) -> FileDiagnostic {
    FileDiagnostic(
      path: path,
      Diagnostic(
        .inputError, "kith does not know this kind of file",
        advice: "kith loads fact files (.gram) and CSV files (.csv); a script is run with -f"))
  }

  static func givenTwice(_ path: String) -> FileDiagnostic {
    FileDiagnostic(
      path: path,
      Diagnostic(
        .inputError, "another file of this run has the same name",
        advice: "a fact file is known by its name without directories: rename one of them"))
  }

  static func notUTF8(byte: UInt8, at span: SourceSpan, path: String) -> Diagnostic {
    let hex = String(byte, radix: 16, uppercase: true)
    // The upper half of Latin-1 has the code points of its bytes.
    let guess = byte >= 0xA0 ? " (in Latin-1 it is '\(Character(Unicode.Scalar(byte)))')" : ""
    return Diagnostic(
      .inputError, "the byte \(hex) is not UTF-8\(guess)", at: span,
      advice: "convert the file: iconv -f LATIN1 -t UTF-8 '\(path)' > '\(utf8Name(path))'")
  }

  static func utf16(_ path: String) -> FileDiagnostic {
    FileDiagnostic(
      path: path,
      Diagnostic(
        .inputError, "the text is UTF-16, not UTF-8",
        advice: "convert the file: iconv -f UTF-16 -t UTF-8 '\(path)' > '\(utf8Name(path))'"))
  }

  /// `person.csv` becomes `person.utf8.csv`.
  private static func utf8Name(_ path: String) -> String {
    guard let dot = path.lastIndex(of: ".") else { return path + ".utf8" }
    return path[..<dot] + ".utf8" + path[dot...]
  }
}
