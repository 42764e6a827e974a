import KithCore

// A condition is a filter of its own, so that the cheapest comes first. Plans are trees that are walked to their depth:
// 100,000 conditions in a row of filters overflowed the stack.

extension PatternPlanner {
  /// How many conditions on one plan are filters of their own; the others are joined by `AND` in one more.
  static let singleFilterLimit = 64

  /// The plan's rows on which all conditions hold, each with the share of rows that it lets pass.
  func filtering(
    _ plan: LogicalPlan, by conditions: [(condition: BoundExpression, share: Double)]
  ) -> LogicalPlan {
    let singles = conditions.prefix(Self.singleFilterLimit)
    let others = conditions.dropFirst(Self.singleFilterLimit)
    var filtered = plan
    for (condition, share) in singles {
      filtered = LogicalPlan(
        .filter(condition), inputs: [filtered], estimatedRows: filtered.estimatedRows * share)
    }
    guard let joined = Self.conjunction(of: others.map(\.condition)[...]) else { return filtered }
    return LogicalPlan(
      .filter(joined), inputs: [filtered],
      estimatedRows: others.reduce(filtered.estimatedRows) { $0 * $1.share })
  }

  /// All of them joined by `AND`, as a tree of logarithmic depth; nil of none.
  private static func conjunction(of conditions: ArraySlice<BoundExpression>) -> BoundExpression? {
    guard conditions.count > 1 else { return conditions.first }
    let middle = conditions.startIndex + conditions.count / 2
    guard let left = conjunction(of: conditions[..<middle]),
      let right = conjunction(of: conditions[middle...])
    else { return nil }
    return BoundExpression(
      .binary(.and, left, right), type: .boolean, span: left.span.through(right.span))
  }
}
