import KithCore
import KithSyntax

/// Estimates how many rows operations give, from the graph's exact statistics.
///
/// Conditions are taken as independent of each other, as System R did (Selinger et al., 1979).
struct CardinalityEstimator {
  let schema: Schema
  let statistics: Statistics

  /// Guesses for conditions that the statistics say nothing about.
  enum Guess {
    static let equality = 0.1
    static let range = 0.3
    static let other = 0.5
    static let steps = 4
  }

  /// Nodes that have all the labels.
  func nodes(labels: [String]) -> Double {
    labels.reduce(Double(statistics.nodeCount)) { rows, label in
      rows * labelSelectivity(label)
    }
  }

  /// The share of all nodes that have the label.
  func labelSelectivity(_ label: String) -> Double {
    guard statistics.nodeCount > 0, let number = schema.labels.number(of: label) else { return 0 }
    return Double(statistics.nodesByLabel[LabelID(number)] ?? 0) / Double(statistics.nodeCount)
  }

  /// The rarest label first.
  func rarestFirst(_ labels: [String]) -> [String] {
    labels.sorted { nodes(labels: [$0]) < nodes(labels: [$1]) }
  }

  /// Relationships of some types between nodes of some labels; a `both` pattern matches each twice.
  func relationships(
    from left: [String], types: [String], direction: ExpandDirection, to right: [String]
  ) -> Double {
    switch direction {
    case .outgoing: directed(from: left, types: types, to: right)
    case .incoming: directed(from: right, types: types, to: left)
    case .both:
      directed(from: left, types: types, to: right) + directed(from: right, types: types, to: left)
    }
  }

  private func directed(from left: [String], types: [String], to right: [String]) -> Double {
    // The statistics count each type by itself: any type is all of them.
    let names = types.isEmpty ? schema.relationshipTypes.names : types
    return names.compactMap { schema.relationshipTypes.number(of: $0) }
      .reduce(0) { $0 + directed(from: left, type: RelationshipTypeID($1), to: right) }
  }

  /// The smallest count over one label of each end: more labels can only make it smaller.
  private func directed(
    from left: [String], type: RelationshipTypeID, to right: [String]
  ) -> Double {
    let starts = ids(left)
    let ends = ids(right)
    guard starts.count == left.count, ends.count == right.count else { return 0 }
    var best = Double.infinity
    for start in starts.isEmpty ? [nil] : starts.map(Optional.some) {
      for end in ends.isEmpty ? [nil] : ends.map(Optional.some) {
        let triple = Statistics.Triple(start: start, type: type, end: end)
        best = min(best, Double(statistics.relationshipsByTriple[triple] ?? 0))
      }
    }
    return best
  }

  private func ids(_ labels: [String]) -> [LabelID] {
    labels.compactMap { schema.labels.number(of: $0).map { LabelID($0) } }
  }

  /// How many relationships one node of the labels `from` has on average towards nodes of the labels `to`.
  func degree(
    from left: [String], types: [String], direction: ExpandDirection, to right: [String]
  ) -> Double {
    let starts = nodes(labels: left)
    guard starts > 0 else { return 0 }
    return relationships(from: left, types: types, direction: direction, to: right) / starts
  }

  /// The share of rows on which a condition holds.
  func selectivity(of condition: BoundExpression) -> Double {
    switch condition.kind {
    case .comparison(.equal, let left, let right):
      return min(equalitySelectivity(left), equalitySelectivity(right))
    case .comparison(.notEqual, _, _): return 0.9
    case .comparison: return Guess.range
    case .unary(.not, let inner): return 1 - selectivity(of: inner)
    case .binary(.and, let left, let right):
      return selectivity(of: left) * selectivity(of: right)
    case .binary(.or, let left, let right):
      let (first, second) = (selectivity(of: left), selectivity(of: right))
      return first + second - first * second
    case .binary(.startsWith, _, _): return 0.05
    case .binary(.in, let left, let right):
      guard case .list(let items) = right.kind else { return Guess.range }
      return min(1, equalitySelectivity(left) * Double(items.count))
    case .hasLabel(let subject, let labels):
      guard subject.type == .node, let names = labels.conjunction else { return Guess.other }
      return names.reduce(1) { $0 * labelSelectivity($1) }
    default: return Guess.other
    }
  }

  private func equalitySelectivity(_ side: BoundExpression) -> Double {
    guard case .property(let subject, let key) = side.kind,
      let number = schema.propertyKeys.number(of: key)
    else { return Guess.equality }
    let kind: EntityKind = subject.type == .relationship ? .relationship : .node
    let property = Statistics.Property(kind: kind, key: PropertyKeyID(number))
    let distinct = statistics.distinctByProperty[property] ?? 0
    return distinct > 0 ? 1 / Double(distinct) : Guess.equality
  }
}
