import KithCore
import KithStorage

/// Breadth-first search from one node or several: which nodes some walk of at most so many relationships ends at.
///
/// ```
/// level   0      1          2
/// found   | s |  | a | b |  | c | d | e |      the members of a set of bits; each level is a range of them
/// ```
///
/// A shortest walk is a path, in which no relationship comes twice. So what is found is where trails end, but for the
/// nodes that the search starts from: see `ReturnTrails`.
struct ReachSearch {
  private let context: ExecutionContext
  private let found: NodeSet
  private var lists: [NeighbourCursor]
  private let edges: SearchEdges
  /// The sources; after the first level a range of what was found.
  private var frontier: [UInt32]
  private var isFirst = true
  private var levelStart = 0
  /// How many levels can still be gone down.
  private var remaining: Int

  /// How many neighbours are looked at between two questions whether the statement was stopped.
  private static let checkedWork = 1 << 20
  /// How many relationships conditions are checked for at once.
  private static let checkedEdges = 4096

  /// `found` is empty, and takes what is found. Where `marksSources`, they are found to begin with; else they are found
  /// when a relationship leads to them.
  init(
    from sources: [NodeID], _ edges: SearchEdges, lists: [NeighbourCursor], maximum: Int?,
    marksSources: Bool, found: NodeSet, _ context: ExecutionContext
  ) {
    self.context = context
    self.found = found
    self.lists = lists
    self.edges = edges
    frontier = sources.map(\.rawValue)
    remaining = maximum ?? .max
    if marksSources {
      for source in sources { found.insert(source) }
    }
    levelStart = found.members.count
  }

  /// Goes down a level; gives whether anything was found there.
  mutating func advance() throws(Diagnostic) -> Bool {
    guard remaining > 0 else { return false }
    remaining -= 1
    // The members that the set has now; it grows while they are walked from.
    let level = isFirst ? frontier[...] : found.members[levelStart...]
    isFirst = false
    levelStart = found.members.count
    if edges.isPlain { try insertAll(from: level) } else { try insertAllowed(from: level) }
    return found.members.count > levelStart
  }

  private mutating func insertAll(from level: ArraySlice<UInt32>) throws(Diagnostic) {
    for index in lists.indices {
      var rest = level
      while !rest.isEmpty {
        try context.checkCancelled()
        rest = rest.dropFirst(
          try found.insertNeighbours(of: rest, &lists[index], work: Self.checkedWork))
      }
    }
  }

  private mutating func insertAllowed(from level: ArraySlice<UInt32>) throws(Diagnostic) {
    var batch = FoundEdges()
    for (index, id) in level.enumerated() {
      try batch.append(from: NodeID(id), edges, &lists)
      guard batch.count >= Self.checkedEdges || index == level.count - 1 else { continue }
      try context.checkCancelled()
      try batch.keep(edges)
      for node in batch.nodes { found.insert(node) }
      batch.removeAll()
    }
  }
}
