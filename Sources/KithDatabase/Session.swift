package import KithColumns
package import KithCore

/// What a shell, a script runner, the loader and drawing know of a graph: embedded today, a server later.
///
/// A session runs one statement at a time and belongs to one thread; only `cancel()` may be called from another.
package protocol Session: AnyObject {
  /// The file's name as it was given, or `memory`.
  var name: String { get }
  /// Whether changes are refused.
  var isReadOnly: Bool { get }
  /// Whether `begin()` waits for its `commit()` or `rollback()`.
  var isInTransaction: Bool { get }

  /// Runs one statement and hands rows to `sink` as they come.
  ///
  /// Outside a transaction the statement is one: it is kept as a whole or not at all. An error of the
  /// sink's own ends the statement, which is then undone.
  func run(_ statement: String, parameters: [String: Value], into sink: any ResultSink)
    throws(Diagnostics) -> StatementSummary

  func begin() throws(Diagnostic)
  func commit() throws(Diagnostic)
  func rollback() throws(Diagnostic)

  /// The version of the file format that changes are written in; nil where there is no file.
  var formatVersion: Int? { get }

  /// What one statement may take for sorting, grouping, joining and collecting.
  var memoryLimitBytes: Int { get set }

  /// How many threads work at once in this process at most; 0: as many as its processors.
  var threadLimit: Int { get set }

  /// Stops the statement that runs, within 50 ms; does nothing when none does. Any thread may call it.
  func cancel()

  /// Reads the graph without a query, in a short read transaction or in the one that is open.
  func read<T>(_ body: (any GraphReader) throws -> T) throws -> T

  /// Changes the graph without a query, all or nothing.
  func write<T>(_ body: (any GraphWriter & BulkGraphWriter) throws -> T) throws -> T
}

/// Takes the rows of a statement's result.
package protocol ResultSink: AnyObject {
  /// Comes once, before any row, also where there will be none; `columns` is empty for a statement without `RETURN`.
  func begin(columns: [String]) throws

  /// Rows of cells in column order; `entities` tells of nodes and relationships while the call lasts.
  func receive(_ rows: [[Value]], entities: any EntityResolver) throws
}

/// What there is to say of a statement once it is done.
package struct StatementSummary: Sendable {
  package var columns: [String]
  package var rowCount: Int
  package var counters: ChangeCounters
  package var parseMicroseconds: Int
  package var planMicroseconds: Int
  package var executeMicroseconds: Int
  package var totalMicroseconds: Int
  /// The plan, for `EXPLAIN` and `PROFILE`, which give no rows.
  package var plan: PlanReport?
  package var warnings: [Diagnostic]

  package init(
    columns: [String], rowCount: Int, counters: ChangeCounters = ChangeCounters(),
    parseMicroseconds: Int = 0, planMicroseconds: Int = 0, executeMicroseconds: Int = 0,
    totalMicroseconds: Int = 0, plan: PlanReport? = nil, warnings: [Diagnostic] = []
  ) {
    self.columns = columns
    self.rowCount = rowCount
    self.counters = counters
    self.parseMicroseconds = parseMicroseconds
    self.planMicroseconds = planMicroseconds
    self.executeMicroseconds = executeMicroseconds
    self.totalMicroseconds = totalMicroseconds
    self.plan = plan
    self.warnings = warnings
  }
}
