package import KithCore

/// The cheapest paths between two nodes one after the other, none of which comes to a node twice (Yen, 1971).
///
/// Paths that differ only in a parallel edge are different. Of equally cheap ones, the one whose nodes and then edges
/// have the lower numbers comes first.
package struct CheapestPaths {
  private let graph: GraphProjection
  private let source: Int
  private let target: Int
  private var search: WeightedSearch
  private var bannedNodes: [Bool]
  private var found: [WeightedPath] = []
  /// Paths that may come next.
  private var candidates: [WeightedPath] = []

  package init(
    in graph: GraphProjection, from source: Int, to target: Int, _ host: any AlgorithmHost
  ) throws(Diagnostic) {
    self.graph = graph
    self.source = source
    self.target = target
    search = try WeightedSearch(graph, host)
    bannedNodes = Array(repeating: false, count: graph.nodeCount)
  }

  /// The next path, or nil where there is no other. Costs a search for each node of the path before.
  package mutating func next(_ host: any AlgorithmHost) throws(Diagnostic) -> WeightedPath? {
    if let last = found.last {
      try branch(from: last, host)
    } else {
      let reached = try search.search(from: source, to: target, host)
      if reached.last == UInt32(target) { candidates.append(search.path(to: target)) }
    }
    guard let best = candidates.indices.min(by: { precedes(candidates[$0], candidates[$1]) })
    else { return nil }
    let path = candidates.remove(at: best)
    found.append(path)
    return path
  }

  /// Leaves the last path at each of its nodes by an edge that no path with the same beginning took.
  private mutating func branch(
    from last: WeightedPath, _ host: any AlgorithmHost
  ) throws(Diagnostic) {
    var cost = 0.0
    for index in last.edges.indices {
      let spur = Int(last.nodes[index])
      let beginning = last.edges[..<index]
      let taken = found.filter { $0.edges.count > index && $0.edges[..<index] == beginning }
        .map { $0.edges[index] }
      let bans = WeightedSearch.Bans(nodes: bannedNodes, edges: taken)
      let reached = try search.search(from: spur, to: target, without: bans, host)
      if reached.last == UInt32(target) {
        let rest = search.path(to: target)
        let path = WeightedPath(
          nodes: last.nodes[..<index] + rest.nodes, edges: beginning + rest.edges,
          cost: cost + rest.cost)
        if !candidates.contains(where: { $0.edges == path.edges }) { candidates.append(path) }
      }
      bannedNodes[spur] = true
      cost += graph.weight(at: Int(last.edges[index]))
    }
    for node in last.nodes { bannedNodes[Int(node)] = false }
  }

  private func precedes(_ left: WeightedPath, _ right: WeightedPath) -> Bool {
    if left.cost != right.cost { return left.cost < right.cost }
    if left.nodes != right.nodes { return left.nodes.lexicographicallyPrecedes(right.nodes) }
    return left.edges.lexicographicallyPrecedes(right.edges)
  }
}
