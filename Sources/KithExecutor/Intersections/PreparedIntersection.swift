import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// The legs of an intersection as columns of its input.
struct IntersectionColumns {
  fileprivate let intersect: LogicalIntersect
  fileprivate let from: [Int]
  fileprivate let differing: [[Int]]
  fileprivate let meetingPoints: [Int]

  init(_ intersect: LogicalIntersect, layout: RowLayout) throws(Diagnostic) {
    self.intersect = intersect
    from = try intersect.legs.map { leg throws(Diagnostic) in
      try layout.requiredColumn(of: leg.from)
    }
    differing = try intersect.legs.map { leg throws(Diagnostic) in
      try leg.differsFrom.map { variable throws(Diagnostic) in
        try layout.requiredColumn(of: variable)
      }
    }
    meetingPoints = try intersect.meetingPoints.map { variable throws(Diagnostic) in
      try layout.requiredColumn(of: variable)
    }
  }
}

/// A leg for the rows of one batch.
struct PreparedLeg {
  let steps: [ExpandStep]
  let from: NodeColumn
  let uniqueness: RelationshipUniqueness
  let differsFromLegs: [Int]

  /// Whether the leg leads from one node to another, and where.
  func leads(
    from node: NodeID, to other: NodeID, _ transaction: GraphTransaction
  ) throws(Diagnostic) -> Bool {
    for step in steps {
      let slice = try transaction.neighbours(
        of: node, type: step.type, direction: step.direction)
      if !slice.range(of: other).isEmpty { return true }
    }
    return false
  }

  /// How many relationships it has from one node to another.
  func multiplicity(
    from node: NodeID, to other: NodeID, _ transaction: GraphTransaction
  ) throws(Diagnostic) -> Int {
    var found = 0
    for step in steps where !(step.skipsLoops && node == other) {
      found += try transaction.neighbours(of: node, type: step.type, direction: step.direction)
        .range(of: other).count
    }
    return found
  }

  /// How many entries its lists have.
  func degree(of node: NodeID, _ transaction: GraphTransaction) throws(Diagnostic) -> Int {
    var degree = 0
    for step in steps {
      degree += try transaction.degree(of: node, type: step.type, direction: step.direction)
    }
    return degree
  }
}

/// An intersection for the rows of one batch. Names are looked up anew for each: its rows may come from a clause that
/// made them.
struct PreparedIntersection {
  let legs: [PreparedLeg]
  /// Labels of the new node that the statistics do not prove.
  let labels: [LabelID]
  /// A label that no node has.
  let isImpossible: Bool
  let meetingPoints: [NodeColumn]
  /// The legs that start from a meeting point.
  let meetingLegs: Set<Int>
  /// Whether there are meeting points from which no leg starts.
  let hasOtherMeetingPoints: Bool
  /// The leg whose node changes least from row to row: its neighbours are marked.
  let marked: Int

  init(
    _ columns: IntersectionColumns, of batch: Batch, _ transaction: GraphTransaction
  ) throws(Diagnostic) {
    var legs: [PreparedLeg] = []
    let labels = try transaction.resolve(labels: columns.intersect.toLabels)
    var unproven = labels.numbers
    for (index, leg) in columns.intersect.legs.enumerated() {
      let steps = try ExpandStep.steps(
        types: leg.types, direction: leg.direction, in: transaction)
      let known = try transaction.resolve(labels: leg.fromLabels).numbers
      unproven = try transaction.unproven(unproven, steps, fromLabels: known)
      legs.append(
        PreparedLeg(
          steps: steps, from: try NodeColumn(batch.flat(columns.from[index])),
          uniqueness: try RelationshipUniqueness(columns.differing[index], of: batch),
          differsFromLegs: leg.differsFromLegs))
    }
    self.legs = legs
    self.labels = unproven
    isImpossible = if case .unknown = labels { true } else { false }
    meetingPoints = try columns.meetingPoints.map { column throws(Diagnostic) in
      try NodeColumn(batch.flat(column))
    }
    let starts = columns.intersect.legs.map(\.from)
    let points = columns.intersect.meetingPoints
    meetingLegs = Set(starts.indices.filter { points.contains(starts[$0]) })
    hasOtherMeetingPoints = !Set(points).isSubset(of: starts)
    let changes = legs.map(\.from.changes)
    marked = changes.indices.min { changes[$0] < changes[$1] } ?? 0
  }

  /// Whether a row has all the nodes that the legs start from.
  func isComplete(_ row: Int) -> Bool { legs.allSatisfy { !$0.from.isNull(row) } }

  /// Whether two legs that must differ start from the same node of a row.
  func haveSameStart(_ row: Int) -> Bool {
    for leg in legs {
      for other in leg.differsFromLegs
      where legs[other].from.ids[row].rawValue == leg.from.ids[row].rawValue {
        return true
      }
    }
    return false
  }

  /// How many rows from this one on start from the same node on the marked leg; at most `limit`.
  func run(from row: Int, limit: Int) -> Int {
    let ids = legs[marked].from.ids
    var end = row + 1
    let node = ids[row].rawValue
    while end < ids.count, end - row < limit, ids[end].rawValue == node { end += 1 }
    return end - row
  }
}

extension NodeColumn {
  /// How often a row differs from the one before it.
  var changes: Int {
    var changes = 0
    var last: UInt32?
    for id in ids {
      changes &+= id.rawValue == last ? 0 : 1
      last = id.rawValue
    }
    return changes
  }
}

extension GraphTransaction {
  /// Those of the labels that are not proven at the end of every one of the steps.
  func unproven(
    _ labels: [LabelID], _ steps: [ExpandStep], fromLabels: [LabelID]
  ) throws(Diagnostic) -> [LabelID] {
    var unproven: [LabelID] = []
    for label in labels {
      for step in steps
      where try !self.unproven([label], step, fromLabels: fromLabels).isEmpty {
        unproven.append(label)
        break
      }
    }
    return unproven
  }
}
