import KithAlgorithms
import KithCore
import Testing

@Suite struct GraphProjectionTests {
  @Test func turningTwiceSortsTheEdges() throws {
    for naive in NaiveGraph.some {
      let graph = naive.projection(isWeighted: true)
      let turned = try graph.reversed(TestHost())
      let back = try turned.reversed(TestHost())
      #expect(back.offsets == graph.offsets, "\(naive)")
      for node in 0..<graph.nodeCount {
        let range = Int(graph.offsets[node])..<Int(graph.offsets[node + 1])
        let before = range.map { (graph.targets[$0], graph.relationships[$0], graph.weights[$0]) }
        let after = range.map { (back.targets[$0], back.relationships[$0], back.weights[$0]) }
        #expect(after.map(\.0) == before.map(\.0).sorted(), "\(naive)")
        #expect(after.map(\.1).sorted() == before.map(\.1).sorted(), "\(naive)")
        #expect(zip(after, after.map(\.1)).allSatisfy { $0.2 == naive.edges[Int($1)].weight })
        for edge in Int(turned.offsets[node])..<Int(turned.offsets[node + 1]) {
          let original = naive.edges[Int(turned.relationships[edge])]
          #expect(original.end == node && original.start == Int(turned.targets[edge]))
        }
      }
    }
  }

  @Test func simplifyingLeavesTheSetsOfNeighbours() throws {
    for naive in NaiveGraph.some {
      for isUndirected in [false, true] {
        let simple = try naive.projection(isUndirected: isUndirected).simplified(TestHost())
        for node in 0..<naive.count {
          let row = simple.targets[Int(simple.offsets[node])..<Int(simple.offsets[node + 1])]
          #expect(
            row.map(Int.init) == naive.neighbours(node, isUndirected: isUndirected).sorted(),
            "\(naive)")
        }
      }
    }
  }

  @Test func strengthsAreSumsOfWeights() {
    let graph = graph(3, [(0, 1), (0, 2), (1, 1)], weights: [0.5, 2, 3])
    #expect(graph.strengths == [2.5, 3, 0])
    #expect(GraphProjection.empty.strengths == [])
  }

  /// A ring with so many edges that every algorithm has to ask more than once.
  @Test func everyAlgorithmCanBeStopped() throws {
    let count = 200_000
    let ring = GraphProjection(
      offsets: Array(0...UInt32(count)), targets: (1...UInt32(count)).map { $0 % UInt32(count) })
    let algorithms: [(String, (TestHost) throws -> Void)] = [
      ("pageRank", { _ = try PageRank().scores(of: ring, $0) }),
      ("weak", { _ = try Components.weak(of: ring, $0) }),
      ("strong", { _ = try Components.strong(of: ring, $0) }),
      ("betweenness", { _ = try Betweenness().scores(of: ring, $0) }),
      ("closeness", { _ = try Closeness().scores(of: ring, $0) }),
      ("cores", { _ = try Cores.numbers(of: ring, $0) }),
      ("triangles", { _ = try Triangles.count(in: ring, $0) }),
      ("louvain", { _ = try Louvain().communities(of: ring, $0) }),
      ("labels", { _ = try LabelPropagation().communities(of: ring, $0) }),
      (
        "dijkstra",
        {
          var search = try WeightedSearch(ring, $0)
          _ = try search.search(from: 0, $0)
        }
      )
    ]
    for (name, run) in algorithms {
      let stopped = TestHost()
      stopped.stopsAtCheck = 2
      #expect(throws: Diagnostic.self, "\(name)") { try run(stopped) }
      #expect(stopped.checks == 2, "\(name)")
      let full = TestHost()
      full.limitBytes = 1000
      #expect(throws: Diagnostic.self, "\(name)") { try run(full) }
    }
  }
}
