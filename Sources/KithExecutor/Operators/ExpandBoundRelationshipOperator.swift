import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// The rows whose relationship is known already and fits: `MATCH (a)-[r]->(b)` with `r` from before.
///
/// Looks at the relationship's ends and type instead of at neighbour lists.
final class ExpandBoundRelationshipOperator: PhysicalOperator {
  private let expand: LogicalExpand
  private let fromColumn: Int
  private let relationshipColumn: Int
  private let toColumn: Int?
  private let differingColumns: [Int]

  init(_ expand: LogicalExpand, input: PhysicalOperator) throws(Diagnostic) {
    self.expand = expand
    fromColumn = try input.layout.requiredColumn(of: expand.from)
    relationshipColumn = try input.layout.requiredColumn(of: expand.relationship)
    toColumn = expand.isToBound ? try input.layout.requiredColumn(of: expand.to) : nil
    differingColumns = try expand.differsFrom.map { variable throws(Diagnostic) in
      try input.layout.requiredColumn(of: variable)
    }
    super.init(
      input: input, layout: input.layout.appending(expand.isToBound ? [] : [expand.to]))
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while let batch = try input.next() {
      var rows = try fittingRows(of: batch)
      rows.keep(try RelationshipUniqueness(differingColumns, of: batch).kept(rows))
      switch try context.transaction.resolve(labels: expand.toLabels) {
      case .none: break
      case .unknown: rows.keep([])
      case .known(let labels):
        rows.keep(try context.transaction.indices(of: rows.nodes, having: labels))
      }
      if rows.count == 0 { continue }
      return rows.joined(to: batch, withRelationships: false, withNodes: toColumn == nil)
    }
    return nil
  }

  private func fittingRows(of batch: Batch) throws(Diagnostic) -> ExpandedRows {
    let from = try NodeColumn(batch.flat(fromColumn))
    let relationships = try RelationshipColumn(batch.flat(relationshipColumn))
    let to = try toColumn.map { column throws(Diagnostic) in try NodeColumn(batch.flat(column)) }
    let types = try context.transaction.resolve(types: expand.types)
    var rows = ExpandedRows(capacity: batch.rowCount)
    for row in 0..<batch.rowCount where !from.isNull(row) && !relationships.isNull(row) {
      let relationship = relationships.ids[row]
      guard let ends = try context.transaction.endpoints(of: relationship),
        types.contains(ends.type),
        let other = otherEnd(of: ends, from: from.ids[row])
      else { continue }
      if let to, to.isNull(row) || to.ids[row] != other { continue }
      rows.append(row, relationship, other)
    }
    return rows
  }

  private func otherEnd(
    of ends: (type: RelationshipTypeID, start: NodeID, end: NodeID), from node: NodeID
  ) -> NodeID? {
    if expand.direction != .incoming, ends.start == node { return ends.end }
    if expand.direction != .outgoing, ends.end == node { return ends.start }
    return nil
  }
}
