package import KithCore

/// How many bytes the operators of one statement keep, against the statement's limit.
///
/// Operators charge estimates once a batch, and release them when they are opened again.
package struct MemoryAccount: Sendable {
  package let limitBytes: Int
  package private(set) var usedBytes = 0

  package init(limitBytes: Int) { self.limitBytes = limitBytes }

  /// Takes bytes from the account. Throws where the limit is reached.
  package mutating func charge(_ bytes: Int) throws(Diagnostic) {
    usedBytes += bytes
    if usedBytes > limitBytes { throw .memoryLimitReached(limitBytes: limitBytes) }
  }

  /// Gives bytes back.
  package mutating func release(_ bytes: Int) { usedBytes -= bytes }
}
