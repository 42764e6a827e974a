package import KithCore

/// Betweenness: how many shortest paths between others lead through a node (Brandes, 2001), without weights.
///
/// Parallel edges count as one and loops as none. With `samplingSize` below the number of nodes only the paths from so
/// many random sources are counted, and scores are scaled up (Brandes and Pich, 2007).
package struct Betweenness: Sendable {
  /// Whether the graph holds each edge both ways: each path is then found from both ends and counts half.
  package var isUndirected = false
  /// How many sources; nil for all.
  package var samplingSize: Int?
  package var seed: Int64 = 42

  package init() {}

  /// The scores by node. Linear in edges × sources.
  package func scores(
    of graph: GraphProjection, _ host: any AlgorithmHost
  ) throws(Diagnostic) -> [Double] {
    let count = graph.nodeCount
    let simple = try graph.simplified(host)
    try host.charge(count * 40)
    var search = PathCounts(simple)
    var sources = Array(0..<UInt32(count))
    if let samplingSize, samplingSize < count {
      var numbers = SeededNumbers(seed: seed)
      sources = numbers.sample(samplingSize, of: count)
    }
    var meter = WorkMeter()
    for source in sources { try search.add(from: Int(source), &meter, host) }
    let scale =
      (isUndirected ? 0.5 : 1) * (sources.isEmpty ? 1 : Double(count) / Double(sources.count))
    return search.scores.map { $0 * scale }
  }
}

/// Shortest paths from one source after the other, and what they add to the nodes between.
private struct PathCounts {
  private let offsets: [UInt32]
  private let targets: [UInt32]
  private(set) var scores: [Double]
  /// The step at which a node is met from the source; negative: not yet.
  private var distances: [Int32]
  /// The number of shortest paths from the source, and the share of paths that go on.
  private var paths: [Double]
  private var shares: [Double]
  /// The nodes in the order in which they are met.
  private var queue: [UInt32]

  init(_ graph: GraphProjection) {
    offsets = graph.offsets
    targets = graph.targets
    scores = Array(repeating: 0, count: graph.nodeCount)
    distances = Array(repeating: -1, count: graph.nodeCount)
    paths = scores
    shares = scores
    queue = Array(repeating: 0, count: graph.nodeCount)
  }

  mutating func add(
    from source: Int, _ meter: inout WorkMeter, _ host: any AlgorithmHost
  ) throws(Diagnostic) {
    let met = try search(from: source, &meter, host)
    // Backwards: a node passes its share to those that lie one step nearer. Successors stand in its own edges.
    for index in stride(from: met &- 1, through: 0, by: -1) {
      let node = Int(queue[index])
      let (first, end) = (Int(offsets[node]), Int(offsets[node &+ 1]))
      try meter.pass(end &- first, host)
      let step = distances[node] &+ 1
      var share = 0.0
      for edge in first..<end {
        let target = Int(targets[edge])
        if distances[target] == step { share += (1 + shares[target]) / paths[target] }
      }
      shares[node] = share * paths[node]
      if node != source { scores[node] += shares[node] }
    }
    for index in 0..<met { distances[Int(queue[index])] = -1 }
  }

  /// Fills distances and path counts; gives how many nodes are met.
  private mutating func search(
    from source: Int, _ meter: inout WorkMeter, _ host: any AlgorithmHost
  ) throws(Diagnostic) -> Int {
    distances[source] = 0
    paths[source] = 1
    queue[0] = UInt32(truncatingIfNeeded: source)
    var (head, tail) = (0, 1)
    while head < tail {
      let node = Int(queue[head])
      head &+= 1
      let (first, end) = (Int(offsets[node]), Int(offsets[node &+ 1]))
      try meter.pass(end &- first, host)
      let step = distances[node] &+ 1
      let count = paths[node]
      for edge in first..<end {
        let target = Int(targets[edge])
        if distances[target] < 0 {
          distances[target] = step
          paths[target] = count
          queue[tail] = UInt32(truncatingIfNeeded: target)
          tail &+= 1
        } else if distances[target] == step {
          paths[target] += count
        }
      }
    }
    return tail
  }
}
