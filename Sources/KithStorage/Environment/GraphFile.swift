package import KithCore

/// An open graph: a file, or memory.
///
/// Any number of readers and one writer at a time, in any number of threads and processes; readers are never blocked.
/// Opening the same file twice in a process shares it. The file is closed when the last `GraphFile` and the last
/// transaction on it are gone. An open file without a transaction holds no snapshot.
///
/// Where a reader may not write the lock file that stands beside the file, it keeps writers out while it reads.
package final class GraphFile: Sendable {
  /// The path as it was given; nil for a graph in memory.
  package let path: String?
  /// Whether writing is refused.
  package let isReadOnly: Bool

  /// The version of the format that is written; a file of an older one becomes one of this with its next change.
  package static var formatVersion: Int { Int(HeaderBlob.currentVersion) }

  private let lease: EnvironmentLease
  private let recordLimit: RecordLimit

  /// Address space that is reserved at first; it grows when the file does.
  package static let defaultReservation = 1 << 30

  /// Opens a file. Throws `.storageError` where it is missing, unreadable, no kith file, damaged or of a newer format.
  /// Linear in the number of blobs, of which a million relationships are a few thousand.
  package init(
    path: String, mode: OpenMode, reservation: Int = GraphFile.defaultReservation,
    recordLimit: RecordLimit = .standard
  ) throws(Diagnostic) {
    self.recordLimit = recordLimit
    lease = try EnvironmentRegistry.lease(path: path, mode: mode, reservation: reservation)
    self.path = path
    isReadOnly = mode == .readOnly
  }

  /// A graph in memory, gone when it is closed; the same code as for a file.
  package init(
    inMemory: Void, reservation: Int = GraphFile.defaultReservation,
    recordLimit: RecordLimit = .standard
  ) throws(Diagnostic) {
    self.recordLimit = recordLimit
    lease = EnvironmentLease(
      try EnvironmentOpener.openInMemory(reservation: reservation), nil)
    path = nil
    isReadOnly = false
  }

  /// Begins to read the graph as it stands now. Never waits.
  package func beginRead() throws(Diagnostic) -> GraphTransaction {
    try GraphTransaction(lease: lease, isWritable: false, recordLimit: recordLimit)
  }

  /// Begins to write. Waits while another writer, here or in another process, is at work, and then calls `onWait` once
  /// with a sentence that names it; `isCancelled` is asked every few milliseconds and ends the wait with `.cancelled`.
  ///
  /// Throws where this thread is already writing to the file: it would wait for itself.
  package func beginWrite(
    onWait: (String) -> Void = { _ in }, isCancelled: () -> Bool = { false }
  ) throws(Diagnostic) -> GraphTransaction {
    let environment = lease.environment
    guard !isReadOnly else { throw StorageMessages.readOnly(environment.name) }
    try environment.lockForWriting(onWait: onWait, isCancelled: isCancelled)
    do {
      environment.clearStaleReaders()
      environment.settleLastCommit()
      return try GraphTransaction(lease: lease, isWritable: true, recordLimit: recordLimit)
    } catch {
      environment.unlockForWriting()
      throw error
    }
  }
}
