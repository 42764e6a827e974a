package import KithExecutor
package import KithPlanner

/// How a session plans and runs its statements.
package struct SessionSettings: Sendable {
  package var plannerOptions = PlannerOptions()
  package var executionOptions = ExecutionOptions()

  package init() {}
}
