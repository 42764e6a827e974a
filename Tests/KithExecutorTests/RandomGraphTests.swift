import KithCore
import KithExecutor
import Testing

/// Expands, walks and shortest paths over random graphs, beside loops that try everything.
@Suite struct RandomGraphTests {
  /// A graph as a list of relationships.
  struct NaiveGraph {
    struct Relationship {
      var start: Int
      var end: Int
      var type: String
    }

    var nodeCount: Int
    var relationships: [Relationship]

    init(seed: UInt64) {
      var random = StatementRandom(seed: seed)
      nodeCount = Int.random(in: 2...7, using: &random)
      relationships = []
      for _ in 0..<Int.random(in: 1...7, using: &random) {
        relationships.append(
          Relationship(
            start: Int.random(in: 0..<nodeCount, using: &random),
            end: Int.random(in: 0..<nodeCount, using: &random),
            type: ["S", "T"].randomElement(using: &random) ?? "S"))
      }
    }

    func makeGraph() throws -> TestGraph {
      let graph = try TestGraph("UNWIND range(0, \(nodeCount - 1)) AS i CREATE (:N {i: i})")
      for (index, it) in relationships.enumerated() {
        try graph.execute(
          "MATCH (a {i: \(it.start)}), (b {i: \(it.end)}) CREATE (a)-[:\(it.type) {k: \(index)}]->(b)"
        )
      }
      return graph
    }

    /// The steps from a node: relationship and the node at its other end.
    func steps(from node: Int, _ way: Way) -> [(relationship: Int, node: Int)] {
      var found: [(relationship: Int, node: Int)] = []
      for (index, it) in relationships.enumerated() where way.type.map({ $0 == it.type }) ?? true {
        if way.arrow != .incoming, it.start == node { found.append((index, it.end)) }
        if way.arrow == .incoming, it.end == node { found.append((index, it.start)) }
        if way.arrow == .both, it.end == node, it.start != node {
          found.append((index, it.start))
        }
      }
      return found
    }

    /// All walks from a node of some lengths, no relationship twice.
    func walks(from node: Int, _ way: Way, _ lengths: ClosedRange<Int>) -> [(
      end: Int, steps: [Int]
    )] {
      var found: [(end: Int, steps: [Int])] = []
      func walk(_ node: Int, _ used: [Int]) {
        if lengths.contains(used.count) { found.append((node, used)) }
        guard used.count < lengths.upperBound else { return }
        for step in steps(from: node, way) where !used.contains(step.relationship) {
          walk(step.node, used + [step.relationship])
        }
      }
      walk(node, [])
      return found
    }
  }

  /// How relationships are followed.
  struct Way {
    enum Arrow { case outgoing, incoming, both }

    var arrow: Arrow
    var type: String?

    /// `-[r:T*1..2]->`.
    func pattern(_ inside: String) -> String {
      let body = "-[\(inside)]-"
      switch arrow {
      case .outgoing: return body + ">"
      case .incoming: return "<" + body
      case .both: return body
      }
    }

    static let all = [Arrow.outgoing, .incoming, .both].flatMap { arrow in
      [nil, "S"].map { Way(arrow: arrow, type: $0) }
    }
  }

  static let seeds = Array(UInt64(1)...8)

  @Test(arguments: seeds) func expandsAgreeWithLoops(seed: UInt64) throws {
    let naive = NaiveGraph(seed: seed)
    let graph = try naive.makeGraph()
    for way in Way.all {
      let type = way.type.map { ":\($0)" } ?? ""
      let nodes = 0..<naive.nodeCount
      let one = nodes.flatMap { a in naive.steps(from: a, way).map { "\(a) | \($0.0) | \($0.1)" } }
      #expect(
        try graph.rows("MATCH (a)\(way.pattern("r\(type)"))(b) RETURN a.i, r.k, b.i").sorted()
          == one.sorted(), "seed \(seed), \(way)")
      let two = nodes.flatMap { a in
        naive.steps(from: a, way).flatMap { first in
          naive.steps(from: first.node, way).filter { $0.relationship != first.relationship }
            .map { "\(a) | \(first.relationship) | \($0.relationship) | \($0.node)" }
        }
      }
      #expect(
        try graph.rows(
          "MATCH (a)\(way.pattern("r\(type)"))(b)\(way.pattern("s\(type)"))(c) "
            + "RETURN a.i, r.k, s.k, c.i"
        ).sorted() == two.sorted(), "seed \(seed), \(way)")
      let closed = two.filter {
        $0.split(separator: " | ").first == $0.split(separator: " | ").last
      }
      #expect(
        try graph.rows(
          "MATCH (a)\(way.pattern("r\(type)"))(b)\(way.pattern("s\(type)"))(a) "
            + "RETURN a.i, r.k, s.k, a.i AS c"
        ).sorted() == closed.sorted(), "seed \(seed), \(way)")
    }
  }

  @Test(arguments: seeds) func walksAgreeWithLoops(seed: UInt64) throws {
    let naive = NaiveGraph(seed: seed)
    let graph = try naive.makeGraph()
    for way in Way.all {
      for (text, lengths) in [("*", 1...9), ("*0..2", 0...2), ("*2", 2...2), ("*3..", 3...9)] {
        let type = way.type.map { ":\($0)" } ?? ""
        let walks = (0..<naive.nodeCount).flatMap { a in
          naive.walks(from: a, way, lengths).map { "\(a) | \($0.steps) | \($0.end)" }
        }
        #expect(
          try graph.rows(
            "MATCH (a)\(way.pattern("r\(type)\(text)"))(b) RETURN a.i, [s IN r | s.k], b.i"
          ).sorted() == walks.sorted(), "seed \(seed), \(way), \(text)")
      }
    }
  }

  @Test(arguments: seeds) func shortestPathsAgreeWithLoops(seed: UInt64) throws {
    let naive = NaiveGraph(seed: seed)
    let graph = try naive.makeGraph()
    for way in Way.all {
      let type = way.type.map { ":\($0)" } ?? ""
      var all: [String] = []
      var lengths: [String] = []
      for a in 0..<naive.nodeCount {
        for b in 0..<naive.nodeCount where a != b {
          let walks = naive.walks(from: a, way, 1...9).filter { $0.end == b }
          guard let shortest = walks.map(\.steps.count).min() else { continue }
          lengths.append("\(a) | \(b) | \(shortest)")
          all += walks.filter { $0.steps.count == shortest }.map { "\(a) | \(b) | \($0.steps)" }
        }
      }
      let ends = "MATCH (a), (b) WHERE a <> b MATCH p ="
      let path = "((a)\(way.pattern("\(type)*"))(b))"
      #expect(
        try graph.rows("\(ends) shortestPath\(path) RETURN a.i, b.i, length(p)").sorted()
          == lengths.sorted(), "seed \(seed), \(way)")
      #expect(
        try graph.rows(
          "\(ends) allShortestPaths\(path) RETURN a.i, b.i, [s IN relationships(p) | s.k]"
        ).sorted() == all.sorted(), "seed \(seed), \(way)")
    }
  }
}
