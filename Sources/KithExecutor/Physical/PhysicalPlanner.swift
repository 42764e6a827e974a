import KithCore
import KithPlanner

/// Makes the operators of a logical plan.
struct PhysicalPlanner {
  let context: ExecutionContext

  /// The operator tree of a plan whose `argument` has these columns.
  func makeOperator(
    for plan: LogicalPlan, argument: RowLayout
  ) throws(Diagnostic) -> PhysicalOperator {
    PhysicalOperator(layout: argument, context: context)
  }
}
