package import KithCore

/// Communities of high modularity (Blondel, Guillaume, Lambiotte and Lefebvre, 2008), of a graph that holds each edge
/// both ways.
///
/// ```
/// level 0   each node moves to the neighbouring community that gains most, until little is gained
/// level 1   communities become nodes, edges between them one edge with the sum of their weights; and so on
/// ```
package struct Louvain: Sendable {
  package var levels = 10
  /// How many rounds over the nodes a level has at most.
  package var iterations = 10
  /// A level ends when a round gains less modularity than this.
  package var tolerance = 1e-4
  /// Above 1 communities become smaller, below 1 larger.
  package var resolution = 1.0
  /// Shuffles the order in which nodes move; nil for their own order. The same seed, the same communities.
  package var seed: Int64?

  package init() {}

  package struct Result: Sendable {
    /// The communities by node after each level, numbered from 0 in the order of their first node; at least one.
    package var levels: [[UInt32]]
    /// Of the last level, between -0.5 and 1.
    package var modularity: Double
  }

  /// The communities. A round is linear in nodes and edges.
  package func communities(
    of graph: GraphProjection, _ host: any AlgorithmHost
  ) throws(Diagnostic) -> Result {
    var level = LouvainLevel(graph)
    try host.charge(level.byteCount)
    var communities = Array(0..<UInt32(graph.nodeCount))
    var found: [[UInt32]] = []
    var numbers = seed.map { SeededNumbers(seed: $0) }
    for _ in 0..<levels {
      let order = numbers?.sample(level.nodeCount, of: level.nodeCount)
      guard try level.moveNodes(self, order: order, host) else { break }
      let parts = Components.renumbered(level.communities)
      communities = communities.map { parts[Int($0)] }
      found.append(communities)
      level = try level.merged(by: parts, host)
    }
    return Result(
      levels: found.isEmpty ? [communities] : found,
      modularity: level.modularity(resolution: resolution))
  }
}

/// A graph whose nodes are the communities of the level below.
private struct LouvainLevel {
  private let offsets: [UInt32]
  private let targets: [UInt32]
  private let weights: [Double]
  /// The weight of each node's edges, and of all: every edge counts at both ends.
  private let strengths: [Double]
  private let total: Double
  private(set) var communities: [UInt32]
  /// The strength of each community's nodes together.
  private var communityStrengths: [Double]

  var nodeCount: Int { strengths.count }

  var byteCount: Int { offsets.count * 36 + targets.count * 12 }

  init(_ graph: GraphProjection) {
    self.init(
      offsets: graph.offsets, targets: graph.targets,
      weights: graph.isWeighted ? graph.weights : Array(repeating: 1, count: graph.edgeCount))
  }

  private init(offsets: [UInt32], targets: [UInt32], weights: [Double]) {
    self.offsets = offsets
    self.targets = targets
    self.weights = weights
    strengths = (0..<offsets.count - 1).map { node in
      var sum = 0.0
      for edge in Int(offsets[node])..<Int(offsets[node + 1]) { sum += weights[edge] }
      return sum
    }
    total = strengths.reduce(0, +)
    communities = Array(0..<UInt32(strengths.count))
    communityStrengths = strengths
  }

  /// Moves nodes until little is gained; gives whether any has moved.
  mutating func moveNodes(
    _ settings: Louvain, order: [UInt32]?, _ host: any AlgorithmHost
  ) throws(Diagnostic) -> Bool {
    guard total > 0 else { return false }
    var links = CommunityLinks(count: nodeCount)
    var meter = WorkMeter()
    var hasMoved = false
    for _ in 0..<settings.iterations {
      var gain = 0.0
      for index in 0..<nodeCount {
        let node = order.map { Int($0[index]) } ?? index
        try meter.pass(Int(offsets[node &+ 1] &- offsets[node]), host)
        gain += move(node, settings.resolution, &links)
      }
      if gain > 0 { hasMoved = true }
      if gain < settings.tolerance { break }
    }
    return hasMoved
  }

  /// Moves one node to where it gains most; gives the modularity gained.
  private mutating func move(
    _ node: Int, _ resolution: Double, _ links: inout CommunityLinks
  ) -> Double {
    let own = communities[node]
    for edge in Int(offsets[node])..<Int(offsets[node &+ 1]) {
      let target = Int(targets[edge])
      if target != node { links.add(weights[edge], to: communities[target]) }
    }
    let strength = strengths[node]
    communityStrengths[Int(own)] -= strength
    let factor = resolution * strength / total
    let stay = links.weight(to: own) - factor * communityStrengths[Int(own)]
    var best = own
    var most = stay
    for community in links.met {
      let gain = links.weight(to: community) - factor * communityStrengths[Int(community)]
      // What is gained by rounding alone would let nodes move for ever.
      if gain > most + 1e-10 * abs(most) {
        best = community
        most = gain
      }
    }
    links.clear()
    communities[node] = best
    communityStrengths[Int(best)] += strength
    return best == own ? 0 : 2 * (most - stay) / total
  }

  /// The graph of the communities, which are numbered without gaps.
  func merged(
    by parts: [UInt32], _ host: any AlgorithmHost
  ) throws(Diagnostic) -> LouvainLevel {
    let count = Int(parts.max().map { $0 + 1 } ?? 0)
    let members = Members(of: parts, count: count)
    var links = CommunityLinks(count: count)
    var starts: [UInt32] = [0]
    var ends: [UInt32] = []
    var sums: [Double] = []
    var meter = WorkMeter()
    for part in 0..<count {
      for index in Int(members.offsets[part])..<Int(members.offsets[part + 1]) {
        let node = Int(members.nodes[index])
        let edges = Int(offsets[node])..<Int(offsets[node + 1])
        try meter.pass(edges.count, host)
        for edge in edges { links.add(weights[edge], to: parts[Int(targets[edge])]) }
      }
      for other in links.met {
        ends.append(other)
        sums.append(links.weight(to: other))
      }
      links.clear()
      starts.append(UInt32(ends.count))
    }
    return LouvainLevel(offsets: starts, targets: ends, weights: sums)
  }

  /// The modularity of this level's nodes, each a community.
  func modularity(resolution: Double) -> Double {
    guard total > 0 else { return 0 }
    var sum = 0.0
    for node in 0..<nodeCount {
      for edge in Int(offsets[node])..<Int(offsets[node + 1]) where Int(targets[edge]) == node {
        sum += weights[edge] / total
      }
      sum -= resolution * (strengths[node] / total) * (strengths[node] / total)
    }
    return sum
  }
}

/// The weight from one node to each community that it touches: a dense table that is cleared by what was met.
private struct CommunityLinks {
  private var weights: [Double]
  private var isMet: [Bool]
  private(set) var met: [UInt32] = []

  init(count: Int) {
    weights = Array(repeating: 0, count: count)
    isMet = Array(repeating: false, count: count)
  }

  @inline(__always)
  func weight(to community: UInt32) -> Double { weights[Int(community)] }

  @inline(__always)
  mutating func add(_ weight: Double, to community: UInt32) {
    if !isMet[Int(community)] {
      isMet[Int(community)] = true
      met.append(community)
    }
    weights[Int(community)] += weight
  }

  @inline(__always)
  mutating func clear() {
    for community in met {
      weights[Int(community)] = 0
      isMet[Int(community)] = false
    }
    met.removeAll(keepingCapacity: true)
  }
}

/// The nodes of each part, ascending.
private struct Members {
  var offsets: [UInt32]
  var nodes: [UInt32]

  init(of parts: [UInt32], count: Int) {
    offsets = Array(repeating: 0, count: count + 1)
    for part in parts { offsets[Int(part) + 1] += 1 }
    for part in 0..<count { offsets[part + 1] += offsets[part] }
    var next = offsets
    nodes = Array(repeating: 0, count: parts.count)
    for (node, part) in parts.enumerated() {
      nodes[Int(next[Int(part)])] = UInt32(node)
      next[Int(part)] += 1
    }
  }
}
