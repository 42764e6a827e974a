import Synchronization

/// A flag that another thread or a signal handler sets to stop a statement.
///
/// Setting and reading are single atomic operations: both are safe in a signal handler.
package final class CancellationToken: Sendable {
  private let flag = Atomic<Bool>(false)

  package init() {}

  /// Whether the statement was asked to stop.
  package var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Asks the statement to stop at its next check.
  package func cancel() { flag.store(true, ordering: .relaxed) }

  /// Makes the token fit for another statement.
  package func reset() { flag.store(false, ordering: .relaxed) }
}
