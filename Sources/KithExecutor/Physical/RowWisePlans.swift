import KithCore
package import KithPlanner

/// Whether a plan may be given many argument rows at once.
///
/// Each row that comes out of such a plan stems from exactly one argument row and carries all of that row's columns,
/// and rows come out in the order of the argument rows they stem from. Plans that aggregate, sort, limit, remove
/// duplicates, unite or write anywhere on that way are opened with one row at a time.
package func isRowWise(_ plan: LogicalPlan) -> Bool {
  switch plan.operation {
  case .singleRow, .argument: true
  case .nodeScan, .nodeSeek, .indexSeek, .relationshipScan, .show:
    plan.inputs.allSatisfy { isRowWise($0) && !$0.hasWrites }
  case .expand, .variableExpand, .shortestPath, .pathSearch, .filter, .extend, .project, .unwind,
    .loadTable, .countNeighbours, .intersect,
    .procedureCall, .apply, .optionalApply, .semiApply:
    !plan.operation.isWrite && isRowWise(plan.inputs[0]) && !plan.inputs[0].hasWrites
      && plan.inputs.dropFirst().allSatisfy { !$0.hasWrites }
  case .cartesianProduct, .hashJoin:
    isRowWise(plan.inputs[0]) && !plan.inputs[1].readsArgument && !plan.inputs[1].hasWrites
  case .statisticsCount, .pipe, .recall, .transactions, .aggregate, .distinct, .sort, .top,
    .skip, .limit, .union,
    .create, .merge,
    .set, .remove,
    .delete, .foreach, .drain, .unitApply:
    false
  }
}

extension LogicalPlan {
  /// Whether it may depend on the rows that are handed in.
  ///
  /// The right sides of applies have arguments of their own; what they read of the outer one comes through the left.
  package var readsArgument: Bool {
    switch operation {
    case .argument, .recall: true
    case .singleRow, .statisticsCount: false
    case .pipe, .transactions, .apply, .optionalApply, .semiApply, .unitApply, .merge, .foreach:
      inputs[0].readsArgument
    case .nodeScan, .nodeSeek, .indexSeek, .relationshipScan, .show,
      .expand, .variableExpand, .shortestPath,
      .pathSearch, .countNeighbours, .intersect,
      .filter, .extend, .project, .aggregate, .distinct, .sort, .top, .skip, .limit, .unwind,
      .loadTable,
      .cartesianProduct, .hashJoin, .union, .create, .set, .remove, .delete, .drain,
      .procedureCall:
      inputs.contains { $0.readsArgument }
    }
  }
}
