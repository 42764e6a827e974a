package import KithPlanner

/// What `PROFILE` measures: the rows that each operation of a plan gave, and the time that it took for itself.
///
/// The time from one `next` to another belongs to the operator that was called last and has not come back, so that each
/// moment is counted once. Without a profile, operators measure nothing and ask once a batch whether there is one.
package final class PlanProfile {
  /// What one operation did, all of its operators taken together.
  package final class Entry {
    package fileprivate(set) var rows = 0
    package fileprivate(set) var time = Duration.zero
  }

  private var entries: [ObjectIdentifier: Entry] = [:]
  private var running: [Entry] = []
  private var last = ContinuousClock.now

  package init() {}

  /// What an operation of the plan did; nil where it was never made.
  package subscript(plan: LogicalPlan) -> Entry? { entries[ObjectIdentifier(plan)] }

  /// Where an operator of a plan is to be measured.
  func entry(for plan: LogicalPlan) -> Entry {
    let identifier = ObjectIdentifier(plan)
    if let known = entries[identifier] { return known }
    let entry = Entry()
    entries[identifier] = entry
    return entry
  }

  /// An operator begins to work.
  func enter(_ entry: Entry) {
    charge()
    running.append(entry)
  }

  /// The operator that began last comes back, with so many rows.
  func leave(rows: Int) {
    charge()
    running.popLast()?.rows += rows
  }

  private func charge() {
    let now = ContinuousClock.now
    running.last?.time += now - last
    last = now
  }
}
