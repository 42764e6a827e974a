package import KithCore

/// Cheapest paths from one node along edges whose weights are not negative (Dijkstra, 1959).
///
/// Of equally cheap paths the one that is found first stays: the result is always the same. The state is kept between
/// searches, so that the next one costs only what it touches.
package struct WeightedSearch: Sendable {
  private let graph: GraphProjection
  /// The cost of the cheapest path known; infinite where there is none.
  private var costs: [Double]
  /// The edge by which it comes, and from which node; `.max` at the source.
  private var edges: [UInt32]
  private var parents: [UInt32]
  /// The nodes whose state is not the first one.
  private var touched: [UInt32] = []
  private var heap = CostHeap()

  package init(_ graph: GraphProjection, _ host: any AlgorithmHost) throws(Diagnostic) {
    try host.charge(graph.nodeCount * 32)
    self.graph = graph
    costs = Array(repeating: .infinity, count: graph.nodeCount)
    edges = Array(repeating: .max, count: graph.nodeCount)
    parents = edges
  }

  /// Nodes and edges that a search leaves out.
  package struct Bans {
    package var nodes: [Bool]
    /// Edges of the source.
    package var edges: [UInt32]
  }

  /// Searches from a source, to one target or to all there is. n log n in what it passes.
  ///
  /// Gives the nodes reached, the source first, ascending by cost.
  package mutating func search(
    from source: Int, to target: Int? = nil, without bans: Bans? = nil,
    _ host: any AlgorithmHost
  ) throws(Diagnostic) -> [UInt32] {
    for node in touched {
      costs[Int(node)] = .infinity
      edges[Int(node)] = .max
      parents[Int(node)] = .max
    }
    touched = [UInt32(truncatingIfNeeded: source)]
    costs[source] = 0
    heap.clear()
    heap.insert(0, UInt32(truncatingIfNeeded: source))
    var reached: [UInt32] = []
    var meter = WorkMeter()
    while let (cost, next) = heap.removeCheapest() {
      let node = Int(next)
      // A node that was found again more cheaply is in the heap twice.
      if cost > costs[node] { continue }
      reached.append(next)
      if node == target { break }
      try meter.pass(graph.degree(of: node), host)
      expand(node, cost, node == source ? bans?.edges : nil, bans?.nodes)
    }
    return reached
  }

  @inline(__always)
  private mutating func expand(
    _ node: Int, _ cost: Double, _ bannedEdges: [UInt32]?, _ bannedNodes: [Bool]?
  ) {
    for edge in graph.edges(of: node) {
      let target = Int(graph.targets[edge])
      let through = cost + graph.weight(at: edge)
      guard through < costs[target] else { continue }
      if let bannedNodes, bannedNodes[target] { continue }
      if let bannedEdges, bannedEdges.contains(UInt32(truncatingIfNeeded: edge)) { continue }
      if costs[target] == .infinity { touched.append(UInt32(truncatingIfNeeded: target)) }
      costs[target] = through
      edges[target] = UInt32(truncatingIfNeeded: edge)
      parents[target] = UInt32(truncatingIfNeeded: node)
      heap.insert(through, UInt32(truncatingIfNeeded: target))
    }
  }

  /// The cost of a node in the last search; infinite where it was not reached.
  package func cost(of node: Int) -> Double { costs[node] }

  /// The path to a node that the last search reached.
  package func path(to node: Int) -> WeightedPath {
    var path = WeightedPath(nodes: [UInt32(node)], edges: [], cost: costs[node])
    var node = node
    while edges[node] != .max {
      path.edges.append(edges[node])
      node = Int(parents[node])
      path.nodes.append(UInt32(node))
    }
    path.nodes.reverse()
    path.edges.reverse()
    return path
  }
}

/// A path through a projection: nodes, and the positions of the edges between them.
package struct WeightedPath: Sendable, Equatable {
  package var nodes: [UInt32]
  package var edges: [UInt32]
  package var cost: Double

  package init(nodes: [UInt32], edges: [UInt32], cost: Double) {
    self.nodes = nodes
    self.edges = edges
    self.cost = cost
  }
}

/// Nodes by cost, the cheapest first; of equal ones the lower number. A binary heap in two arrays.
private struct CostHeap {
  private var costs: [Double] = []
  private var nodes: [UInt32] = []

  mutating func clear() {
    costs.removeAll(keepingCapacity: true)
    nodes.removeAll(keepingCapacity: true)
  }

  mutating func insert(_ cost: Double, _ node: UInt32) {
    costs.append(cost)
    nodes.append(node)
    var place = costs.count &- 1
    while place > 0 {
      let above = (place &- 1) / 2
      if !precedes(cost, node, above) { break }
      costs[place] = costs[above]
      nodes[place] = nodes[above]
      place = above
    }
    costs[place] = cost
    nodes[place] = node
  }

  mutating func removeCheapest() -> (cost: Double, node: UInt32)? {
    guard let cost = costs.popLast(), let node = nodes.popLast() else { return nil }
    guard let first = costs.first else { return (cost, node) }
    let cheapest = (cost: first, node: nodes[0])
    var place = 0
    let count = costs.count
    while true {
      var below = 2 &* place &+ 1
      if below >= count { break }
      if below &+ 1 < count, precedes(costs[below &+ 1], nodes[below &+ 1], below) { below &+= 1 }
      if precedes(cost, node, below) { break }
      costs[place] = costs[below]
      nodes[place] = nodes[below]
      place = below
    }
    costs[place] = cost
    nodes[place] = node
    return cheapest
  }

  @inline(__always)
  private func precedes(_ cost: Double, _ node: UInt32, _ place: Int) -> Bool {
    cost < costs[place] || (cost == costs[place] && node < nodes[place])
  }
}
