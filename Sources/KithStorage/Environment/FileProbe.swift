import Glibc
import KithCore

/// Looks at a path before LMDB opens it, since LMDB trusts what it maps.
enum FileProbe {
  /// What stands at a path.
  enum Finding {
    case missing(directory: String)
    case empty(FileIdentity)
    case file(FileIdentity, size: Int)
  }

  /// What names a file whatever its path: device and inode.
  struct FileIdentity: Hashable, Sendable {
    var device: UInt64
    var inode: UInt64
  }

  /// Looks what stands at the path, and refuses what can be no graph file or may not be opened in this mode.
  static func look(at path: String, mode: OpenMode) throws(Diagnostic) -> Finding {
    let name = StorageMessages.quoted(path)
    var status = stat()
    // Safe because `status` is written only during the call.
    if unsafe stat(path, &status) != 0 { return try missing(path, code: errno, mode: mode) }
    let kind = status.st_mode & S_IFMT
    guard kind != S_IFDIR else { throw StorageMessages.isDirectory(name) }
    guard kind == S_IFREG else { throw StorageMessages.notKith(name) }
    guard unsafe access(path, R_OK) == 0 else { throw StorageMessages.notReadable(name) }
    if case .readWrite = mode, unsafe access(path, W_OK) != 0 {
      throw StorageMessages.notWritable(name)
    }
    let identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    if status.st_size > 0 { return .file(identity, size: Int(status.st_size)) }
    if case .readWrite(createIfMissing: true) = mode { return .empty(identity) }
    throw StorageMessages.empty(name)
  }

  private static func missing(
    _ path: String, code: Int32, mode: OpenMode
  ) throws(Diagnostic) -> Finding {
    let name = StorageMessages.quoted(path)
    let directory = directory(of: path)
    switch code {
    case ENOENT: break
    case EACCES: throw StorageMessages.notReadable(name)
    case ENOTDIR: throw StorageMessages.notADirectory(name, directory: directory)
    default:
      throw StorageMessages.lmdb(name, action: "open", reason: LMDBStatus.systemWords(code))
    }
    guard unsafe access(directory, F_OK) == 0 else {
      throw StorageMessages.noDirectory(name, directory: directory)
    }
    guard case .readWrite(createIfMissing: true) = mode else {
      throw StorageMessages.missing(name)
    }
    guard unsafe access(directory, W_OK | X_OK) == 0 else {
      throw StorageMessages.directoryNotWritable(name, directory: directory)
    }
    return .missing(directory: directory)
  }

  /// The path's directory, `.` where it names none.
  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path without symbolic links, so that all who open a file use one lock file. The file may be missing.
  static func canonical(_ path: String) -> String {
    if let resolved = resolved(path) { return resolved }
    guard let directory = resolved(directory(of: path)) else { return path }
    let file = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    return directory == "/" ? "/\(file)" : "\(directory)/\(file)"
  }

  private static func resolved(_ path: String) -> String? {
    // Safe because realpath allocates the text, which is copied and freed here.
    guard let text = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }
}
