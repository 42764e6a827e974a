import KithCore

/// Searches for paths, as `EXPLAIN` shows them.
///
/// ```
/// search shortest 1, depth first …
/// ```
extension PlanText {
  func describe(_ search: LogicalPathSearch) -> String {
    let way =
      switch search.strategy {
      case .depthFirst: "depth first"
      case .breadthFirst: "breadth first"
      case .bothEnds: "from both ends"
      }
    let selected: String =
      switch search.selection {
      case .all: ""
      case .shortest(let count): "shortest \(text(count)) "
      case .shortestGroups(let count): "shortest \(text(count)) groups "
      }
    let conditions = search.pattern.conditions.map(text).joined(separator: " AND ")
    return "search \(way): \(selected)\(search.mode.rawValue.lowercased()) "
      + describe(search.pattern) + labels(search.toLabels)
      + (conditions.isEmpty ? "" : " where \(conditions)")
  }

  /// What an expand looks for.
  func verb(_ ends: LogicalDistinctEnds?) -> String {
    guard let ends else { return "expand " }
    return ends.isEndNeeded ? "expand to distinct " : "expand if any "
  }

  /// The conditions that it checks itself.
  func conditions(_ ends: LogicalDistinctEnds?) -> String {
    guard let ends, !ends.conditions.isEmpty else { return "" }
    return " where \(ends.conditions.map(text).joined(separator: " AND "))"
  }

  private func describe(_ pattern: BoundPathPattern) -> String {
    var written = "(\(name(pattern.boundaries[0])))"
    for (index, segment) in pattern.segments.enumerated() {
      let end = pattern.boundaries[index + 1]
      if segment.isRepeated {
        let bounds = "{\(segment.minimum),\(segment.maximum.map { String($0) } ?? "")}"
        let isPlain = segment.steps.count == 1 && segment.nodes.allSatisfy { name($0).isEmpty }
        written +=
          isPlain
          ? arrow(segment.steps[0]) + bounds
          : " (\(chain(segment)))\(bounds) "
        written += "(\(name(end)))"
      } else {
        written += chain(segment).drop { $0 != ")" }.dropFirst()
      }
    }
    return written
  }

  private func chain(_ segment: BoundPathPattern.Segment) -> String {
    zip(segment.steps, segment.nodes.dropFirst()).reduce("(\(name(segment.nodes[0])))") {
      $0 + arrow($1.0) + "(\(name($1.1)))"
    }
  }

  private func arrow(_ step: BoundPathPattern.Step) -> String {
    arrow(step.direction, inside: name(step.variable) + types(step.types))
  }
}
