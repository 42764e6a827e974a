package import KithCore

/// Triangles: three nodes that are all joined, and how close to all of a node's neighbours are joined themselves.
package enum Triangles {
  package struct Result: Sendable {
    /// The triangles that each node is in.
    package var counts: [Int64]
    /// The part of each node's pairs of neighbours that is joined; 0 with fewer than two neighbours.
    package var coefficients: [Double]
  }

  /// Of a graph that holds each edge both ways; parallel edges count as one, loops as none.
  ///
  /// Each edge is kept from the node of lower degree to the other, and the lists of its ends are met: edges × √edges at
  /// most (Schank and Wagner, 2005).
  package static func count(
    in graph: GraphProjection, _ host: any AlgorithmHost
  ) throws(Diagnostic) -> Result {
    let simple = try graph.simplified(host)
    let count = simple.nodeCount
    let upward = try Self.upward(simple, host)
    try host.charge(count * 20)
    var counts = [Int64](repeating: 0, count: count)
    // Marks the upper neighbours of one node: whoever finds a mark has found a triangle.
    var marks = [UInt32](repeating: .max, count: count)
    var meter = WorkMeter()
    for node in 0..<count {
      let edges = upward.edges(of: node)
      for edge in edges { marks[Int(upward.targets[edge])] = UInt32(truncatingIfNeeded: node) }
      for edge in edges {
        let middle = Int(upward.targets[edge])
        let others = upward.edges(of: middle)
        try meter.pass(others.count, host)
        for other in others {
          let last = Int(upward.targets[other])
          if marks[last] == UInt32(truncatingIfNeeded: node) {
            counts[node] &+= 1
            counts[middle] &+= 1
            counts[last] &+= 1
          }
        }
      }
    }
    let coefficients = (0..<count).map { node -> Double in
      let degree = Double(simple.degree(of: node))
      return degree < 2 ? 0 : 2 * Double(counts[node]) / (degree * (degree - 1))
    }
    return Result(counts: counts, coefficients: coefficients)
  }

  /// Each edge once, towards the higher degree; of equal ones, towards the higher number.
  private static func upward(
    _ simple: GraphProjection, _ host: any AlgorithmHost
  ) throws(Diagnostic) -> GraphProjection {
    try host.charge(simple.nodeCount * 4 + simple.edgeCount * 2)
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(simple.nodeCount + 1)
    var targets: [UInt32] = []
    targets.reserveCapacity(simple.edgeCount / 2)
    for node in 0..<simple.nodeCount {
      let degree = simple.degree(of: node)
      for edge in simple.edges(of: node) {
        let target = Int(simple.targets[edge])
        let other = simple.degree(of: target)
        if degree < other || (degree == other && node < target) {
          targets.append(simple.targets[edge])
        }
      }
      offsets.append(UInt32(targets.count))
    }
    return GraphProjection(offsets: offsets, targets: targets)
  }
}
