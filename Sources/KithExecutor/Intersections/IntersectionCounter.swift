import KithCore
import KithStorage

/// Counts the bindings of an intersection for the rows of a batch.
struct IntersectionCounter {
  let intersection: PreparedIntersection
  let marks: NodeMarks
  /// One for each leg.
  var loops: [LoopMemory]
  let transaction: GraphTransaction

  /// How many neighbours are looked at between two questions whether the statement was stopped.
  private static let checkedWork = 1 << 20

  /// One number a row.
  mutating func counts(
    rowCount: Int, _ context: ExecutionContext
  ) throws(Diagnostic) -> [Int64] {
    var counts = [Int64](repeating: 0, count: rowCount)
    let kinds = try kinds(rowCount: rowCount)
    // Everything that a row asks for stands in locals: a property of a class or a field of an array is looked up anew.
    let isPair = intersection.legs.count == 2
    let walked = intersection.legs[intersection.marked == 0 ? 1 : 0]
    let owners = intersection.legs[intersection.marked].from.ids
    let nodes = walked.from.ids
    let step = walked.steps.count == 1 && isPair ? walked.steps.first : nil
    var owner = marks.owner
    var hasParallels = marks.hasParallels
    var work = 0
    for row in 0..<rowCount where kinds[row] != .incomplete {
      if owner != owners[row] {
        owner = try settleMarks(row, isPair: isPair)
        hasParallels = marks.hasParallels
      }
      if owner != nil, hasParallels || kinds[row] == .suspect, try mayMeet(row) {
        counts[row] = try countOneByOne(row)
      } else if owner == nil, kinds[row] == .suspect, try mayMeet(row) {
        counts[row] = try countOneByOne(row)
      } else if owner != nil, let step {
        let slice = try transaction.neighbours(
          of: nodes[row], type: step.type, direction: step.direction)
        work &+= slice.count
        counts[row] = Int64(marks.count(in: slice))
      } else if isPair, owner != nil {
        counts[row] = Int64(try marked(in: walked, row, &work))
      } else if isPair {
        counts[row] = Int64(try merged(row, &work))
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

  /// Marks the neighbours on the marked leg where several rows will ask for them, or where labels must be looked at. Gives
  /// whose neighbours are marked.
  private func settleMarks(_ row: Int, isPair: Bool) throws(Diagnostic) -> NodeID? {
    let leg = intersection.legs[intersection.marked]
    let owner = leg.from.ids[row]
    marks.begin(nil)
    guard !isPair || !intersection.labels.isEmpty || intersection.run(from: row, limit: 2) > 1
    else { return nil }
    marks.begin(owner)
    try marks.mark(owner, leg, labels: intersection.labels, transaction)
    return owner
  }

  // MARK: kinds of rows

  private enum RowKind: UInt8 {
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
    var kinds = [RowKind](repeating: .plain, count: rowCount)
    for (number, leg) in intersection.legs.enumerated() {
      for other in leg.differsFromLegs {
        let (left, right) = (leg.from.ids, intersection.legs[other].from.ids)
        for row in 0..<rowCount where left[row] == right[row] { kinds[row] = .suspect }
      }
      if intersection.meetingLegs.contains(number) {
        try loops[number].mark(leg, transaction) { kinds[$0] = .suspect }
      }
    }
    if intersection.hasOtherMeetingPoints {
      for row in 0..<rowCount { kinds[row] = .suspect }
    }
    for leg in intersection.legs where leg.from.hasNulls {
      for row in 0..<rowCount where leg.from.isNull(row) { kinds[row] = .incomplete }
    }
    return kinds
  }

  // MARK: two lists

  private func marked(
    in leg: PreparedLeg, _ row: Int, _ work: inout Int
  ) throws(Diagnostic) -> Int {
    let node = leg.from.ids[row]
    var found = 0
    for step in leg.steps {
      let slice = try transaction.neighbours(
        of: node, type: step.type, direction: step.direction)
      work &+= slice.count
      found &+= marks.count(in: slice)
      if step.skipsLoops, marks.contains(node) { found &-= slice.range(of: node).count }
    }
    return found
  }

  private func merged(_ row: Int, _ work: inout Int) throws(Diagnostic) -> Int {
    let (left, right) = (intersection.legs[0], intersection.legs[1])
    let (start, end) = (left.from.ids[row], right.from.ids[row])
    var found = 0
    for first in left.steps {
      let one = try transaction.neighbours(
        of: start, type: first.type, direction: first.direction)
      for second in right.steps {
        let other = try transaction.neighbours(
          of: end, type: second.type, direction: second.direction)
        work &+= min(one.count, other.count) &* 2
        found &+= SortedLists.pairs(one, other, except: first.skipsLoops ? start : nil)
        if second.skipsLoops, !(first.skipsLoops && start == end) {
          found &-= one.range(of: end).count &* other.range(of: end).count
        }
      }
    }
    return found
  }

  // MARK: more lists

  /// Each marked neighbour on one leg, times its relationships on the others.
  private func multiplied(_ row: Int, _ work: inout Int) throws(Diagnostic) -> Int {
    let walked = intersection.marked == 0 ? 1 : 0
    let leg = intersection.legs[walked]
    let node = leg.from.ids[row]
    var found = 0
    for step in leg.steps {
      let slice = try transaction.neighbours(
        of: node, type: step.type, direction: step.direction)
      work &+= slice.count
      for index in 0..<slice.count {
        let neighbour = slice.neighbour(at: index)
        guard marks.contains(neighbour), !(step.skipsLoops && neighbour == node) else { continue }
        var product = 1
        for number in intersection.legs.indices
        where number != walked && number != intersection.marked && product > 0 {
          let other = intersection.legs[number]
          product &*= try other.multiplicity(
            from: other.from.ids[row], to: neighbour, transaction)
        }
        found &+= product
      }
    }
    return found
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
