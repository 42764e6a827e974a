extension LogicalOperation {
  /// What is read of the rows below, when `above` is read of this operation's own.
  func reads(above: Set<VariableID>) -> Set<VariableID> {
    switch self {
    case .project(let columns): return columns.reads
    case .aggregate(let keys, let aggregates):
      return keys.reads.union(aggregates.flatMap(\.arguments).reads)
    case .distinct(let variables): return Set(variables)
    case .union(let left, let right, _): return Set(left + right)
    case .drain, .singleRow, .statisticsCount: return []
    case .countNeighbours, .intersect,
      .argument, .nodeScan, .nodeSeek, .indexSeek, .relationshipScan, .show,
      .expand, .variableExpand,
      .pathSearch, .shortestPath, .filter, .extend, .sort, .top, .skip, .limit, .unwind, .apply,
      .optionalApply,
      .semiApply, .pipe, .recall, .loadTable, .transactions, .cartesianProduct, .hashJoin, .create,
      .merge, .set, .remove,
      .delete, .foreach, .procedureCall, .unitApply:
      return above.union(ownReads)
    }
  }

  /// What this operation itself reads of the rows below.
  var ownReads: Set<VariableID> {
    switch self {
    case .singleRow, .nodeScan, .relationshipScan, .show, .apply, .optionalApply, .semiApply,
      .cartesianProduct, .drain, .unitApply, .pipe, .transactions, .statisticsCount:
      return []
    case .countNeighbours(let count): return count.reads
    case .intersect(let intersect): return intersect.reads
    case .argument(let variables), .recall(let variables), .distinct(let variables),
      .hashJoin(let variables):
      return Set(variables)
    case .nodeSeek(let seek): return seek.value.freeVariables
    case .loadTable(let load): return load.location.freeVariables
    case .indexSeek(let seek): return seek.reads
    case .expand(let expand):
      return Set(
        [expand.from] + expand.differsFrom + (expand.isToBound ? [expand.to] : [])
          + (expand.isRelationshipBound ? [expand.relationship] : [])
      ).union(
        (expand.ends?.conditions ?? []).reads.subtracting([expand.relationship, expand.to])
      ).union((expand.ends?.met ?? []).flatMap(\.ends))
    case .variableExpand(let expand):
      var reads = Set(
        [expand.from] + expand.differsFrom + (expand.isToBound ? [expand.to] : [])
          + (expand.isListBound ? [expand.relationships] : []))
      for property in expand.relationshipProperties {
        reads.formUnion(property.value.freeVariables)
      }
      if let predicate = expand.stepPredicate { reads.formUnion(predicate.freeVariables) }
      return reads
    case .shortestPath(let search):
      var reads: Set<VariableID> = [search.from, search.to]
      for property in search.relationshipProperties {
        reads.formUnion(property.value.freeVariables)
      }
      if let predicate = search.predicate { reads.formUnion(predicate.freeVariables) }
      return reads
    case .pathSearch(let search):
      return search.pattern.outerReads.subtracting([search.to] + search.outputs.map(\.variable))
        .union([search.from] + search.differsFrom + (search.isToBound ? [search.to] : []))
    case .filter(let expression), .skip(let expression), .limit(let expression):
      return expression.freeVariables
    case .extend(let columns), .project(let columns): return columns.reads
    case .aggregate(let keys, let aggregates):
      return keys.reads.union(aggregates.flatMap(\.arguments).reads)
    case .sort(let keys): return keys.map(\.expression).reads
    case .top(let keys, let count): return keys.map(\.expression).reads.union(count.freeVariables)
    case .unwind(let list, _, _): return list.freeVariables
    case .union(let left, let right, _): return Set(left + right)
    case .create(let create): return create.reads
    case .merge(let merge):
      return merge.create.reads.union(merge.onCreate.flatMap(\.expressions).reads)
        .union(merge.onMatch.flatMap(\.expressions).reads)
    case .set(let items): return items.flatMap(\.expressions).reads
    case .remove(let items): return items.flatMap(\.expressions).reads
    case .delete(let expressions, _): return expressions.reads
    case .foreach(let list, _): return list.freeVariables
    case .procedureCall(let call): return call.arguments.reads
    }
  }

  /// Whether it changes the graph.
  package var isWrite: Bool {
    switch self {
    case .create, .merge, .set, .remove, .delete, .foreach, .transactions: true
    case .procedureCall(let call): call.isWriting
    case .singleRow, .argument, .nodeScan, .nodeSeek, .indexSeek, .relationshipScan, .show,
      .expand, .variableExpand,
      .pathSearch, .shortestPath, .filter, .extend, .project, .aggregate, .distinct, .sort, .top,
      .skip, .limit,
      .unwind, .apply, .optionalApply, .semiApply, .pipe, .recall, .loadTable, .cartesianProduct,
      .hashJoin, .union, .drain, .unitApply, .statisticsCount, .countNeighbours,
      .intersect:
      false
    }
  }
}

extension LogicalPlan {
  /// What any operation of this plan reads.
  var allReads: Set<VariableID> {
    inputs.reduce(operation.ownReads) { $0.union($1.allReads) }
  }

  /// Whether any operation of it changes the graph.
  package var hasWrites: Bool { operation.isWrite || inputs.contains(where: \.hasWrites) }
}

extension [BoundExpression] {
  var reads: Set<VariableID> { reduce(into: []) { $0.formUnion($1.freeVariables) } }
}

extension [BoundColumn] {
  var reads: Set<VariableID> { map(\.expression).reads }
}

extension LogicalCreate {
  var reads: Set<VariableID> {
    var found = Set(relationships.flatMap { [$0.start, $0.end] })
    found.formUnion(nodes.compactMap(\.properties).reads)
    found.formUnion(nodes.flatMap(\.computedLabels).reads)
    found.formUnion(relationships.compactMap(\.computedType).reads)
    found.formUnion(relationships.compactMap(\.properties).reads)
    return found.union(paths.reads)
  }
}

extension BoundSetItem {
  package var expressions: [BoundExpression] {
    switch self {
    case .property(let subject, _, let value): [subject, value]
    case .dynamicProperty(let subject, let key, let value): [subject, key, value]
    case .replace(let subject, let value), .merge(let subject, let value): [subject, value]
    case .labels(let subject, _): [subject]
    case .dynamicLabels(let subject, let labels): [subject, labels]
    }
  }
}

extension BoundRemoveItem {
  package var expressions: [BoundExpression] {
    switch self {
    case .property(let subject, _), .labels(let subject, _): [subject]
    case .dynamicProperty(let subject, let key): [subject, key]
    case .dynamicLabels(let subject, let labels): [subject, labels]
    }
  }
}
