import CLMDB
import Glibc
import KithCore
import Synchronization

/// The environments that are open in this process: one a file, as LMDB demands, shared by all who open it.
enum EnvironmentRegistry {
  private struct Entry {
    let environment: GraphEnvironment
    var leases: Int
  }

  private static let entries = Mutex<[FileProbe.FileIdentity: Entry]>([:])

  /// The environment of the file at a path, opened where it is not open yet.
  static func lease(
    path: String, mode: OpenMode, reservation: Int
  ) throws(Diagnostic) -> EnvironmentLease {
    let canonical = FileProbe.canonical(path)
    let result = entries.withLock { entries -> Result<EnvironmentLease, Diagnostic> in
      Result { () throws(Diagnostic) in
        try lease(path, canonical: canonical, mode, reservation: reservation, &entries)
      }
    }
    return try result.get()
  }

  private static func lease(
    _ path: String, canonical: String, _ mode: OpenMode, reservation: Int,
    _ entries: inout [FileProbe.FileIdentity: Entry]
  ) throws(Diagnostic) -> EnvironmentLease {
    let finding = try FileProbe.look(at: path, mode: mode)
    let opener = EnvironmentOpener(path: path, canonical: canonical, mode: mode)
    switch finding {
    case .file(let identity, _), .empty(let identity):
      if let entry = entries[identity] {
        if case .readWrite = mode, entry.environment.isReadOnly {
          throw StorageMessages.openReadOnlyElsewhere(entry.environment.name)
        }
        entries[identity]?.leases += 1
        return EnvironmentLease(entry.environment, identity)
      }
    case .missing: break
    }
    let environment = try opener.open(finding, reservation: reservation)
    var status = stat()
    // Safe because `status` is written only during the call.
    unsafe fstat(environment.descriptor, &status)
    let identity = FileProbe.FileIdentity(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    entries[identity] = Entry(environment: environment, leases: 1)
    return EnvironmentLease(environment, identity)
  }

  fileprivate static func release(_ identity: FileProbe.FileIdentity) {
    entries.withLock { entries in
      guard let entry = entries[identity] else { return }
      if entry.leases == 1 {
        entries[identity] = nil
        // Closed before the next one can be opened: closing a file drops the locks that a process has on it.
        entry.environment.close()
      } else {
        entries[identity]?.leases -= 1
      }
    }
  }
}

/// A share in an open environment, held by graph files and transactions; the last one closes it.
final class EnvironmentLease: Sendable {
  let environment: GraphEnvironment
  private let identity: FileProbe.FileIdentity?

  /// A share in a registered environment, or with nil in one that nobody else can open.
  init(_ environment: GraphEnvironment, _ identity: FileProbe.FileIdentity?) {
    self.environment = environment
    self.identity = identity
  }

  deinit {
    if let identity { EnvironmentRegistry.release(identity) }
  }
}
