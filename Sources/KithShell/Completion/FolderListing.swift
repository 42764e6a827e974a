import Glibc

/// What a folder holds.
enum FolderListing {
  struct Entry: Hashable {
    var name: String
    var isFolder: Bool
  }

  /// The entries in alphabetical order; none where the folder cannot be read.
  static func entries(of folder: String) -> [Entry] {
    // Safe because the stream is used and closed only here.
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { _ = unsafe closedir(stream) }
    var entries: [Entry] = []
    while let entry = unsafe readdir(stream) {
      // Safe because readdir's entry is valid until the next call, and its name ends with a zero.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name == "." || name == ".." { continue }
      entries.append(Entry(name: name, isFolder: isFolder("\(folder)/\(name)")))
    }
    return entries.sorted { $0.name < $1.name }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    // Safe because stat(2) fills exactly this struct.
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
