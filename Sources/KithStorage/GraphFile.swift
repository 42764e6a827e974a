package import KithCore

/// An open graph: a file, or memory.
///
/// Any number of readers and one writer at a time, in any number of threads and processes; readers are never blocked.
/// Opening the same file twice in a process shares it. The file is closed when the last `GraphFile` and the last
/// transaction on it are gone. An open file without a transaction holds no snapshot.
package final class GraphFile: Sendable {
  /// The path as it was given; nil for a graph in memory.
  package let path: String?
  /// Whether writing is refused.
  package let isReadOnly: Bool

  /// Opens a file. Throws `.storageError` where it is missing, unreadable, no kith file, damaged or of a newer format.
  package init(path: String, mode: OpenMode) throws(Diagnostic) {
    throw StorageMessages.notBuiltYet
  }

  /// A graph in memory, gone when it is closed; the same code as for a file.
  package init(inMemory: Void) throws(Diagnostic) {
    throw StorageMessages.notBuiltYet
  }

  /// Begins to read the graph as it stands now. Never waits.
  package func beginRead() throws(Diagnostic) -> GraphTransaction {
    throw StorageMessages.notBuiltYet
  }

  /// Begins to write. Waits while another writer, here or in another process, is at work, and then calls `onWait` once
  /// with a sentence that names it; `isCancelled` is asked every few milliseconds and ends the wait with `.cancelled`.
  ///
  /// A write transaction is committed or aborted on the thread that began it.
  package func beginWrite(
    onWait: (String) -> Void = { _ in }, isCancelled: () -> Bool = { false }
  ) throws(Diagnostic) -> GraphTransaction {
    throw StorageMessages.notBuiltYet
  }
}
