/// Which relationships of one `MATCH` could be the same one where some are only counted.
///
/// Relationships of a pattern are different from each other. Those that are planned are known in each row, so that a
/// counted one is a matter of subtraction:
/// ```
/// (p)-[k:KNOWS]-(f)-[:KNOWS]-(x)     x counted at f: degree of f, without k
/// ```
/// Two that are counted at the same node are a matter of subtraction too; anything else is planned and not counted.
struct CountConflicts {
  typealias Leg = LogicalCountNeighbours.Leg
  typealias Met = LogicalCountNeighbours.Met

  /// What is counted at one node.
  struct Anchor {
    var from: VariableID
    var factors: [LogicalCountNeighbours.Factor]
  }

  let graph: QueryGraph
  /// The relationships that are planned.
  let core: [Int]
  /// Counted nodes, each with the number of its relationship.
  let legs: [(node: VariableID, relationship: Int)]

  /// Nil where they cannot be counted.
  func anchors() -> [Anchor]? {
    var anchors: [Anchor] = []
    var done: Set<Int> = []
    for (position, leg) in legs.enumerated() where !done.contains(position) {
      let mine = graph.relationships[leg.relationship]
      let from = mine.other(than: leg.node)
      let partners = legs.indices.filter {
        $0 != position && graph.relationships[legs[$0].relationship].mayMeet(mine)
      }
      guard partners.count <= 1, let plain = self.leg(leg, from: from) else { return nil }
      var factor = LogicalCountNeighbours.Factor.leg(plain)
      if let partner = partners.first {
        guard let paired = pair(leg, plain, legs[partner], at: from) else { return nil }
        factor = paired
        done.insert(partner)
      }
      if let index = anchors.firstIndex(where: { $0.from == from }) {
        anchors[index].factors.append(factor)
      } else {
        anchors.append(Anchor(from: from, factors: [factor]))
      }
    }
    return anchors
  }

  /// A counted relationship by itself.
  private func leg(_ leg: (node: VariableID, relationship: Int), from: VariableID) -> Leg? {
    let relationship = graph.relationships[leg.relationship]
    let direction =
      relationship.left == from ? relationship.direction : relationship.direction.reversed
    return withMet(
      Leg(
        to: leg.node, toLabels: graph.labels(of: leg.node), types: relationship.types,
        direction: direction), of: relationship, from: from)
  }

  private func pair(
    _ first: (node: VariableID, relationship: Int), _ plain: Leg,
    _ second: (node: VariableID, relationship: Int), at from: VariableID
  ) -> LogicalCountNeighbours.Factor? {
    let other = graph.relationships[second.relationship]
    let partners = legs.filter {
      $0.relationship != second.relationship && graph.relationships[$0.relationship].mayMeet(other)
    }
    guard partners.count == 1, other.other(than: second.node) == from,
      let partner = leg(second, from: from)
    else { return nil }
    // What both would meet: of both their types, with both their labels, one way only where one of them looks one way.
    var common = plain
    common.met = []
    common.types =
      plain.types.isEmpty
      ? partner.types
      : partner.types.isEmpty ? plain.types : plain.types.filter(partner.types.contains)
    common.toLabels += partner.toLabels.filter { !common.toLabels.contains($0) }
    if plain.direction == .both {
      common.direction = partner.direction
    } else if partner.direction != .both, partner.direction != plain.direction {
      common.isLoop = true
    }
    var narrowed = graph.relationships[first.relationship]
    narrowed.types = common.types
    guard let common = withMet(common, of: narrowed, from: from) else { return nil }
    return .pair(plain, partner, common: common)
  }

  /// The leg with the planned relationships that it may not meet again; nil where one of them is a list.
  private func withMet(_ leg: Leg, of mine: QueryGraph.Relationship, from: VariableID) -> Leg? {
    var leg = leg
    for index in core {
      let theirs = graph.relationships[index]
      guard theirs.mayMeet(mine) else { continue }
      guard theirs.length == nil, theirs.search == nil else { return nil }
      leg.met.append(met(theirs, by: leg, from: from))
    }
    return leg
  }

  /// How to tell whether a planned relationship is one that the leg would meet.
  private func met(_ theirs: QueryGraph.Relationship, by leg: Leg, from: VariableID) -> Met {
    let isOfType =
      leg.types.isEmpty
      || (!theirs.types.isEmpty && Set(theirs.types).isSubset(of: leg.types))
    guard isOfType, !leg.isLoop, !theirs.isBound else { return .lookedUp(theirs.variable) }
    func hasLabels(_ end: VariableID) -> Bool {
      Set(leg.toLabels).isSubset(of: graph.labels(of: end))
    }
    if leg.direction == .both {
      let touches = theirs.left == from || theirs.right == from
      guard touches, hasLabels(theirs.other(than: from)) else { return .lookedUp(theirs.variable) }
      return .always
    }
    // The end that has to be where the leg starts, and the one that it would lead to.
    let near: VariableID
    switch (theirs.direction, leg.direction) {
    case (.both, _), (_, .both): return .lookedUp(theirs.variable)
    case (.outgoing, .outgoing), (.incoming, .incoming): near = theirs.left
    case (.outgoing, .incoming), (.incoming, .outgoing): near = theirs.right
    }
    let far = near == theirs.left ? theirs.right : theirs.left
    guard hasLabels(far) else { return .lookedUp(theirs.variable) }
    return near == from ? .always : .whereEqual(near)
  }
}
