package import KithCore

/// How much the neighbours of two nodes have in common. Parallel edges count as one, loops as none.
package struct NeighbourhoodSimilarity: Sendable {
  package enum Metric: String, Sendable, CaseIterable {
    /// Common neighbours of all neighbours of either.
    case jaccard
    /// Common neighbours of the smaller one's.
    case overlap
    /// Common neighbours by the geometric mean of both numbers.
    case cosine
  }

  package struct Settings: Sendable {
    package var metric = Metric.jaccard
    /// How many others are given for a node.
    package var topCount = 10
    /// Only what is at least as similar.
    package var cutoff = 0.0
    /// Only nodes with so many neighbours take part.
    package var degrees = 1...Int.max

    package init() {}
  }

  private let graph: GraphProjection
  private let sharers: GraphProjection
  private let settings: Settings
  /// How many neighbours are shared with each node; cleared by `met`.
  private var common: [UInt32]
  private var met: [UInt32] = []
  private var meter = WorkMeter()

  package init(
    of graph: GraphProjection, _ settings: Settings, _ host: any AlgorithmHost
  ) throws(Diagnostic) {
    self.graph = try graph.simplified(host)
    sharers = try self.graph.reversed(host)
    try host.charge(graph.nodeCount * 8)
    self.settings = settings
    common = Array(repeating: 0, count: graph.nodeCount)
  }

  /// The nodes most like one, the most similar first, of equal ones the lower number. Linear in the edges that lead to
  /// its neighbours.
  package mutating func mostSimilar(
    to node: Int, _ host: any AlgorithmHost
  ) throws(Diagnostic) -> [(node: UInt32, similarity: Double)] {
    guard settings.degrees.contains(graph.degree(of: node)) else { return [] }
    for edge in graph.edges(of: node) {
      let others = sharers.edges(of: Int(graph.targets[edge]))
      try meter.pass(others.count, host)
      for other in others {
        let sharer = Int(sharers.targets[other])
        if common[sharer] == 0 { met.append(UInt32(truncatingIfNeeded: sharer)) }
        common[sharer] &+= 1
      }
    }
    var similar: [(node: UInt32, similarity: Double)] = []
    for other in met {
      let shared = Double(common[Int(other)])
      common[Int(other)] = 0
      guard Int(other) != node, settings.degrees.contains(graph.degree(of: Int(other))) else {
        continue
      }
      let similarity = similarity(of: node, Int(other), shared: shared)
      if similarity >= settings.cutoff { similar.append((other, similarity)) }
    }
    met.removeAll(keepingCapacity: true)
    similar.sort { ($1.similarity, $0.node) < ($0.similarity, $1.node) }
    return Array(similar.prefix(settings.topCount))
  }

  private func similarity(of left: Int, _ right: Int, shared: Double) -> Double {
    let (first, second) = (Double(graph.degree(of: left)), Double(graph.degree(of: right)))
    return switch settings.metric {
    case .jaccard: shared / (first + second - shared)
    case .overlap: shared / min(first, second)
    case .cosine: shared / (first * second).squareRoot()
    }
  }
}
