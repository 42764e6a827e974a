extension LogicalOperation {
  /// The variables of this operation's rows, given those of its inputs.
  package func variables(of inputs: [[VariableID]]) -> [VariableID] {
    let first = inputs.first ?? []
    switch self {
    case .singleRow, .drain: return []
    case .statisticsCount(let count): return count.outputs
    case .countNeighbours(let count): return first.adding([count.weight])
    case .intersect(let intersect): return first.adding(intersect.outputs)
    case .argument(let variables), .distinct(let variables): return variables
    case .nodeScan(let scan): return first.adding([scan.node])
    case .nodeSeek(let seek): return first.adding([seek.node])
    case .indexSeek(let seek): return first.adding(seek.variables)
    case .show(let show): return first.adding(show.yields.map(\.variable))
    case .relationshipScan(let scan):
      return first.adding([scan.relationship, scan.start, scan.end])
    case .expand(let expand): return first.adding([expand.relationship, expand.to])
    case .variableExpand(let expand): return first.adding([expand.relationships, expand.to])
    case .shortestPath(let search):
      return first.adding([search.relationships] + (search.path.map { [$0] } ?? []))
    case .pathSearch(let search):
      return first.adding([search.relationships, search.to] + search.outputs.map(\.variable))
    case .filter, .sort, .top, .skip, .limit, .set, .remove, .delete, .foreach, .semiApply,
      .unitApply:
      return first
    case .extend(let columns): return first.adding(columns.map(\.variable))
    case .project(let columns): return columns.map(\.variable)
    case .aggregate(let keys, let aggregates):
      return keys.map(\.variable) + aggregates.map(\.variable)
    case .unwind(_, let variable, let position):
      return first.adding([variable] + (position.map { [$0.variable] } ?? []))
    case .pipe: return inputs.count > 1 ? inputs[1] : []
    case .recall(let variables): return first.adding(variables)
    case .loadTable(let load): return first.adding([load.row, load.line, load.file])
    case .transactions(let transactions):
      let given = transactions.returnsRows && inputs.count > 1 ? inputs[1] : []
      return first.adding(given).adding(transactions.status.map { [$0] } ?? [])
    case .apply, .optionalApply, .cartesianProduct, .hashJoin:
      return first.adding(inputs.count > 1 ? inputs[1] : [])
    case .union(_, _, let output): return output
    case .create(let create): return first.adding(create.variables)
    case .merge(let merge): return first.adding(merge.create.variables)
    case .procedureCall(let call): return first.adding(call.yields.map(\.variable))
    }
  }
}

extension LogicalCreate {
  /// What it binds.
  package var variables: [VariableID] {
    nodes.map(\.variable) + relationships.map(\.variable) + paths.map(\.variable)
  }
}

extension [VariableID] {
  /// These, then those of `others` that are not here yet. Few others are looked up one after the other; a query
  /// with a thousand clauses has many.
  func adding(_ others: [VariableID]) -> [VariableID] {
    var all = self
    guard others.count > 8 else {
      for variable in others where !all.contains(variable) { all.append(variable) }
      return all
    }
    var known = Set(self)
    for variable in others where known.insert(variable).inserted { all.append(variable) }
    return all
  }
}
