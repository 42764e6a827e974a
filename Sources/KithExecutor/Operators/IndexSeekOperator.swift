import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// The nodes or relationships that an index has for the values of each row: `MATCH (p:Person {id: row.id})`.
///
/// They come in ascending order for each row. Where the index's keys do not tell all (a text was cut, a list is asked for)
/// the conditions are held against what it found. An index that was dropped after planning is replaced by a scan.
final class IndexSeekOperator: PhysicalOperator {
  private let seek: LogicalIndexSeek
  private let equals: [CompiledExpression]
  private let last: [CompiledExpression]
  private let conditions: [CompiledExpression]
  private var pending = PendingRows()

  init(_ seek: LogicalIndexSeek, input: PhysicalOperator) throws(Diagnostic) {
    self.seek = seek
    func compile(
      _ expressions: [BoundExpression], _ layout: RowLayout
    ) throws(Diagnostic) -> [CompiledExpression] {
      try expressions.map { expression throws(Diagnostic) in
        try ExpressionCompiler.compile(expression, layout: layout)
      }
    }
    let layout = input.layout.appending(seek.variables)
    equals = try compile(seek.equals, input.layout)
    last = try compile(Array(seek.probes.dropFirst(seek.equals.count)), input.layout)
    conditions = try compile(seek.conditions, layout)
    super.init(input: input, layout: layout)
  }

  override func open(_ argument: Batch) throws(Diagnostic) {
    try super.open(argument)
    pending = PendingRows()
  }

  override func produce() throws(Diagnostic) -> Batch? {
    while true {
      if let piece = pending.next(context.options.batchRowCount) { return piece }
      guard let batch = try input.next() else { return nil }
      pending = PendingRows(try found(for: batch))
    }
  }

  /// All rows that a batch becomes.
  private func found(for batch: Batch) throws(Diagnostic) -> Batch {
    let equals = try equals.map { it throws(Diagnostic) in try it.evaluate(batch, context) }
    let last = try last.map { it throws(Diagnostic) in try it.evaluate(batch, context) }
    var parents: [UInt32] = []
    var ids: [UInt32] = []
    var isExact = true
    for row in 0..<batch.rowCount {
      if row & 1023 == 1023 { try context.checkCancelled() }
      let before = ids.count
      let probes = equals.map { $0.value(at: row) }
      if try !append(probes, last.map { $0.value(at: row) }, to: &ids) { isExact = false }
      parents.append(contentsOf: repeatElement(UInt32(row), count: ids.count - before))
    }
    var rows = try rows(batch, parents, ids)
    if !isExact, rows.rowCount > 0 {
      for condition in conditions {
        rows = rows.selecting(selection(ofTrue: try condition.evaluate(rows, context)))
      }
    }
    return rows
  }

  /// Appends what one row's values find; false where the conditions must be held against it.
  private func append(
    _ equals: [Value], _ last: [Value], to ids: inout [UInt32]
  ) throws(Diagnostic) -> Bool {
    switch seek.last {
    case nil: return try append(IndexRange(equals: equals), to: &ids)
    case .exists: return try append(IndexRange(equals: equals, last: .exists), to: &ids)
    case .prefix:
      // Nothing but a text begins with something.
      guard case .string(let text) = last[0] else { return true }
      return try append(IndexRange(equals: equals, last: .prefix(text)), to: &ids)
    case .range(let lower, let upper):
      var values = last[...]
      let from = lower.map { IndexProbe.Bound(values.removeFirst(), isInclusive: $0.isInclusive) }
      let to = upper.map { IndexProbe.Bound(values.removeFirst(), isInclusive: $0.isInclusive) }
      let range = IndexRange(equals: equals, last: .range(lower: from, upper: to))
      return try append(range, to: &ids)
    case .anyOf: return try append(equals, anyOf: last[0], to: &ids)
    }
  }

  private func append(
    _ equals: [Value], anyOf list: Value, to ids: inout [UInt32]
  ) throws(Diagnostic) -> Bool {
    let elements: [Value]
    switch list {
    case .null: return true
    case .list(let values): elements = values
    default:
      // Not a list: the condition itself says so.
      _ = try append(IndexRange(equals: equals, last: .exists), to: &ids)
      return false
    }
    let first = ids.count
    var isExact = true
    for (count, element) in elements.enumerated() {
      if count & 1023 == 1023 { try context.checkCancelled() }
      let range = IndexRange(equals: equals + [element])
      if try !append(range, to: &ids) { isExact = false }
    }
    // An element may come twice, and so may what several inexact ones found.
    if elements.count > 1 {
      let unique = Set(ids[first...]).sorted()
      ids.replaceSubrange(first..., with: unique)
    }
    return isExact
  }

  /// Nil: nothing can be found.
  private func append(_ range: IndexRange?, to ids: inout [UInt32]) throws(Diagnostic) -> Bool {
    guard let range else { return true }
    if try context.transaction.indexedIDs(seek.index.name, in: range, into: &ids) {
      return range.isExact
    }
    try scanInstead(into: &ids)
    return false
  }

  /// Everything that an index would hold.
  private func scanInstead(into ids: inout [UInt32]) throws(Diagnostic) {
    let transaction = context.transaction
    func scan(_ label: LabelID?) throws(Diagnostic) {
      var nodes: [NodeID] = []
      _ = try transaction.scanNodes(label: label, from: NodeID(0), limit: .max, into: &nodes)
      ids += nodes.map(\.rawValue)
    }
    switch seek.index.target {
    case .anyNode: try scan(nil)
    case .node(let name):
      guard let label = try transaction.labelID(name) else { return }
      try scan(label)
    case .relationship(let name):
      guard let type = try transaction.relationshipTypeID(name) else { return }
      var found: [RelationshipID] = []
      _ = try transaction.scanRelationships(
        type: type, from: RelationshipID(0), limit: .max, into: &found)
      ids += found.map(\.rawValue)
    }
  }

  // MARK: rows

  private func rows(
    _ batch: Batch, _ parents: [UInt32], _ ids: [UInt32]
  ) throws(Diagnostic) -> Batch {
    switch seek.entity {
    case .node(_, let labels):
      let nodes = ids.map { NodeID($0) }
      let rows = batch.selecting(parents).appending(ColumnVector(.nodes(nodes)))
      if labels.isEmpty { return rows }
      guard case .known(let numbers) = try context.transaction.resolve(labels: labels) else {
        return Batch(rowCount: 0)
      }
      return rows.selecting(try context.transaction.indices(of: nodes, having: numbers))
    case .relationship(_, _, _, let isUndirected):
      return try relationshipRows(batch, parents, ids, isUndirected: isUndirected)
    }
  }

  private func relationshipRows(
    _ batch: Batch, _ parents: [UInt32], _ ids: [UInt32], isUndirected: Bool
  ) throws(Diagnostic) -> Batch {
    var rows: (parents: [UInt32], ids: [RelationshipID], starts: [NodeID], ends: [NodeID]) =
      ([], [], [], [])
    for (parent, id) in zip(parents, ids) {
      let relationship = RelationshipID(id)
      guard let ends = try context.transaction.endpoints(of: relationship) else { continue }
      let ways = isUndirected && ends.start != ends.end ? [false, true] : [false]
      for isSwapped in ways {
        rows.parents.append(parent)
        rows.ids.append(relationship)
        rows.starts.append(isSwapped ? ends.end : ends.start)
        rows.ends.append(isSwapped ? ends.start : ends.end)
      }
    }
    return batch.selecting(rows.parents).appending(ColumnVector(.relationships(rows.ids)))
      .appending(ColumnVector(.nodes(rows.starts))).appending(ColumnVector(.nodes(rows.ends)))
  }
}
