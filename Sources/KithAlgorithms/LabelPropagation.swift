package import KithCore

/// Communities by label propagation (Raghavan, Albert and Kumara, 2007): each node joins the community that most of its
/// neighbours are in, in the order of the nodes, until none moves.
package struct LabelPropagation: Sendable {
  package var iterations = 10
  package var seed: Int64 = 42

  package init() {}

  /// Communities by node, numbered from 0 in the order of their first node.
  ///
  /// A node stays where its community is among the strongest; among several others a rank decides that the seed gives
  /// them, so that the result is always the same. Without it low numbers would flood the graph through ties.
  /// A round is linear in nodes and edges.
  package func communities(
    of graph: GraphProjection, _ host: any AlgorithmHost
  ) throws(Diagnostic) -> [UInt32] {
    let count = graph.nodeCount
    try host.charge(count * 20)
    var numbers = SeededNumbers(seed: seed)
    let ranks = numbers.sample(count, of: count)
    var labels = Array(0..<UInt32(count))
    var votes = [Double](repeating: 0, count: count)
    var voted: [UInt32] = []
    var meter = WorkMeter()
    for _ in 0..<iterations {
      var hasMoved = false
      for node in 0..<count {
        let edges = graph.edges(of: node)
        try meter.pass(edges.count, host)
        voted.removeAll(keepingCapacity: true)
        for edge in edges where Int(graph.targets[edge]) != node {
          let label = labels[Int(graph.targets[edge])]
          if votes[Int(label)] == 0 { voted.append(label) }
          votes[Int(label)] += graph.weight(at: edge)
        }
        var best = labels[node]
        var most = votes[Int(best)]
        for label in voted
        where votes[Int(label)] > most
          || (votes[Int(label)] == most && best != labels[node]
            && ranks[Int(label)] < ranks[Int(best)])
        {
          best = label
          most = votes[Int(label)]
        }
        for label in voted { votes[Int(label)] = 0 }
        if best != labels[node] {
          labels[node] = best
          hasMoved = true
        }
      }
      if !hasMoved { break }
    }
    return Components.renumbered(labels)
  }
}
