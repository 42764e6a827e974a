import KithColumns
import KithCore
import KithPlanner
import KithStorage

/// Rows of an intersection: the input row, the new node, and a relationship for each leg; or only their number.
struct IntersectedRows {
  private(set) var count = 0
  private let isCounting: Bool
  private(set) var parents: [UInt32] = []
  private(set) var nodes: [NodeID] = []
  private(set) var relationships: [[RelationshipID]]

  init(legCount: Int, isCounting: Bool = false) {
    relationships = Array(repeating: [], count: legCount)
    self.isCounting = isCounting
  }

  mutating func append(_ row: Int, _ node: NodeID, _ chosen: [RelationshipID]) {
    count += 1
    if isCounting { return }
    parents.append(UInt32(row))
    nodes.append(node)
    for leg in chosen.indices { relationships[leg].append(chosen[leg]) }
  }
}

/// Finds all bindings of an intersection, with their relationships.
struct CommonNeighbours {
  let intersection: PreparedIntersection
  let transaction: GraphTransaction

  /// Appends the bindings for one row. Walks the leg with the fewest neighbours, and looks each of them up in the lists of
  /// the others; `marks`, where given, are the neighbours on the marked leg that have the labels. The order of the
  /// bindings does not depend on them.
  func append(
    _ row: Int, marks: NodeMarks?, to rows: inout IntersectedRows
  ) throws(Diagnostic) {
    let walked = try shortest(row)
    let marks = walked == intersection.marked ? nil : marks
    let leg = intersection.legs[walked]
    let node = leg.from.ids[row]
    var chosen = [RelationshipID](repeating: RelationshipID(0), count: intersection.legs.count)
    for step in leg.steps {
      let slice = try transaction.neighbours(
        of: node, type: step.type, direction: step.direction)
      for index in marks?.positions(in: slice) ?? Array(0..<slice.count) {
        let neighbour = slice.neighbour(at: index)
        if step.skipsLoops, neighbour == node { continue }
        if marks == nil, try !transaction.hasLabels(intersection.labels, neighbour) { continue }
        chosen[walked] = slice.relationship(at: index)
        try choose(0, walked: walked, row, neighbour, &chosen, &rows)
      }
    }
  }

  private func shortest(_ row: Int) throws(Diagnostic) -> Int {
    var best: (leg: Int, degree: Int)?
    for leg in intersection.legs.indices {
      let degree = try intersection.legs[leg]
        .degree(of: intersection.legs[leg].from.ids[row], transaction)
      if best.map({ degree < $0.degree }) ?? true { best = (leg, degree) }
    }
    return best?.leg ?? 0
  }

  /// Chooses relationships for the legs from `number` on.
  private func choose(
    _ number: Int, walked: Int, _ row: Int, _ neighbour: NodeID,
    _ chosen: inout [RelationshipID], _ rows: inout IntersectedRows
  ) throws(Diagnostic) {
    if number == intersection.legs.count {
      if isUnique(chosen, row) { rows.append(row, neighbour, chosen) }
      return
    }
    if number == walked {
      return try choose(number + 1, walked: walked, row, neighbour, &chosen, &rows)
    }
    let leg = intersection.legs[number]
    let node = leg.from.ids[row]
    for step in leg.steps where !(step.skipsLoops && node == neighbour) {
      let slice = try transaction.neighbours(
        of: node, type: step.type, direction: step.direction)
      for index in slice.range(of: neighbour) {
        chosen[number] = slice.relationship(at: index)
        try choose(number + 1, walked: walked, row, neighbour, &chosen, &rows)
      }
    }
  }

  private func isUnique(_ chosen: [RelationshipID], _ row: Int) -> Bool {
    for (number, leg) in intersection.legs.enumerated() {
      if leg.uniqueness.hasMet(chosen[number], row: row) { return false }
      for other in leg.differsFromLegs where chosen[other] == chosen[number] { return false }
    }
    return true
  }
}
