import KithCore
import KithStorage

/// The sets of nodes that one search after the other fills: made once for a graph, not for each row.
final class SearchSpace {
  let forward: NodeSet
  let backward: NodeSet
  /// One level of either.
  let level: NodeSet

  init(bound: Int) {
    forward = NodeSet(bound: bound)
    backward = NodeSet(bound: bound)
    level = NodeSet(bound: bound)
  }

  var byteCount: Int { forward.byteCount + backward.byteCount + level.byteCount }

  func fits(bound: Int) -> Bool { level.fits(bound: bound) }

  /// Nothing is found any more.
  func removeAll() {
    forward.removeAll()
    backward.removeAll()
    level.removeAll()
  }
}

extension ExecutionContext {
  /// The space that an operator keeps, or a new one where there is none for the graph as it is now. Throws where that is
  /// too much memory.
  func searchSpace(keptIn kept: inout SearchSpace?) throws(Diagnostic) -> SearchSpace {
    let bound = transaction.nodeUpperBound
    if let kept, kept.fits(bound: bound) { return kept }
    let space = SearchSpace(bound: bound)
    try memory.charge(space.byteCount)
    kept = space
    return space
  }
}
