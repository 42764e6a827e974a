import KithAlgorithms
import KithCore
import Testing

@Suite struct PathTests {
  @Test func cheapestPathsCostWhatTryingAllCosts() throws {
    for naive in NaiveGraph.some where naive.count > 0 {
      let graph = naive.projection(isWeighted: true)
      let distances = naive.distances(isWeighted: true)
      var search = try WeightedSearch(graph, TestHost())
      for source in 0..<naive.count {
        let reached = try search.search(from: source, TestHost())
        #expect(
          Set(reached.map(Int.init))
            == Set((0..<naive.count).filter { distances[source][$0] < .infinity }), "\(naive)")
        let costs = reached.map { search.cost(of: Int($0)) }
        #expect(costs == costs.sorted() && reached.first == UInt32(source))
        for node in reached {
          let path = search.path(to: Int(node))
          #expect(path.cost == distances[source][Int(node)], "\(naive)")
          #expect(isPath(path, in: graph, from: source, to: Int(node)), "\(naive)")
        }
      }
    }
  }

  private func isPath(
    _ path: WeightedPath, in graph: GraphProjection, from source: Int, to target: Int
  ) -> Bool {
    guard path.nodes.first == UInt32(source), path.nodes.last == UInt32(target),
      path.nodes.count == path.edges.count + 1
    else { return false }
    var cost = 0.0
    for (index, edge) in path.edges.enumerated() {
      let start = Int(path.nodes[index])
      guard (Int(graph.offsets[start])..<Int(graph.offsets[start + 1])).contains(Int(edge)),
        graph.targets[Int(edge)] == path.nodes[index + 1]
      else { return false }
      cost += graph.isWeighted ? graph.weights[Int(edge)] : 1
    }
    return cost == path.cost
  }

  @Test func aSearchForOneTargetEndsThere() throws {
    let line = graph(5, [(0, 1), (1, 2), (2, 3), (3, 4)])
    var search = try WeightedSearch(line, TestHost())
    #expect(try search.search(from: 0, to: 2, TestHost()) == [0, 1, 2])
    #expect(try search.search(from: 3, to: 2, TestHost()) == [3, 4])
    #expect(search.cost(of: 2) == .infinity)
  }

  @Test func thePathsOneAfterTheOtherAreAllSimplePaths() throws {
    for naive in NaiveGraph.some where (2...6).contains(naive.count) {
      let graph = naive.projection(isWeighted: true)
      let expected = naive.simplePaths(from: 0, to: naive.count - 1, in: graph)
      var paths = try CheapestPaths(in: graph, from: 0, to: naive.count - 1, TestHost())
      var found: [WeightedPath] = []
      while let path = try paths.next(TestHost()) { found.append(path) }
      #expect(found.map(\.cost) == expected.map(\.cost), "\(naive)")
      #expect(Set(found.map(\.edges)) == Set(expected.map(\.edges)), "\(naive)")
      #expect(found.count == expected.count, "\(naive)")
    }
  }

  @Test func aNodeIsOnePathFromItself() throws {
    var paths = try CheapestPaths(in: graph(2, [(0, 0), (0, 1)]), from: 0, to: 0, TestHost())
    #expect(try paths.next(TestHost()) == WeightedPath(nodes: [0], edges: [], cost: 0))
    #expect(try paths.next(TestHost()) == nil)
  }

  // MARK: similarity

  @Test(arguments: NeighbourhoodSimilarity.Metric.allCases)
  func similarityIsThatOfTheSets(_ metric: NeighbourhoodSimilarity.Metric) throws {
    for naive in NaiveGraph.some {
      var settings = NeighbourhoodSimilarity.Settings()
      settings.metric = metric
      settings.topCount = 1 + Int(naive.seed % 3)
      settings.cutoff = Double(naive.seed % 4) / 4
      settings.degrees = (1 + Int(naive.seed % 2))...(3 + Int(naive.seed % 5))
      var algorithm = try NeighbourhoodSimilarity(of: naive.projection(), settings, TestHost())
      for node in 0..<naive.count {
        let own = naive.neighbours(node)
        var expected: [(node: Int, similarity: Double)] = []
        for other in 0..<naive.count where other != node {
          let others = naive.neighbours(other)
          let shared = Double(own.intersection(others).count)
          guard shared > 0, settings.degrees.contains(own.count),
            settings.degrees.contains(others.count)
          else { continue }
          let similarity =
            switch metric {
            case .jaccard: shared / Double(own.union(others).count)
            case .overlap: shared / Double(min(own.count, others.count))
            case .cosine: shared / Double(own.count * others.count).squareRoot()
            }
          if similarity >= settings.cutoff { expected.append((other, similarity)) }
        }
        expected.sort { ($1.similarity, $0.node) < ($0.similarity, $1.node) }
        let found = try algorithm.mostSimilar(to: node, TestHost())
        let wanted = expected.prefix(settings.topCount)
        #expect(found.map { Int($0.node) } == wanted.map(\.node), "\(naive)")
        #expect(areClose(found.map(\.similarity), wanted.map(\.similarity)), "\(naive)")
      }
    }
  }
}
