import KithAlgorithms
import KithCore
import Testing

@Suite struct CentralityTests {
  // MARK: PageRank

  /// Solves by a matrix, many rounds long.
  private func naivePageRank(_ naive: NaiveGraph, isWeighted: Bool) -> [Double] {
    let count = naive.count
    var scores = [Double](repeating: 1 / Double(count), count: count)
    for _ in 0..<300 {
      var next = [Double](repeating: 0.15 / Double(count), count: count)
      for node in 0..<count {
        let out = naive.edges.filter { $0.start == node }
        let sum = out.reduce(0) { $0 + (isWeighted ? $1.weight : 1) }
        if sum == 0 {
          for other in 0..<count { next[other] += 0.85 * scores[node] / Double(count) }
        } else {
          for edge in out {
            next[edge.end] += 0.85 * scores[node] * (isWeighted ? edge.weight : 1) / sum
          }
        }
      }
      scores = next
    }
    return scores
  }

  @Test func pageRankIsThatOfTheMatrix() throws {
    var algorithm = PageRank()
    algorithm.iterations = 300
    algorithm.tolerance = 1e-13
    for naive in NaiveGraph.some {
      for isWeighted in [false, true] {
        let result = try algorithm.scores(of: naive.projection(isWeighted: isWeighted), TestHost())
        #expect(areClose(result.scores, naivePageRank(naive, isWeighted: isWeighted)), "\(naive)")
        #expect(naive.count == 0 || abs(result.scores.reduce(0, +) - 1) < 1e-9)
      }
    }
  }

  @Test func pageRankEndsWhenItHasConverged() throws {
    let ring = graph(3, [(0, 1), (1, 2), (2, 0)])
    let result = try PageRank().scores(of: ring, TestHost())
    #expect(result.iterations == 1 && result.hasConverged)
    var short = PageRank()
    short.iterations = 2
    let star = graph(3, [(1, 0), (2, 0)])
    #expect(try !short.scores(of: star, TestHost()).hasConverged)
  }

  // MARK: betweenness and closeness

  @Test func betweennessCountsAllShortestPaths() throws {
    for naive in NaiveGraph.some {
      for isUndirected in [false, true] {
        let distances = naive.distances(isUndirected: isUndirected)
        func paths(_ start: Int, _ end: Int) -> Double {
          naive.shortestPathCount(start, end, distances, isUndirected: isUndirected)
        }
        let expected = (0..<naive.count).map { node in
          var sum = 0.0
          for start in 0..<naive.count where start != node {
            for end in 0..<naive.count
            where end != node && end != start
              && distances[start][node] + distances[node][end] == distances[start][end]
              && distances[start][end] < .infinity
            {
              sum += paths(start, node) * paths(node, end) / paths(start, end)
            }
          }
          return isUndirected ? sum / 2 : sum
        }
        var algorithm = Betweenness()
        algorithm.isUndirected = isUndirected
        let scores = try algorithm.scores(
          of: naive.projection(isUndirected: isUndirected), TestHost())
        #expect(areClose(scores, expected), "\(naive)")
      }
    }
  }

  @Test func aSampleOfAllIsExactAndOfSomeIsScaledAndRepeatable() throws {
    let path = graph(5, [(0, 1), (1, 2), (2, 3), (3, 4)])
    var algorithm = Betweenness()
    let exact = try algorithm.scores(of: path, TestHost())
    #expect(exact == [0, 3, 4, 3, 0])
    algorithm.samplingSize = 5
    #expect(try algorithm.scores(of: path, TestHost()) == exact)
    algorithm.samplingSize = 2
    let first = try algorithm.scores(of: path, TestHost())
    #expect(first == (try algorithm.scores(of: path, TestHost())))
    #expect(first.allSatisfy { ($0 / 2.5).rounded() == $0 / 2.5 })
    // Every source comes into some sample, and the mean of many samples is near the exact score.
    var sums = [Double](repeating: 0, count: 5)
    for seed in 0..<400 as Range<Int64> {
      algorithm.seed = seed
      for (node, score) in try algorithm.scores(of: path, TestHost()).enumerated() {
        sums[node] += score / 400
      }
    }
    #expect(areClose(sums, exact, within: 0.3))
  }

  @Test func closenessIsTheMeanOfTheSteps() throws {
    for naive in NaiveGraph.some {
      let distances = naive.distances()
      for isScaled in [false, true] {
        let expected = (0..<naive.count).map { node -> Double in
          let reached = distances[node].filter { $0 > 0 && $0 < .infinity }
          guard !reached.isEmpty else { return 0 }
          let score = Double(reached.count) / reached.reduce(0, +)
          return isScaled ? score * Double(reached.count) / Double(naive.count - 1) : score
        }
        var algorithm = Closeness()
        algorithm.isScaledByReach = isScaled
        #expect(
          areClose(try algorithm.scores(of: naive.projection(), TestHost()), expected), "\(naive)")
      }
    }
  }

  // MARK: cores

  @Test func coresAreWhatIsLeftWhenTheLooseOnesGo() throws {
    for naive in NaiveGraph.some {
      var expected = [UInt32](repeating: 0, count: naive.count)
      for k in 1..<max(2, naive.count) {
        var left = Set(0..<naive.count)
        while true {
          let loose = left.filter {
            naive.neighbours($0, isUndirected: true).intersection(left).count < k
          }
          if loose.isEmpty { break }
          left.subtract(loose)
        }
        for node in left { expected[node] = UInt32(k) }
      }
      let found = try Cores.numbers(of: naive.projection(isUndirected: true), TestHost())
      #expect(found == expected, "\(naive)")
    }
  }

  @Test func aTailOfACliqueHasCoreOne() throws {
    let pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3), (3, 4), (4, 5)]
    #expect(
      try Cores.numbers(of: graph(7, pairs, isUndirected: true), TestHost())
        == [3, 3, 3, 3, 1, 1, 0])
  }
}
