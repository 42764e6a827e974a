import KithAlgorithms
import KithColumns
import KithCore
import KithPlanner

/// `CALL algo.degree({direction: 'both'}) YIELD node, degree`
struct DegreeProcedure: AlgorithmProcedure {
  let signature = ProcedureSignature.algorithm(
    "algo.degree",
    [.init("node", .node), .init("degree", .integer), .init("strength", .float)],
    keys: ProcedureSignature.Key.directedWeightedPart,
    "How many relationships each node has, and the sum of their weights.",
    details: "With direction 'both' a loop counts twice. Rows come by node.",
    example: "CALL algo.degree({type: 'KNOWS', direction: 'both'}) YIELD node, degree "
      + "RETURN node, degree ORDER BY degree DESC")

  func run(_ run: AlgorithmRun) throws(Diagnostic) -> any ProcedureRows {
    let part = try run.project()
    let graph = part.graph
    let degrees = (0..<graph.nodeCount).map { Int64(graph.degree(of: $0)) }
    return run.rows(part, .integers(degrees), .floats(graph.strengths))
  }
}

/// `CALL algo.pageRank({label: 'Person'}) YIELD node, score`
struct PageRankProcedure: AlgorithmProcedure {
  let signature = ProcedureSignature.algorithm(
    "algo.pageRank", [.init("node", .node), .init("score", .float)],
    keys: ProcedureSignature.Key.directedWeightedPart + [
      .init(
        "damping", .float, default: "0.85", "how much of its score a node passes on",
        synonyms: ["dampingFactor", "damping_factor", "d"]),
      .iterations(20, "how many rounds at most"),
      .init(
        "tolerance", .float, default: "1e-7",
        "it ends when a round changes the scores by less in sum", synonyms: ["stop_epsilon"])
    ],
    "PageRank: who is referred to by those who are referred to.",
    details: "Scores sum to 1; what nodes without outgoing relationships have goes to all nodes "
      + "alike. Rows come by node.",
    example: "CALL algo.pageRank({label: 'Person', type: 'KNOWS'}) YIELD node, score "
      + "RETURN node, score ORDER BY score DESC")

  func run(_ run: AlgorithmRun) throws(Diagnostic) -> any ProcedureRows {
    var algorithm = PageRank()
    algorithm.damping = try run.float("damping", 0.85, in: 0...1, "a number from 0 to 1")
    algorithm.iterations = try run.integer("iterations", least: 1) ?? algorithm.iterations
    algorithm.tolerance = try run.float(
      "tolerance", algorithm.tolerance, in: 0...Double.greatestFiniteMagnitude, "a number from 0")
    let part = try run.project()
    return run.rows(part, .floats(try algorithm.scores(of: part.graph, run.memory).scores))
  }
}

/// `CALL algo.betweenness() YIELD node, score`
struct BetweennessProcedure: AlgorithmProcedure {
  /// Above so many nodes the paths from some of them are counted, unless `samplingSize` says otherwise.
  static let exactNodeLimit = 10_000
  static let standardSamplingSize = 256

  let signature = ProcedureSignature.algorithm(
    "algo.betweenness",
    [.init("node", .node), .init("score", .float), .init("sampled", .boolean)],
    keys: ProcedureSignature.Key.directedPart + [
      .init(
        "samplingSize", .integer, default: "all nodes up to 10000, else 256",
        "from how many nodes paths are counted", synonyms: ["sampleSize", "k", "samples"]),
      .seed("42", "another number chooses other nodes")
    ],
    "How many shortest paths between others lead through each node.",
    details: "Scores are exact up to 10000 nodes. Above, or with a samplingSize, paths are "
      + "counted from some nodes and scaled up, which 'sampled' tells. Parallel relationships "
      + "count once; with direction 'both' each pair of ends counts once. Rows come by node.",
    example: "CALL algo.betweenness({label: 'Person', direction: 'both'}) YIELD node, score "
      + "RETURN node, score ORDER BY score DESC")

  func run(_ run: AlgorithmRun) throws(Diagnostic) -> any ProcedureRows {
    var algorithm = Betweenness()
    algorithm.isUndirected =
      try run.word("direction", "out", among: ["out", "in", "both"]) == "both"
    algorithm.seed = run.seed() ?? algorithm.seed
    let part = try run.project()
    let count = part.graph.nodeCount
    let standard = count > Self.exactNodeLimit ? Self.standardSamplingSize : nil
    algorithm.samplingSize = try run.integer("samplingSize", least: 1) ?? standard
    let isSampled = algorithm.samplingSize.map { $0 < count } ?? false
    let scores = try algorithm.scores(of: part.graph, run.memory)
    return run.rows(
      part, .floats(scores), .booleans(Array(repeating: isSampled, count: count)))
  }
}

/// `CALL algo.closeness() YIELD node, score`
struct ClosenessProcedure: AlgorithmProcedure {
  let signature = ProcedureSignature.algorithm(
    "algo.closeness", [.init("node", .node), .init("score", .float)],
    keys: ProcedureSignature.Key.directedPart + [
      .init(
        "scaled", .boolean, default: "false",
        "multiplies by the part of the other nodes that is reached",
        synonyms: ["useWassermanFaust", "wassermanFaust", "wf_improved"])
    ],
    "How near each node is to all that it reaches: their number by the sum of the steps to them.",
    details: "0 where a node reaches none. Looks from every node: nodes × relationships. Rows "
      + "come by node.",
    example: "CALL algo.closeness({label: 'Person', direction: 'both'}) YIELD node, score "
      + "RETURN node, score ORDER BY score DESC")

  func run(_ run: AlgorithmRun) throws(Diagnostic) -> any ProcedureRows {
    var algorithm = Closeness()
    algorithm.isScaledByReach = run.flag("scaled")
    let part = try run.project()
    return run.rows(part, .floats(try algorithm.scores(of: part.graph, run.memory)))
  }
}

/// `CALL algo.kcore() YIELD node, core`
struct CoreProcedure: AlgorithmProcedure {
  let signature = ProcedureSignature.algorithm(
    "algo.kcore", [.init("node", .node), .init("core", .integer)],
    keys: ProcedureSignature.Key.part,
    "The greatest k for which a node is in a part where everyone has k neighbours.",
    details: "Relationships count whatever their direction, parallel ones once, loops not. Rows "
      + "come by node.",
    example: "CALL algo.kcore({type: 'KNOWS'}) YIELD node, core "
      + "RETURN core, count(*) AS nodes ORDER BY core DESC")

  func run(_ run: AlgorithmRun) throws(Diagnostic) -> any ProcedureRows {
    let part = try run.project(.both)
    let cores = try Cores.numbers(of: part.graph, run.memory)
    return run.rows(part, .integers(cores.map { Int64($0) }))
  }
}
