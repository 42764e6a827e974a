import KithAlgorithms
import KithCore

/// Lets every algorithm run, and keeps what it charges.
final class TestHost: AlgorithmHost {
  var chargedBytes = 0
  var checks = 0
  /// The check that stops the work; nil for none.
  var stopsAtCheck: Int?
  var limitBytes = Int.max

  func checkCancelled() throws(Diagnostic) {
    checks += 1
    if checks == stopsAtCheck { throw Diagnostic(.cancelled, "stopped") }
  }

  func charge(_ bytes: Int) throws(Diagnostic) {
    chargedBytes += bytes
    if chargedBytes > limitBytes { throw Diagnostic(.limitError, "full") }
  }
}

/// A small random graph as a list of edges, and slow but plain answers about it.
struct NaiveGraph: CustomStringConvertible {
  struct Edge {
    var start: Int
    var end: Int
    var weight: Double
  }

  var seed: UInt64
  var count: Int
  var edges: [Edge]

  var description: String { "seed \(seed)" }

  /// 0 to 9 nodes, with loops, parallel edges and nodes without edges.
  init(seed: UInt64) {
    var random = TestNumbers(state: seed)
    self.seed = seed
    let nodes = Int(random.next() % 10)
    count = nodes
    let most = nodes == 0 ? 0 : Int(random.next() % UInt64(3 * nodes))
    edges = (0..<most).map { _ in
      Edge(
        start: Int(random.next() % UInt64(nodes)), end: Int(random.next() % UInt64(nodes)),
        weight: Double(random.next() % 5))
    }
  }

  /// The seeds that tests use.
  static let some = (0..<300).map { NaiveGraph(seed: UInt64($0)) }

  /// As a projection; each edge both ways where `isUndirected`.
  func projection(isUndirected: Bool = false, isWeighted: Bool = false) -> GraphProjection {
    var offsets: [UInt32] = [0]
    var targets: [UInt32] = []
    var relationships: [UInt32] = []
    var weights: [Double] = []
    for node in 0..<count {
      for (number, edge) in edges.enumerated() {
        for (from, to) in [(edge.start, edge.end)] + (isUndirected ? [(edge.end, edge.start)] : [])
        where from == node {
          targets.append(UInt32(to))
          relationships.append(UInt32(number))
          weights.append(edge.weight)
        }
      }
      offsets.append(UInt32(targets.count))
    }
    return GraphProjection(
      offsets: offsets, targets: targets, relationships: relationships,
      weights: isWeighted ? weights : [])
  }

  /// Whether an edge leads from one to the other.
  func joins(_ start: Int, _ end: Int, isUndirected: Bool = false) -> Bool {
    edges.contains {
      ($0.start == start && $0.end == end) || (isUndirected && $0.start == end && $0.end == start)
    }
  }

  /// The different neighbours of a node without itself.
  func neighbours(_ node: Int, isUndirected: Bool = false) -> Set<Int> {
    Set((0..<count).filter { $0 != node && joins(node, $0, isUndirected: isUndirected) })
  }

  /// The steps or costs between all pairs, by trying every node between (Floyd and Warshall).
  func distances(isUndirected: Bool = false, isWeighted: Bool = false) -> [[Double]] {
    var distances = (0..<count).map { row in
      (0..<count).map { $0 == row ? 0 : Double.infinity }
    }
    for edge in edges {
      let cost = isWeighted ? edge.weight : 1
      distances[edge.start][edge.end] = min(distances[edge.start][edge.end], cost)
      if isUndirected {
        distances[edge.end][edge.start] = min(distances[edge.end][edge.start], cost)
      }
    }
    for middle in 0..<count {
      for start in 0..<count {
        for end in 0..<count {
          distances[start][end] = min(
            distances[start][end], distances[start][middle] + distances[middle][end])
        }
      }
    }
    return distances
  }

  /// How many sequences of nodes are shortest paths between two nodes.
  func shortestPathCount(
    _ start: Int, _ end: Int, _ distances: [[Double]], isUndirected: Bool
  ) -> Double {
    if start == end { return 1 }
    guard distances[start][end] < .infinity else { return 0 }
    return neighbours(start, isUndirected: isUndirected).reduce(0) { sum, next in
      distances[next][end] + 1 == distances[start][end]
        ? sum + shortestPathCount(next, end, distances, isUndirected: isUndirected) : sum
    }
  }

  /// Every path from one node to another that repeats none, as positions of edges in the projection, by cost.
  func simplePaths(from start: Int, to end: Int, in graph: GraphProjection) -> [WeightedPath] {
    var found: [WeightedPath] = []
    func extend(_ path: WeightedPath) {
      let last = Int(path.nodes.last ?? 0)
      if last == end {
        found.append(path)
        return
      }
      for edge in Int(graph.offsets[last])..<Int(graph.offsets[last + 1])
      where !path.nodes.contains(graph.targets[edge]) {
        extend(
          WeightedPath(
            nodes: path.nodes + [graph.targets[edge]], edges: path.edges + [UInt32(edge)],
            cost: path.cost + (graph.isWeighted ? graph.weights[edge] : 1)))
      }
    }
    extend(WeightedPath(nodes: [UInt32(start)], edges: [], cost: 0))
    return found.sorted { $0.cost < $1.cost }
  }
}

/// Numbers that a seed fixes: a linear congruence (Knuth's MMIX), of which the upper bits are taken.
struct TestNumbers {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}

/// A projection from pairs, each both ways where `isUndirected`.
func graph(
  _ count: Int, _ pairs: [(Int, Int)], weights: [Double] = [], isUndirected: Bool = false
) -> GraphProjection {
  var naive = NaiveGraph(seed: 0)
  naive.count = count
  naive.edges = pairs.enumerated().map { index, pair in
    NaiveGraph.Edge(
      start: pair.0, end: pair.1, weight: weights.isEmpty ? 1 : weights[index])
  }
  return naive.projection(isUndirected: isUndirected, isWeighted: !weights.isEmpty)
}

/// Whether both lists agree but for rounding.
func areClose(_ left: [Double], _ right: [Double], within tolerance: Double = 1e-9) -> Bool {
  left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) <= tolerance }
}

/// The partition that a component number a node stands for, in comparable form.
func parts(_ numbers: [UInt32]) -> [[Int]] {
  Dictionary(grouping: numbers.indices) { numbers[$0] }.values.map { $0.sorted() }
    .sorted { $0[0] < $1[0] }
}
