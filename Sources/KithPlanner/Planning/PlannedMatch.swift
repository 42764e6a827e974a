/// The `MATCH` that was planned last, for what comes behind it to plan it anew when it knows what is read of it.
///
/// ```
/// MATCH (a)-[:KNOWS]->(b) RETURN a, count(*)      b is only counted: known when RETURN is planned
/// ```
final class PlannedMatch {
  struct Match {
    var graph: QueryGraph
    /// The rows that it matches for.
    var input: LogicalPlan
    var isOptional: Bool
    var plan: LogicalPlan
  }

  private var last: Match?

  func note(_ match: Match) { last = match }

  /// The match that a plan is nothing but.
  func match(of plan: LogicalPlan) -> Match? {
    guard let last, last.plan === plan else { return nil }
    return last
  }
}
