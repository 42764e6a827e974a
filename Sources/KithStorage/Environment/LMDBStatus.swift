import CLMDB
import Glibc
import KithCore

/// LMDB's and the system's return codes as diagnostics.
enum LMDBStatus {
  /// LMDB's words for a code.
  static func words(_ code: Int32) -> String {
    // Safe because mdb_strerror gives a text that lives as long as the process, or until the next call.
    guard let text = unsafe mdb_strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }

  /// The system's words for an errno.
  static func systemWords(_ code: Int32) -> String {
    // Safe because strerror gives a text that lives until the next call.
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }

  /// What a failed call on a file means to the user.
  static func diagnostic(_ code: Int32, name: String, action: String) -> Diagnostic {
    switch code {
    case ENOSPC, EDQUOT: StorageMessages.diskFull(name)
    case EFBIG: StorageMessages.fileTooLarge(name)
    case EACCES, EPERM: StorageMessages.notWritable(name)
    case MDB_READERS_FULL: StorageMessages.tooManyReaders(name)
    case MDB_INVALID, MDB_VERSION_MISMATCH: StorageMessages.notKith(name)
    case MDB_CORRUPTED, MDB_PAGE_NOTFOUND:
      StorageMessages.damaged(name, contents: words(code))
    case MDB_PANIC:
      StorageMessages.lmdb(
        name, action: action, reason: "an earlier error left it unusable; close and open it again")
    default: StorageMessages.lmdb(name, action: action, reason: words(code))
    }
  }
}
