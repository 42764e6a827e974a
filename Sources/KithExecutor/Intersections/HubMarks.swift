import KithCore
import KithStorage

/// The neighbours of nodes with many of them as bits, kept for as long as the statement asks: the short lists of others are
/// held against them, so that an intersection costs no more than its shorter list.
struct HubMarks {
  /// What all of them may take.
  private static let byteLimit = 8 << 20

  private var marks: [UInt32: NodeMarks] = [:]
  /// The nodes that were asked for once: bits pay from the second time on.
  private var seen: Set<UInt32> = []
  private(set) var byteCount = 0

  mutating func reset() { self = HubMarks() }

  /// The neighbours of a node on a leg that have the labels; nil where bits do not serve.
  mutating func marks(
    of node: NodeID, _ leg: PreparedLeg, labels: [LabelID], _ transaction: GraphTransaction
  ) throws(Diagnostic) -> NodeMarks? {
    if let known = marks[node.rawValue] { return known.hasParallels ? nil : known }
    if seen.insert(node.rawValue).inserted { return nil }
    guard byteCount + transaction.nodeUpperBound / 8 < Self.byteLimit else { return nil }
    let new = NodeMarks(bound: transaction.nodeUpperBound)
    try new.mark(node, leg, labels: labels, transaction)
    marks[node.rawValue] = new
    byteCount += new.byteCount
    return new.hasParallels ? nil : new
  }
}
