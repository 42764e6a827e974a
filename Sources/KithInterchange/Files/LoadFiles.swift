import Glibc

/// The files of a run by their kind, opened.
struct LoadFiles {
  private(set) var facts: [MappedFile] = []
  private(set) var tables: [MappedFile] = []

  /// Opens the files, and those in the directories. Throws for what cannot be read and what kith does not load.
  init(_ paths: [String]) throws(FileDiagnostics) {
    var names: Set<String> = []
    var all: [String] = []
    for path in paths { all += try Self.files(path) }
    for path in all {
      switch Self.kind(path) {
      case "gram":
        guard names.insert(path.lastPathComponent).inserted else {
          throw FileDiagnostics(FileMessages.givenTwice(path))
        }
        facts.append(try MappedFile(path: path))
      case "csv", "tsv": tables.append(try MappedFile(path: path))
      default:
        // A file that is not there matters more than its kind.
        _ = try MappedFile(path: path)
        throw FileDiagnostics(FileMessages.unknownKind(path))
      }
    }
  }

  private static func kind(_ path: String) -> String {
    let name = path.lastPathComponent
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The path itself, or the files of a directory that kith loads, by name.
  private static func files(_ path: String) throws(FileDiagnostics) -> [String] {
    // Safe because the stream is used only here and closed once.
    guard let directory = unsafe opendir(path) else { return [path] }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { start in
        // Safe because the system ends the name with a zero within its 256 bytes.
        unsafe start.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if !name.hasPrefix("."), ["gram", "csv", "tsv"].contains(kind(name)) { names.append(name) }
    }
    guard !names.isEmpty else { throw FileDiagnostics(FileMessages.noFiles(path)) }
    let separator = path.hasSuffix("/") ? "" : "/"
    return names.sorted().map { path + separator + $0 }
  }
}
