import KithCore
import KithStorage

/// Breadth-first search from one node or several: which nodes some walk of at most so many relationships ends at.
///
/// ```
/// level   0      1          2
/// found   | s |  | a | b |  | c | d | e |      the members of a set of bits; each level is a range of them
/// ```
///
/// Where a level is large, the nodes that are left look for a neighbour in it instead (Beamer, Asanović and Patterson,
/// 2012): most have one among their first.
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
  /// Words of 64 nodes each, between two such questions.
  private static let checkedWords = 128
  /// From this many nodes on the order of a level matters.
  private static let largeLevel = 1024
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
    let wasFirst = isFirst
    isFirst = false
    levelStart = found.members.count
    if !edges.isPlain {
      try insertAllowed(from: level)
    } else if !wasFirst, level.count > Self.largeLevel, level.count * 2 > left {
      try insertThoseThatLead()
    } else {
      try insertAll(from: level)
    }
    // Lists of nodes in order lie one after the other.
    if found.members.count - levelStart > Self.largeLevel { found.sortMembers(from: levelStart) }
    return found.members.count > levelStart
  }

  /// How many nodes may be left to be found.
  private var left: Int { context.transaction.nodeUpperBound - found.members.count }

  private mutating func insertThoseThatLead() throws(Diagnostic) {
    let bound = context.transaction.nodeUpperBound
    var reversed = try edges.reversed.lists(context.transaction)
    var new: [UInt32] = []
    for start in stride(from: 0, to: bound / 64 + 1, by: Self.checkedWords) {
      try context.checkCancelled()
      try found.appendNeighboursOfMembers(
        in: start..<start + Self.checkedWords, bound: bound, &reversed, to: &new)
    }
    found.append(new: new)
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
