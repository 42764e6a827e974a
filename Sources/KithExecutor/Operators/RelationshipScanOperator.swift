import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// Every row of the input with every relationship of some types and both its ends: `MATCH ()-[r:KNOWS]->()`.
///
/// Relationships come in ascending order for each type; undirected, each comes a second time with its ends swapped,
/// unless it is a loop.
final class RelationshipScanOperator: PhysicalOperator {
  private let scan: LogicalRelationshipScan
  private var batch: Batch?
  private var row = 0
  /// Nil alone stands for all types.
  private var types: [RelationshipTypeID?] = []
  private var typeIndex = 0
  private var position = RelationshipID(0)

  init(_ scan: LogicalRelationshipScan, input: PhysicalOperator) {
    self.scan = scan
    let ends = scan.start == scan.end ? [scan.start] : [scan.start, scan.end]
    super.init(input: input, layout: input.layout.appending([scan.relationship] + ends))
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    batch = nil
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while let batch = try current() {
      var rows = RelationshipRows()
      let found = try nextRelationships(batch)
      if row >= batch.rowCount { self.batch = nil }
      try fill(&rows, with: found.relationships, parents: found.parents)
      if rows.parents.isEmpty { continue }
      let joined = batch.selecting(rows.parents)
        .appending(ColumnVector(.relationships(rows.relationships)))
        .appending(ColumnVector(.nodes(rows.starts)))
      return scan.start == scan.end ? joined : joined.appending(ColumnVector(.nodes(rows.ends)))
    }
    return nil
  }

  private func current() throws(Diagnostic) -> Batch? {
    if let batch { return batch }
    batch = try input.next()
    row = 0
    typeIndex = 0
    position = RelationshipID(0)
    types = scan.types.isEmpty ? [nil] : try context.transaction.resolve(types: scan.types)
    return batch
  }

  private func nextRelationships(
    _ batch: Batch
  ) throws(Diagnostic) -> (relationships: [RelationshipID], parents: [UInt32]) {
    let limit = context.options.batchRowCount
    var relationships: [RelationshipID] = []
    var parents: [UInt32] = []
    while row < batch.rowCount, relationships.count < limit {
      guard typeIndex < types.count else {
        typeIndex = 0
        row += 1
        continue
      }
      let before = relationships.count
      let next = try context.transaction.scanRelationships(
        type: types[typeIndex], from: position, limit: limit - before, into: &relationships)
      parents.append(contentsOf: repeatElement(UInt32(row), count: relationships.count - before))
      position = next ?? RelationshipID(0)
      if next == nil { typeIndex += 1 }
    }
    return (relationships, parents)
  }

  private func fill(
    _ rows: inout RelationshipRows, with relationships: [RelationshipID], parents: [UInt32]
  ) throws(Diagnostic) {
    for (relationship, parent) in zip(relationships, parents) {
      guard let ends = try context.transaction.endpoints(of: relationship) else { continue }
      if scan.start == scan.end, ends.start != ends.end { continue }
      rows.append(parent, relationship, ends.start, ends.end)
      if scan.isUndirected, ends.start != ends.end {
        rows.append(parent, relationship, ends.end, ends.start)
      }
    }
  }
}

/// Relationships with their ends, and the input rows that they go with.
private struct RelationshipRows {
  var parents: [UInt32] = []
  var relationships: [RelationshipID] = []
  var starts: [NodeID] = []
  var ends: [NodeID] = []

  mutating func append(
    _ parent: UInt32, _ relationship: RelationshipID, _ start: NodeID, _ end: NodeID
  ) {
    parents.append(parent)
    relationships.append(relationship)
    starts.append(start)
    ends.append(end)
  }
}
