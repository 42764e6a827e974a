/// How many rows a pattern without conditions has, told by the exact statistics alone: one row. A leaf.
///
/// ```
/// MATCH (p:Person) RETURN count(*)
/// MATCH (:Person)-[r:KNOWS]->() RETURN count(r)
/// ```
package struct LogicalStatisticsCount: Sendable {
  /// A part of the pattern that nothing joins to the others.
  package enum Part: Sendable {
    /// Nodes with a label, or all.
    case nodes(VariableID, label: String?)
    case relationships(Relationships)
  }

  /// Relationships of some types (none: all), each end with a label or without a condition.
  package struct Relationships: Sendable {
    package var left: VariableID
    package var leftLabel: String?
    package var types: [String]
    /// As seen from the left.
    package var direction: ExpandDirection
    package var right: VariableID
    package var rightLabel: String?
  }

  /// The product of their counts is the number of rows.
  package var parts: [Part]
  /// All of them are that number.
  package var outputs: [VariableID]
}
