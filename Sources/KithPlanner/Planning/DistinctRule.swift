import KithCore

/// Where duplicates make no difference, expands look for different ends instead of all ways to them.
///
/// Goes down from what removes duplicates or does not see them (`DISTINCT`, `min`, `EXISTS`) as long as operations make the
/// same of a row that comes twice. There, an expand whose relationship nothing reads keeps in mind which ends it has given
/// (`LogicalDistinctEnds`), and one of variable length visits each node once instead of following all trails:
/// ```
/// MATCH (p {id: 1})-[:KNOWS*1..4]-(f) RETURN count(DISTINCT f)      reach (p)-[:KNOWS*1..4]-(f)
/// ```
struct DistinctRule {
  /// What is read of the rows above, and whether it matters how often a row comes.
  private struct Use {
    var needed: Set<VariableID>
    var isSet: Bool
  }

  /// The plan of a statement of which these columns are read.
  static func apply(to plan: LogicalPlan, needed: Set<VariableID>) -> LogicalPlan {
    DistinctRule().applied(to: plan, Use(needed: needed, isSet: false))
  }

  /// The plan of a subquery that is only asked whether it has rows.
  static func apply(toExistence plan: LogicalPlan) -> LogicalPlan {
    DistinctRule().applied(to: plan, Use(needed: [], isSet: true))
  }

  private func applied(to plan: LogicalPlan, _ use: Use) -> LogicalPlan {
    guard use.isSet else { return descended(plan, use) }
    switch plan.operation {
    case .filter: return filtered(plan, use)
    case .expand(let expand): return distinct(expand, plan, [], use) ?? descended(plan, use)
    case .variableExpand(let expand): return reach(expand, plan, use) ?? descended(plan, use)
    default: return descended(plan, use)
    }
  }

  // MARK: expands

  /// Filters above an expand become its own where they read what nothing else does.
  private func filtered(_ plan: LogicalPlan, _ use: Use) -> LogicalPlan {
    var conditions: [BoundExpression] = []
    var below = plan
    while case .filter(let condition) = below.operation, condition.isRepeatable {
      conditions.append(condition)
      below = below.inputs[0]
    }
    guard case .expand(let expand) = below.operation,
      let distinct = distinct(expand, below, conditions.reversed(), use)
    else { return descended(plan, use) }
    return distinct
  }

  /// The expand, with those of the conditions on top of it that can be checked afterwards.
  private func distinct(
    _ expand: LogicalExpand, _ plan: LogicalPlan, _ conditions: [BoundExpression], _ use: Use
  ) -> LogicalPlan? {
    guard !expand.isToBound, !expand.isRelationshipBound,
      !use.needed.contains(expand.relationship)
    else { return nil }
    let kept = use.needed.union([expand.to])
    let late = conditions.filter { $0.freeVariables.isSubset(of: kept) }
    let early = conditions.filter { !$0.freeVariables.isSubset(of: kept) }
    let above = use.needed.union(late.reads)
    let isEndNeeded = above.contains(expand.to)
    // From nodes that come once, or that are read themselves, ends come twice by parallel relationships alone.
    if isEndNeeded, above.contains(expand.from) || !plan.inputs[0].mayRepeatNodes { return nil }
    var distinct = expand
    distinct.ends = LogicalDistinctEnds(
      forgotten: plan.inputs[0].variables.filter { !above.contains($0) }, conditions: early,
      isEndNeeded: isEndNeeded)
    distinct.ends?.met = expand.differsFrom.compactMap { plan.inputs[0].ends(of: $0) }
    let operation = LogicalOperation.expand(distinct)
    let input = applied(
      to: plan.inputs[0],
      Use(needed: operation.reads(above: above).subtracting(plan.added), isSet: true))
    let made = LogicalPlan(operation, inputs: [input], estimatedRows: plan.estimatedRows)
    return late.reduce(made) {
      LogicalPlan(.filter($1), inputs: [$0], estimatedRows: $0.estimatedRows)
    }
  }

  /// Exact for shortest lengths of 0 and 1 alone: a shortest way is a path, and so no relationship comes twice in it; but a
  /// longer trail to a near node need not exist where a longer walk does.
  private func reach(
    _ expand: LogicalVariableExpand, _ plan: LogicalPlan, _ use: Use
  ) -> LogicalPlan? {
    guard !expand.isListBound, expand.minimum <= 1,
      !use.needed.contains(expand.relationships),
      expand.stepPredicate?.isRepeatable ?? true,
      expand.relationshipProperties.allSatisfy(\.value.isRepeatable)
    else { return nil }
    var reach = expand
    reach.ends = LogicalDistinctEnds(
      forgotten: plan.inputs[0].variables.filter { !use.needed.contains($0) }, conditions: [],
      isEndNeeded: expand.isToBound || use.needed.contains(expand.to))
    let operation = LogicalOperation.variableExpand(reach)
    let input = applied(
      to: plan.inputs[0],
      Use(needed: operation.reads(above: use.needed).subtracting(plan.added), isSet: true))
    return LogicalPlan(operation, inputs: [input], estimatedRows: plan.estimatedRows)
  }

  // MARK: the way down

  private func descended(_ plan: LogicalPlan, _ use: Use) -> LogicalPlan {
    let below = plan.operation.reads(above: use.needed)
    let inputs = plan.inputs.enumerated().map { index, input in
      var needed = below
      for (other, it) in plan.inputs.enumerated() where other != index {
        needed.formUnion(it.allReads)
      }
      if case .semiApply = plan.operation, index == 1 { needed = [] }
      return applied(to: input, Use(needed: needed, isSet: isSet(plan.operation, index, use)))
    }
    return LogicalPlan(plan.operation, inputs: inputs, estimatedRows: plan.estimatedRows)
  }

  /// Whether it makes no difference to an operation how often the same row of an input comes.
  private func isSet(_ operation: LogicalOperation, _ input: Int, _ use: Use) -> Bool {
    switch operation {
    case .distinct: return true
    case .aggregate(_, let aggregates):
      return aggregates.allSatisfy(\.ignoresDuplicates)
        && operation.expressions.allSatisfy(\.isRepeatable)
    case .semiApply where input == 1: return true
    case .project, .extend, .filter, .sort, .unwind, .expand, .variableExpand, .intersect,
      .countNeighbours, .pathSearch, .shortestPath, .nodeScan, .nodeSeek, .indexSeek,
      .relationshipScan, .apply, .optionalApply, .semiApply, .cartesianProduct, .hashJoin, .union:
      return use.isSet && operation.expressions.allSatisfy(\.isRepeatable)
    case .singleRow, .argument, .show, .statisticsCount, .top, .skip, .limit, .pipe, .recall,
      .loadTable, .transactions, .create, .merge, .set, .remove, .delete, .foreach, .drain,
      .procedureCall, .unitApply:
      return false
    }
  }
}

extension LogicalPlan {
  /// Whether its rows may hold a node more than once, as far as that is worth to be minded.
  fileprivate var mayRepeatNodes: Bool {
    switch operation {
    case .singleRow, .argument: false
    case .nodeSeek, .indexSeek, .nodeScan:
      estimatedRows > 2 || inputs.contains(where: \.mayRepeatNodes)
    case .filter, .extend: inputs[0].mayRepeatNodes
    default: true
    }
  }

  /// The nodes that a relationship is between, where an expand on the way down has bound it.
  fileprivate func ends(of relationship: VariableID) -> LogicalDistinctEnds.Met? {
    guard variables.contains(relationship) else { return nil }
    switch operation {
    case .expand(let expand) where expand.relationship == relationship:
      let ends = [expand.from, expand.to]
      return LogicalDistinctEnds.Met(relationship: relationship, ends: ends)
    case .expand, .filter, .extend:
      guard let met = inputs[0].ends(of: relationship),
        met.ends.allSatisfy(variables.contains)
      else { return nil }
      return met
    default: return nil
    }
  }

  /// The variables that its operation adds to those of its inputs.
  fileprivate var added: Set<VariableID> {
    Set(variables).subtracting(inputs.flatMap(\.variables))
  }
}

extension BoundAggregate {
  /// Whether a row that comes again changes nothing.
  fileprivate var ignoresDuplicates: Bool {
    switch function {
    case .countRows: false
    case .min, .max: true
    case .count, .sum, .avg, .collect, .stDev, .stDevP, .percentileCont, .percentileDisc: isDistinct
    }
  }
}

extension BoundExpression {
  /// Whether it gives the same for the same row each time it is asked.
  var isRepeatable: Bool {
    switch kind {
    case .call(let name, let arguments):
      (FunctionCatalogue.signature(of: name)?.isDeterministic ?? true)
        && arguments.allSatisfy(\.isRepeatable)
    case .subquery(let subquery): subquery.plan.isRepeatable
    default: children.allSatisfy(\.isRepeatable)
    }
  }
}

extension LogicalPlan {
  /// Whether all of its expressions are.
  fileprivate var isRepeatable: Bool {
    operation.expressions.allSatisfy(\.isRepeatable) && inputs.allSatisfy(\.isRepeatable)
  }
}
