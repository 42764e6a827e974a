import KithAlgorithms
import KithCore
import Testing

@Suite struct CommunityTests {
  // MARK: components

  @Test func componentsAreWhoReachesWhom() throws {
    for naive in NaiveGraph.some {
      let both = naive.distances(isUndirected: true)
      let weak = try Components.weak(of: naive.projection(), TestHost())
      let directed = naive.distances()
      let strong = try Components.strong(of: naive.projection(), TestHost())
      for left in 0..<naive.count {
        for right in 0..<naive.count {
          #expect((weak[left] == weak[right]) == (both[left][right] < .infinity), "\(naive)")
          #expect(
            (strong[left] == strong[right])
              == (directed[left][right] < .infinity && directed[right][left] < .infinity),
            "\(naive)")
        }
      }
      for numbers in [weak, strong] { #expect(isNumberedByFirstNode(numbers), "\(naive)") }
    }
  }

  private func isNumberedByFirstNode(_ numbers: [UInt32]) -> Bool {
    var next: UInt32 = 0
    return numbers.allSatisfy { number in
      if number == next { next += 1 }
      return number < next
    }
  }

  /// Recursion would need a frame a node.
  @Test func aLongChainNeedsNoDeepStack() throws {
    let count = 300_000
    let chain = GraphProjection(
      offsets: Array(0..<UInt32(count)) + [UInt32(count - 1)], targets: Array(1..<UInt32(count)))
    #expect(try Components.strong(of: chain, TestHost()).last == UInt32(count - 1))
    #expect(try Components.weak(of: chain, TestHost()).allSatisfy { $0 == 0 })
  }

  // MARK: Louvain

  /// By the definition: over all pairs in one community, what is there less what chance would give.
  private func modularity(
    _ naive: NaiveGraph, _ communities: [UInt32], isWeighted: Bool, resolution: Double
  ) -> Double {
    var matrix = (0..<naive.count).map { _ in [Double](repeating: 0, count: naive.count) }
    for edge in naive.edges {
      matrix[edge.start][edge.end] += isWeighted ? edge.weight : 1
      matrix[edge.end][edge.start] += isWeighted ? edge.weight : 1
    }
    let strengths = matrix.map { $0.reduce(0, +) }
    let total = strengths.reduce(0, +)
    guard total > 0 else { return 0 }
    var sum = 0.0
    for left in 0..<naive.count {
      for right in 0..<naive.count where communities[left] == communities[right] {
        sum += matrix[left][right] - resolution * strengths[left] * strengths[right] / total
      }
    }
    return sum / total
  }

  @Test func modularityIsThatOfTheCommunitiesGiven() throws {
    for naive in NaiveGraph.some {
      for (isWeighted, resolution) in [(false, 1.0), (true, 1), (true, 0.5), (false, 2)] {
        var algorithm = Louvain()
        algorithm.resolution = resolution
        algorithm.tolerance = 0
        if naive.seed % 2 == 1 { algorithm.seed = Int64(naive.seed) }
        let graph = naive.projection(isUndirected: true, isWeighted: isWeighted)
        let result = try algorithm.communities(of: graph, TestHost())
        let again = try algorithm.communities(of: graph, TestHost())
        #expect(again.levels == result.levels)
        let values = result.levels.map {
          modularity(naive, $0, isWeighted: isWeighted, resolution: resolution)
        }
        #expect(abs((values.last ?? 0) - result.modularity) < 1e-9, "\(naive)")
        let alone = modularity(
          naive, Array(0..<UInt32(naive.count)), isWeighted: isWeighted, resolution: resolution)
        for (before, after) in zip([alone] + values, values) {
          #expect(after > before - 1e-9, "\(naive): each level gains")
        }
        for (fine, coarse) in zip(result.levels, result.levels.dropFirst()) {
          #expect(
            parts(fine).allSatisfy { part in Set(part.map { coarse[$0] }).count == 1 },
            "\(naive): communities are only put together")
        }
      }
    }
  }

  /// On graphs of few nodes every partition can be tried: Louvain comes near the best.
  @Test func communitiesAreNearTheBestPartition() throws {
    var worst = 0.0
    for naive in NaiveGraph.some where (2...7).contains(naive.count) {
      let graph = naive.projection(isUndirected: true)
      let found = try Louvain().communities(of: graph, TestHost()).modularity
      var best = -1.0
      var partition = [UInt32](repeating: 0, count: naive.count)
      func tryAll(_ node: Int, _ used: UInt32) {
        guard node < naive.count else {
          best = max(best, modularity(naive, partition, isWeighted: false, resolution: 1))
          return
        }
        for part in 0...used {
          partition[node] = part
          tryAll(node + 1, max(used, part + 1))
        }
      }
      tryAll(0, 0)
      worst = max(worst, best - found)
    }
    #expect(worst < 0.13)
  }

  private static let cliques = [
    (0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (2, 3)
  ]

  @Test func cliquesThatTouchAreCommunities() throws {
    let graph = graph(7, Self.cliques, isUndirected: true)
    #expect(
      try Louvain().communities(of: graph, TestHost()).levels.last == [0, 0, 0, 1, 1, 1, 2])
  }

  /// Ties may let a community flood over a bridge, but seldom where nodes have many neighbours on their own side.
  @Test func propagationTellsLargerCliquesApart() throws {
    let first = (0..<6).flatMap { left in (0..<left).map { ($0, left) } }
    let second = first.map { ($0.0 + 6, $0.1 + 6) }
    let graph = graph(12, first + second + [(0, 11)], isUndirected: true)
    var algorithm = LabelPropagation()
    let apart = try (0..<20 as Range<Int64>).count { seed in
      algorithm.seed = seed
      return try algorithm.communities(of: graph, TestHost())
        == Array(repeating: 0, count: 6) + Array(repeating: 1, count: 6)
    }
    #expect(apart >= 15)
  }

  @Test func propagationStopsWhereEachIsWithMostOfItsNeighbours() throws {
    var algorithm = LabelPropagation()
    algorithm.iterations = 1000
    var stable = 0
    for naive in NaiveGraph.some {
      let graph = naive.projection(isUndirected: true, isWeighted: true)
      let labels = try algorithm.communities(of: graph, TestHost())
      let isStable = (0..<naive.count).allSatisfy { node in
        var votes: [UInt32: Double] = [:]
        for edge in naive.edges where edge.start != edge.end {
          if edge.start == node { votes[labels[edge.end], default: 0] += edge.weight }
          if edge.end == node { votes[labels[edge.start], default: 0] += edge.weight }
        }
        return votes[labels[node], default: 0] == votes.values.max() ?? 0
      }
      if isStable { stable += 1 }
    }
    #expect(stable == NaiveGraph.some.count)
  }

  // MARK: triangles

  @Test func trianglesAreThreesThatAreAllJoined() throws {
    for naive in NaiveGraph.some {
      var counts = [Int64](repeating: 0, count: naive.count)
      for first in 0..<naive.count {
        for second in 0..<first {
          for third in 0..<second
          where naive.joins(first, second, isUndirected: true)
            && naive.joins(second, third, isUndirected: true)
            && naive.joins(first, third, isUndirected: true)
          {
            for node in [first, second, third] { counts[node] += 1 }
          }
        }
      }
      let result = try Triangles.count(in: naive.projection(isUndirected: true), TestHost())
      #expect(result.counts == counts, "\(naive)")
      for node in 0..<naive.count {
        let degree = naive.neighbours(node, isUndirected: true).count
        let pairs = Double(degree * (degree - 1)) / 2
        #expect(
          abs(result.coefficients[node] - (pairs == 0 ? 0 : Double(counts[node]) / pairs)) < 1e-12)
      }
    }
  }
}
