/// Counts without rows and intersections, as `EXPLAIN` shows them.
///
/// ```
/// count (:Person)-[:KNOWS]->() from statistics
/// count (p)-[:KNOWS]-(:Person)
/// intersect (a)-[:KNOWS]->(c:Person), (b)-[:KNOWS]->(c:Person)
/// ```
extension PlanText {
  func describe(_ count: LogicalStatisticsCount) -> String {
    let parts = count.parts.map { part in
      switch part {
      case .nodes(let node, let label): "(\(name(node))\(labels(label.map { [$0] } ?? [])))"
      case .relationships(let it):
        "(\(labels(it.leftLabel.map { [$0] } ?? [])))"
          + arrow(it.direction, inside: types(it.types))
          + "(\(labels(it.rightLabel.map { [$0] } ?? [])))"
      }
    }
    return "count \(parts.joined(separator: ", ")) from statistics"
  }

  func describe(_ count: LogicalCountNeighbours) -> String {
    let legs = count.factors.flatMap { factor -> [LogicalCountNeighbours.Leg] in
      switch factor {
      case .leg(let leg): [leg]
      case .pair(let first, let second, _): [first, second]
      }
    }
    let texts = legs.map { leg in
      "(\(name(count.from)))" + arrow(leg.direction, inside: types(leg.types))
        + "(\(name(leg.to))\(labels(leg.toLabels)))"
    }
    return "count \(texts.joined(separator: ", "))" + (count.keepsEmpty ? ", if any" : "")
  }

  func describe(_ intersect: LogicalIntersect) -> String {
    let legs = intersect.legs.map { leg in
      let inside =
        (intersect.counting == nil && leg.isRelationshipNeeded ? name(leg.relationship) : "")
        + types(leg.types)
      return "(\(name(leg.from)))" + arrow(leg.direction, inside: inside)
        + "(\(name(intersect.to))\(labels(intersect.toLabels)))"
    }
    return (intersect.counting == nil ? "intersect " : "count intersection ")
      + legs.joined(separator: ", ")
  }
}
