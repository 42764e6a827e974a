import KithCore
import KithStorage

/// Which nodes have a relationship to themselves on a leg: looked up once for each node, as many rows ask for the same.
struct LoopMemory {
  private enum State: UInt8 { case unknown, none, some }

  private var states: [State] = []

  /// Forgets everything; ids below a bound will be asked for.
  mutating func reset(bound: Int) {
    states = Array(repeating: .unknown, count: bound)
  }

  /// How much memory it takes.
  var byteCount: Int { states.count }

  /// Gives the rows whose start has one. Ids that no node has are left out.
  mutating func mark(
    _ leg: PreparedLeg, _ transaction: GraphTransaction, _ mark: (Int) -> Void
  ) throws(Diagnostic) {
    let ids = leg.from.ids
    var last: (node: NodeID, hasLoop: Bool)?
    for row in ids.indices {
      let node = ids[row]
      if last?.node != node { last = (node, try hasLoop(node, leg, transaction)) }
      if last?.hasLoop == true { mark(row) }
    }
  }

  mutating func hasLoop(
    _ node: NodeID, _ leg: PreparedLeg, _ transaction: GraphTransaction
  ) throws(Diagnostic) -> Bool {
    let index = Int(node.rawValue)
    guard index < states.count else { return false }
    if states[index] == .unknown {
      states[index] = try leg.leads(from: node, to: node, transaction) ? .some : .none
    }
    return states[index] == .some
  }
}
