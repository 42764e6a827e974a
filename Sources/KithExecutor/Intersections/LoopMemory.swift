import KithCore
import KithStorage

/// Which nodes have a relationship to themselves on a leg: looked up once for each node, as many rows ask for the same.
struct LoopMemory {
  private enum State { case unknown, none, some }

  private var states: [State] = []

  /// Forgets everything; ids below a bound will be asked for.
  mutating func reset(bound: Int) {
    states = Array(repeating: .unknown, count: bound)
  }

  /// How much memory it takes.
  var byteCount: Int { states.count }

  /// Gives the rows whose start has one. Ids that no node has are left out.
  @inline(__always)
  mutating func mark(
    _ leg: PreparedLeg, _ transaction: GraphTransaction, _ mark: (Int) -> Void
  ) throws(Diagnostic) {
    let ids = leg.from.ids
    for row in ids.indices {
      let index = Int(ids[row].rawValue)
      guard index < states.count else { continue }
      switch states[index] {
      case .none: continue
      case .some: mark(row)
      case .unknown: if try hasLoop(ids[row], leg, transaction) { mark(row) }
      }
    }
  }

  mutating func hasLoop(
    _ node: NodeID, _ leg: PreparedLeg, _ transaction: GraphTransaction
  ) throws(Diagnostic) -> Bool {
    let index = Int(node.rawValue)
    guard index < states.count else { return false }
    switch states[index] {
    case .none: return false
    case .some: return true
    case .unknown:
      let found = try leg.leads(from: node, to: node, transaction)
      states[index] = found ? .some : .none
      return found
    }
  }
}
