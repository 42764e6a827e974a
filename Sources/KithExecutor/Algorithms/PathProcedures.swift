import KithAlgorithms
import KithColumns
import KithCore
import KithPlanner

extension ProcedureSignature.Key {
  fileprivate static let source = Self(
    "source", .node, "the node where paths begin",
    synonyms: ["sourceNode", "startNode", "start", "from"])

  fileprivate static func target(_ standard: String) -> Self {
    Self(
      "target", .node, default: standard, "the node where they end",
      synonyms: ["targetNode", "endNode", "end", "to"])
  }
}

extension AlgorithmRun {
  /// The source's and the target's numbers; nil where one of them is null or lies outside of the part.
  fileprivate func ends(
    in part: ProjectedGraph
  ) throws(Diagnostic) -> (source: Int, target: Int?)? {
    guard let source = try node("source").flatMap(part.number) else { return nil }
    guard configuration["target"] != nil else { return (source, nil) }
    return try node("target").flatMap(part.number).map { (source, $0) }
  }
}

/// `CALL algo.shortestPath({source: a, target: b, weight: 'km'}) YIELD cost, path`
struct ShortestPathProcedure: AlgorithmProcedure {
  let signature = ProcedureSignature.algorithm(
    "algo.shortestPath",
    [.init("target", .node), .init("cost", .float), .init("path", .path)],
    keys: [.source, .target("all that are reached")]
      + ProcedureSignature.Key.directedWeightedPart,
    "The cheapest path by the sum of its weights, to one node or to all that are reached.",
    details: "Dijkstra's algorithm; a negative weight is an error. Rows come by cost, the "
      + "source itself first where no target is named. Nothing where there is no path, or an "
      + "end is null or not in the chosen part.",
    example: "MATCH (a:Person {name: 'Ada'}), (b:Person {name: 'Cem'}) "
      + "CALL algo.shortestPath({source: a, target: b, type: 'KNOWS', weight: 'km'}) "
      + "YIELD cost, path RETURN cost, [n IN nodes(path) | n.name] AS names")

  func run(_ run: AlgorithmRun) throws(Diagnostic) -> any ProcedureRows {
    let part = try run.project(keepsRelationships: true)
    guard let (source, target) = try run.ends(in: part) else { return ValueRows([]) }
    var search = try WeightedSearch(part.graph, run.memory)
    let reached = try search.search(from: source, to: target, run.memory)
    guard let target else { return CheapestRows(part, search, reached[...], run.memory) }
    let found = reached.last == UInt32(target) ? [UInt32(target)] : []
    return CheapestRows(part, search, found[...], run.memory)
  }
}

/// The paths of a finished search, made as they are asked for.
private final class CheapestRows: ProcedureRows {
  private let part: ProjectedGraph
  private let search: WeightedSearch
  private var targets: ArraySlice<UInt32>
  private let memory: MemoryReservation

  init(
    _ part: ProjectedGraph, _ search: WeightedSearch, _ targets: ArraySlice<UInt32>,
    _ memory: MemoryReservation
  ) {
    self.part = part
    self.search = search
    self.targets = targets
    self.memory = memory
  }

  func next(_ limit: Int) throws(Diagnostic) -> [ColumnVector]? {
    let piece = targets.prefix(limit)
    guard !piece.isEmpty else { return nil }
    targets = targets.dropFirst(limit)
    return [
      ColumnVector(.nodes(piece.map { part.node($0) })),
      ColumnVector(.floats(piece.map { search.cost(of: Int($0)) })),
      ColumnVector(.values(piece.map { .path(part.path(search.path(to: Int($0)))) }))
    ]
  }
}

/// `CALL algo.kShortestPaths({source: a, target: b, k: 3}) YIELD index, cost, path`
struct CheapestPathsProcedure: AlgorithmProcedure {
  let signature = ProcedureSignature.algorithm(
    "algo.kShortestPaths",
    [.init("index", .integer), .init("cost", .float), .init("path", .path)],
    keys: [
      .source, .target(""),
      .init("k", .integer, default: "3", "how many paths at most", synonyms: ["count", "limit"])
    ] + ProcedureSignature.Key.directedWeightedPart,
    "The cheapest paths between two nodes one after the other, none of which repeats a node.",
    details: "Yen's algorithm. Rows come by cost, 'index' counts them from 0. Nothing where "
      + "there is no path, or an end is null or not in the chosen part.",
    example: "MATCH (a:Person {name: 'Ada'}), (b:Person {name: 'Cem'}) "
      + "CALL algo.kShortestPaths({source: a, target: b, k: 2, weight: 'km'}) "
      + "YIELD index, cost, path RETURN index, cost, [n IN nodes(path) | n.name] AS names")

  func run(_ run: AlgorithmRun) throws(Diagnostic) -> any ProcedureRows {
    let count = try run.integer("k", least: 1) ?? 3
    let part = try run.project(keepsRelationships: true)
    _ = try run.node("target")
    guard let (source, target) = try run.ends(in: part), let target else { return ValueRows([]) }
    let paths = try CheapestPaths(in: part.graph, from: source, to: target, run.memory)
    return CheapestPathRows(part, paths, count, run.memory)
  }
}

/// Searches each path when it is asked for.
private final class CheapestPathRows: ProcedureRows {
  private let part: ProjectedGraph
  private var paths: CheapestPaths
  private let count: Int
  private let memory: MemoryReservation
  private var index = 0

  init(
    _ part: ProjectedGraph, _ paths: CheapestPaths, _ count: Int, _ memory: MemoryReservation
  ) {
    self.part = part
    self.paths = paths
    self.count = count
    self.memory = memory
  }

  func next(_ limit: Int) throws(Diagnostic) -> [ColumnVector]? {
    guard index < count, let path = try paths.next(memory) else { return nil }
    defer { index += 1 }
    return [
      ColumnVector(.integers([Int64(index)])), ColumnVector(.floats([path.cost])),
      ColumnVector(.values([.path(part.path(path))]))
    ]
  }
}

/// `CALL algo.nodeSimilarity({type: 'WORKS_ON'}) YIELD node1, node2, similarity`
struct SimilarityProcedure: AlgorithmProcedure {
  let signature = ProcedureSignature.algorithm(
    "algo.nodeSimilarity",
    [.init("node1", .node), .init("node2", .node), .init("similarity", .float)],
    keys: ProcedureSignature.Key.directedPart + [
      .init(
        "metric", .string, default: "'jaccard'", "'jaccard', 'overlap' or 'cosine'",
        synonyms: ["similarityMetric", "similarity_metric"]),
      .init(
        "topK", .integer, default: "10", "how many others are given for each node",
        synonyms: ["top", "k", "topN"]),
      .init(
        "cutoff", .float, default: "0.0", "only what is at least as similar",
        synonyms: ["similarityCutoff", "threshold"]),
      .init(
        "degreeCutoff", .integer, default: "1", "only nodes with as many neighbours",
        synonyms: ["minDegree"]),
      .init(
        "upperDegreeCutoff", .integer, default: "none", "only nodes with no more neighbours",
        synonyms: ["maxDegree"])
    ],
    "Nodes that share neighbours: for each node the most similar others.",
    details: "Parallel relationships count once, loops not. Rows come by node1, then by "
      + "similarity; both orders of a pair are given. A neighbour that many share costs the "
      + "square of their number: limit it by type and label.",
    example: "CALL algo.nodeSimilarity({type: 'KNOWS', topK: 1}) YIELD node1, node2, similarity "
      + "RETURN node1, node2, similarity")

  func run(_ run: AlgorithmRun) throws(Diagnostic) -> any ProcedureRows {
    var settings = NeighbourhoodSimilarity.Settings()
    let words = NeighbourhoodSimilarity.Metric.allCases.map(\.rawValue)
    settings.metric =
      NeighbourhoodSimilarity.Metric(rawValue: try run.word("metric", "jaccard", among: words))
      ?? .jaccard
    settings.topCount = try run.integer("topK", least: 1) ?? settings.topCount
    settings.cutoff = try run.float("cutoff", 0, in: 0...1, "a number from 0 to 1")
    let least = try run.integer("degreeCutoff", least: 1) ?? 1
    settings.degrees = least...(try run.integer("upperDegreeCutoff", least: least) ?? .max)
    let part = try run.project()
    let similarity = try NeighbourhoodSimilarity(of: part.graph, settings, run.memory)
    return SimilarityRows(part, similarity, run.memory)
  }
}

/// Compares one node after the other with the rest, as rows are asked for.
private final class SimilarityRows: ProcedureRows {
  private let part: ProjectedGraph
  private var similarity: NeighbourhoodSimilarity
  private let memory: MemoryReservation
  private var node = 0
  /// What was found for the node before but not handed out.
  private var pending: ArraySlice<(node: UInt32, similarity: Double)> = []

  init(
    _ part: ProjectedGraph, _ similarity: NeighbourhoodSimilarity, _ memory: MemoryReservation
  ) {
    self.part = part
    self.similarity = similarity
    self.memory = memory
  }

  func next(_ limit: Int) throws(Diagnostic) -> [ColumnVector]? {
    var (left, right): ([NodeID], [NodeID]) = ([], [])
    var scores: [Double] = []
    while left.count < limit {
      if let one = pending.popFirst() {
        left.append(part.node(node - 1))
        right.append(part.node(one.node))
        scores.append(one.similarity)
      } else if node < part.nodes.count {
        pending = try similarity.mostSimilar(to: node, memory)[...]
        node += 1
      } else {
        break
      }
    }
    guard !left.isEmpty else { return nil }
    return [ColumnVector(.nodes(left)), ColumnVector(.nodes(right)), ColumnVector(.floats(scores))]
  }
}
