package import KithCore

/// Core numbers: the greatest k for which a node lies in a part where everyone has k neighbours within the part.
package enum Cores {
  /// The core numbers by node, of a graph that holds each edge both ways. Parallel edges count as one, loops as none.
  ///
  /// Batagelj and Zaveršnik (2003): takes away the node of the least degree, kept in buckets. Linear in nodes and edges.
  package static func numbers(
    of graph: GraphProjection, _ host: any AlgorithmHost
  ) throws(Diagnostic) -> [UInt32] {
    let simple = try graph.simplified(host)
    let count = simple.nodeCount
    guard count > 0 else { return [] }
    try host.charge(count * 16)
    var degrees = (0..<count).map { UInt32(simple.degree(of: $0)) }
    var buckets = BucketOrder(degrees)
    var meter = WorkMeter()
    for index in 0..<count {
      let node = Int(buckets.nodes[index])
      let edges = simple.edges(of: node)
      try meter.pass(edges.count, host)
      for edge in edges {
        let neighbour = Int(simple.targets[edge])
        if degrees[neighbour] > degrees[node] {
          buckets.lower(neighbour, from: Int(degrees[neighbour]))
          degrees[neighbour] &-= 1
        }
      }
    }
    return degrees
  }
}

/// Nodes in the order of their degrees, where one node's degree can fall by one in constant time.
private struct BucketOrder {
  private(set) var nodes: [UInt32]
  /// Where each node stands in `nodes`.
  private var places: [UInt32]
  /// Where each degree begins in `nodes`.
  private var starts: [UInt32]

  init(_ degrees: [UInt32]) {
    starts = Array(repeating: 0, count: Int(degrees.max() ?? 0) + 2)
    for degree in degrees { starts[Int(degree) + 1] += 1 }
    for degree in 1..<starts.count { starts[degree] += starts[degree - 1] }
    nodes = Array(repeating: 0, count: degrees.count)
    places = nodes
    var next = starts
    for (node, degree) in degrees.enumerated() {
      places[node] = next[Int(degree)]
      nodes[Int(next[Int(degree)])] = UInt32(node)
      next[Int(degree)] += 1
    }
  }

  /// Moves a node of this degree to the end of the bucket below.
  mutating func lower(_ node: Int, from degree: Int) {
    let (place, start) = (places[node], starts[degree])
    let first = nodes[Int(start)]
    nodes[Int(place)] = first
    places[Int(first)] = place
    nodes[Int(start)] = UInt32(truncatingIfNeeded: node)
    places[node] = start
    starts[degree] = start &+ 1
  }
}
