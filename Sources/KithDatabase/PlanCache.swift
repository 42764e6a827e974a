import KithCore
import KithPlanner
import KithStorage
import KithSyntax

/// The trees of the statements that were run last, by their text.
///
/// Texts that differ only in their parameters' values are the same text: parameters are never written into it.
struct PlanCache {
  /// More texts than this at once are not repeated often; the cache starts anew.
  static let capacity = 256

  private var trees: [String: ParsedStatement] = [:]

  /// The statement's tree. Throws every error of its syntax.
  mutating func parsed(_ text: String) throws(Diagnostics) -> ParsedStatement {
    if let known = trees[text] { return known }
    let tree = try QueryParser.parse(text)
    if trees.count >= Self.capacity { trees.removeAll(keepingCapacity: true) }
    trees[text] = tree
    return tree
  }

  /// The statement's plan for what the transaction sees. Plans are made anew each time: a plan that was cheap for the
  /// graph as it was may be dear for the graph as it is.
  func plan(
    _ statement: ParsedStatement, text: String, for transaction: GraphTransaction,
    options: PlannerOptions
  ) throws(Diagnostics) -> StatementPlan {
    try StatementPlanner.plan(
      statement, schema: transaction.schema, statistics: transaction.statistics, options: options)
  }
}
