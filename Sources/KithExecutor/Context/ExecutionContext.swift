package import KithCore
package import KithPlanner
package import KithStorage

/// What one statement's execution shares: the graph, the parameters, the limits and the counters.
///
/// Belongs to one statement on one thread.
package final class ExecutionContext {
  /// The statement's transaction; another one behind each of those of `CALL { … } IN TRANSACTIONS`.
  package internal(set) var transaction: GraphTransaction
  package let parameters: [String: Value]
  package let options: ExecutionOptions
  package let cancellation: CancellationToken
  /// What `CALL` can run.
  package let procedures: ProcedureRegistry
  package var counters = ChangeCounters()
  package var memory: MemoryAccount
  /// What `date()`, `datetime()` and their like give throughout the statement.
  package let statementClock: DateTimeValue
  package var random: StatementRandom
  /// What is measured of the operators; nil where nobody asks.
  package var profile: PlanProfile?
  /// Where `LOAD CSV` finds its tables.
  package var tables: (any TableSource)?
  /// What ends the transaction and begins another, where the statement may do that.
  package var renewal: (any TransactionRenewal)?
  /// Type and ends of the relationships that the statement deleted: these may still be asked for, properties may not.
  var deletedEnds: [RelationshipID: RelationshipEnds] = [:]

  package init(
    transaction: GraphTransaction, parameters: [String: Value] = [:],
    options: ExecutionOptions = ExecutionOptions(),
    cancellation: CancellationToken = CancellationToken(),
    procedures: ProcedureRegistry = .standard,
    statementClock: DateTimeValue = StatementClock.now(),
    random: StatementRandom = StatementRandom()
  ) {
    self.transaction = transaction
    self.parameters = parameters
    self.options = options
    self.cancellation = cancellation
    self.procedures = procedures
    self.memory = MemoryAccount(limitBytes: options.memoryLimitBytes)
    self.statementClock = statementClock
    self.random = random
  }

  /// Throws where the statement was stopped or its time is up.
  ///
  /// Operators call it once a batch, and every few thousand steps in loops that yield no rows.
  package func checkCancelled() throws(Diagnostic) {
    if cancellation.isCancelled { throw .statementCancelled }
    if let deadline = options.deadline, ContinuousClock.now > deadline { throw .timeLimitReached }
  }

  /// The operator tree of a plan whose `argument` has these columns.
  ///
  /// The trees of row-wise plans (`isRowWise`) carry all of the argument's columns to their top, hidden
  /// ones included; others are opened with one row at a time.
  package func makeOperator(
    for plan: LogicalPlan, argument: RowLayout
  ) throws(Diagnostic) -> PhysicalOperator {
    try PhysicalPlanner(context: self).makeOperator(for: plan, argument: argument)
  }
}

/// What a relationship is between.
struct RelationshipEnds {
  var type: RelationshipTypeID
  var start: NodeID
  var end: NodeID
}
