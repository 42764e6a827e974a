import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// A factor of a weight: one leg, or two that may not meet the same relationship.
///
/// ```
/// (a)-[:KNOWS]->(b)-[:KNOWS]->(c)      at b: incoming × outgoing − loops
/// (a)-[:KNOWS]-(b)-[:KNOWS]-(c)        at b: degree × degree − degree
/// ```
enum CountedFactor {
  case leg(CountedLeg)
  case pair(CountedLeg, CountedLeg, common: CountedLeg?)

  init(_ factor: LogicalCountNeighbours.Factor, layout: RowLayout) throws(Diagnostic) {
    switch factor {
    case .leg(let leg): self = .leg(try CountedLeg(leg, layout: layout))
    case .pair(let first, let second, let common):
      self = .pair(
        try CountedLeg(first, layout: layout), try CountedLeg(second, layout: layout),
        common: try common.map { leg throws(Diagnostic) in try CountedLeg(leg, layout: layout) })
    }
  }

  /// One number a row.
  func counts(
    of batch: Batch, from: NodeColumn, fromLabels: [LabelID], _ context: ExecutionContext
  ) throws(Diagnostic) -> [Int64] {
    switch self {
    case .leg(let leg):
      return try leg.counts(of: batch, from: from, fromLabels: fromLabels, context)
    case .pair(let first, let second, let common):
      let firsts = try first.counts(of: batch, from: from, fromLabels: fromLabels, context)
      let seconds = try second.counts(of: batch, from: from, fromLabels: fromLabels, context)
      var pairs = try product(firsts, seconds)
      if let common {
        let both = try common.counts(of: batch, from: from, fromLabels: fromLabels, context)
        for row in pairs.indices { pairs[row] &-= both[row] }
      }
      return pairs
    }
  }
}

/// Counts the relationships of one node that a pattern allows.
struct CountedLeg {
  private let leg: LogicalCountNeighbours.Leg
  /// Columns of nodes or relationships, as `leg.met` asks.
  private let metColumns: [Int]

  init(_ leg: LogicalCountNeighbours.Leg, layout: RowLayout) throws(Diagnostic) {
    self.leg = leg
    var columns: [Int] = []
    for met in leg.met {
      switch met {
      case .always: columns.append(0)
      case .whereEqual(let variable), .lookedUp(let variable):
        columns.append(try layout.requiredColumn(of: variable))
      }
    }
    metColumns = columns
  }

  /// One number a row; 0 where the node is null.
  func counts(
    of batch: Batch, from: NodeColumn, fromLabels: [LabelID], _ context: ExecutionContext
  ) throws(Diagnostic) -> [Int64] {
    let transaction = context.transaction
    var counts = [Int64](repeating: 0, count: batch.rowCount)
    let labels = try transaction.resolve(labels: leg.toLabels)
    if case .unknown = labels { return counts }
    let steps = try ExpandStep.steps(
      types: leg.types, direction: leg.isLoop ? .outgoing : leg.direction, in: transaction)
    for step in steps {
      try context.checkCancelled()
      let unproven =
        try leg.isLoop
        ? labels.numbers : transaction.unproven(labels.numbers, step, fromLabels: fromLabels)
      if leg.isLoop || !unproven.isEmpty {
        try addOneByOne(step, labels: unproven, from, &counts, transaction)
      } else {
        try transaction.addDegrees(
          of: from.ids, type: step.type, direction: step.direction, to: &counts)
        if step.skipsLoops {
          try transaction.subtractLoops(of: from.ids, type: step.type, from: &counts)
        }
      }
    }
    for (met, column) in zip(leg.met, metColumns) {
      try subtract(met, batch, column, from, labels.numbers, &counts, transaction)
    }
    clearNulls(from, &counts)
    return counts
  }

  /// Looks at each neighbour: where only some of them count.
  private func addOneByOne(
    _ step: ExpandStep, labels: [LabelID], _ from: NodeColumn, _ counts: inout [Int64],
    _ transaction: GraphTransaction
  ) throws(Diagnostic) {
    for row in from.ids.indices where !from.isNull(row) {
      let node = from.ids[row]
      let slice = try transaction.neighbours(
        of: node, type: step.type, direction: step.direction)
      var found = 0
      for index in leg.isLoop ? slice.range(of: node) : 0..<slice.count {
        let neighbour = slice.neighbour(at: index)
        if step.skipsLoops, neighbour == node { continue }
        found &+= try transaction.hasLabels(labels, neighbour) ? 1 : 0
      }
      counts[row] &+= Int64(found)
    }
  }

  // MARK: relationships that the row has met

  private func subtract(
    _ met: LogicalCountNeighbours.Met, _ batch: Batch, _ column: Int, _ from: NodeColumn,
    _ labels: [LabelID], _ counts: inout [Int64], _ transaction: GraphTransaction
  ) throws(Diagnostic) {
    switch met {
    case .always: for row in counts.indices { counts[row] &-= 1 }
    case .whereEqual:
      let other = try NodeColumn(batch.flat(column))
      for row in counts.indices { counts[row] &-= other.ids[row] == from.ids[row] ? 1 : 0 }
    case .lookedUp:
      let types = try transaction.resolve(types: leg.types)
      let relationships = try RelationshipColumn(batch.flat(column))
      for row in counts.indices where counts[row] > 0 && !relationships.isNull(row) {
        guard let it = try transaction.endpoints(of: relationships.ids[row]),
          leg.types.isEmpty || types.contains(it.type),
          let end = leg.end(start: it.start, end: it.end, from: from.ids[row])
        else { continue }
        counts[row] &-= try transaction.hasLabels(labels, end) ? 1 : 0
      }
    }
  }

  private func clearNulls(_ from: NodeColumn, _ counts: inout [Int64]) {
    guard from.hasNulls else { return }
    for row in counts.indices where from.isNull(row) { counts[row] = 0 }
  }
}

extension LogicalCountNeighbours.Leg {
  /// The far end of a relationship as the leg sees it from a node; nil where the leg does not meet it from there.
  fileprivate func end(start: NodeID, end: NodeID, from: NodeID) -> NodeID? {
    if isLoop { return start == from && end == from ? end : nil }
    switch direction {
    case .outgoing: return start == from ? end : nil
    case .incoming: return end == from ? start : nil
    case .both: return start == from ? end : end == from ? start : nil
    }
  }
}

extension ResolvedNames {
  /// The numbers; none where there is no condition.
  var numbers: [Number] { if case .known(let numbers) = self { numbers } else { [] } }
}

extension GraphTransaction {
  /// Those of the labels that the statistics do not prove of every node at the end of a step from nodes with `fromLabels`.
  ///
  /// `(:Person)-[:HOLDS_ROLE]->(:Organisation)`: as many relationships of the type lead from persons to organisations as
  /// lead from persons anywhere. Constant time.
  func unproven(
    _ labels: [LabelID], _ step: ExpandStep, fromLabels: [LabelID]
  ) throws(Diagnostic) -> [LabelID] {
    var unproven: [LabelID] = []
    for label in labels where try !isProven(label, step, fromLabels) { unproven.append(label) }
    return unproven
  }

  private func isProven(
    _ label: LabelID, _ step: ExpandStep, _ fromLabels: [LabelID]
  ) throws(Diagnostic) -> Bool {
    for from in [nil] + fromLabels.map(Optional.some) {
      let (all, with) =
        step.direction == .outgoing
        ? (
          try relationshipCount(type: step.type, start: from, end: nil),
          try relationshipCount(type: step.type, start: from, end: label)
        )
        : (
          try relationshipCount(type: step.type, start: nil, end: from),
          try relationshipCount(type: step.type, start: label, end: from)
        )
      if all == with { return true }
    }
    return false
  }

  /// Whether a node has all of the labels.
  func hasLabels(_ labels: [LabelID], _ node: NodeID) throws(Diagnostic) -> Bool {
    for label in labels where try !hasLabel(label, node) { return false }
    return true
  }
}
