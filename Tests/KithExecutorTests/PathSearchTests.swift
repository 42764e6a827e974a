import KithCore
import KithExecutor
import Testing

/// Path patterns over random graphs, beside a search that follows the definitions word by word: all walks first, then
/// the mode, then the selection between each two ends.
@Suite struct PathSearchTests {
  /// `((a)-[r]->(b)-[q:S]->(c) WHERE a.i < c.i){1,3}`, or, not repeated, `-[r]->(b)-[q:S]->`.
  struct Segment {
    var ways: [RandomGraphTests.Way]
    var minimum = 1
    var maximum: Int? = 1
    var isRepeated = true
    /// Each repetition ends at a node with a greater number than the one that it begins at.
    var increases = false

    func text(_ index: Int) -> String {
      var body = ""
      for (step, way) in ways.enumerated() {
        let type = way.type.map { ":\($0)" } ?? ""
        body += way.pattern("r\(index)\(step)\(type)")
        if isRepeated || step < ways.count - 1 { body += "(n\(index)\(step + 1))" }
      }
      guard isRepeated else { return body }
      let condition = increases ? " WHERE n\(index)0.i < n\(index)\(ways.count).i" : ""
      let bounds = "{\(minimum),\(maximum.map { String($0) } ?? "")}"
      return " ((n\(index)0)\(body)\(condition))\(bounds) "
    }
  }

  struct Match: Hashable {
    var nodes: [Int]
    var relationships: [Int]
    var iterations: [Int]

    var row: String { "\(nodes) | \(relationships) | \(iterations)" }
    var ends: [Int] { [nodes[0], nodes[nodes.count - 1]] }
  }

  enum Mode: String, CaseIterable { case walk, trail, simple, acyclic }

  /// All matches by definition. `longest` bounds walks, which may go on for ever.
  struct Definition {
    let graph: RandomGraphTests.NaiveGraph
    let segments: [Segment]
    let mode: Mode
    let longest: Int
    var found: [Match] = []

    mutating func run() {
      for start in 0..<graph.nodeCount {
        enter(0, Match(nodes: [start], relationships: [], iterations: []))
      }
    }

    private mutating func enter(_ index: Int, _ match: Match) {
      guard index < segments.count else {
        found.append(match)
        return
      }
      repeatSegment(index, 0, match)
    }

    private mutating func repeatSegment(_ index: Int, _ count: Int, _ match: Match) {
      let segment = segments[index]
      if count >= segment.minimum {
        var done = match
        done.iterations.append(count)
        enter(index + 1, done)
      }
      if let maximum = segment.maximum, count >= maximum { return }
      step(index, count, 0, from: match.nodes[match.nodes.count - 1], match)
    }

    private mutating func step(
      _ index: Int, _ count: Int, _ position: Int, from first: Int, _ match: Match
    ) {
      let segment = segments[index]
      let last = match.nodes[match.nodes.count - 1]
      guard position < segment.ways.count else {
        if !segment.increases || first < last { repeatSegment(index, count + 1, match) }
        return
      }
      guard match.relationships.count < longest else { return }
      for next in graph.steps(from: last, segment.ways[position]) {
        var longer = match
        longer.relationships.append(next.relationship)
        longer.nodes.append(next.node)
        if isAllowed(longer) { step(index, count, position + 1, from: first, longer) }
      }
    }

    private func isAllowed(_ match: Match) -> Bool {
      let areDifferent = Set(match.relationships).count == match.relationships.count
      let interior = match.nodes.dropLast()
      switch mode {
      case .walk: return true
      case .trail: return areDifferent
      case .acyclic: return Set(match.nodes).count == match.nodes.count
      case .simple:
        return areDifferent && Set(interior).count == interior.count
          && !interior.dropFirst().contains(match.nodes[match.nodes.count - 1])
      }
    }
  }

  // MARK: queries

  private func pattern(_ segments: [Segment]) -> String {
    var text = "(m0)"
    for (index, segment) in segments.enumerated() {
      text += segment.text(index) + "(m\(index + 1))"
    }
    return text
  }

  private func query(_ segments: [Segment], prefix: String, before: String = "") -> String {
    let counts = segments.indices.map { index in
      segments[index].isRepeated ? "size(r\(index)0)" : "1"
    }
    return "\(before)MATCH p = \(prefix) \(pattern(segments)) "
      + "RETURN [n IN nodes(p) | n.i], [r IN relationships(p) | r.k], "
      + "[\(counts.joined(separator: ", "))]"
  }

  private func segments(
    using random: inout StatementRandom, isBounded: Bool, most: Int
  ) -> [Segment] {
    (0..<Int.random(in: 1...most, using: &random)).map { index in
      var segment = Segment(ways: [])
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        segment.ways.append(
          RandomGraphTests.Way.all.randomElement(using: &random)
            ?? RandomGraphTests.Way(arrow: .both))
      }
      segment.isRepeated = Int.random(in: 0..<4, using: &random) > 0
      if segment.isRepeated {
        segment.minimum = Int.random(in: 0...2, using: &random)
        let isOpen = !isBounded && Bool.random(using: &random)
        segment.maximum = isOpen ? nil : segment.minimum + Int.random(in: 1...2, using: &random)
        segment.increases = Int.random(in: 0..<3, using: &random) == 0
      }
      return segment
    }
  }

  /// A relationship pattern beside another is one segment in the engine; here it stays two.
  private func definition(
    _ graph: RandomGraphTests.NaiveGraph, _ segments: [Segment], _ mode: Mode, longest: Int = 40
  ) -> [Match] {
    var definition = Definition(graph: graph, segments: segments, mode: mode, longest: longest)
    definition.run()
    return definition.found
  }

  static let seeds = Array(UInt64(1)...12)

  @Test(arguments: seeds) func allPathsAgreeWithTheDefinition(seed: UInt64) throws {
    var random = StatementRandom(seed: seed &* 7919)
    let naive = RandomGraphTests.NaiveGraph(seed: seed)
    let graph = try naive.makeGraph()
    for _ in 0..<6 {
      for mode in Mode.allCases {
        let segments = segments(using: &random, isBounded: mode == .walk, most: 2)
        let expected = definition(naive, segments, mode).map(\.row).sorted()
        if expected.count > 3000 { continue }
        let query = query(segments, prefix: mode.rawValue.uppercased())
        #expect(try graph.rows(query).sorted() == expected, "seed \(seed): \(query)")
        if mode == .trail {
          let plain = self.query(segments, prefix: "")
          #expect(try graph.rows(plain).sorted() == expected, "seed \(seed): \(plain)")
        }
      }
    }
  }

  @Test(arguments: seeds) func selectedPathsAgreeWithTheDefinition(seed: UInt64) throws {
    var random = StatementRandom(seed: seed &* 104_729)
    let naive = RandomGraphTests.NaiveGraph(seed: seed)
    let graph = try naive.makeGraph()
    for round in 0..<8 {
      let mode = Mode.allCases[round % 4]
      let segments = segments(
        using: &random, isBounded: mode == .walk && round > 3, most: mode == .walk ? 1 : 2)
      let isOpen = segments.contains { $0.maximum == nil }
      let matches = definition(naive, segments, mode, longest: mode == .walk && isOpen ? 9 : 40)
      if matches.count > 3000 { continue }
      let partitions = Dictionary(grouping: matches, by: \.ends)
      let count = mode == .walk && isOpen ? 1 : Int.random(in: 1...3, using: &random)
      let word = mode.rawValue.uppercased()
      try check(
        graph, query(segments, prefix: "SHORTEST \(count) \(word)"), count, partitions, seed: seed)
      let groups = query(segments, prefix: "SHORTEST \(count) \(word) GROUPS")
      let expected = partitions.values.flatMap { firstGroups($0, count) }.map(\.row).sorted()
      #expect(try graph.rows(groups).sorted() == expected, "seed \(seed): \(groups)")
      try checkBoundEnds(graph, naive, segments, "ANY SHORTEST \(word)", partitions, seed: seed)
    }
  }

  private func firstGroups(_ matches: [Match], _ count: Int) -> [Match] {
    let lengths = Set(matches.map(\.relationships.count)).sorted().prefix(count)
    return matches.filter { lengths.contains($0.relationships.count) }
  }

  /// Any of the shortest will do: their number, their lengths and that they match are what counts.
  private func check(
    _ graph: TestGraph, _ query: String, _ count: Int, _ partitions: [[Int]: [Match]],
    seed: UInt64
  ) throws {
    // The two ends of a pattern may choose differently.
    for variant in TestGraph.Variant.all where variant.batchRowCount != 3 {
      try check(try graph.rows(query, [:], variant), query, count, partitions, seed: seed)
    }
  }

  private func check(
    _ rows: [String], _ query: String, _ count: Int, _ partitions: [[Int]: [Match]], seed: UInt64
  ) throws {
    #expect(Set(rows).count == rows.count, "seed \(seed): \(query)")
    var byEnds: [[Int]: [Int]] = [:]
    let known = Dictionary(
      partitions.values.flatMap { $0 }.map { ($0.row, $0) }, uniquingKeysWith: { $1 })
    for row in rows {
      guard let match = known[row] else {
        Issue.record("seed \(seed): \(query) gives \(row)")
        return
      }
      byEnds[match.ends, default: []].append(match.relationships.count)
    }
    let expected = partitions.mapValues { matches in
      Array(matches.map(\.relationships.count).sorted().prefix(count))
    }
    #expect(byEnds.mapValues { $0.sorted() } == expected, "seed \(seed): \(query)")
  }

  private func checkBoundEnds(
    _ graph: TestGraph, _ naive: RandomGraphTests.NaiveGraph, _ segments: [Segment],
    _ prefix: String, _ partitions: [[Int]: [Match]], seed: UInt64
  ) throws {
    let last = segments.count
    for start in 0..<naive.nodeCount {
      let end = (start + Int(seed)) % naive.nodeCount
      let ends = [start, end]
      let before = "MATCH (m0 {i: \(start)}) MATCH (m\(last) {i: \(end)}) "
      try check(
        graph, query(segments, prefix: prefix, before: before), 1,
        partitions.filter { $0.key == ends }, seed: seed)
    }
  }
}
