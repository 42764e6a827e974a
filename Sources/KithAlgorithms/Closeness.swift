package import KithCore

/// Closeness: how near a node is to all that it reaches, without weights.
///
/// The number of nodes reached by the sum of the steps to them; 0 where it reaches none. With `isScaledByReach` that is
/// multiplied by the part of the other nodes that is reached (Wasserman and Faust, 1994), so that the middle of a
/// small component does not come first.
package struct Closeness: Sendable {
  package var isScaledByReach = false

  package init() {}

  /// The scores by node. Linear in nodes × edges.
  package func scores(
    of graph: GraphProjection, _ host: any AlgorithmHost
  ) throws(Diagnostic) -> [Double] {
    let count = graph.nodeCount
    try host.charge(count * 16)
    var scores = [Double](repeating: 0, count: count)
    var distances = [Int32](repeating: -1, count: count)
    var queue = [UInt32](repeating: 0, count: count)
    var meter = WorkMeter()
    for source in 0..<count {
      var (head, tail, sum) = (0, 1, 0)
      queue[0] = UInt32(truncatingIfNeeded: source)
      distances[source] = 0
      while head < tail {
        let node = Int(queue[head])
        head &+= 1
        let edges = graph.edges(of: node)
        try meter.pass(edges.count, host)
        for edge in edges where distances[Int(graph.targets[edge])] < 0 {
          let target = graph.targets[edge]
          distances[Int(target)] = distances[node] &+ 1
          sum &+= Int(distances[Int(target)])
          queue[tail] = target
          tail &+= 1
        }
      }
      if sum > 0 {
        let reached = Double(tail - 1)
        scores[source] = reached / Double(sum)
        if isScaledByReach { scores[source] *= reached / Double(count - 1) }
      }
      for index in 0..<tail { distances[Int(queue[index])] = -1 }
    }
    return scores
  }
}
