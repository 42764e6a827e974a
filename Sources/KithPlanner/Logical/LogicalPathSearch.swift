package import KithCore

/// Paths from each row's `from` that match a pattern: repeated parts, path modes, selections.
///
/// ```
/// MATCH p = ANY SHORTEST (a:A) ((x)-[:R]->(y) WHERE x.k < y.k)+ (b:B)
/// ```
package struct LogicalPathSearch: Sendable {
  /// How the paths are found.
  package enum Strategy: Sendable {
    /// All of them, depth first.
    case depthFirst
    /// By their lengths, each state of the pattern at each node once a length.
    case breadthFirst
    /// From both ends, where there is one of them a pair at most and the count is 1.
    case bothEnds
  }

  package var from: VariableID
  package var to: VariableID
  /// The row has `to` already.
  package var isToBound: Bool
  /// In the order of the search, which begins at `from`.
  package var pattern: BoundPathPattern
  /// The pattern is written from `to` to `from`: what is given out is in the order of the text.
  package var isReversed: Bool
  package var selection: BoundPathSelection
  package var mode: PathMode
  /// All relationships of the path as a list.
  package var relationships: VariableID
  package var outputs: [BoundPathOutput]
  /// Labels that `to` must have.
  package var toLabels: [String]
  /// Relationship and relationship-list variables of the same `MATCH` which may not be met again.
  package var differsFrom: [VariableID]

  package init(
    from: VariableID, to: VariableID, isToBound: Bool, pattern: BoundPathPattern, isReversed: Bool,
    selection: BoundPathSelection, mode: PathMode, relationships: VariableID,
    outputs: [BoundPathOutput], toLabels: [String], differsFrom: [VariableID]
  ) {
    self.from = from
    self.to = to
    self.isToBound = isToBound
    self.pattern = pattern
    self.isReversed = isReversed
    self.selection = selection
    self.mode = mode
    self.relationships = relationships
    self.outputs = outputs
    self.toLabels = toLabels
    self.differsFrom = differsFrom
  }

  /// What the executor does. A search from both ends takes one repeated relationship whose conditions are its own.
  package var strategy: Strategy {
    guard selection.isSelective else { return .depthFirst }
    guard isToBound, differsFrom.isEmpty, let segment = pattern.segments.first,
      pattern.segments.count == 1, segment.steps.count == 1, segment.isRepeated,
      segment.minimum <= 1
    else { return .breadthFirst }
    let nodes = Set(segment.nodes + pattern.boundaries)
    return pattern.conditions.reads.isDisjoint(with: nodes) && selection.isOne
      ? .bothEnds : .breadthFirst
  }
}

extension BoundPathSelection {
  /// Whether the text asks for one path or one group.
  var isOne: Bool {
    guard case .constant(.integer(1))? = count?.kind else { return false }
    return true
  }
}
