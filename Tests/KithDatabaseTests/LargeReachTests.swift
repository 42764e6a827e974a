import KithCore
import KithDatabase
import KithExecutor
import Testing

/// A graph large enough for whole levels to be gone through in order and from the other side, against a plain search.
@Suite struct LargeReachTests {
  private static let nodeCount = 3500

  /// Pairs that are spread over the first 3,400 nodes, and a chain of the others.
  private static let pairs: [(Int, Int)] = {
    var random = Spread(state: 5)
    var pairs = (0..<7000).map { _ in
      (Int.random(in: 0..<3400, using: &random), Int.random(in: 0..<3400, using: &random))
    }
    pairs += (3400..<3499).map { ($0, $0 + 1) } + [(17, 3400)]
    return pairs
  }()

  private func session() throws -> EmbeddedSession {
    let session = try EmbeddedSession(path: nil)
    let pairs = Self.pairs.map { Value.list([.integer(Int64($0.0)), .integer(Int64($0.1))]) }
    for statement in [
      "UNWIND range(0, \(Self.nodeCount - 1)) AS i CREATE (:N {id: i})",
      "UNWIND $pairs AS p MATCH (a {id: p[0]}), (b {id: p[1]}) CREATE (a)-[:R]->(b)"
    ] {
      _ = try session.run(statement, parameters: ["pairs": .list(pairs)], into: RowCollector())
    }
    return session
  }

  /// The distance of each node that can be reached.
  private func distances(from start: Int, isDirected: Bool) -> [Int: Int] {
    var neighbours = Array(repeating: [Int](), count: Self.nodeCount)
    for (one, other) in Self.pairs {
      neighbours[one].append(other)
      if !isDirected { neighbours[other].append(one) }
    }
    var distances = [start: 0]
    var frontier = [start]
    var level = 0
    while !frontier.isEmpty {
      level += 1
      frontier = frontier.flatMap { neighbours[$0] }
        .filter { distances.updateValue(distances[$0] ?? level, forKey: $0) == nil }
    }
    return distances
  }

  private func values(_ statement: String, _ session: EmbeddedSession) throws -> [String] {
    let rows = RowCollector()
    _ = try session.run(statement, parameters: [:], into: rows)
    return rows.rows.last ?? []
  }

  @Test func whatIsReachedIsWhatLiesWithinTheDistance() throws {
    let session = try session()
    for start in [0, 17, 3450] {
      for (isDirected, limit) in [(false, 3), (false, 7), (false, 50), (true, 6), (true, 16)] {
        let arrow = isDirected ? "->" : "-"
        let found = try values(
          "MATCH (a {id: \(start)})-[:R*1..\(limit)]\(arrow)(b) WHERE a <> b "
            + "RETURN count(DISTINCT b.id)", session)
        let expected = distances(from: start, isDirected: isDirected)
          .count { $0.value > 0 && $0.value <= limit }
        #expect(found == ["\(expected)"], "from \(start) within \(limit), \(isDirected)")
      }
    }
  }

  @Test func shortestPathsAreAsLongAsTheDistance() throws {
    let session = try session()
    for (start, end) in [(0, 2711), (17, 3440), (3499, 3), (2000, 2001)] {
      for isDirected in [false, true] {
        let distance = distances(from: start, isDirected: isDirected)[end]
        let arrow = isDirected ? "->" : "-"
        let found = try values(
          "OPTIONAL MATCH p = shortestPath((a {id: \(start)})-[:R*]\(arrow)(b {id: \(end)})) "
            + "OPTIONAL MATCH q = allShortestPaths((a)-[:R*]\(arrow)(b)) "
            + "RETURN min(length(p)), min(length(q)), max(length(q)), "
            + "count(DISTINCT q) = count(q), EXISTS { (a {id: \(start)})-[:R*]\(arrow)(b {id: \(end)}) }",
          session)
        let length = distance.map(String.init) ?? "null"
        #expect(
          found == [length, length, length, "true", "\(distance != nil)"],
          "from \(start) to \(end), \(isDirected)")
      }
    }
  }
}

/// SplitMix64: the same numbers for the same seed.
private struct Spread: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var it = state
    it = (it ^ (it >> 30)) &* 0xBF58_476D_1CE4_E5B9
    it = (it ^ (it >> 27)) &* 0x94D0_49BB_1331_11EB
    return it ^ (it >> 31)
  }
}
