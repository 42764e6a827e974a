/// How a scenario's statements are planned and run, and whether its graph is closed in between.
package struct ConformanceSetting: Hashable, Sendable, CustomStringConvertible {
  package var name: String
  package var isOptimised: Bool
  package var batchRowCount: Int
  /// Whether the graph lies in a file that is closed and opened between any two statements.
  package var reopens: Bool
  /// Whether every commit writes its chunks; else what it changed stays beside them, in records.
  package var writesChunks: Bool

  package init(
    name: String, isOptimised: Bool = true, batchRowCount: Int = 2048, reopens: Bool = false,
    writesChunks: Bool = false
  ) {
    self.name = name
    self.isOptimised = isOptimised
    self.batchRowCount = batchRowCount
    self.reopens = reopens
    self.writesChunks = writesChunks
  }

  package var description: String { name }

  package static let standard = ConformanceSetting(name: "as it is")
  /// Every setting in which a suite has to pass.
  package static let all = [
    standard,
    ConformanceSetting(name: "optimiser off", isOptimised: false),
    ConformanceSetting(name: "batches of 1", batchRowCount: 1),
    ConformanceSetting(name: "batches of 3", batchRowCount: 3),
    ConformanceSetting(name: "reopened", reopens: true),
    ConformanceSetting(name: "chunks written by every commit", writesChunks: true)
  ]
  /// What differs from the standard, all at once: for tests that have no time for each of it.
  package static let combined = ConformanceSetting(
    name: "optimiser off, batches of 3, reopened", isOptimised: false, batchRowCount: 3,
    reopens: true)
}
