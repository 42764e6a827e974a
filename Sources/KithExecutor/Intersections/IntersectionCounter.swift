import KithCore
import KithStorage

/// Counts the bindings of an intersection for the rows of a batch.
///
/// Of the legs' lists the shorter one is held against the longer one: against the marks of the node that stays the same
/// from row to row, or against those of a hub.
struct IntersectionCounter {
  let intersection: PreparedIntersection
  let marks: NodeMarks
  let transaction: GraphTransaction
  /// One for each leg.
  var loops: [LoopMemory]
  /// Of the leg that is not the marked one.
  var hubs: HubMarks

  /// How many neighbours are looked at between two questions whether the statement was stopped.
  private static let checkedWork = 1 << 20
  /// From this many neighbours on a node is a hub, where the other list is much shorter: bits of its own lie further away
  /// than a list that is read in a row.
  private static let hubDegree = 256

  /// The first leg but the marked one.
  private var walked: PreparedLeg { intersection.legs[intersection.marked == 0 ? 1 : 0] }
  private var marked: PreparedLeg { intersection.legs[intersection.marked] }

  /// One number a row.
  mutating func counts(
    rowCount: Int, _ context: ExecutionContext
  ) throws(Diagnostic) -> [Int64] {
    let kinds = try kinds(rowCount: rowCount)
    if intersection.legs.count == 2, walked.steps.count == 1, marked.steps.count == 1 {
      return try pairs(kinds, walked.steps[0], marked.steps[0], context)
    }
    var counts = [Int64](repeating: 0, count: rowCount)
    var work = 0
    for row in 0..<rowCount where kinds[row] != .incomplete {
      try settleMarks(row)
      if kinds[row] == .suspect || marks.hasParallels, try mayMeet(row) {
        counts[row] = try countOneByOne(row)
      } else {
        counts[row] = Int64(try multiplied(row, &work))
      }
      if work > Self.checkedWork {
        try context.checkCancelled()
        work = 0
      }
    }
    return counts
  }

  // MARK: two lists

  /// Two legs of one list each. What a row asks for stands in locals: a property of a class or a field of an array would be
  /// looked up anew.
  private mutating func pairs(
    _ kinds: [RowKind], _ walkedStep: ExpandStep, _ markedStep: ExpandStep,
    _ context: ExecutionContext
  ) throws(Diagnostic) -> [Int64] {
    var counts = [Int64](repeating: 0, count: kinds.count)
    var walkedLists = try NeighbourCursor(
      transaction, type: walkedStep.type, direction: walkedStep.direction)
    var markedLists = try NeighbourCursor(
      transaction, type: markedStep.type, direction: markedStep.direction)
    let (owners, nodes) = (marked.from.ids, walked.from.ids)
    let hasLabels = !intersection.labels.isEmpty
    var owner: UInt32?
    var own = NeighbourSlice.empty
    var (isMarked, hasParallels) = (false, false)
    var work = 0
    for row in kinds.indices where kinds[row] != .incomplete {
      if owner != owners[row].rawValue {
        owner = owners[row].rawValue
        own = try markedLists.neighbours(of: owners[row])
        isMarked = hasLabels || intersection.run(from: row, limit: 2) > 1
        try setMarks(of: isMarked ? owners[row] : nil)
        hasParallels = isMarked && marks.hasParallels
      }
      let list = try walkedLists.neighbours(of: nodes[row])
      if own.count == 0 || list.count == 0 { continue }
      if kinds[row] == .suspect, try mayMeet(row) {
        counts[row] = try countOneByOne(row)
      } else if list.count > own.count &* 4 &+ Self.hubDegree,
        let hub = try hubs.marks(of: nodes[row], walked, labels: intersection.labels, transaction)
      {
        counts[row] = Int64(hub.count(in: own))
        work &+= own.count
      } else if isMarked, !hasParallels,
        hasLabels || list.count < own.count &* SortedLists.gallopRatio
      {
        counts[row] = Int64(marks.count(in: list))
        work &+= list.count
      } else if hasLabels {
        counts[row] = try countOneByOne(row)
      } else {
        counts[row] = Int64(SortedLists.pairs(own, list, except: nil))
        work &+= min(own.count, list.count) &* 2
      }
      if work > Self.checkedWork {
        try context.checkCancelled()
        work = 0
      }
    }
    return counts
  }

  // MARK: more lists

  /// Marks the neighbours on the marked leg.
  private func settleMarks(_ row: Int) throws(Diagnostic) {
    let owner = marked.from.ids[row]
    if marks.owner?.rawValue != owner.rawValue { try setMarks(of: owner) }
  }

  private func setMarks(of owner: NodeID?) throws(Diagnostic) {
    if marks.owner?.rawValue == owner?.rawValue { return }
    marks.begin(owner)
    guard let owner else { return }
    try marks.mark(owner, marked, labels: intersection.labels, transaction)
  }

  /// Each marked neighbour on one leg, times its relationships on the others.
  private func multiplied(_ row: Int, _ work: inout Int) throws(Diagnostic) -> Int {
    let leg = walked
    let node = leg.from.ids[row]
    let isPair = intersection.legs.count == 2
    var found = 0
    for step in leg.steps {
      let slice = try transaction.neighbours(
        of: node, type: step.type, direction: step.direction)
      work &+= slice.count
      if isPair {
        found &+= marks.count(in: slice)
        if step.skipsLoops, marks.contains(node) { found &-= slice.range(of: node).count }
        continue
      }
      for index in marks.positions(in: slice) {
        let neighbour = slice.neighbour(at: index)
        if step.skipsLoops, neighbour.rawValue == node.rawValue { continue }
        found &+= try multiplicity(of: neighbour, row)
      }
    }
    return found
  }

  /// The product of a neighbour's relationships on the legs that are neither marked nor walked.
  private func multiplicity(of neighbour: NodeID, _ row: Int) throws(Diagnostic) -> Int {
    let walked = intersection.marked == 0 ? 1 : 0
    var product = 1
    for (number, leg) in intersection.legs.enumerated()
    where number != walked && number != intersection.marked && product > 0 {
      product &*= try leg.multiplicity(from: leg.from.ids[row], to: neighbour, transaction)
    }
    return product
  }

  // MARK: kinds of rows

  private enum RowKind {
    /// Ids tell all.
    case plain
    /// Relationships may meet: to be looked at.
    case suspect
    /// A leg starts from null.
    case incomplete
  }

  /// Sorts out the rows to be looked at, a column at a time. A node to which all legs lead, and from which one of them
  /// starts, has a loop: few have.
  private mutating func kinds(rowCount: Int) throws(Diagnostic) -> [RowKind] {
    var kinds = [RowKind](
      repeating: intersection.hasOtherMeetingPoints ? .suspect : .plain, count: rowCount)
    for (number, leg) in intersection.legs.enumerated() {
      for other in leg.differsFromLegs {
        let (left, right) = (leg.from.ids, intersection.legs[other].from.ids)
        for row in 0..<rowCount where left[row].rawValue == right[row].rawValue {
          kinds[row] = .suspect
        }
      }
      if intersection.meetingLegs.contains(number) {
        try loops[number].mark(leg, transaction) { kinds[$0] = .suspect }
      }
    }
    for leg in intersection.legs where leg.from.hasNulls {
      for row in 0..<rowCount where leg.from.isNull(row) { kinds[row] = .incomplete }
    }
    return kinds
  }

  // MARK: rows at which relationships may meet

  /// Whether the bindings of a row cannot be told from ids alone: where relationships that must differ could be the same
  /// one, or where a neighbour is marked twice.
  private mutating func mayMeet(_ row: Int) throws(Diagnostic) -> Bool {
    if marks.owner != nil, marks.hasParallels { return true }
    if intersection.haveSameStart(row) { return true }
    for point in intersection.meetingPoints where !point.isNull(row) {
      if try leadsTo(point.ids[row], row) { return true }
    }
    return false
  }

  /// Whether all legs lead to a node of the row. Loops are remembered; they are what is rarest.
  private mutating func leadsTo(_ node: NodeID, _ row: Int) throws(Diagnostic) -> Bool {
    for number in intersection.legs.indices
    where intersection.legs[number].from.ids[row] == node {
      if try !loops[number].hasLoop(node, intersection.legs[number], transaction) { return false }
    }
    for (number, leg) in intersection.legs.enumerated() where leg.from.ids[row] != node {
      if number == intersection.marked, marks.owner != nil {
        if !marks.contains(node) { return false }
      } else if try !leg.leads(from: leg.from.ids[row], to: node, transaction) {
        return false
      }
    }
    return true
  }

  private func countOneByOne(_ row: Int) throws(Diagnostic) -> Int64 {
    var rows = IntersectedRows(legCount: intersection.legs.count, isCounting: true)
    let finder = CommonNeighbours(intersection: intersection, transaction: transaction)
    try finder.append(row, marks: marks.owner == nil ? nil : marks, to: &rows)
    return Int64(rows.count)
  }
}
