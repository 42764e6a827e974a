import Glibc

/// Paths of files.
enum FilePath {
  /// Whether a folder of the search path has a program.
  static func hasProgram(_ name: String, in path: String?) -> Bool {
    (path ?? "").split(separator: ":").contains { folder in
      // Safe because the path is copied by the call.
      unsafe access("\(folder)/\(name)", X_OK) == 0
    }
  }

  /// The whole path of a file that exists; nil where it does not.
  static func absolute(_ path: String) -> String? {
    // Safe because realpath(3) allocates the text, which is copied and freed.
    guard let whole = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(whole) }
    return unsafe String(cString: whole)
  }
}

/// How large a file is.
enum FileSize {
  /// In bytes; nil where there is none.
  static func of(_ path: String) -> Int? {
    var status = stat()
    // Safe because the path is copied, and stat(2) fills exactly this struct.
    guard unsafe stat(path, &status) == 0 else { return nil }
    return Int(status.st_size)
  }

  /// `512 bytes`, `73.4 MiB`.
  static func text(_ bytes: Int) -> String {
    var (size, unit) = (Double(bytes), 0)
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
    while size >= 1_024, unit + 1 < units.count {
      size /= 1_024
      unit += 1
    }
    if unit == 0 { return "\(bytes) bytes" }
    let tenths = Int((size * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }
}
