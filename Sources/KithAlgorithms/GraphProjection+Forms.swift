package import KithCore

/// Other forms of a projection that algorithms ask for.
extension GraphProjection {
  /// Every edge turned round. Edges of a node come ascending by the node they lead to, then in their old order: turning
  /// twice sorts. Linear in nodes and edges.
  package func reversed(_ host: any AlgorithmHost) throws(Diagnostic) -> GraphProjection {
    try host.charge(byteCount)
    var starts = [UInt32](repeating: 0, count: nodeCount + 1)
    for target in targets { starts[Int(target) &+ 1] &+= 1 }
    for node in 0..<nodeCount { starts[node &+ 1] &+= starts[node] }
    var next = starts
    var sources = [UInt32](repeating: 0, count: edgeCount)
    var turnedRelationships = [UInt32](repeating: 0, count: relationships.count)
    var turnedWeights = [Double](repeating: 0, count: weights.count)
    let (hasRelationships, hasWeights) = (!relationships.isEmpty, !weights.isEmpty)
    var meter = WorkMeter()
    for source in 0..<nodeCount {
      let edges = edges(of: source)
      try meter.pass(edges.count, host)
      for edge in edges {
        let target = Int(targets[edge])
        let place = Int(next[target])
        next[target] &+= 1
        sources[place] = UInt32(truncatingIfNeeded: source)
        if hasRelationships { turnedRelationships[place] = relationships[edge] }
        if hasWeights { turnedWeights[place] = weights[edge] }
      }
    }
    return GraphProjection(
      offsets: starts, targets: sources, relationships: turnedRelationships,
      weights: turnedWeights)
  }

  /// The same without loops and with one edge between two nodes, unweighted; edges ascending by the node they lead to.
  package func simplified(_ host: any AlgorithmHost) throws(Diagnostic) -> GraphProjection {
    let plain = GraphProjection(offsets: offsets, targets: targets)
    let sorted = plain.isSorted ? plain : try plain.reversed(host).reversed(host)
    try host.charge(sorted.byteCount)
    var starts: [UInt32] = [0]
    starts.reserveCapacity(nodeCount + 1)
    var kept: [UInt32] = []
    kept.reserveCapacity(edgeCount)
    for node in 0..<nodeCount {
      var last = UInt32(truncatingIfNeeded: node)
      var isFirst = true
      for edge in sorted.edges(of: node) {
        let target = sorted.targets[edge]
        if target == UInt32(truncatingIfNeeded: node) || (!isFirst && target == last) { continue }
        kept.append(target)
        last = target
        isFirst = false
      }
      starts.append(UInt32(kept.count))
    }
    return GraphProjection(offsets: starts, targets: kept)
  }

  /// Whether every node's edges ascend.
  private var isSorted: Bool {
    for node in 0..<nodeCount {
      var last: UInt32 = 0
      for edge in edges(of: node) {
        if targets[edge] < last { return false }
        last = targets[edge]
      }
    }
    return true
  }
}

extension GraphProjection {
  /// The sum of the weights of each node's edges. Linear in nodes and edges.
  package var strengths: [Double] {
    (0..<nodeCount).map { node in
      guard isWeighted else { return Double(degree(of: node)) }
      var sum = 0.0
      for edge in edges(of: node) { sum += weights[edge] }
      return sum
    }
  }
}
