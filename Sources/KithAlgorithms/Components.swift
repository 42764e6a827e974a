package import KithCore

/// Which nodes hang together. Components are numbered from 0 in the order of their first node.
package enum Components {
  /// Weakly connected components: edges count whatever their direction.
  ///
  /// Disjoint sets with the lower number as root and path halving (Tarjan and van Leeuwen, 1984); nearly linear.
  package static func weak(
    of graph: GraphProjection, _ host: any AlgorithmHost
  ) throws(Diagnostic) -> [UInt32] {
    let count = graph.nodeCount
    try host.charge(count * 8)
    var parents = Array(0..<UInt32(count))
    var meter = WorkMeter()
    for node in 0..<count {
      let edges = graph.edges(of: node)
      try meter.pass(edges.count, host)
      for edge in edges {
        let left = root(of: UInt32(truncatingIfNeeded: node), &parents)
        let right = root(of: graph.targets[edge], &parents)
        if left < right { parents[Int(right)] = left } else { parents[Int(left)] = right }
      }
    }
    // The root is the lowest node of its set, so that it is numbered before the others come.
    var numbers = [UInt32](repeating: 0, count: count)
    var found: UInt32 = 0
    for node in 0..<count {
      let root = Int(root(of: UInt32(truncatingIfNeeded: node), &parents))
      if root == node {
        numbers[node] = found
        found &+= 1
      } else {
        numbers[node] = numbers[root]
      }
    }
    return numbers
  }

  @inline(__always)
  private static func root(of node: UInt32, _ parents: inout [UInt32]) -> UInt32 {
    var node = node
    while parents[Int(node)] != node {
      let above = parents[Int(parents[Int(node)])]
      parents[Int(node)] = above
      node = above
    }
    return node
  }

  /// Strongly connected components: each node of one reaches every other along the edges.
  ///
  /// Tarjan's algorithm (1972) with a stack of its own instead of recursion. Linear in nodes and edges.
  package static func strong(
    of graph: GraphProjection, _ host: any AlgorithmHost
  ) throws(Diagnostic) -> [UInt32] {
    try host.charge(graph.nodeCount * 24)
    var search = StrongSearch(graph)
    var meter = WorkMeter()
    for node in 0..<graph.nodeCount where !search.isVisited(node) {
      try search.visit(from: node, &meter, host)
    }
    return renumbered(search.components)
  }

  /// The same partition, numbered from 0 in the order of the first node of each part. Numbers are below the count.
  static func renumbered(_ components: [UInt32]) -> [UInt32] {
    var numbers = [UInt32](repeating: .max, count: components.count)
    var found: UInt32 = 0
    return components.map { component in
      if numbers[Int(component)] == .max {
        numbers[Int(component)] = found
        found &+= 1
      }
      return numbers[Int(component)]
    }
  }
}

/// The state of Tarjan's search.
private struct StrongSearch {
  private let graph: GraphProjection
  /// When a node was met, from 1; 0: not yet.
  private var order: [UInt32]
  /// The earliest node that is known to be reached and still open.
  private var low: [UInt32]
  /// The component, and `.max` while it is open.
  private(set) var components: [UInt32]
  /// Nodes whose component is not known yet.
  private var open: [UInt32] = []
  /// The path of the search, and how far each of its nodes' edges are followed.
  private var path: [UInt32] = []
  private var positions: [UInt32]
  private var met: UInt32 = 0
  private var found: UInt32 = 0

  init(_ graph: GraphProjection) {
    self.graph = graph
    order = Array(repeating: 0, count: graph.nodeCount)
    low = order
    components = Array(repeating: .max, count: graph.nodeCount)
    positions = Array(graph.offsets.dropLast())
  }

  func isVisited(_ node: Int) -> Bool { order[node] != 0 }

  mutating func visit(
    from start: Int, _ meter: inout WorkMeter, _ host: any AlgorithmHost
  ) throws(Diagnostic) {
    enter(UInt32(truncatingIfNeeded: start))
    while let last = path.last {
      let node = Int(last)
      try meter.pass(1, host)
      guard positions[node] < graph.offsets[node &+ 1] else {
        leave(node)
        continue
      }
      let target = graph.targets[Int(positions[node])]
      positions[node] &+= 1
      if order[Int(target)] == 0 {
        enter(target)
      } else if components[Int(target)] == .max {
        low[node] = min(low[node], order[Int(target)])
      }
    }
  }

  private mutating func enter(_ node: UInt32) {
    met &+= 1
    order[Int(node)] = met
    low[Int(node)] = met
    open.append(node)
    path.append(node)
  }

  private mutating func leave(_ node: Int) {
    path.removeLast()
    if let above = path.last { low[Int(above)] = min(low[Int(above)], low[node]) }
    guard low[node] == order[node] else { return }
    while let member = open.popLast() {
      components[Int(member)] = found
      if Int(member) == node { break }
    }
    found &+= 1
  }
}
