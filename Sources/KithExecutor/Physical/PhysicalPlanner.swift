import KithCore
import KithPlanner

/// Makes the operators of a logical plan.
struct PhysicalPlanner {
  let context: ExecutionContext

  /// The operator tree of a plan whose `argument` has these columns.
  func makeOperator(
    for plan: LogicalPlan, argument: RowLayout
  ) throws(Diagnostic) -> PhysicalOperator {
    // A leaf combines with the rows that are handed in: at the top, one without columns.
    let input =
      if let first = plan.inputs.first {
        try makeOperator(for: first, argument: argument)
      } else {
        ArgumentOperator(inputs: [], layout: argument, context: context)
      }
    let made = try makeOperator(plan, over: input, argument)
    made.profileEntry = context.profile?.entry(for: plan)
    return made
  }

  /// `input` is the operator of the plan's first input; `argument` is for its second.
  private func makeOperator(
    _ plan: LogicalPlan, over input: PhysicalOperator, _ argument: RowLayout
  ) throws(Diagnostic) -> PhysicalOperator {
    switch plan.operation {
    case .singleRow, .argument: return input
    case .nodeScan(let scan): return NodeScanOperator(scan, input: input)
    case .nodeSeek(let seek): return try NodeSeekOperator(seek, input: input)
    case .indexSeek(let seek): return try IndexSeekOperator(seek, input: input)
    case .show(let show): return ShowOperator(show, input: input)
    case .statisticsCount(let count): return StatisticsCountOperator(count, input: input)
    case .countNeighbours(let count): return try CountNeighboursOperator(count, input: input)
    case .intersect(let intersect):
      return intersect.counting == nil
        ? try IntersectOperator(intersect, input: input)
        : try CountCommonOperator(intersect, input: input)
    case .relationshipScan(let scan): return RelationshipScanOperator(scan, input: input)
    case .expand(let expand): return try makeExpand(expand, input: input)
    case .variableExpand(let expand):
      return try makeExpand(expand, input: input)
    case .shortestPath(let search): return try ShortestPathOperator(search, input: input)
    case .pathSearch(let search): return try PathSearchOperator(search, input: input)
    case .filter(let predicate): return try FilterOperator(predicate, input: input)
    case .extend(let columns): return try ExtendOperator(columns, input: input)
    case .project(let columns): return try ProjectOperator(columns, input: input)
    case .aggregate(let keys, let aggregates):
      return try AggregateOperator(keys: keys, aggregates: aggregates, input: input)
    case .distinct(let variables): return try DistinctOperator(variables, input: input)
    case .sort(let keys): return try SortOperator(keys, input: input)
    case .top(let keys, let count): return try TopOperator(keys, count: count, input: input)
    case .skip(let count): return try SkipOperator(count, input: input)
    case .limit(let count):
      return try LimitOperator(count, input: input, drainsInput: plan.hasWrites)
    case .unwind(let list, let variable, let position):
      return try UnwindOperator(list: list, variable: variable, position: position, input: input)
    case .apply, .optionalApply, .semiApply, .unitApply, .foreach:
      return try makeApply(plan, left: input)
    case .loadTable(let load): return try LoadTableOperator(load, input: input)
    case .transactions(let spec):
      return try TransactionsOperator(
        spec, left: input, leftPlan: plan.inputs[0], right: plan.inputs[1])
    case .pipe: return try PipeOperator(left: input, right: plan.inputs[1])
    case .recall(let variables):
      return try RecallOperator(variables, of: argument, input: input)
    case .cartesianProduct, .hashJoin, .union: return try makeJoin(plan, left: input, argument)
    case .create(let create): return try CreateOperator(create, input: input)
    case .merge(let merge):
      return try MergeOperator(merge, matching: plan.inputs[1], input: input)
    case .set(let items): return try SetOperator(items, input: input)
    case .remove(let items): return try RemoveOperator(items, input: input)
    case .delete(let expressions, let isDetaching):
      return try DeleteOperator(expressions, isDetaching: isDetaching, input: input)
    case .drain: return DrainOperator(input: input)
    case .procedureCall(let call):
      guard call.isWriting else { return try ProcedureCallOperator(call, input: input) }
      return BufferOperator(
        input: try ProcedureCallOperator(call, input: BufferOperator(input: input)))
    }
  }

  private func makeExpand(
    _ expand: LogicalExpand, input: PhysicalOperator
  ) throws(Diagnostic) -> PhysicalOperator {
    if expand.isRelationshipBound {
      return try ExpandBoundRelationshipOperator(expand, input: input)
    }
    if expand.isToBound { return try ExpandIntoOperator(expand, input: input) }
    if let ends = expand.ends { return try makeExpand(expand, ends, input: input) }
    return try ExpandOperator(expand, input: input)
  }

  private func makeExpand(
    _ expand: LogicalExpand, _ ends: LogicalDistinctEnds, input: PhysicalOperator
  ) throws(Diagnostic) -> PhysicalOperator {
    if ends.isEndNeeded,
      let exclusions = try EndExclusions(
        expand, ends, layout: input.layout, context.transaction)
    {
      return try NewEndsOperator(expand, ends, exclusions, input: input)
    }
    return try DistinctExpandOperator(expand, ends, input: input)
  }

  private func makeExpand(
    _ expand: LogicalVariableExpand, input: PhysicalOperator
  ) throws(Diagnostic) -> PhysicalOperator {
    if expand.isListBound { return try BoundWalkOperator(expand, input: input) }
    if let ends = expand.ends { return try ReachOperator(expand, ends, input: input) }
    return try VariableExpandOperator(expand, input: input)
  }

  /// Operations whose right side sees the rows of the left.
  ///
  /// Where the right side changes the graph, all left rows come before the first change, and all changes before the
  /// first row goes on.
  private func makeApply(
    _ plan: LogicalPlan, left: PhysicalOperator
  ) throws(Diagnostic) -> PhysicalOperator {
    let right = plan.inputs[1]
    let isWriting = right.hasWrites
    let left = isWriting ? BufferOperator(input: left) : left
    let apply = try makeApply(plan.operation, left: left, right: right)
    return isWriting ? BufferOperator(input: apply) : apply
  }

  private func makeApply(
    _ operation: LogicalOperation, left: PhysicalOperator, right: LogicalPlan
  ) throws(Diagnostic) -> PhysicalOperator {
    switch operation {
    case .semiApply(let isNegated):
      return try SemiApplyOperator(left: left, right: right, isNegated: isNegated)
    case .unitApply: return try UnitApplyOperator(left: left, right: right)
    case .foreach(let list, let variable):
      return try ForeachOperator(list: list, variable: variable, left: left, right: right)
    default:
      let keepsUnmatched = if case .optionalApply = operation { true } else { false }
      return isRowWise(right)
        ? try ApplyOperator(left: left, right: right, keepsUnmatched: keepsUnmatched)
        : try RowApplyOperator(left: left, right: right, keepsUnmatched: keepsUnmatched)
    }
  }

  /// Operations with two inputs of which neither sees the other's rows.
  private func makeJoin(
    _ plan: LogicalPlan, left: PhysicalOperator, _ argument: RowLayout
  ) throws(Diagnostic) -> PhysicalOperator {
    if case .union(let leftColumns, let rightColumns, let output) = plan.operation {
      let right = try makeOperator(for: plan.inputs[1], argument: argument)
      return try UnionOperator(
        left: leftColumns, right: rightColumns, output: output, inputs: (left, right))
    }
    let isIndependent = !plan.inputs[1].readsArgument
    let right = try makeOperator(
      for: plan.inputs[1], argument: isIndependent ? RowLayout() : argument)
    if case .hashJoin(let variables) = plan.operation {
      return try HashJoinOperator(
        on: variables, left: left, right: right, rightIsIndependent: isIndependent)
    }
    return CartesianProductOperator(
      left: left, right: right, rightIsIndependent: isIndependent,
      leftHasWrites: plan.inputs[0].hasWrites)
  }
}
