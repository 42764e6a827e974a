/// What is asked of an expand whose rows may come once or often, all the same to what is above: the different ends alone.
///
/// ```
/// MATCH (p {id: 1})-[:KNOWS]-(a)-[:KNOWS]-(f) WHERE f.id <> a.id RETURN count(DISTINCT f)
///
/// aggregate count                       aggregate count
/// └ filter f.id <> a.id                 └ expand to distinct (a)-[:KNOWS]-(f) where f.id <> a.id
///   └ expand (a)-[:KNOWS]-(f)      ->     └ expand (p)-[:KNOWS]-(a)
///     └ expand (p)-[:KNOWS]-(a)             └ look up p by id = 1
///       └ look up p by id = 1
/// ```
///
/// Some of the rows that differ in nothing but what is forgotten may still come: whoever asks removes duplicates itself.
package struct LogicalDistinctEnds: Sendable {
  /// Variables of the rows below that nothing above reads.
  package var forgotten: [VariableID]
  /// Conditions on a row and its end that read what is forgotten, so that they cannot be checked above.
  package var conditions: [BoundExpression]
  /// Whether the end is read; if not, it is enough that there is one.
  package var isEndNeeded: Bool
  /// What is known of relationships that may not be met again.
  package var met: [Met] = []

  /// A relationship of the row, and the nodes of the row that it is between.
  package struct Met: Sendable {
    package var relationship: VariableID
    package var ends: [VariableID]
  }

  package init(forgotten: [VariableID], conditions: [BoundExpression], isEndNeeded: Bool) {
    self.forgotten = forgotten
    self.conditions = conditions
    self.isEndNeeded = isEndNeeded
  }
}
