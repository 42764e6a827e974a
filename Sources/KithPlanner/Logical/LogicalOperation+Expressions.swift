extension LogicalOperation {
  /// The expressions that it computes itself, in the order of the text.
  package var expressions: [BoundExpression] {
    switch self {
    case .singleRow, .argument, .nodeScan, .relationshipScan, .show, .distinct, .apply,
      .optionalApply, .semiApply, .pipe, .recall, .cartesianProduct, .hashJoin, .union, .drain,
      .unitApply, .statisticsCount, .countNeighbours, .intersect:
      []
    case .expand(let expand): expand.ends?.conditions ?? []
    case .nodeSeek(let seek): [seek.value]
    case .loadTable(let load): [load.location]
    case .transactions(let transactions): [transactions.batchSize]
    case .indexSeek(let seek): seek.probes + seek.conditions
    case .variableExpand(let expand):
      expand.relationshipProperties.map(\.value) + [expand.stepPredicate].compactMap { $0 }
    case .shortestPath(let search):
      search.relationshipProperties.map(\.value) + [search.predicate].compactMap { $0 }
    case .pathSearch(let search):
      search.pattern.conditions + [search.selection.count].compactMap { $0 }
    case .filter(let expression), .skip(let expression), .limit(let expression): [expression]
    case .extend(let columns), .project(let columns): columns.map(\.expression)
    case .aggregate(let keys, let aggregates):
      keys.map(\.expression) + aggregates.flatMap(\.arguments)
    case .sort(let keys): keys.map(\.expression)
    case .top(let keys, let count): keys.map(\.expression) + [count]
    case .unwind(let list, _, _), .foreach(let list, _): [list]
    case .create(let create):
      create.nodes.flatMap(\.computedLabels) + create.nodes.compactMap(\.properties)
        + create.relationships.compactMap(\.computedType)
        + create.relationships.compactMap(\.properties)
    case .merge(let merge):
      merge.create.nodes.compactMap(\.properties)
        + merge.create.relationships.compactMap(\.properties)
        + (merge.onCreate + merge.onMatch).flatMap(\.expressions)
    case .set(let items): items.flatMap(\.expressions)
    case .remove(let items): items.flatMap(\.expressions)
    case .delete(let expressions, _): expressions
    case .procedureCall(let call): call.arguments
    }
  }
}

extension BoundExpression {
  /// The subqueries in it, without those inside of these.
  package var subqueries: [BoundSubquery] {
    if case .subquery(let subquery) = kind { return [subquery] }
    return children.flatMap(\.subqueries)
  }
}
