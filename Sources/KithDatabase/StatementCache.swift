import KithCore
import KithPlanner
import KithSyntax

/// The trees and the plans of the statements that were run last, by their text.
///
/// Texts that differ only in their parameters' values are the same text: parameters are never written into it. A tree
/// serves for ever; a plan only for the state of the graph that it was made for, since what is cheap for one graph may be
/// dear for the next, and since a plan may rest on what the statistics prove. Looking a text up costs a hash of it.
struct StatementCache {
  /// More texts than this at once are not repeated often; the cache starts anew.
  static let capacity = 256

  /// What a plan was made for.
  struct Basis: Equatable {
    /// The number of the commit whose graph it reads.
    var commit: UInt64
    var options: PlannerOptions
  }

  private struct Entry {
    var tree: ParsedStatement
    var plan: StatementPlan?
    var basis: Basis?
    /// Whether its last plan changes the graph.
    var isWriting = false
  }

  private var entries: [String: Entry] = [:]

  /// The statement's tree. Throws every error of its syntax.
  mutating func tree(of text: String) throws(Diagnostics) -> ParsedStatement {
    if let known = entries[text] { return known.tree }
    let tree = try QueryParser.parse(text)
    if entries.count >= Self.capacity { entries.removeAll(keepingCapacity: true) }
    entries[text] = Entry(tree: tree)
    return tree
  }

  /// The statement's plan, where one was made on this basis.
  func plan(of text: String, on basis: Basis) -> StatementPlan? {
    guard let entry = entries[text], entry.basis == basis else { return nil }
    return entry.plan
  }

  /// Whether the statement's last plan changed the graph; false where there is none.
  func isWriting(_ text: String) -> Bool { entries[text]?.isWriting ?? false }

  /// Keeps the plan of a text whose tree was asked for.
  mutating func keep(_ plan: StatementPlan, of text: String, on basis: Basis) {
    entries[text]?.plan = plan
    entries[text]?.basis = basis
    entries[text]?.isWriting = !plan.isReadOnly
  }

  /// Drops all plans, as when the procedures change that they call.
  mutating func forgetPlans() {
    for text in entries.keys { entries[text]?.basis = nil }
  }
}
