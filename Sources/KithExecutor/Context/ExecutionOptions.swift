import KithColumns

/// The settings of one statement's execution.
package struct ExecutionOptions: Sendable {
  /// How many rows a batch holds at most; tests run 1 and 3 as well.
  package var batchRowCount = Batch.standardRowCount
  /// How much sorting, grouping, joining and collecting may keep in memory.
  package var memoryLimitBytes = 2 << 30
  /// How many paths a shortest path with a condition of its own may look at before it gives up.
  package var examinedPathLimit = 5_000_000
  /// When the statement has to be done; nil without a limit.
  package var deadline: ContinuousClock.Instant?

  package init() {}
}
