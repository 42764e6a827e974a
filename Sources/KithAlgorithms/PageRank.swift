package import KithCore

/// PageRank (Page, Brin, Motwani and Winograd, 1999) by power iteration.
///
/// The scores sum to 1. What a node without outgoing edges has goes to all nodes alike. Weights share out a node's score
/// in proportion; weights of 0 are no edges.
package struct PageRank: Sendable {
  package var damping = 0.85
  /// How many rounds at most.
  package var iterations = 20
  /// It ends when the scores of a round differ from the last by less than this in sum.
  package var tolerance = 1e-7

  package init() {}

  package struct Result: Sendable {
    package var scores: [Double]
    package var iterations: Int
    /// Whether the tolerance was reached.
    package var hasConverged: Bool
  }

  /// The scores by node. A round is linear in nodes and edges.
  package func scores(
    of graph: GraphProjection, _ host: any AlgorithmHost
  ) throws(Diagnostic) -> Result {
    let count = graph.nodeCount
    guard count > 0 else { return Result(scores: [], iterations: 0, hasConverged: true) }
    // Scores are pulled along incoming edges: sequential writes beat scattered ones.
    let incoming = try graph.reversed(host)
    try host.charge(count * 32)
    let shares = Self.shares(of: graph)
    var scores = [Double](repeating: 1 / Double(count), count: count)
    var outgoing = [Double](repeating: 0, count: count)
    var next = [Double](repeating: 0, count: count)
    for iteration in 0..<iterations {
      var dangling = 0.0
      for node in 0..<count {
        outgoing[node] = scores[node] * shares[node]
        if shares[node] == 0 { dangling += scores[node] }
      }
      let base = (1 - damping + damping * dangling) / Double(count)
      try Self.pull(incoming, outgoing, into: &next, base: base, damping: damping, host)
      var change = 0.0
      for node in 0..<count { change += abs(next[node] - scores[node]) }
      swap(&scores, &next)
      if change < tolerance {
        return Result(scores: scores, iterations: iteration + 1, hasConverged: true)
      }
    }
    return Result(scores: scores, iterations: iterations, hasConverged: false)
  }

  /// What one unit of weight passes on of each node's score: 0 for a node that passes nothing on.
  private static func shares(of graph: GraphProjection) -> [Double] {
    (0..<graph.nodeCount).map { node in
      guard graph.isWeighted else {
        let degree = graph.degree(of: node)
        return degree == 0 ? 0 : 1 / Double(degree)
      }
      var sum = 0.0
      for edge in graph.edges(of: node) { sum += graph.weights[edge] }
      return sum > 0 ? 1 / sum : 0
    }
  }

  private static func pull(
    _ incoming: GraphProjection, _ outgoing: [Double], into next: inout [Double], base: Double,
    damping: Double, _ host: any AlgorithmHost
  ) throws(Diagnostic) {
    let (offsets, sources, weights) = (incoming.offsets, incoming.targets, incoming.weights)
    let isWeighted = !weights.isEmpty
    var meter = WorkMeter()
    for node in 0..<next.count {
      let (first, end) = (Int(offsets[node]), Int(offsets[node &+ 1]))
      try meter.pass(end &- first, host)
      var sum = 0.0
      if isWeighted {
        for edge in first..<end { sum += outgoing[Int(sources[edge])] * weights[edge] }
      } else {
        for edge in first..<end { sum += outgoing[Int(sources[edge])] }
      }
      next[node] = base + damping * sum
    }
  }
}
