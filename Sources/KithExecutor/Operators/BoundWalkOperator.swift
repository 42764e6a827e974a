import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// The rows whose list of relationships is a walk that fits: `MATCH (a)-[list*]->(b)` with `list` from before.
final class BoundWalkOperator: PhysicalOperator {
  private let expand: LogicalVariableExpand
  private let fromColumn: Int
  private let listColumn: Int
  private let toColumn: Int?
  private let differingColumns: [Int]
  private let conditions: StepConditions

  init(_ expand: LogicalVariableExpand, input: PhysicalOperator) throws(Diagnostic) {
    self.expand = expand
    fromColumn = try input.layout.requiredColumn(of: expand.from)
    listColumn = try input.layout.requiredColumn(of: expand.relationships)
    toColumn = expand.isToBound ? try input.layout.requiredColumn(of: expand.to) : nil
    differingColumns = try expand.differsFrom.map { variable throws(Diagnostic) in
      try input.layout.requiredColumn(of: variable)
    }
    conditions = try StepConditions(
      properties: expand.relationshipProperties, predicate: expand.stepPredicate,
      relationship: expand.stepRelationship, layout: input.layout)
    super.init(
      input: input, layout: input.layout.appending(expand.isToBound ? [] : [expand.to]))
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while let batch = try input.next() {
      let found = try walks(in: batch)
      if found.parents.isEmpty { continue }
      let rows = batch.selecting(found.parents)
      return expand.isToBound ? rows : rows.appending(ColumnVector(.nodes(found.nodes)))
    }
    return nil
  }

  private func walks(
    in batch: Batch
  ) throws(Diagnostic) -> (parents: [UInt32], nodes: [NodeID]) {
    let from = try NodeColumn(batch.flat(fromColumn))
    let to = try toColumn.map { column throws(Diagnostic) in try NodeColumn(batch.flat(column)) }
    let lists = batch.flat(listColumn)
    let uniqueness = try RelationshipUniqueness(differingColumns, of: batch)
    let prepared = try conditions.prepared(for: batch, context)
    let types = try context.transaction.resolve(types: expand.types)
    var parents: [UInt32] = []
    var nodes: [NodeID] = []
    for row in 0..<batch.rowCount where !from.isNull(row) && !(to?.isNull(row) ?? false) {
      let list = lists.value(at: row)
      if list.isNull { continue }
      var walk = try list.relationshipsMet
      if expand.isReversed { walk.reverse() }
      guard walk.count >= expand.minimum, walk.count <= expand.maximum ?? .max,
        try prepared.kept(walk, row: row).count == walk.count,
        let end = try end(
          of: walk, from: from.ids[row], types,
          RelationshipTrail(forbidden: uniqueness.relationships(ofRow: row))),
        to.map({ $0.ids[row] == end }) ?? true
      else { continue }
      parents.append(UInt32(row))
      nodes.append(end)
    }
    return try withLabels(parents, nodes)
  }

  /// Where a walk ends; nil where it is none.
  private func end(
    of walk: [RelationshipID], from start: NodeID, _ types: [RelationshipTypeID],
    _ trail: RelationshipTrail
  ) throws(Diagnostic) -> NodeID? {
    var trail = trail
    var node = start
    for relationship in walk {
      guard trail.admits(relationship),
        let ends = try context.transaction.endpoints(of: relationship),
        types.contains(ends.type)
      else { return nil }
      trail.append(relationship)
      if expand.direction != .incoming, ends.start == node {
        node = ends.end
      } else if expand.direction != .outgoing, ends.end == node {
        node = ends.start
      } else {
        return nil
      }
    }
    return node
  }

  private func withLabels(
    _ parents: [UInt32], _ nodes: [NodeID]
  ) throws(Diagnostic) -> (parents: [UInt32], nodes: [NodeID]) {
    switch try context.transaction.resolve(labels: expand.toLabels) {
    case .none: return (parents, nodes)
    case .unknown: return ([], [])
    case .known(let labels):
      let kept = try context.transaction.indices(of: nodes, having: labels)
      return (kept.map { parents[Int($0)] }, kept.map { nodes[Int($0)] })
    }
  }
}
