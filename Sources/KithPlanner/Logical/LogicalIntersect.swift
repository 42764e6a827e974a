/// Binds a new node that two or more nodes of the row lead to: closes circles by intersecting sorted neighbour lists, as
/// worst-case optimal joins do (Ngo, Porat, Ré and Rudra, 2012).
///
/// ```
/// MATCH (a)-[:KNOWS]->(b)-[:KNOWS]->(c), (a)-[:KNOWS]->(c)
///
/// expand into (a)-[:KNOWS]->(c)       intersect (a)-[:KNOWS]->(c)<-[:KNOWS]-(b)
/// └ expand (b)-[:KNOWS]->(c)      ->  └ expand (a)-[:KNOWS]->(b)
///   └ expand (a)-[:KNOWS]->(b)
/// ```
///
/// Where the node is only counted, there is a weight instead of a row for each of its bindings.
package struct LogicalIntersect: Sendable {
  /// One of the relationships that lead to the node.
  package struct Leg: Sendable {
    package var from: VariableID
    /// Labels that `from` is known to have.
    package var fromLabels: [String]
    package var relationship: VariableID
    /// Empty for all types.
    package var types: [String]
    /// As seen from `from`.
    package var direction: ExpandDirection
    /// Relationships of the row which may not be met again.
    package var differsFrom: [VariableID]
    /// Earlier legs, by number, whose relationship may not be this one's.
    package var differsFromLegs: [Int]
    /// Whether anything above reads the relationship.
    package var isRelationshipNeeded = true
  }

  /// The node is only counted.
  package struct Counting: Sendable {
    /// A new variable: an integer.
    package var weight: VariableID
    /// The weight that the rows have already, which is multiplied.
    package var earlier: VariableID?
  }

  package var to: VariableID
  package var toLabels: [String]
  /// At least two.
  package var legs: [Leg]
  /// Nodes of the row: only where `to` is one of them, or two legs start from the same node, can relationships meet.
  package var meetingPoints: [VariableID]
  package var counting: Counting?

  /// What it reads of the rows below.
  var reads: Set<VariableID> {
    var reads = Set(legs.map(\.from) + legs.flatMap(\.differsFrom) + meetingPoints)
    if let earlier = counting?.earlier { reads.insert(earlier) }
    return reads
  }

  /// What it adds to them.
  var outputs: [VariableID] {
    counting.map { [$0.weight] } ?? legs.map(\.relationship) + [to]
  }
}
